"""Lists of the submissions that are appraised, which stay at hand however many there are.

All rows are known at once. Lines are read by the window as they come into sight, and the others
a little at a time: who searches or sorts sees what is read so far. After a write only the lines
that it touched are read anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, Signal

from db.operation import Changes
from db.queries.appraised import Appraised, Place, places
from db.rules.vietnamese import fold
from desktop.models.meeting_words import common_part
from desktop.models.slices import Slices
from desktop.models.table_model import SearchedTable
from desktop.session import Session

Line = TypeVar("Line", bound=Appraised)
AT_ONCE = 256  # lines that are read in one go: a list of the usual size is there at once
_WINDOW = 64
NOT_LISTED = frozenset(
    {"hearing", "target", "subject", "evidence", "arrival", "import_run", "handover", "delivery",
     "signed_paper", "amendment", "rule_change"}
)  # fmt: skip
"""Kinds that no list of what is appraised shows."""


class ReadLines(SearchedTable, Generic[Line]):
    """Who derives from it reads lines and says what a cell reads."""

    went_on = Signal()  # more lines are read
    failed = Signal(Exception)  # the rest of the lines could not be read

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places: list[Place] = []
        self._at: dict[bytes, int] = {}  # where a submission stands in the order of the codes
        self._lines: dict[bytes, Line] = {}
        self._shown: list[bytes] = []
        self._words: list[str] = []
        self._cut = 0  # how much of the codes all have in common
        self._slices = Slices(self)
        self._slices.went_on.connect(self.went_on)
        self._slices.failed.connect(self.failed)
        self.whole = True  # whether all of them are read
        self._unsorted = False  # lines were missing when it was sorted
        self._asleep = False
        self._missed: frozenset[bytes] | None = frozenset()  # None: anything
        session.changed.connect(self._on_changed)

    def read(self, idents: Sequence[bytes]) -> list[Line]:
        """These submissions, from the book."""
        raise NotImplementedError  # every list has its own

    def read_places(self, idents: Sequence[bytes] | None) -> list[Place]:
        """All rows there are in code order, or those of these submissions."""
        return places(self._session.book, self._session.around, idents)

    def open_here(self) -> bool:
        """Whether this laptop may see the list."""
        return self._session.campaign is not None and self._session.sees_results

    def look_around(self) -> bool:
        """Looks at what else the list shows (members, say): whether that is another now."""
        return False

    @property
    def aside(self) -> frozenset[str]:
        """Kinds that change nothing in it."""
        return NOT_LISTED

    @property
    def sifts(self) -> bool:
        """Whether search and filters leave something out."""
        return bool(self._words)

    @property
    def sorts(self) -> bool:
        """Whether rows stand in another order than that of the codes."""
        return False

    def fits(self, line: Line) -> bool:
        """Whether search and filters leave it."""
        return all(word in line.search for word in self._words)

    def in_order(self, lines: list[Line]) -> list[Line]:
        """Lines in code order, as they are sorted."""
        return lines

    def counted_anew(self) -> None:
        """All lines are forgotten, and with them what was counted of them."""

    def took(self, line: Line, former: Line | None) -> None:
        """A line was read, in place of a former one."""

    @property
    def size(self) -> int:
        """How many submissions there are, shown or not."""
        return len(self._places)

    @property
    def known(self) -> int:
        """How many of them are read."""
        return len(self._lines)

    def load(self) -> None:
        """Reads everything anew."""
        self._slices.stop()
        self._missed = frozenset()
        self.beginResetModel()
        self.look_around()
        self._places = self.read_places(None) if self.open_here() else []
        self._at = {place.id: at for at, place in enumerate(self._places)}
        self._cut = common_part([place.code for place in self._places])
        self._forget()
        self._shown = self._sieve()
        self.endResetModel()
        self._read_rest()
        self.counted.emit()

    def sleep(self) -> None:
        """Nobody looks: what changes meanwhile is read when somebody does."""
        self._asleep = True

    def wake(self) -> None:
        """Somebody looks again."""
        self._asleep = False
        missed, self._missed = self._missed, frozenset()
        if missed is None or missed:
            self._catch_up(missed)

    def _forget(self) -> None:
        self._lines = {}
        self.counted_anew()
        self.whole = len(self._places) <= AT_ONCE
        if self.whole:
            self._take([place.id for place in self._places])

    def _take(self, idents: Sequence[bytes]) -> list[Line]:
        found = self.read(idents) if idents else []
        for line in found:
            self.took(line, self._lines.get(line.id))
            self._lines[line.id] = line
        return found

    def _read_rest(self) -> None:
        if not self.whole:
            self._slices.begin(self._rest(), self._all_read)

    def _rest(self) -> Iterator[None]:
        for start in range(0, len(self._places), _WINDOW):
            part = self._places[start : start + _WINDOW]
            fresh = self._take([place.id for place in part if place.id not in self._lines])
            if fresh and self.sifts and not self.sorts:
                self._put_in([line for line in fresh if self.fits(line)])
            if fresh:
                yield

    def _put_in(self, lines: Iterable[Line]) -> None:
        """Rows that were found come to their place; those that stand there stay."""
        for line in lines:
            row = bisect_left(self._shown, self._at[line.id], key=self._at.__getitem__)
            if self._shown[row : row + 1] != [line.id]:
                self.beginInsertRows(QModelIndex(), row, row)
                self._shown.insert(row, line.id)
                self.endInsertRows()

    def _all_read(self) -> None:
        self.whole = True
        if self._unsorted:
            self._move()
        self.counted.emit()

    def _move(self) -> None:
        """Sorts what was read meanwhile; the chosen row stays chosen."""
        if self.sifts:
            self._sift()
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        idents = [self._shown[index.row()] for index in old]
        self._shown = self._sieve()
        rows = {ident: row for row, ident in enumerate(self._shown)} if old else {}
        pairs = zip(idents, old, strict=True)
        new = [self.index(rows[ident], index.column()) for ident, index in pairs]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds - self.aside or self._session.campaign is None:
            return
        idents = changes.submissions(self.aside)
        if not self._asleep:
            self._catch_up(idents)
        elif idents is None or self._missed is None:
            self._missed = None
        else:
            self._missed |= idents

    def _catch_up(self, idents: frozenset[bytes] | None) -> None:
        if not self.open_here() or self.look_around():
            self.load()
        elif idents is None or len(idents) > AT_ONCE:
            self._renew_all()
        else:
            self._renew(sorted(idents))

    def _renew(self, idents: Sequence[bytes]) -> None:
        """Reads these lines anew; every row keeps its place."""
        fresh = self.read_places(idents)
        known = [self._places[self._at[ident]] for ident in idents if ident in self._at]
        before = {place.id: place.code for place in known}
        if before != {place.id: place.code for place in fresh}:
            self.load()
            return
        for place in fresh:
            self._places[self._at[place.id]] = place
        for line in self._take([place.id for place in fresh]):
            row = self.row_of(line.id)
            if row >= 0:
                self.dataChanged.emit(
                    self.index(row, 0), self.index(row, self.columnCount() - 1)
                )
        self.counted.emit()

    def _renew_all(self) -> None:
        fresh = self.read_places(None)
        if [place[:2] for place in fresh] != [place[:2] for place in self._places]:
            self.load()
            return
        self._slices.stop()
        self._places = fresh
        self._forget()
        if self._shown:
            last = self.index(len(self._shown) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self._read_rest()
        self.counted.emit()

    def line(self, row: int) -> Line:
        """The submission of that row."""
        ident = self._shown[row]
        if ident not in self._lines:
            start = row - row % _WINDOW
            window = self._shown[start : start + _WINDOW]
            self._take([each for each in window if each not in self._lines])
        return self._lines[ident]

    def place(self, row: int) -> Place:
        """What is known of that row before its line is read."""
        return self._places[self._at[self._shown[row]]]

    def row_of(self, ident: bytes) -> int:
        """Where a submission stands, -1 where it is not shown."""
        return self._shown.index(ident) if ident in self._at and ident in self._shown else -1

    def has(self, ident: bytes) -> bool:
        """Whether a submission is among them, shown or not."""
        return ident in self._at

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        wanted = fold(words).split()
        if wanted != self._words:
            self._words = wanted
            self._sift()

    def longest_code(self) -> str:
        """The longest of what stands for the codes."""
        return max((self.code(place.code) for place in self._places), key=len, default="")

    def code(self, whole: str) -> str:
        """A code without what all have in common."""
        return whole[self._cut :] or whole

    def rows_shown(self) -> int:
        """One row a submission that is shown."""
        return len(self._shown)

    def _sift(self) -> None:
        self.beginResetModel()
        self._shown = self._sieve()
        self.endResetModel()

    def _sieve(self) -> list[bytes]:
        self._unsorted = self.sorts and not self.whole
        if not self.sifts and (not self.sorts or self._unsorted):
            return [place.id for place in self._places]
        lines = [self._lines[p.id] for p in self._places if p.id in self._lines]
        return [line.id for line in self.in_order([line for line in lines if self.fits(line)])]
