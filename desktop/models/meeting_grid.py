"""The meeting's table of one submission: what is typed or pasted goes to the book at once.

What is refused is said in words and the old mark stays; means are those of db.rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from db import second_entry
from db.book import Book
from db.errors import MarkError, ThamdinhError
from db.operation import Changes
from db.paper_marks import keep_marks
from db.queries.meeting import MeetingBallot, sheet
from db.records import Criterion, Member, Submission
from db.rules.marks import read_mark
from db.rules.vietnamese import fold
from desktop.models.ballot import mark_fault
from desktop.models.clip import rows_of
from desktop.models.meeting_cells import TOTAL, MeetingCells
from desktop.models.meeting_jobs import keep_total
from desktop.models.meeting_words import locked_sentence
from desktop.models.words import shown_points
from desktop.session import Session
from desktop.undo_stack import Call, Step

Index = QModelIndex | QPersistentModelIndex
Cell = tuple[int, int]
RECUSED_TEXT = "lq"
_IGNORED = frozenset({"hearing", "unfreeze"})


@dataclass(frozen=True, slots=True)
class Refused:
    """One cell of a pasted block that was not taken; ``cell`` is None outside the table."""

    words: str
    cell: Cell | None


class MeetingGrid(MeetingCells):
    """One submission's marks as they are typed, pasted and handed in."""

    renewed = Signal()  # anything that head or foot show
    pasted = Signal(int, object)  # marks taken, list of Refused
    recusal_wanted = Signal(int)  # "LQ" was typed in that column

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._meeting: bytes | None = None
        self.second = False  # whether the second, blind entry is shown
        session.changed.connect(self._on_changed)

    def complete(self) -> list[int]:
        """The columns that can be handed in."""
        return [c for c, ballot in enumerate(self.ballots) if ballot.complete]

    def first_open(self, column: int) -> int:
        """The row of the first criterion without a mark, else 0."""
        ballot = self.ballot(column)
        missing = ballot.missing if ballot else ()
        last = self.last_row if ballot is not None and self.wanting(ballot) else 0
        return next((i for i, c in enumerate(self.criteria) if c.code in missing), last)

    def wanting(self, ballot: MeetingBallot) -> bool:
        """Whether something is still to be typed of a ballot."""
        return bool(ballot.missing) or (self._with_totals and ballot.control is None)

    def set_second(self, second: bool) -> None:
        """Shows the first or the second entry. What was typed in one is not undone in the
        other."""
        if second != self.second:
            self.second = second
            self._session.history.clear()
            self.show(self._sheet.submission.id if self._sheet else None)

    def next_column(self, column: int, step: int = 1) -> int:
        """The nearest column to be typed in, of a member who is there; -1 if none is left.

        Forwards those that are complete are passed over, and the search goes round once.
        """
        ballots, count = self.ballots, len(self.ballots)
        if step < 0:
            order: Iterable[int] = range(column - 1, -1, -1)
            return next((c for c in order if ballots[c].editable), -1)
        order = (*range(column + 1, count), *range(min(column + 1, count)))
        waiting = (c for c in order if ballots[c].editable and self.wanting(ballots[c]))
        return next((c for c in waiting if ballots[c].absent is None), -1)

    def show(self, submission: bytes | None) -> None:
        """Shows another submission, or none."""
        self._errors.clear()
        self._read(submission)
        self._rebuild()
        self.renewed.emit()

    def choose_meeting(self, session: bytes | None) -> None:
        """The meeting whose attendance counts; None: the one that hears the submission."""
        self._meeting = session
        if self._sheet is not None:
            self._reread()

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keeps the mark that was typed; False where it was refused."""
        if role != Qt.ItemDataRole.EditRole:
            return bool(super().setData(index, value, role))
        row, column = index.row(), index.column()
        ballot, shown = self.ballot(column), self._sheet
        if ballot is None or shown is None or not ballot.editable or row > self.last_row:
            return False
        if row == len(self.criteria):
            return self._keep_total(ballot, str(value))
        criterion, text = self.criteria[row], str(value)
        if fold(text) == RECUSED_TEXT:
            self.recusal_wanted.emit(column)
            return False
        mark = self._parsed(ballot, criterion, text)
        if isinstance(mark, str):
            return self._refuse()
        if mark == ballot.marks.get(criterion.code):
            self._refuse()
            return True
        return self._keep([(ballot, criterion, mark)])

    def _refuse(self) -> bool:
        """Shows the former mark again, and what is wrong."""
        self._refill()
        self.renewed.emit()
        return False

    def paste(self, row: int, column: int, text: str) -> None:
        """Fills a block copied from a spreadsheet; every cell that is refused is named, the
        others are kept. A row of totals at its end is compared, not kept."""
        if self._sheet is None:
            return
        wanted: list[tuple[MeetingBallot, Criterion, int | None]] = []
        refused: list[Refused] = []
        sums: list[tuple[int, int, str]] = []
        for down, line in enumerate(rows_of(text)):
            for right, cell in enumerate(line):
                at = (row + down, column + right)
                typed = cell.strip()
                if not typed:
                    continue
                if at[0] == len(self.criteria) and self.ballot(at[1]) is not None:
                    sums.append((*at, typed))
                    continue
                found = self._judged(at, typed, (down, right))
                if isinstance(found, Refused):
                    refused.append(found)
                elif found[0].editable:
                    wanted.append(found)
        kept = not wanted or self._keep(wanted)
        refused += [bad for at in sums if (bad := self._compared(*at)) is not None]
        self._refill()
        self.pasted.emit(len(wanted) if kept else 0, refused)
        self.renewed.emit()

    def _judged(
        self, at: Cell, typed: str, offset: Cell
    ) -> tuple[MeetingBallot, Criterion, int | None] | Refused:
        row, column = at
        ballot = self.ballot(column)
        if ballot is None or not 0 <= row < len(self.criteria):
            words = f"Hàng {offset[0] + 1}, cột {offset[1] + 1} của khối (“{typed}”): ngoài bảng"
            return Refused(words, None)
        criterion = self.criteria[row]
        where = f"{ballot.member.code} · {criterion.code}"
        assert self._sheet is not None
        if not ballot.editable:
            if self._stands(ballot, criterion, typed):
                return ballot, criterion, None
            why = locked_sentence(ballot, self._sheet, self._session.office)
            return Refused(f"{where} (“{typed}”): {why}", at)
        if fold(typed) == RECUSED_TEXT:
            why = "ghi không tham gia chấm ở trình đơn của phiếu, kèm lý do"
            return Refused(f"{where}: {why}", at)
        mark = self._parsed(ballot, criterion, typed)
        if isinstance(mark, str):
            return Refused(f"{where}: {mark}", at)
        return ballot, criterion, mark

    def _stands(self, ballot: MeetingBallot, criterion: Criterion, typed: str) -> bool:
        """Whether a block says of a closed ballot what stands there anyway."""
        assert self._sheet is not None and self._sheet.rubric is not None
        try:
            mark = read_mark(criterion, self._sheet.rubric.step, typed)
        except MarkError:
            return False
        return mark == ballot.marks.get(criterion.code)

    def _compared(self, row: int, column: int, typed: str) -> Refused | None:
        """A total of the block beside that of the marks as they stand now."""
        ballot = self.ballot(column)
        assert ballot is not None and self._sheet is not None and self._sheet.rubric is not None
        whole = Criterion("Tổng", "", self._sheet.rubric.total)
        try:
            said: int | None = read_mark(whole, 1, typed)
        except MarkError:
            said = None
        if said is not None and said == ballot.total:
            return None
        stands = shown_points(ballot.total) or "chưa có"
        words = f"{ballot.member.code} · Tổng: khối ghi “{typed}”, cộng các điểm là {stands}"
        return Refused(words, (row, column))

    def _parsed(
        self, ballot: MeetingBallot, criterion: Criterion, text: str, step: int = 0
    ) -> int | str | None:
        """The mark, None for an emptied cell, or a sentence (kept for the cell)."""
        key = (ballot.member.id, criterion.code)
        self._errors.pop(key, None)
        if not text.strip():
            return None
        assert self._sheet is not None and self._sheet.rubric is not None
        try:
            return read_mark(criterion, step or self._sheet.rubric.step, text)
        except MarkError as error:
            words = mark_fault(error, text.strip())
            self._errors[key] = f"{ballot.member.code} · {criterion.code}: {words}"
            return words

    def _keep(self, wanted: list[tuple[MeetingBallot, Criterion, int | None]]) -> bool:
        """Writes marks as one step that can be undone."""
        assert self._sheet is not None
        submission = self._sheet.submission
        forth = [(b.member, c.code, mark) for b, c, mark in wanted]
        back = [(b.member, c.code, b.marks.get(c.code)) for b, c, _ in wanted]
        members = {b.member.id: b.member.code for b, _, _ in wanted}
        which = f"điểm {wanted[0][1].code}" if len(wanted) == 1 else f"{len(wanted)} điểm"
        what = f"{which} của {', '.join(members.values())}"
        one = wanted[0][0].member.id if len(members) == 1 else b""
        step = Step(
            f"{what}, hồ sơ {submission.code}",
            (one, submission.id),
            (Call(self._write, (submission, forth, self.second)),),
            (Call(self._write, (submission, back, self.second)),),
            wanted[0][1].code,
        )
        done = bool(self._session.run_all(step.forth, step=step))
        if not done:
            self._refill()
        return done

    def _write(
        self,
        book: Book,
        submission: Submission,
        marks: list[tuple[Member, str, int | None]],
        second: bool,
    ) -> Changes:
        """By the rubric of the moment: an undo may come long after."""
        write = second_entry.keep_marks if second else keep_marks
        return write(book, self._session.around, submission, marks)

    def _keep_total(self, ballot: MeetingBallot, text: str) -> bool:
        """The total written on the paper; what it does not agree with is said at once."""
        assert self._sheet is not None and self._sheet.rubric is not None
        whole = Criterion(TOTAL, "", self._sheet.rubric.total)
        total = self._parsed(ballot, whole, text, step=1)
        if isinstance(total, str):
            return self._refuse()
        return bool(keep_total(self._session, self._sheet, ballot, total))

    def _read(self, submission: bytes | None) -> None:
        session = self._session
        self._sheet = None
        if submission is None or session.campaign is None or not session.sees_results:
            return
        found = sheet(session.book, session.around, submission, self._meeting)
        self._sheet = second_entry.blind_sheet(session.book, found) if self.second else found

    def _on_changed(self, changes: Changes) -> None:
        if self._sheet is None or not changes.kinds - _IGNORED:
            return
        row = ("submission", self._sheet.submission.id)
        if changes.kinds <= {"draft"} and row not in changes.rows:
            return
        self._reread()

    def _reread(self) -> None:
        assert self._sheet is not None
        former, before = self._sheet, self._shape()
        try:
            self._read(former.submission.id)
        except ThamdinhError:
            return self.show(None)
        if self._shape() == before:
            self._refill(former)
        else:
            self._rebuild()
        self.renewed.emit()
