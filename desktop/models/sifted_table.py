"""A searched list whose rows are worked out, not windows of a table: sieved and sorted here.

For hundreds or some thousands of rows; who derives from it reads the rows and says what a cell
reads and is sorted by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt

from db.operation import Changes
from db.rules.vietnamese import fold, sort_key
from desktop.models.sliced_table import SlicedTable
from desktop.models.table_model import ID_ROLE, LEFT, RIGHT
from desktop.session import Session

ALL = "all"
_BREATH = 20  # rows between two looks at the clock


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` are texts by column; ``keys`` what a column is sorted by where that is not its
    text; ``tags`` the filters that show it; ``about`` what it is made of."""

    id: bytes
    cells: tuple[str, ...]
    tags: frozenset[str] = frozenset()
    keys: Mapping[int, Any] = field(default_factory=dict)
    about: Any = None


class SiftedTable(SlicedTable):
    """``kinds`` of rows after whose change it is read anew."""

    kinds: ClassVar[frozenset[str]] = frozenset()
    figures: ClassVar[frozenset[int]] = frozenset()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self._all: list[Row] = []
        self._texts: dict[bytes, str] = {}
        self._coming_texts: dict[bytes, str] = {}
        self._keys: dict[int, dict[bytes, Any]] = {}  # what was sorted by, by column
        self._rows: list[Row] = []
        self._words: list[str] = []
        self._tag = ALL
        self._order: tuple[int, bool] | None = None
        self._coming: list[Row] = []
        self.counts: Counter[str] = Counter()

    def read(self) -> Iterable[Row | None]:
        """The rows in their first order; None is a breath in between, where there is much to
        be worked out before the next row. Raises ThamdinhError."""
        raise NotImplementedError  # every list has its own

    @property
    def everything(self) -> Sequence[Row]:
        """All rows, shown or not."""
        return self._all

    def gather(self) -> Iterator[None]:
        """The rows, and what they are searched by."""
        self._coming, self._coming_texts = [], {}
        if self.session.campaign is None:
            return
        for row in self.read():
            if row is not None:
                self._coming.append(row)
                self._coming_texts[row.id] = fold(" ".join(row.cells))
                self.read_so_far += 1
            if row is None or not self.read_so_far % _BREATH:
                yield

    def take_over(self) -> None:
        """What was gathered, sieved and sorted."""
        self._all, self._coming = self._coming, []
        self._texts, self._coming_texts = self._coming_texts, {}
        self._keys.clear()
        self._sift()

    def touched(self, changes: Changes) -> frozenset[bytes] | None:
        """Everything, after a change of these kinds."""
        return None if changes.kinds & self.kinds else frozenset()

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
        text = self._texts[row.id]
        return all(word in text for word in self._words)

    def _key(self, row: Row, column: int) -> Any:
        """None for an empty value, which comes last whichever way."""
        if column in row.keys:
            return row.keys[column]
        known = self._keys.setdefault(column, {})
        if row.id not in known:
            known[row.id] = sort_key(row.cells[column]) or None
        return known[row.id]


def _first(pair: tuple[Any, Row]) -> Any:
    return pair[0]
