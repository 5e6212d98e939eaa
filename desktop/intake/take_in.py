"""One workbook into one campaign: parse with what the book holds, then import or refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import importing
from db.book import Book
from db.errors import LateReasonError
from db.importing import ImportReport, Kept
from db.operation import Changes
from db.queries.entry import suggested_code
from db.records import Campaign, SubjectKind
from db.rule_changes import Because, required
from db.rules.deadlines import REGISTRATION
from db.rules.points import show
from db.surroundings import Surroundings
from desktop.documents.errors import WordFormRefusedError
from desktop.intake.records import Context, Refusal
from desktop.intake.tables import parse
from desktop.intake.word_file import is_word
from desktop.intake.word_form import parse_word


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


def take_in(
    book: Book,
    campaign: Campaign,
    path: Path,
    *,
    dry_run: bool = False,
    because: Because | None = None,
) -> Taken:
    """Imports a workbook, or a filled form in Word: all of it, or nothing where a cell is
    refused. ``because`` is why the panel changes, where ballots are in and it does.

    Raises WorkbookError, WordFormError and what :func:`db.importing.apply` raises; a dry run,
    too, raises RuleReasonError, so that it says what the import will.
    """
    context = context_of(book, campaign)
    if is_word(path):
        intake = parse_word(path, context, lambda kind: suggested_code(book, campaign, kind))
    else:
        intake = parse(path, context)
    if intake.refused:
        return Taken(None, intake.warnings, intake.refused)
    rows = (importing.ImportRow(row.table, row.key, row.values, row.cells) for row in intake.rows)
    try:
        report = importing.apply(
            book, campaign, rows, file=path.name, dry_run=dry_run, because=because
        )
    except LateReasonError as error:
        refused = [late_refusal(each) for each in (error, *error.facts.get("others", ()))]
        return Taken(None, intake.warnings, refused)
    for each in report.moved:
        required(because, each.what)
    return Taken(report, [*intake.warnings, *(kept_sentence(k) for k in report.kept)], ())


def take_word(book: Book, campaign: Campaign, path: Path) -> tuple[Taken, Changes]:
    """As :func:`take_in`, for a window that has no list of refused cells to show.

    Raises WordFormRefusedError with the refused fields besides.
    """
    taken = take_in(book, campaign, path)
    if taken.refused:
        raise WordFormRefusedError(
            path=str(path), refused=tuple((r.cell, r.reason) for r in taken.refused)
        )
    return taken, taken.report.changes if taken.report is not None else Changes()


def late_refusal(error: LateReasonError) -> Refusal:
    """What came after its deadline, as a cell that cannot be taken without its reason."""
    facts = error.facts
    registered = facts["what"] == REGISTRATION
    done = "đăng ký" if registered else "báo cáo"
    day = "/".join(reversed(str(facts["due"]).split("-")))
    return Refusal(
        facts["cell"] or str(facts["submission"]),
        f"hồ sơ {facts['submission']} {done} chậm {facts['days']} ngày (hạn cuối {day}); hãy ghi "
        f"cột “Lý do {done} chậm”",
    )


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
