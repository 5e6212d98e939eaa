"""All submissions of a meeting: members' totals as columns, then mean, median, spread, class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QFont

from db.queries.meeting import MeetingLine, lines
from db.queries.meeting_cells import COUNTING, CellState
from db.rules.bands import CLASSES
from db.rules.vietnamese import sort_key
from desktop.models.meeting_cells import Inks
from desktop.models.meeting_words import STATE_WORDS, class_sentence
from desktop.models.member_columns import MemberColumns
from desktop.models.read_lines import NOT_LISTED
from desktop.models.table_model import LEFT, RIGHT
from desktop.models.words import KINDS, shown_points
from desktop.session import Session

ID_ROLE = Qt.ItemDataRole.UserRole + 1
CODE, TITLE, FIRST = 0, 1, 2
AFTER = ("Điểm", "Trung vị", "Chênh lệch", "Xếp loại", "Phiếu")
MEAN, MEDIAN, SPREAD, CLASS, BALLOTS = range(5)  # after the members
_IGNORED = NOT_LISTED | {"unfreeze", "snapshot", "correction"}


class MeetingList(MemberColumns[MeetingLine]):
    """One row a submission that is appraised."""

    headings = ("Mã", "Mô hình · Đối tượng")
    first, trailing = FIRST, AFTER

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(session, parent)
        self._texts: dict[bytes, tuple[MeetingLine, tuple[str, ...]]] = {}
        self._order, self._descending = CODE, False
        self._inks: Inks | None = None
        self._italic = QFont()
        self._italic.setItalic(True)

    @property
    def full(self) -> tuple[int, int]:
        """How many submissions have all their ballots, of how many."""
        return sum(place.full for place in self._places), len(self._places)

    @property
    def aside(self) -> frozenset[str]:
        """Attendance touches what counts only where the campaign says so."""
        campaign = self._session.campaign
        always = campaign is None or campaign.settings.absent_ballot_counts
        return _IGNORED | {"session"} if always else _IGNORED

    @property
    def sorts(self) -> bool:
        """Whether a heading was pressed."""
        return self._order != CODE or self._descending

    def after(self, which: int) -> int:
        """The column of MEAN, MEDIAN, SPREAD, CLASS or BALLOTS."""
        return FIRST + len(self._members) + which

    def read(self, idents: Sequence[bytes]) -> list[MeetingLine]:
        """With every member's total."""
        return lines(self._session.book, self._session.around, idents)

    def set_inks(self, inks: Inks) -> None:
        """Colours of the look."""
        self._inks = inks

    def first_open(self) -> int:
        """The first row that lacks a ballot, else 0; -1 in an empty list."""
        if not self._shown:
            return -1
        return next((r for r in range(len(self._shown)) if not self.place(r).full), 0)

    def most_ballots(self) -> str:
        """The longest of what stands for the ballots."""
        most = max((place.expected for place in self._places), default=0)
        return f"{most}/{most}"

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts once, not again while marks come in; empty values come last."""
        if 0 <= column < self.columnCount():
            self._order = column
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._sift()

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return LEFT if column in (CODE, TITLE, self.after(CLASS)) else RIGHT

    def cell_text(self, row: int, column: int) -> str:
        """Texts of a line are made once, and again when it is another."""
        return self._cells(self.line(row))[column]

    def other(self, row: int, column: int, role: int) -> Any:
        """Drafts slanted, what does not count grey."""
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole):
            return self._dress(self.line(row), column, role)
        return self._shown[row] if role == ID_ROLE else super().other(row, column, role)

    def _dress(self, line: MeetingLine, column: int, role: int) -> Any:
        member = self.member(column)
        if member is None:
            return None
        state, _ = line.cells.get(member.id, (CellState.EMPTY, None))
        if role == Qt.ItemDataRole.FontRole:
            return self._italic if state is CellState.DRAFT else None
        return QBrush(self._inks.muted) if self._inks and state not in COUNTING else None

    def spoken(self, line: MeetingLine, column: int) -> str:
        """What a cell says with its heading and state."""
        if column in (CODE, TITLE):
            title = f"{line.code} · {KINDS[line.kind]} · {line.subject} · {line.unit_name}"
            return f"{title}\n{line.title}"
        if column == self.after(CLASS):
            return class_sentence(line.class_name, line.class_code)
        text = self._cells(line)[column] or "chưa có"
        member = self.member(column)
        if member is not None and member.id in line.cells:
            state = STATE_WORDS[line.cells[member.id][0]]
            text = f"{text}, {state}" if text not in (state, "chưa có") else state
        return f"{self.spoken_heading(column)}: {text}"

    def _cells(self, line: MeetingLine) -> tuple[str, ...]:
        made_of, texts = self._texts.get(line.id, (None, ()))
        if made_of is not line:
            texts = self._texts_of(line)
            self._texts[line.id] = line, texts
        return texts

    def _texts_of(self, line: MeetingLine) -> tuple[str, ...]:
        cells = []
        for member in self._members:
            if member.id not in line.cells:
                cells.append("-")
                continue
            state, total = line.cells[member.id]
            shown = shown_points(total)
            words = {
                CellState.AWAY: "LQ",
                CellState.CONFLICT: "hai phiếu",
                CellState.VOID: "hủy",
            }
            cells.append(words.get(state, shown))
        tally = line.tally
        return (
            self.code(line.code),
            f"{line.title} · {line.subject}",
            *cells,
            shown_points(tally.final),
            shown_points(tally.median),
            shown_points(tally.spread),
            line.class_name or "",
            f"{tally.ballots_valid}/{tally.ballots_expected}",
        )

    def in_order(self, lines: list[MeetingLine]) -> list[MeetingLine]:
        """Sorted; empty values last."""
        if not self.sorts:
            return lines
        keyed = [(self._key(line), line) for line in lines]
        with_value = [(key, line) for key, line in keyed if key is not None]
        with_value.sort(key=lambda pair: pair[0], reverse=self._descending)
        return [line for _, line in with_value] + [line for key, line in keyed if key is None]

    def _key(self, line: MeetingLine) -> Any:
        column, tally = self._order, line.tally
        member = self.member(column)
        if member is not None:
            return line.cells.get(member.id, (None, None))[1]
        if column == self.after(CLASS):
            return CLASSES.index(line.class_name) if line.class_name in CLASSES else None
        figures = {
            self.after(MEAN): tally.final,
            self.after(MEDIAN): tally.median,
            self.after(SPREAD): tally.spread,
            self.after(BALLOTS): (tally.ballots_valid, tally.ballots_expected),
        }
        return figures[column] if column in figures else sort_key(self._cells(line)[column])
