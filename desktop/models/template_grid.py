"""The cells of an upper level's workbook, and what each of them is to hold. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.template_words import FIELDS, LINE

Index = QModelIndex | QPersistentModelIndex
MAPPED = Qt.ItemDataRole.UserRole + 1  # whether a field was chosen for the cell


class TemplateGrid(QAbstractTableModel):
    """Texts of the workbook as they stand; a chosen cell says what it will hold."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[tuple[str, ...], ...] = ()
        self.cells: dict[str, str] = {}

    def show(self, rows: tuple[tuple[str, ...], ...], cells: Mapping[str, str]) -> None:
        """Another sheet, with what was chosen for it before."""
        self.beginResetModel()
        self._rows, self.cells = rows, dict(cells)
        self.endResetModel()

    def field_at(self, index: Index) -> str:
        """The field chosen for a cell, "" where none is."""
        return self.cells.get(address(index.row(), index.column()), "")

    def choose(self, index: Index, name: str) -> str:
        """Has a cell hold a field, "" nothing; returns why not, "" where it does.

        A field stands in one cell: chosen anew it leaves its former one.
        """
        at = address(index.row(), index.column())
        if name and self._rows[index.row()][index.column()]:
            return f"Ô {at} đã có chữ; hãy chọn ô trống, chương trình không ghi đè."
        if name in LINE:
            others = [a for a, known in self.cells.items() if known in LINE and known != name]
            row = next((_row(a) for a in others if a != at), None)
            if row is not None and row != index.row() + 1:
                return (
                    f"Các cột của danh sách nằm trên một dòng: hãy chọn ô ở dòng {row}, hoặc bỏ "
                    "các ô đã chọn ở dòng đó."
                )
        self.cells = {a: known for a, known in self.cells.items() if known != name and a != at}
        if name:
            self.cells[at] = name
        last = self.index(max(self.rowCount() - 1, 0), max(self.columnCount() - 1, 0))
        self.dataChanged.emit(self.index(0, 0), last)
        return ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Rows of the sheet."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Columns of the sheet."""
        return 0 if parent.isValid() or not self._rows else len(self._rows[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The cell's text, or the field it will hold."""
        if not index.isValid():
            return None
        text, name = self._rows[index.row()][index.column()], self.field_at(index)
        words = f"→ {FIELDS.get(name, name)}" if name else text
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.ToolTipRole:
            return words or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            at = address(index.row(), index.column())
            return f"Ô {at}: {words or 'trống'}"
        if role == MAPPED:
            return bool(name)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Letters and numbers, as in the workbook."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)


def letters(column: int) -> str:
    """As "A", "Z", "AA", from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def address(row: int, column: int) -> str:
    """As "B9", both from 0."""
    return f"{letters(column)}{row + 1}"


def _row(at: str) -> int:
    return int(at.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
