"""Receiving at the desk: what units sent, taken in at once; then file by file what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from db.book import Book
from db.errors import FileUnusableError, WorkbookError
from db.exchange.receive import FileReport, Verdict
from db.exchange.verify import Progress
from desktop import undoable
from desktop.delivery_words import FLAGS, VERDICTS, verdict_reason
from desktop.file_kind import FileKind
from desktop.models.import_words import number
from desktop.models.incoming import found_in
from desktop.models.table_model import TableModel
from desktop.session import Outcome, Session

UNIT, KEY, SECRET = "unit", "key", "secret"
"""What a refused file waits for: which unit it is of, its key compared, its passphrase."""

_ASKED = {
    "unit_unknown": UNIT,
    "other_body": UNIT,
    "key_of_other": UNIT,
    "other_key": KEY,
    "two_keys": KEY,
    "passphrase": SECRET,
    "wrong_passphrase": SECRET,
}
_MERGED = frozenset({FileKind.BOOK, FileKind.EVIDENCE, FileKind.DRAFTS})


@dataclass(slots=True)
class Batch:
    """What was brought in one gesture, with what became of it and what a person answered."""

    paths: tuple[Path, ...]
    reports: list[FileReport] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)  # file name -> unit code
    trust: dict[str, str] = field(default_factory=dict)  # unit code -> fingerprint


def take(
    session: Session, batch: Batch, progress: Progress, *, passphrase: str | None = None
) -> Outcome:
    """Takes all of it in; ``batch.reports`` says what became of each file."""
    outcome = _receive(session, batch, batch.paths, progress, passphrase)
    if outcome:
        batch.reports = list(outcome.value.files)
    return outcome


def take_again(
    session: Session, batch: Batch, path: Path, progress: Progress, passphrase: str | None = None
) -> Outcome:
    """One file once more, after what it waited for was answered."""
    outcome = _receive(session, batch, (path,), progress, passphrase)
    if outcome:
        fresh = {one.path: one for one in outcome.value.files}
        batch.reports = [fresh.get(one.path, one) for one in batch.reports]
    return outcome


def _receive(
    session: Session,
    batch: Batch,
    paths: Sequence[Path],
    progress: Progress,
    passphrase: str | None,
) -> Outcome:
    from desktop.intake.receive_files import receive_files  # reads workbooks: only when used

    campaign = session.campaign
    assert campaign is not None

    def write(book: Book) -> object:
        return receive_files(
            book,
            campaign,
            paths,
            units=batch.units,
            trust=batch.trust,
            passphrase=passphrase,
            progress=progress,
        )

    outcome = session.run(write)
    if outcome and outcome.value.changes.op is not None:
        undoable.remember(session, "nhận kết quả các đơn vị", outcome.value.changes.op)
    return outcome


def waits_for(report: FileReport) -> str:
    """UNIT, KEY or SECRET; "" where nothing can be answered here."""
    return _ASKED.get(report.code, "") if report.verdict is Verdict.REFUSED else ""


def candidates(report: FileReport) -> tuple[tuple[str, str], ...]:
    """Units that the file may be of, as (code, name), the likeliest first."""
    return tuple((str(code), str(name)) for code, name in report.facts.get("candidates") or ())


def totals(reports: Sequence[FileReport]) -> str:
    """As "64 tệp: 57 đã nhận, 2 trùng, đã có, 3 không nhận."."""
    counts = [
        f"{number(count)} {VERDICTS[verdict]}"
        for verdict in Verdict
        if (count := sum(one.verdict is verdict for one in reports))
    ]
    if not counts:
        return "Không thấy tệp kết quả nào ở đó."
    return f"{number(len(reports))} tệp: {'; '.join(counts)}."


def reason(report: FileReport) -> str:
    """Why, in a sentence; what was taken without a decision is said so."""
    words = verdict_reason(str(report.verdict), report.code, report.facts)
    undecided = report.verdict is Verdict.RECEIVED and report.proof_code and not report.decided
    return words or (f"{FLAGS['undecided'].capitalize()}." if undecided else "")


def for_the_desk(
    paths: Iterable[Path], *, in_front: bool, own: Path | None = None
) -> bool:
    """Whether files that were brought belong to the desk: results of units, and no copies of
    our own book among them; the open book itself, at ``own``, is none. With the desk
    ``in_front`` it takes what could be anything."""
    named = list(paths)
    found = [one for one in found_in(named) if own is None or not _same(one[0], own)]
    if any(kind in _MERGED for _, kind in found):
        return False
    results = any(kind is FileKind.DELIVERY for _, kind in found) or any(
        is_form(path) for path in _workbooks(named, found)
    )
    return results or in_front


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def is_form(path: Path) -> bool:
    """Whether a workbook is the form that we issue to units."""
    from desktop.intake.unit_form import is_unit_form

    try:
        return is_unit_form(path)
    except (WorkbookError, FileUnusableError):
        return False


def _workbooks(paths: list[Path], found: Iterable[tuple[Path, FileKind]]) -> Iterable[Path]:
    from desktop.intake.receive_files import workbooks_in

    yield from (path for path, kind in found if kind is FileKind.WORKBOOK)
    yield from workbooks_in([path for path in paths if path.is_dir()])


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    UNIT = 1
    VERDICT = 2
    REASON = 3
    CODE = 4


class DeskReport(TableModel):
    """One row a file that was just received; those that wait for an answer first."""

    headings = ("Tệp", "Đơn vị", "Kết quả", "Lý do", "Mã đối chiếu")

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[FileReport] = []

    def show(self, reports: Iterable[FileReport]) -> None:
        """Other files, or other words on them."""
        self.beginResetModel()
        self.reports = sorted(
            reports, key=lambda one: (not waits_for(one), one.verdict is not Verdict.REFUSED)
        )
        self.endResetModel()

    def row_of(self, path: Path) -> int:
        """Where a file stands, -1 where it does not."""
        return next((row for row, one in enumerate(self.reports) if one.path == path), -1)

    def rows_shown(self) -> int:
        """One row a file."""
        return len(self.reports)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`Column`."""
        one = self.reports[row]
        match column:
            case Column.NAME:
                return one.path.name
            case Column.UNIT:
                return one.unit or str(one.facts.get("body") or "")
            case Column.VERDICT:
                return VERDICTS[str(one.verdict)]
            case Column.REASON:
                return reason(one)
        return one.proof_code or ""
