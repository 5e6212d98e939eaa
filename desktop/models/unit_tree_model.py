"""The units of a campaign as a tree on a day: who stands under whom, from when, until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.records import Unit
from db.rules.unit_tree import UnitTree
from db.rules.vietnamese import fold, sort_key
from desktop.models.words import shown_date

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("Đơn vị", "Mã", "Loại", "Từ ngày", "Đến ngày")


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    CODE = 1
    KIND = 2
    START = 3
    END = 4


@dataclass(slots=True)
class _Node:
    unit: Unit
    above: int  # place in the list of nodes, -1 at the top
    row: int
    below: list[int] = field(default_factory=list)


class UnitTreeModel(QAbstractItemModel):
    """Shown anew as a whole: what was open and chosen is kept by whoever shows it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[_Node] = []
        self._top: list[int] = []
        self._places: dict[bytes, int] = {}
        self.hit: bytes | None = None  # the first that holds the words looked for

    def show(self, units: Iterable[Unit], day: str | None, words: str = "") -> None:
        """The tree of a day (None: of all times); with words those that hold every one of
        them, and whoever is above those."""
        self.beginResetModel()
        children = UnitTree(units).children(day)
        self._nodes, self._places, self.hit = [], {}, None
        wanted = fold(words).split()
        self._top = self._place(children, "", -1, wanted)
        self.endResetModel()

    def _place(
        self, children: dict[str, list[Unit]], code: str, above: int, wanted: list[str]
    ) -> list[int]:
        """Puts the units under one into the list of nodes; their places."""
        found: list[int] = []
        for unit in sorted(children.get(code, ()), key=lambda u: (sort_key(u.name), u.code)):
            place = len(self._nodes)
            node = _Node(unit, above, len(found))
            self._nodes.append(node)
            node.below = self._place(children, unit.code, place, wanted)
            text = fold(f"{unit.code} {unit.name} {unit.kind}")
            holds = all(word in text for word in wanted)
            if not holds and not node.below:
                del self._nodes[place:]  # nobody below it holds them either
                continue
            if wanted and holds and (self.hit is None or self._places[self.hit] > place):
                self.hit = unit.id
            self._places[unit.id] = place
            found.append(place)
        return found

    @property
    def count(self) -> int:
        """How many units are shown."""
        return len(self._nodes)

    def unit(self, index: Index) -> Unit | None:
        """The unit of a line."""
        return self._nodes[index.internalId()].unit if index.isValid() else None

    def index_of(self, ident: bytes) -> QModelIndex:
        """The line of a unit; an invalid one where it is not shown."""
        place = self._places.get(ident)
        if place is None:
            return QModelIndex()
        return self.createIndex(self._nodes[place].row, 0, place)

    # -- Qt --------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """A cell."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        below = self._nodes[parent.internalId()].below if parent.isValid() else self._top
        return self.createIndex(row, column, below[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # Qt's other overload asks for the QObject
        """The line above a line."""
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].above
        return QModelIndex() if above < 0 else self.createIndex(self._nodes[above].row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many stand under a unit."""
        if not parent.isValid():
            return len(self._top)
        return len(self._nodes[parent.internalId()].below) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The same everywhere."""
        return len(_HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' names."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADINGS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the name says to a screen reader how many stand below."""
        unit = self.unit(index)
        if unit is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                unit.name or unit.code, unit.code, unit.kind, shown_date(unit.start),
                shown_date(unit.end),
            )[index.column()]  # fmt: skip
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.NAME:
            below = len(self._nodes[index.internalId()].below)
            return f"{unit.name or unit.code}, {below} đơn vị cấp dưới" if below else unit.name
        return None
