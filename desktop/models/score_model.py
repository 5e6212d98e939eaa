"""One ballot on the screen: criteria as rows; maximum, mark, self score as columns.

Every mark goes to the book at once; what cannot be is refused in words and the old value
stays. Totals come from db.rules.totals alone.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt, Signal

from db import ballots
from db.book import Book
from db.errors import MarkError, ThamdinhError
from db.operation import Changes
from db.records import Criterion, Member, Rubric, Submission
from db.rules import bands, totals
from db.rules.marks import read_mark
from desktop.models.ballot import Ballot, mark_sentence, read_ballot
from desktop.models.clip import rows_of
from desktop.models.table_model import Index, TableModel
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.undo_stack import Call, Step

ERROR_ROLE = Qt.ItemDataRole.UserRole + 1
CRITERION_ROLE = Qt.ItemDataRole.UserRole + 2
BONUS_ROLE = Qt.ItemDataRole.UserRole + 3


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    MAX = 1
    MARK = 2
    SELF = 3


_HEADINGS = ("Tiêu chí", "Tối đa", "Điểm", "Tự chấm")


class ScoreModel(TableModel):
    """The ballot of one member on one submission, or nothing."""

    headings = _HEADINGS
    summary_changed = Signal()  # total, class, what is missing, whether it can be edited
    pasted = Signal(str)  # a sentence about a block that was refused

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._ballot: Ballot | None = None
        self._errors: dict[str, str] = {}
        self._typing: tuple[str, int] | None = None
        session.changed.connect(self._on_changed)

    @property
    def ballot(self) -> Ballot | None:
        """What is shown."""
        return self._ballot

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rows."""
        ballot = self._ballot
        return ballot.rubric.criteria if ballot is not None and ballot.rubric else ()

    @property
    def marks(self) -> dict[str, int]:
        """The marks as they stand, with the one being typed."""
        marks = dict(self._ballot.marks) if self._ballot else {}
        if self._typing is not None:
            marks[self._typing[0]] = self._typing[1]
        return marks

    @property
    def total(self) -> int | None:
        """The total so far, in hundredths; None without a mark."""
        marks = self.marks
        return totals.total(marks) if marks else None

    @property
    def class_name(self) -> str | None:
        """The class so far; None while there is no mark or the rubric is unconfirmed."""
        ballot = self._ballot
        return bands.class_of(ballot.rubric, self.total) if ballot and ballot.rubric else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Codes of the criteria without a mark."""
        ballot = self._ballot
        return totals.missing(ballot.rubric, self.marks) if ballot and ballot.rubric else ()

    def show(self, member: Member | None, submission: bytes | None) -> None:
        """Shows another ballot, or nothing."""
        self.beginResetModel()
        self._errors.clear()
        self._typing = None
        self._ballot = None
        if member is not None and submission is not None:
            self._ballot = read_ballot(self._session, member, submission)
        self.endResetModel()
        self.summary_changed.emit()

    def error(self, row: int) -> str:
        """What is wrong with the text last typed in that row, "" if nothing."""
        return self._errors.get(self.criteria[row].code, "")

    def first_open(self) -> int:
        """The row of the first criterion without a mark, else 0."""
        missing = self.missing
        return next((i for i, c in enumerate(self.criteria) if c.code in missing), 0)

    def rows_shown(self) -> int:
        """One row a criterion."""
        return len(self.criteria)

    def cell_text(self, row: int, column: int) -> str:
        """Name, maximum, mark, self score."""
        return self._text(self.criteria[row], column)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        side = Qt.AlignmentFlag.AlignLeft if column == Column.NAME else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter

    def other(self, row: int, column: int, role: int) -> Any:
        """What the delegate needs, and whole sentences for a screen reader."""
        criterion = self.criteria[row]
        if role == Qt.ItemDataRole.EditRole:
            return self._text(criterion, column)
        if role == ERROR_ROLE:
            return self._errors.get(criterion.code, "")
        if role == CRITERION_ROLE:
            return criterion.code
        if role == BONUS_ROLE:
            return criterion.bonus
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(criterion, column)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Marks can be edited where the ballot is open."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        if index.column() == Column.MARK and self._ballot is not None and self._ballot.editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keeps the mark that was typed; False where it was refused or is the old one."""
        ballot = self._ballot
        self._typing = None
        if role != Qt.ItemDataRole.EditRole or ballot is None or ballot.rubric is None:
            return False
        if not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        criterion = self.criteria[index.row()]
        mark = self._parsed(ballot.rubric, criterion, str(value))
        self._tell_row(index.row())
        if isinstance(mark, MarkError):
            self.summary_changed.emit()
            return False
        if mark == ballot.marks.get(criterion.code):
            self.summary_changed.emit()
            return True
        done = self._keep(ballot, [(criterion, mark)])
        if not done:
            self.summary_changed.emit()
        return done

    def preview(self, row: int, text: str) -> None:
        """Counts the text being typed into total and class, where it is a mark."""
        ballot = self._ballot
        if ballot is None or ballot.rubric is None:
            return
        criterion = self.criteria[row]
        try:
            typed = (criterion.code, read_mark(criterion, ballot.rubric.step, text))
        except MarkError:
            typed = None
        if typed != self._typing:
            self._typing = typed
            self.summary_changed.emit()

    def paste(self, row: int, text: str) -> bool:
        """Fills marks downward from a block copied from a spreadsheet; all of it or nothing."""
        ballot = self._ballot
        if ballot is None or ballot.rubric is None or not ballot.editable:
            return False
        cells = [cell.strip() for line in rows_of(text) for cell in line]
        room = len(self.criteria) - row
        if len(cells) > room:
            self.pasted.emit(
                f"Khối vừa dán có {len(cells)} ô nhưng từ đây chỉ còn {room} tiêu chí; "
                "chưa dán gì. Hãy chọn lại khối."
            )
            return False
        wanted: list[tuple[Criterion, int | None]] = []
        refused = 0
        for offset, cell in enumerate(cells):
            if not cell:
                continue
            criterion = self.criteria[row + offset]
            mark = self._parsed(ballot.rubric, criterion, cell)
            self._tell_row(row + offset)
            if isinstance(mark, MarkError):
                refused += 1
            else:
                wanted.append((criterion, mark))
        if refused:
            self.pasted.emit(
                f"Khối vừa dán có {refused} điểm không nhận được (xem từng dòng); chưa dán gì."
            )
            return False
        return self._keep(ballot, wanted)

    def _keep(self, ballot: Ballot, wanted: list[tuple[Criterion, int | None]]) -> bool:
        """Writes marks, as one step that can be undone."""

        def call(criterion: Criterion, mark: int | None) -> Call:
            return Call(self._set_mark, (ballot.member, ballot.submission, criterion.code, mark))

        forth = tuple(call(c, mark) for c, mark in wanted)
        back = tuple(call(c, ballot.marks.get(c.code)) for c, _ in wanted)
        codes = ", ".join(criterion.code for criterion, _ in wanted)
        words = f"điểm {codes} của hồ sơ {ballot.submission.code}"
        spot = wanted[0][0].code if wanted else ""
        return bool(
            self._session.run_all(forth, step=Step(words, ballot.where, forth, back, spot))
        )

    def _set_mark(
        self, book: Book, member: Member, submission: Submission, code: str, mark: int | None
    ) -> Changes:
        """By the rubric of the moment: an undo may come long after."""
        return ballots.set_mark(book, self._session.around, member, submission, code, mark)

    def _parsed(self, rubric: Rubric, criterion: Criterion, text: str) -> int | MarkError | None:
        """The mark, None for an emptied cell, or what is wrong (kept for the row)."""
        self._errors.pop(criterion.code, None)
        if not text.strip():
            return None
        try:
            return read_mark(criterion, rubric.step, text)
        except MarkError as error:
            kept = self._ballot.marks.get(criterion.code) if self._ballot else None
            self._errors[criterion.code] = mark_sentence(error, text.strip(), kept)
            return error

    def _on_changed(self, changes: Changes) -> None:
        ballot = self._ballot
        if ballot is None or not changes.kinds:
            return
        row = ("submission", ballot.submission.id)
        if changes.kinds <= {"draft"} and row not in changes.rows:
            return
        try:
            renewed = read_ballot(self._session, ballot.member, ballot.submission.id)
        except ThamdinhError:
            self.show(None, None)
            return
        if renewed.rubric != ballot.rubric:
            self.show(ballot.member, ballot.submission.id)
            return
        self._ballot = renewed
        if self.criteria:
            last = self.index(len(self.criteria) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.summary_changed.emit()

    def _tell_row(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def _text(self, criterion: Criterion, column: int) -> str:
        assert self._ballot is not None
        match column:
            case Column.NAME:
                return criterion.name
            case Column.MAX:
                return shown_points(criterion.max)
            case Column.MARK:
                return shown_points(self._ballot.marks.get(criterion.code))
        return shown_points(self._ballot.submission.self_marks.get(criterion.code))

    def _spoken(self, criterion: Criterion, column: int) -> str:
        text = self._text(criterion, column)
        if column == Column.NAME:
            kind = "điểm thưởng, " if criterion.bonus else ""
            return f"{criterion.code}: {kind}{text}"
        if column == Column.MARK:
            error = self._errors.get(criterion.code, "")
            most = shown_points(criterion.max)
            said = f"{criterion.code}, điểm {text or 'chưa có'}, tối đa {most}"
            return f"{said}. {error}" if error else said
        return f"{criterion.code}, {_HEADINGS[column].lower()} {text or 'không có'}"
