"""A searched list whose rows are worked out, not windows of a table: sieved and sorted here.

For hundreds or some thousands of rows; who derives from it reads the rows and says what a cell
reads and is sorted by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt

from db.operation import Changes
from db.rules.vietnamese import fold, sort_key
from desktop.models.table_model import ID_ROLE, LEFT, RIGHT, SearchedTable
from desktop.session import Session

ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` are texts by column; ``keys`` what a column is sorted by where that is not its
    text; ``tags`` the filters that show it; ``about`` what it is made of."""

    id: bytes
    cells: tuple[str, ...]
    tags: frozenset[str] = frozenset()
    keys: Mapping[int, Any] = field(default_factory=dict)
    about: Any = None


class SiftedTable(SearchedTable):
    """``kinds`` of rows after whose change it is read anew."""

    kinds: ClassVar[frozenset[str]] = frozenset()
    figures: ClassVar[frozenset[int]] = frozenset()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._all: list[Row] = []
        self._texts: dict[bytes, str] = {}
        self._rows: list[Row] = []
        self._words: list[str] = []
        self._tag = ALL
        self._order: tuple[int, bool] | None = None
        self.counts: Counter[str] = Counter()
        session.changed.connect(self._on_changed)

    def read(self) -> Iterable[Row]:
        """The rows in their first order. Raises ThamdinhError."""
        raise NotImplementedError  # every list has its own

    @property
    def everything(self) -> Sequence[Row]:
        """All rows, shown or not."""
        return self._all

    def load(self) -> None:
        """Reads the rows anew."""
        self.reading.emit()
        self.beginResetModel()
        self._all, self._rows, self._texts = [], [], {}
        try:
            if self.session.campaign is not None:
                self._all = list(self.read())
            self._sift()
        finally:
            self.endResetModel()
        self.counted.emit()

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = fold(words).split()
        self._again()

    def show_only(self, tag: str) -> None:
        """One filter, ALL for everything."""
        self._tag = tag
        self._again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sorts by a column; -1 for the first order."""
        down = order == Qt.SortOrder.DescendingOrder
        self._order = (column, down) if column >= 0 else None
        self._again()

    def row(self, place: int) -> Row:
        """What stands in that place."""
        return self._rows[place]

    def row_of(self, ident: bytes) -> int:
        """Where a row stands, -1 where it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.id == ident), -1)

    def rows_shown(self) -> int:
        """Those that search and filter leave."""
        return len(self._rows)

    def cell_text(self, row: int, column: int) -> str:
        """As the row has it."""
        return self._rows[row].cells[column]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column in self.figures else LEFT

    def other(self, row: int, column: int, role: int) -> Any:
        """The row's id."""
        return self._rows[row].id if role == ID_ROLE else None

    def _again(self) -> None:
        self.beginResetModel()
        self._sift()
        self.endResetModel()
        self.counted.emit()

    def _sift(self) -> None:
        found = [row for row in self._all if self._fits(row)] if self._words else self._all
        self.counts = Counter(tag for row in found for tag in row.tags)
        self.counts[ALL] = len(found)
        self._rows = [row for row in found if self._tag == ALL or self._tag in row.tags]
        if self._order is not None:
            column, down = self._order
            keyed = [(self._key(row, column), row) for row in self._rows]
            full = sorted((k for k in keyed if k[0] is not None), key=_first, reverse=down)
            self._rows = [row for _, row in full] + [row for key, row in keyed if key is None]

    def _fits(self, row: Row) -> bool:
        text = self._texts.get(row.id)
        if text is None:
            text = self._texts[row.id] = fold(" ".join(row.cells))
        return all(word in text for word in self._words)

    def _key(self, row: Row, column: int) -> Any:
        """None for an empty value, which comes last whichever way."""
        if column in row.keys:
            return row.keys[column]
        return sort_key(row.cells[column]) or None

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & self.kinds:
            self.load()


def _first(pair: tuple[Any, Row]) -> Any:
    return pair[0]
