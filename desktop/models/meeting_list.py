"""All submissions of a meeting: members' totals as columns, then mean, median, spread, class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from db.operation import Changes
from db.queries.meeting import MeetingLine, lines
from db.queries.meeting_cells import COUNTING, CellState
from db.records import Member
from db.rules.bands import CLASSES
from db.rules.vietnamese import fold, sort_key
from desktop.models.meeting_cells import Inks
from desktop.models.meeting_words import (
    STATE_WORDS,
    class_sentence,
    common_part,
    full_of,
    short_names,
)
from desktop.models.words import KINDS, shown_points
from desktop.session import Session

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole + 1
CODE, TITLE, FIRST = 0, 1, 2
AFTER = ("Điểm", "Trung vị", "Chênh lệch", "Xếp loại", "Phiếu")
MEAN, MEDIAN, SPREAD, CLASS, BALLOTS = range(5)  # after the members
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_IGNORED = frozenset({"hearing", "unfreeze", "snapshot", "target", "subject"})


@dataclass(frozen=True, slots=True)
class _Row:
    line: MeetingLine
    texts: tuple[str, ...]


class MeetingList(QAbstractTableModel):
    """One row a submission that is appraised; all in memory, since a meeting hears no more
    than its people can score."""

    counted = Signal()

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._members: list[Member] = []
        self._names: dict[bytes, str] = {}
        self._all: list[_Row] = []
        self._shown: list[_Row] = []
        self._words: list[str] = []
        self._cut = 0  # how much of the codes all have in common
        self._order, self._descending = CODE, False
        self._inks: Inks | None = None
        self._italic = QFont()
        self._italic.setItalic(True)
        session.changed.connect(self._on_changed)

    @property
    def members(self) -> list[Member]:
        """The columns between title and mean."""
        return self._members

    @property
    def size(self) -> int:
        """How many submissions there are, shown or not."""
        return len(self._all)

    @property
    def full(self) -> tuple[int, int]:
        """How many submissions have all their ballots, of how many."""
        return full_of(row.line for row in self._all)

    def after(self, which: int) -> int:
        """The column of MEAN, MEDIAN, SPREAD, CLASS or BALLOTS."""
        return FIRST + len(self._members) + which

    def load(self) -> None:
        """Reads everything anew."""
        session = self._session
        self.beginResetModel()
        self._members, self._all = [], []
        if session.campaign is not None and session.sees_results:
            self._members = list(session.around.members)
            found = lines(session.book, session.around)
            self._cut = common_part([line.code for line in found])
            self._all = [self._row(line) for line in found]
        self._names = short_names(self._members)
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        wanted = fold(words).split()
        if wanted != self._words:
            self.beginResetModel()
            self._words = wanted
            self._sieve()
            self.endResetModel()

    def set_inks(self, inks: Inks) -> None:
        """Colours of the look."""
        self._inks = inks

    def line(self, row: int) -> MeetingLine:
        """The submission of that row."""
        return self._shown[row].line

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return next((r for r, row in enumerate(self._shown) if row.line.id == ident), -1)

    def first_open(self) -> int:
        """The first row that lacks a ballot, else 0; -1 in an empty list."""
        if not self._shown:
            return -1
        return next((r for r, row in enumerate(self._shown) if not row.line.full), 0)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts once, not again while marks come in; empty values come last."""
        if 0 <= column < self.columnCount():
            self.beginResetModel()
            self._order = column
            self._descending = order == Qt.SortOrder.DescendingOrder
            self._sieve()
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a submission that is shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Code, title, the members, five figures."""
        return 0 if parent.isValid() else self.after(len(AFTER))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Given names above codes."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            member = self._member(section)
            if member is not None:
                return f"{self._names[member.id]}\n{member.code}"
            return self._heading(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; drafts slanted, what does not count grey."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.FontRole):
            return self._dress(row.line, column, role)
        if role == ID_ROLE:
            return row.line.id
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row, column)
        return None

    def _member(self, column: int) -> Member | None:
        place = column - FIRST
        return self._members[place] if 0 <= place < len(self._members) else None

    def _heading(self, column: int) -> str:
        if column in (CODE, TITLE):
            return ("Mã", "Mô hình · Đối tượng")[column]
        member = self._member(column)
        if member is not None:
            return f"Đ/c {member.name} ({member.code})"
        return AFTER[column - self.after(0)]

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _LEFT if column in (CODE, TITLE, self.after(CLASS)) else _RIGHT

    def _dress(self, line: MeetingLine, column: int, role: int) -> Any:
        member = self._member(column)
        if member is None:
            return None
        state, _ = line.cells.get(member.id, (CellState.EMPTY, None))
        if role == Qt.ItemDataRole.FontRole:
            return self._italic if state is CellState.DRAFT else None
        return QBrush(self._inks.muted) if self._inks and state not in COUNTING else None

    def _spoken(self, row: _Row, column: int) -> str:
        line = row.line
        if column in (CODE, TITLE):
            title = f"{line.code} · {KINDS[line.kind]} · {line.subject} · {line.unit_name}"
            return f"{title}\n{line.title}"
        if column == self.after(CLASS):
            return class_sentence(line.class_name, line.class_code)
        text = row.texts[column] or "chưa có"
        member = self._member(column)
        if member is not None and member.id in line.cells:
            state = STATE_WORDS[line.cells[member.id][0]]
            text = f"{text}, {state}" if text not in (state, "chưa có") else state
        return f"{self._heading(column)}: {text}"

    def _row(self, line: MeetingLine) -> _Row:
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
        return _Row(
            line,
            (
                line.code[self._cut :] or line.code,
                f"{line.title} · {line.subject}",
                *cells,
                shown_points(tally.final),
                shown_points(tally.median),
                shown_points(tally.spread),
                line.class_name or "",
                f"{tally.ballots_valid}/{tally.ballots_expected}",
            ),
        )

    def _sieve(self) -> None:
        found = [row for row in self._all if all(w in row.line.search for w in self._words)]
        keyed = [(self._key(row), row) for row in found]
        with_value = [(key, row) for key, row in keyed if key is not None]
        with_value.sort(key=lambda pair: pair[0], reverse=self._descending)
        self._shown = [row for _, row in with_value] + [row for k, row in keyed if k is None]

    def _key(self, row: _Row) -> Any:
        line, column, tally = row.line, self._order, row.line.tally
        member = self._member(column)
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
        return figures[column] if column in figures else sort_key(row.texts[column])

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds - _IGNORED or self._session.campaign is None:
            return
        if changes.kinds <= {"draft"}:
            self._renew({ident for kind, ident in changes.rows if kind == "submission"})
        elif self._session.around.members != self._members:
            self.load()
        else:
            self._renew(None)

    def _renew(self, idents: Iterable[bytes] | None) -> None:
        """Reads lines anew and keeps every row in its place where the list is the same."""
        session = self._session
        if not session.sees_results:
            self.load()
            return
        wanted = None if idents is None else list(idents)
        fresh = {line.id: line for line in lines(session.book, session.around, wanted)}
        if wanted is None and fresh.keys() != {row.line.id for row in self._all}:
            self.load()
            return
        self._all = [self._row(fresh.get(row.line.id, row.line)) for row in self._all]
        by_id = {row.line.id: row for row in self._all}
        self._shown = [by_id[row.line.id] for row in self._shown]
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.counted.emit()
