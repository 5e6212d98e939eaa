"""One workbook into one campaign: parse with what the book holds, then import or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import importing
from db.book import Book
from db.importing import ImportReport, Kept
from db.records import Campaign, SubjectKind
from db.rules.points import show
from db.surroundings import Surroundings
from desktop.intake.records import Context, Refusal
from desktop.intake.tables import parse


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a workbook; ``report`` is None where cells were refused."""

    report: ImportReport | None
    warnings: Sequence[str]
    refused: Sequence[Refusal]


def context_of(book: Book, campaign: Campaign) -> Context:
    """What the campaign already holds, for the checks of a workbook's cells."""
    around = Surroundings(book.connection, campaign)
    known = importing.known_submissions(book, campaign)
    return Context(
        year=campaign.year,
        rubrics=around.rubrics,
        units=around.units.keys(),
        members=around.by_code.keys(),
        submissions={s.code: SubjectKind(s.kind) for s in known if s.kind in set(SubjectKind)},
        registered={s.code for s in known if s.registered},
        reported={s.code for s in known if s.reported},
    )


def take_in(book: Book, campaign: Campaign, path: Path, *, dry_run: bool = False) -> Taken:
    """Imports a workbook: all of it, or nothing where a cell is refused.

    Raises WorkbookError and what :func:`db.importing.apply` raises.
    """
    intake = parse(path, context_of(book, campaign))
    if intake.refused:
        return Taken(None, intake.warnings, intake.refused)
    rows = (importing.ImportRow(row.table, row.key, row.values, row.cells) for row in intake.rows)
    report = importing.apply(book, campaign, rows, file=path.name, dry_run=dry_run)
    return Taken(report, [*intake.warnings, *(kept_sentence(k) for k in report.kept)], ())


def kept_sentence(kept: Kept) -> str:
    """What was changed on both sides and therefore left as it stands here."""
    why = {
        "own_ballot": "thành viên đã tự nộp phiếu",
        "frozen": "kết quả đã chốt để ký",
        "both_changed": "trong sổ và trong bảng đều đã sửa",
    }[kept.why]
    return f"{kept.cell}: giữ “{_shown(kept.here)}”, không lấy “{_shown(kept.there)}” vì {why}."


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{code} {show(mark)}" for code, mark in value.items())
    return "" if value is None else str(value)
