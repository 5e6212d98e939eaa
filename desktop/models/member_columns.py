"""Submissions as rows, the panel's members as columns: what Bảng cả Tổ and Phân công share."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QModelIndex, Qt

from db.queries.appraised import Appraised
from db.records import Member
from desktop.models.meeting_words import short_names
from desktop.models.read_lines import ReadLines
from desktop.models.table_model import Index
from desktop.session import Session

Line = TypeVar("Line", bound=Appraised)


class MemberColumns(ReadLines[Line]):
    """Between what names a submission and what it adds up to, a column a member."""

    first: ClassVar[int]  # the column of the first member
    trailing: ClassVar[tuple[str, ...]]  # headings of the columns after the members

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(session, parent)
        self._members: list[Member] = []
        self._names: dict[bytes, str] = {}

    def spoken(self, line: Line, column: int) -> str:
        """What a screen reader says of a cell, and the tooltip."""
        raise NotImplementedError  # every list has its own

    @property
    def members(self) -> list[Member]:
        """The members' columns, in the order of papers."""
        return self._members

    def look_around(self) -> bool:
        """The panel."""
        members = list(self._session.around.members) if self.open_here() else []
        other = members != self._members
        self._members, self._names = members, short_names(members)
        return other

    def member(self, column: int) -> Member | None:
        """The member of a column."""
        place = column - self.first
        return self._members[place] if 0 <= place < len(self._members) else None

    def name(self, member: bytes) -> str:
        """What to call a member in a narrow place."""
        return self._names[member]

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
            return self.spoken(self.line(row), column)
        return None
