"""The cells of the meeting's table, filled from what db says of one submission.

They are Qt's own cells: a grid of Python cells paints twenty times slower.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QStandardItem, QStandardItemModel

from db.queries.meeting import MeetingBallot, Sheet
from db.queries.meeting_cells import COUNTING, CellState
from db.records import Criterion
from desktop.models.ballot import kept_words
from desktop.models.meeting_words import off_total_words, short_names, spoken_state, state_word
from desktop.models.table_model import LEFT, RIGHT
from desktop.models.words import shown_points

TOTAL = "Tổng"  # the row of the totals, as criteria are told by their codes
_WIDEST = 9  # signs of a heading's line
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours and the font of marks, which the model itself does not know."""

    marks: QFont
    text: QColor
    muted: QColor
    warn: QColor
    closed: QColor  # ground of what cannot be typed in
    wrong: QColor  # ground of a cell whose last text was refused


class MeetingCells(QStandardItemModel):
    """Columns: a member each, then the mean and a note; the last row holds the totals."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._errors: dict[tuple[bytes, str], str] = {}
        self._inks: Inks | None = None
        self._brief = self._low = self._with_totals = False

    @property
    def sheet(self) -> Sheet | None:
        """The submission that is shown."""
        return self._sheet

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rows, the totals aside."""
        return self._sheet.rubric.criteria if self._sheet and self._sheet.rubric else ()

    @property
    def ballots(self) -> tuple[MeetingBallot, ...]:
        """The columns, mean and note aside."""
        return self._sheet.ballots if self._sheet else ()

    def ballot(self, column: int) -> MeetingBallot | None:
        """The ballot of a column, None for mean and note."""
        return self.ballots[column] if 0 <= column < len(self.ballots) else None

    def error(self, row: int, column: int) -> str:
        """What is wrong with the text last typed in a cell, "" if nothing."""
        ballot = self.ballot(column)
        if ballot is None or not 0 <= row <= len(self.criteria):
            return ""
        if row == len(self.criteria):
            typed = self._errors.get((ballot.member.id, TOTAL), "")
            return typed or (off_total_words(ballot) if ballot.off_total else "")
        return self._errors.get((ballot.member.id, self.criteria[row].code), "")

    @property
    def last_row(self) -> int:
        """The last row that is typed into: that of the totals where they are."""
        return len(self.criteria) - 1 + self._with_totals

    def set_with_totals(self, on: bool) -> None:
        """Whether the totals written on the papers are typed, too."""
        if on != self._with_totals:
            self._with_totals = on
            self._refill()

    def set_low(self, low: bool) -> None:
        """Headings without codes, where there is little height."""
        if low != self._low:
            self._low = low
            self._refill()

    def error_in(self, column: int) -> str:
        """The first thing wrong in a column as a sentence, "" if nothing."""
        ballot = self.ballot(column)
        for row, criterion in enumerate(self.criteria):
            if ballot is not None and (words := self.error(row, column)):
                return f"{words}.{kept_words(ballot.marks.get(criterion.code))}"
        words = self.error(len(self.criteria), column)
        return f"{words}." if words else ""

    def set_inks(self, inks: Inks) -> None:
        """Colours of the look."""
        if inks != self._inks:
            self._inks = inks
            self._refill()

    def set_brief(self, brief: bool) -> None:
        """Codes of criteria without their names, where there is little room."""
        if brief != self._brief:
            self._brief = brief
            self._refill()

    def _shape(self) -> tuple[object, ...]:
        return tuple(b.member.id for b in self.ballots), self.criteria

    def _rebuild(self) -> None:
        self.clear()
        if not self.criteria:
            return
        rows, columns = len(self.criteria) + 1, len(self.ballots) + 2
        for _ in range(columns):
            self.appendColumn([QStandardItem() for _ in range(rows)])
        for column in range(columns):
            self.setHorizontalHeaderItem(column, QStandardItem())
        for row in range(rows):
            self.setVerticalHeaderItem(row, QStandardItem())
        self._refill()

    def _refill(self, former: Sheet | None = None) -> None:
        """Fills all cells; with the ``former`` sheet only ballots that differ from it."""
        if self._sheet is None or not self.rowCount():
            return
        self._fill_headings()
        for column, ballot in enumerate(self.ballots):
            if former is None or former.ballots[column] != ballot:
                self._fill_ballot(column, ballot)
        self._fill_means()

    def _fill_headings(self) -> None:
        names = short_names([ballot.member for ballot in self.ballots])
        for column, ballot in enumerate(self.ballots):
            word, code = state_word(ballot), ballot.member.code
            name = names[ballot.member.id].rsplit(" ", 1)
            if len(word) > _WIDEST:
                word = word.replace(" ", "\n", 1)
            _set(
                self.horizontalHeaderItem(column),
                "\n".join((*name, word) if self._low else (*name, code, word)),
                f"Đ/c {ballot.member.name} ({code}): {spoken_state(ballot)}",
            )
        mean, note = len(self.ballots), len(self.ballots) + 1
        _set(self.horizontalHeaderItem(mean), "Trung\nbình", "Trung bình các phiếu đã nộp")
        _set(self.horizontalHeaderItem(note), "Lưu ý", "Tiêu chí có chênh lệch lớn")
        for row, criterion in enumerate(self.criteria):
            most = shown_points(criterion.max)
            text = f"{criterion.code} ({most})"
            kind = "điểm thưởng, " if criterion.bonus else ""
            _set(
                self.verticalHeaderItem(row),
                text if self._brief else f"{text}  {criterion.name}",
                f"{criterion.code}: {kind}{criterion.name}, tối đa {most}",
            )
        _set(self.verticalHeaderItem(len(self.criteria)), "TỔNG", "Tổng điểm từng phiếu")

    def _fill_ballot(self, column: int, ballot: MeetingBallot) -> None:
        counts = ballot.state in COUNTING and ballot.counts
        draft = ballot.state is CellState.DRAFT
        who = f"Đ/c {ballot.member.name}"
        for row, criterion in enumerate(self.criteria):
            text = shown_points(ballot.marks.get(criterion.code))
            if ballot.state is CellState.AWAY:
                text = "LQ" if row == 0 else ""
            error = self.error(row, column)
            spoken = f"{who}, {criterion.code}, điểm {text or 'chưa có'}"
            item = self.item(row, column)
            _set(item, text, error or spoken, f"{spoken}. {error}" if error else spoken)
            self._dress(item, counts=counts, draft=draft, open_=ballot.editable, wrong=bool(error))
            item.setTextAlignment(_CENTRE if text == "LQ" else RIGHT)
        total = self.item(len(self.criteria), column)
        text = shown_points(ballot.total)
        said = f"{who}, tổng {text or 'chưa có'}, {spoken_state(ballot)}"
        error = self.error(len(self.criteria), column)
        if error:
            said = f"{said}. {error}"
        elif ballot.control is not None and not ballot.missing:
            said += ", khớp tổng ghi trên phiếu"
        _set(total, text, said)
        open_ = self._with_totals and ballot.editable
        self._dress(total, counts=counts, draft=draft, open_=open_, wrong=bool(error))

    def _fill_means(self) -> None:
        assert self._sheet is not None
        tally, mean = self._sheet.tally, len(self.ballots)
        means = tally.criteria or {}
        for row, criterion in enumerate(self.criteria):
            text = shown_points(means.get(criterion.code))
            item = self.item(row, mean)
            _set(item, text, f"{criterion.code}, trung bình {text or 'chưa có'}")
            self._dress(item)
            wide = criterion.code in tally.wide
            note = self.item(row, mean + 1)
            _set(note, "lệch lớn" if wide else "", f"{criterion.code}: chênh lệch lớn" * wide)
            self._warn(note, wide)
        final = self.item(len(self.criteria), mean)
        text = shown_points(tally.final)
        _set(final, text, f"Điểm chung {text or 'chưa có'}")
        self._dress(final)
        note = self.item(len(self.criteria), mean + 1)
        off = [b.member.code for b in self.ballots if b.off_total]
        words = f"≠ {off[0]}" if len(off) == 1 else f"≠ {len(off)} phiếu" if off else ""
        _set(note, words, "Tổng ghi trên phiếu khác: " + ", ".join(off) if off else "")
        self._warn(note, bool(off))

    def _warn(self, note: QStandardItem, warned: bool) -> None:
        self._dress(note)
        note.setFont(QFont())
        note.setTextAlignment(LEFT)
        if warned and self._inks is not None:
            note.setForeground(QBrush(self._inks.warn))

    def _dress(
        self,
        item: QStandardItem,
        *,
        counts: bool = True,
        draft: bool = False,
        open_: bool = False,
        wrong: bool = False,
    ) -> None:
        """Colour, slant and whether it can be typed in. What does not count is grey."""
        item.setEditable(open_)
        item.setTextAlignment(RIGHT)
        inks = self._inks
        if inks is None:
            return
        font = QFont(inks.marks)
        font.setItalic(draft)
        item.setFont(font)
        item.setForeground(QBrush(inks.text if counts else inks.muted))
        ground = inks.wrong if wrong else None if open_ else inks.closed
        item.setBackground(QBrush() if ground is None else QBrush(ground))


def _set(item: QStandardItem | None, text: str, tip: str, spoken: str = "") -> None:
    """Text, tooltip and what a screen reader says, where they differ."""
    assert item is not None
    if item.text() != text:
        item.setText(text)
    if item.toolTip() != tip:
        item.setToolTip(tip)
    if item.accessibleText() != (spoken or tip):
        item.setAccessibleText(spoken or tip)
