"""A searched list that takes more than a moment to read: it is read a part at a time, and what
is shown stays until the new rows are whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal

from db.operation import Changes
from desktop.models.slices import Slices
from desktop.models.table_model import SearchedTable
from desktop.session import Session

_FEW = 64  # submissions that are looked at again one by one


class SlicedTable(SearchedTable):
    """Who derives from it reads its rows in parts. While nobody looks it sleeps: what changes
    meanwhile is read when somebody does."""

    went_on = Signal(int, int)  # rows read so far, of how many; 0 where nobody knows
    failed = Signal(Exception)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.read_so_far, self.read_of = 0, 0
        self.whole = False  # whether everything has been read at least once
        self._slices = Slices(self)
        self._slices.went_on.connect(
            lambda: self.went_on.emit(self.read_so_far, self.read_of)
        )
        self._slices.failed.connect(self.failed)
        self._asleep = False
        self._missed: frozenset[bytes] | None = frozenset()  # None: anything
        session.changed.connect(self._on_changed)

    # -- what every list has of its own --------------------------------------------------------

    def gather(self) -> Iterator[object]:
        """Reads everything aside, some milliseconds between two steps."""
        raise NotImplementedError  # every list has its own

    def take_over(self) -> None:
        """Shows what was gathered; called inside a reset of the model."""
        raise NotImplementedError  # every list has its own

    def touched(self, changes: Changes) -> frozenset[bytes] | None:
        """The submissions whose rows are others now, None where any may be."""
        return None

    def patch(self, idents: list[bytes]) -> None:
        """Reads the rows of a few submissions anew, in place."""
        self.load()

    # -- reading -------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether it is being read."""
        return self._slices.busy

    @property
    def all_there(self) -> bool:
        """Whether all rows are read, though not all may be counted."""
        return self.whole and not self.busy

    def load(self) -> None:
        """Reads everything anew, in what time there is; what is short is there at once."""
        self._missed = frozenset()
        self.read_so_far, self.read_of = 0, 0
        self._slices.begin_now(self.gather(), self.settle)

    def stop(self) -> None:
        """Gives up what is not read; rows that were shown stay."""
        self._slices.stop()

    def sleep(self) -> None:
        """Nobody looks."""
        self._asleep = True

    def wake(self) -> None:
        """Somebody looks again."""
        self._asleep = False
        missed, self._missed = self._missed, frozenset()
        if missed is None or missed:
            self._catch_up(missed)

    def outdate(self) -> None:
        """Everything may be another: read anew where somebody looks."""
        self._look_again(None)

    @contextmanager
    def resetting(self) -> Iterator[None]:
        """The rows are others; what was chosen is kept by whoever listens."""
        self.reading.emit()
        self.beginResetModel()
        try:
            yield
        finally:
            self.endResetModel()

    def settle(self) -> None:
        """Everything is gathered."""
        with self.resetting():
            self.whole = True
            self.take_over()
        self.counted.emit()

    def _on_changed(self, changes: Changes) -> None:
        found = self.touched(changes)
        if found is None or found:
            self._look_again(found)

    def _look_again(self, idents: frozenset[bytes] | None) -> None:
        if not self._asleep:
            self._catch_up(idents)
        elif idents is None or self._missed is None:
            self._missed = None
        else:
            self._missed |= idents

    def _catch_up(self, idents: frozenset[bytes] | None) -> None:
        if idents is None or len(idents) > _FEW or self.busy or not self.whole:
            self.load()
        else:
            self.patch(sorted(idents))
