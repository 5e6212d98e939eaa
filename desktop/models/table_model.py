"""What the tables have in common: headings, texts, what a screen reader says, searching."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
ID_ROLE = Qt.ItemDataRole.UserRole + 1  # the id of a row, bytes


class TableModel(QAbstractTableModel):
    """A read-only table of texts. A list says how many rows it has and what a cell reads."""

    headings: ClassVar[tuple[str, ...]] = ()

    def rows_shown(self) -> int:
        """How many rows there are."""
        raise NotImplementedError  # every list has its own

    def cell_text(self, row: int, column: int) -> str:
        """What a cell reads."""
        raise NotImplementedError  # every list has its own

    def heading(self, column: int) -> str:
        """What stands over a column."""
        return self.headings[column]

    def spoken_heading(self, column: int) -> str:
        """The same for a tooltip and a screen reader."""
        return self.heading(column)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Where a column's texts and its heading stand."""
        return LEFT

    def other(self, row: int, column: int, role: int) -> Any:
        """Roles of the list's own."""
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row an entry."""
        return 0 if parent.isValid() else self.rows_shown()

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """One column a heading."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings, aligned as their columns."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken_heading(section)
        return self.alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts; the tooltip has what does not fit, the screen reader hears the heading too."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        found = self.other(row, column, role)
        if found is not None:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.cell_text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[column]}: {self.cell_text(row, column) or 'không có'}"
        return None


class SearchedTable(TableModel):
    """A list whose rows are searched and filtered."""

    reading = Signal()  # before a reading, where the rows of the old one are still there
    counted = Signal()  # after every reading and sifting

    def load(self) -> None:
        """Reads the list anew."""
        raise NotImplementedError  # every list has its own

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        raise NotImplementedError  # every list has its own

    def row_of(self, ident: bytes) -> int:
        """Where a row's id stands, -1 where it is not shown."""
        raise NotImplementedError  # every list has its own
