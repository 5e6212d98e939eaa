"""The list at the left of the scoring screen: a member's submissions and how far each is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from db.operation import Changes
from db.queries.scoring import BallotLine, BallotState, ballot_lines
from db.rules.vietnamese import fold
from desktop.models.meeting_words import common_part
from desktop.models.words import KINDS, STATES, recusal_words, shown_points
from desktop.session import Session

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
CODE_ROLE = Qt.ItemDataRole.UserRole + 3
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 4

_FINISHED = (BallotState.DONE, BallotState.AWAY)


class BallotList(QAbstractListModel):
    """Code order always: no order that gives a result away."""

    counted = Signal()  # the counts may be others now

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: list[BallotLine] = []
        self._shown: list[int] = []
        self._words: list[str] = []
        self._cut = 0  # how much of the codes all have in common
        session.changed.connect(self._on_changed)

    @property
    def total(self) -> int:
        """How many submissions the member is to score: the recused ones not counted."""
        return sum(line.state != BallotState.AWAY for line in self._lines)

    @property
    def done(self) -> int:
        """How many ballots are handed in."""
        return sum(line.state == BallotState.DONE for line in self._lines)

    def load(self) -> None:
        """Reads the list anew."""
        member = self._session.member
        self.beginResetModel()
        self._lines = []
        self._shown = []
        if member is not None:
            self._lines = ballot_lines(self._session.book, self._session.around, member)
        self._cut = common_part([line.code for line in self._lines])
        self._sieve()
        self.endResetModel()
        self.counted.emit()

    def search(self, words: str) -> None:
        """Shows the lines that hold every word, diacritics or not."""
        wanted = fold(words).split()
        if wanted != self._words:
            self.beginResetModel()
            self._words = wanted
            self._sieve()
            self.endResetModel()

    def line(self, row: int) -> BallotLine:
        """The line of that row."""
        return self._lines[self._shown[row]]

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return next((r for r, i in enumerate(self._shown) if self._lines[i].id == ident), -1)

    def first_open(self) -> int:
        """The first row that is not finished, else 0; -1 in an empty list."""
        if not self._shown:
            return -1
        return next(
            (r for r in range(len(self._shown)) if self.line(r).state not in _FINISHED), 0
        )

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a submission that is shown."""
        return 0 if parent.isValid() else len(self._shown)

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
            return line.code[self._cut :] or line.code
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

    def _sieve(self) -> None:
        self._shown = [
            place
            for place, line in enumerate(self._lines)
            if all(word in line.search for word in self._words)
        ]

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds <= {"draft"}:
            self._renew({ident for kind, ident in changes.rows if kind == "submission"})
        elif changes.kinds - {"session", "hearing", "snapshot", "unfreeze"}:
            self._reload()

    def _reload(self) -> None:
        """Reads all lines; keeps rows in place where the list is the same."""
        member = self._session.member
        if member is None:
            return
        lines = ballot_lines(self._session.book, self._session.around, member)
        if [line.id for line in lines] != [line.id for line in self._lines]:
            self.load()
            return
        self._lines = lines
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.counted.emit()

    def _renew(self, idents: set[bytes]) -> None:
        member = self._session.member
        if member is None:
            return
        places = {line.id: place for place, line in enumerate(self._lines)}
        wanted = [ident for ident in idents if ident in places]
        for line in ballot_lines(self._session.book, self._session.around, member, wanted):
            self._lines[places[line.id]] = line
            row = self.row_of(line.id)
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))
        self.counted.emit()
