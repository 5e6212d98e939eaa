"""What came out of reading and importing a workbook, as the page says it. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import importing
from db.book import Book
from db.errors import ThamdinhError
from db.importing import ImportReport, ImportRow
from db.operation import Changes
from db.records import Campaign
from db.rule_changes import Because
from desktop.models import import_words
from desktop.models.import_findings import Finding, FindingKind, remark
from desktop.models.import_reading import Reading

if TYPE_CHECKING:
    from desktop.intake.mapping import SheetMapping
    from desktop.intake.nearby import Neighbourhood
    from desktop.intake.records import Refusal

RUBRIC_FIRST = (
    "Không phải sửa bảng: hãy nạp thang điểm ở “Cài đặt”, “Thang điểm”, rồi bấm "
    "“Đọc lại tệp” (F5)."
)
CELLS_FIRST = "Hãy sửa các ô này trong bảng tính, lưu lại, rồi bấm “Đọc lại tệp” (F5)."


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What the page shows. ``action`` names the button that imports, "" where nothing can be
    imported; ``counts`` are lines of words, seen where there is no cell to speak of."""

    sentence: str
    findings: Sequence[Finding]
    hint: str = ""
    ink: str = ""
    action: str = ""
    done: bool = False
    counts: Sequence[tuple[str, ...]] = ()


def page_of_refused(reading: Reading) -> ImportPage:
    """Nothing can come in before these cells are mended."""
    assert reading.intake is not None
    count = import_words.number(len(reading.intake.refused))
    return ImportPage(
        f"Chưa nhập gì: {count} ô trong bảng không nhận được.",
        refused(reading),
        RUBRIC_FIRST if _only_a_rubric(reading.intake.refused) else CELLS_FIRST,
        "bad",
    )


def _only_a_rubric(refused: Sequence[Refusal]) -> bool:
    from desktop.intake.sheet_reports import RUBRIC_MISSING

    return all(one.reason.endswith(RUBRIC_MISSING) for one in refused)


def page_of_outlook(reading: Reading, report: ImportReport) -> ImportPage:
    """What an import would do."""
    assert reading.intake is not None
    old = reading.intake.converted
    return ImportPage(
        import_words.outlook(report),
        reported(reading, report),
        f"{import_words.number(old)} ô chữ TCVN3 hoặc VNI được đổi sang Unicode." if old else "",
        action=import_words.result_name(report) if import_words.is_new(report) else "",
        counts=import_words.count_lines(report),
    )


def page_of_outcome(reading: Reading, report: ImportReport) -> ImportPage:
    """What an import did."""
    return ImportPage(
        import_words.outcome(report),
        reported(reading, report),
        ink="good",
        done=True,
        counts=import_words.count_lines(report),
    )


def rows_of(reading: Reading) -> list[ImportRow]:
    """The rows of a workbook that was read, as the book takes them."""
    assert reading.intake is not None
    return [ImportRow(row.table, row.key, row.values, row.cells) for row in reading.intake.rows]


def write_rows(
    book: Book,
    campaign: Campaign,
    rows: Sequence[ImportRow],
    name: str,
    because: Because | None,
    progress: Callable[[int, int], None],
) -> tuple[ImportReport, Changes]:
    """Takes the rows in, as ``db.importing.apply`` does."""
    report = importing.apply(
        book, campaign, rows, file=name, because=because, progress=progress
    )
    return report, report.changes


def reported(reading: Reading, report: ImportReport) -> list[Finding]:
    """What changes, what is kept, and what the reading remarked on."""
    assert reading.intake is not None
    wanted = {edited.cell for edited in report.edited} | {kept.cell for kept in report.kept}
    names: dict[str, str] = {}
    if wanted:
        for row in reading.intake.rows:
            names |= {cell: name for name, cell in row.cells.items() if cell in wanted}
    shown = import_words.shown_value
    found = []
    for edited in report.edited:
        name = names.get(edited.cell, "")
        if name != "has_report":  # the row's being there says it
            there, here = shown(name, edited.there), shown(name, edited.here)
            found.append(Finding(FindingKind.EDITED, edited.cell, there, here))
    for kept in report.kept:
        name = names.get(kept.cell, "")
        found.append(
            Finding(
                FindingKind.KEPT,
                kept.cell,
                shown(name, kept.there),
                shown(name, kept.here),
                f"Giữ bản trong sổ vì {import_words.KEPT_WHY.get(kept.why, kept.why)}.",
            )
        )
    return [*found, *map(remark, reading.intake.warnings)]


def refused(reading: Reading) -> list[Finding]:
    """Every refused cell with what stands in it, and what the reading remarked on."""
    assert reading.intake is not None
    assert reading.nearby is not None
    text = reading.nearby.text
    found = [
        Finding(FindingKind.REFUSED, one.cell, text(one.cell), reason=one.reason)
        for one in reading.intake.refused
    ]
    return [*found, *map(remark, reading.intake.warnings)]


def surroundings(reading: Reading, cell: str) -> Neighbourhood | None:
    """The rows around a cell; for one that was not refused they are read now."""
    if reading.nearby is None:
        return None
    found = reading.nearby.around(cell)
    if found is None:
        from desktop.intake.nearby import Nearby

        try:
            found = Nearby.read(reading.job.path, [cell]).around(cell)
        except (ThamdinhError, OSError):  # the file is gone: there is nothing to show
            return None
    return found


def remember(reading: Reading, mappings: Sequence[SheetMapping]) -> None:
    """Keeps the chosen columns for the next file; sheets of our own form need no memory."""
    from desktop.intake import mapping_store
    from desktop.intake.mapping_guess import is_ours

    ours = {head.name for head in reading.heads if is_ours(head)}
    mapping_store.remember(reading.job.home, [one for one in mappings if one.sheet not in ours])
