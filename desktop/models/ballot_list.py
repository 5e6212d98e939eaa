"""The list at the left of the scoring screen: a member's submissions and how far each is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

from PySide6.QtCore import Qt

from db.queries.appraised import Place
from db.queries.scoring import BallotLine, BallotState, ballot_lines, places_of
from db.records import Member
from desktop.models.read_lines import NOT_LISTED, ReadLines
from desktop.models.table_model import Index
from desktop.models.words import KINDS, STATES, recusal_words, shown_points
from desktop.session import Session

ID_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
CODE_ROLE = Qt.ItemDataRole.UserRole + 3
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 4

_IGNORED = NOT_LISTED | {"session", "snapshot", "unfreeze", "correction"}
_FINISHED = (BallotState.DONE, BallotState.AWAY)


class BallotList(ReadLines[BallotLine]):
    """Code order always: no order that gives a result away."""

    headings = ("Hồ sơ",)

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(session, parent)
        self._member: Member | None = None
        self.counted_anew()

    @property
    def total(self) -> int:
        """How many submissions the member is to score: the recused ones not counted."""
        return self.size - self._states[BallotState.AWAY]

    @property
    def done(self) -> int:
        """How many ballots are handed in, of those that are read."""
        return self._states[BallotState.DONE]

    @property
    def aside(self) -> frozenset[str]:
        """Meetings are not seen here."""
        return _IGNORED

    def open_here(self) -> bool:
        """Everybody sees the own ballots."""
        return self._session.member is not None

    def look_around(self) -> bool:
        """Whose ballots these are."""
        former, self._member = self._member, self._session.member
        return former != self._member

    def read_places(self, idents: Sequence[bytes] | None) -> list[Place]:
        """What the member is to score."""
        assert self._member is not None
        return places_of(self._session.book, self._session.around, self._member, idents)

    def read(self, idents: Sequence[bytes]) -> list[BallotLine]:
        """How far each of them is."""
        assert self._member is not None
        return ballot_lines(self._session.book, self._session.around, self._member, idents)

    def counted_anew(self) -> None:
        """Nothing is counted yet."""
        self._states = Counter[BallotState]()

    def took(self, line: BallotLine, former: BallotLine | None) -> None:
        """Counts a line in place of a former one."""
        self._states[line.state] += 1
        if former is not None:
            self._states[former.state] -= 1

    def first_open(self) -> int:
        """The first row that is not finished, else 0; -1 in an empty list."""
        rows = range(self.rows_shown())
        waiting = (row for row in rows if not self.place(row).full)
        found = (row for row in waiting if self.line(row).state not in _FINISHED)
        return next(found, 0 if rows else -1)

    def next_open(self, after: int) -> int:
        """The next row below ``after`` that is not finished, then from the top; else -1."""
        for row in chain(range(after + 1, self.rows_shown()), range(max(after, 0))):
            if not self.place(row).full and self.line(row).state not in _FINISHED:
                return row
        return -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Title, state, code without what all have in common, total."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == ID_ROLE:
            return line.id
        if role == STATE_ROLE:
            return line.state
        if role == CODE_ROLE:
            return self.code(line.code)
        if role == TOTAL_ROLE:
            return shown_points(line.total)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.code} · {KINDS[line.kind]} · {line.subject}\n{line.title}\n" + (
                self._state(line)
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            total = f", {shown_points(line.total)} điểm" if line.total is not None else ""
            return f"{line.code}, {self._state(line)}, {line.title}, {line.subject}{total}"
        return None

    def _state(self, line: BallotLine) -> str:
        state = STATES[line.state]
        return f"{state}: {recusal_words(line.recusal)}" if line.recusal else state
