"""Submissions as rows, the panel's members as columns: what Bảng cả Tổ and Phân công share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt

from db.queries.appraised import Appraised
from db.records import Member
from db.rules.vietnamese import fold
from desktop.models.meeting_words import common_part, short_names
from desktop.models.table_model import Index, SearchedTable
from desktop.session import Session

Line = TypeVar("Line", bound=Appraised)


class MemberColumns(SearchedTable, Generic[Line]):
    """All in memory: a panel hears no more than its people can score."""

    first: ClassVar[int]  # the column of the first member
    trailing: ClassVar[tuple[str, ...]]  # headings of the columns after the members

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._members: list[Member] = []
        self._names: dict[bytes, str] = {}
        self._all: list[Line] = []
        self._shown: list[Line] = []
        self._words: list[str] = []
        self._cut = 0  # how much of the codes all have in common
        session.changed.connect(self._on_changed)

    def read(self) -> list[Line]:
        """Every submission that is appraised, from the book."""
        raise NotImplementedError  # every list has its own

    def sieve(self) -> list[Line]:
        """Those that search and filters leave, in their order."""
        raise NotImplementedError  # every list has its own

    def spoken(self, line: Line, column: int) -> str:
        """What a screen reader says of a cell, and the tooltip."""
        raise NotImplementedError  # every list has its own

    def _on_changed(self, changes: Any) -> None:
        raise NotImplementedError  # every list has its own

    @property
    def members(self) -> list[Member]:
        """The members' columns, in the order of papers."""
        return self._members

    @property
    def size(self) -> int:
        """How many submissions there are, shown or not."""
        return len(self._all)

    def member(self, column: int) -> Member | None:
        """The member of a column."""
        place = column - self.first
        return self._members[place] if 0 <= place < len(self._members) else None

    def name(self, member: bytes) -> str:
        """What to call a member in a narrow place."""
        return self._names[member]

    def line(self, row: int) -> Line:
        """The submission of that row."""
        return self._shown[row]

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return next((row for row, line in enumerate(self._shown) if line.id == ident), -1)

    def load(self) -> None:
        """Reads everything anew."""
        session = self._session
        self.beginResetModel()
        self._members, self._all = [], []
        if session.campaign is not None and session.sees_results:
            self._members = list(session.around.members)
            self._all = self.read()
        self._names = short_names(self._members)
        self._cut = common_part([line.code for line in self._all])
        self._shown = self.sieve()
        self.endResetModel()
        self.counted.emit()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        wanted = fold(words).split()
        if wanted != self._words:
            self._words = wanted
            self._sift()

    def rows_shown(self) -> int:
        """One row a submission that is shown."""
        return len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """What names the submission, the members, what it adds up to."""
        return 0 if parent.isValid() else self.first + len(self._members) + len(self.trailing)

    def heading(self, column: int) -> str:
        """Given names above codes."""
        member = self.member(column)
        if member is not None:
            return f"{self._names[member.id]}\n{member.code}"
        if column < self.first:
            return self.headings[column]
        return self.trailing[column - self.first - len(self._members)]

    def spoken_heading(self, column: int) -> str:
        """The whole name of a member."""
        member = self.member(column)
        return f"Đ/c {member.name} ({member.code})" if member else self.heading(column)

    def other(self, row: int, column: int, role: int) -> Any:
        """Whole sentences; colours and fonts are the list's own."""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(self._shown[row], column)
        return None

    def renew(self, fresh: Mapping[bytes, Line]) -> None:
        """Takes over lines that were read anew; every row keeps its place."""
        self._all = [fresh.get(line.id, line) for line in self._all]
        self._shown = [fresh.get(line.id, line) for line in self._shown]
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.counted.emit()

    def _sift(self) -> None:
        self.beginResetModel()
        self._shown = self.sieve()
        self.endResetModel()

    def _found(self, line: Line) -> bool:
        return all(word in line.search for word in self._words)
