"""A few rows of a workbook around one cell, as a spreadsheet shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

if TYPE_CHECKING:
    from desktop.intake.nearby import Neighbourhood

Index = QModelIndex | QPersistentModelIndex


class ImportGrid(QAbstractTableModel):
    """The rows, the sheet's own headings above; the cell in question is bold and named."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._part: Neighbourhood | None = None
        self._ink, self._ground = QColor(), QColor()

    def set_colours(self, ink: QColor, ground: QColor) -> None:
        """The colours of the cell in question."""
        self._ink, self._ground = ink, ground

    def load(self, part: Neighbourhood | None) -> None:
        """Shows another part of the workbook."""
        self.beginResetModel()
        self._part = part
        self.endResetModel()

    @property
    def at(self) -> QModelIndex:
        """Where the cell in question stands."""
        if self._part is None:
            return QModelIndex()
        return self.index(self._part.row, self._part.column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The rows around the cell."""
        return 0 if parent.isValid() or self._part is None else len(self._part.numbers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many columns as these rows have."""
        return 0 if parent.isValid() or self._part is None else len(self._part.letters)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts as the sheet shows them."""
        part = self._part
        if part is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        here = (row, column) == (part.row, part.column)
        text = part.texts[row][column]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return text
            case Qt.ItemDataRole.FontRole if here:
                font = QFont()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.BackgroundRole if here:
                return QBrush(self._ground)
            case Qt.ItemDataRole.ForegroundRole if here:
                return QBrush(self._ink)
            case Qt.ItemDataRole.AccessibleTextRole:
                word = "ô đang xem, " if here else ""
                heading = part.headings[column] or "không tiêu đề"
                return f"{word}{heading}, {part.letters[column]}{part.numbers[row]}: {text}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Letter and heading above; at the left numbers, an arrow at the row in question."""
        part = self._part
        if part is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            if section >= len(part.letters):
                return None
            heading = part.headings[section]
            if role == Qt.ItemDataRole.DisplayRole:
                letter = part.letters[section]
                return f"{letter}\n{heading}" if any(part.headings) else letter
            return heading if role == Qt.ItemDataRole.ToolTipRole else None
        if role != Qt.ItemDataRole.DisplayRole or section >= len(part.numbers):
            return None
        number = part.numbers[section]
        return f"▸ {number}" if section == part.row else str(number)
