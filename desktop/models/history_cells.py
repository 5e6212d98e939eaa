"""The cells that one save changed, and every value that one of them has had."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import Qt

from db.queries.cell_changes import CellChange, CellValue
from desktop.history_words import (
    CLAIMED,
    STATES,
    cell_words,
    change_words,
    moment_marked,
    row_words,
    value_words,
    who_words,
)
from desktop.models.history_list import SETTING_NAMES
from desktop.models.table_model import TableModel

_LINE = 120  # letters that a cell of a table shows at most


class CellColumn(IntEnum):
    """What stands where."""

    FIELD = 0
    FORMER = 1
    VALUE = 2


class CellsModel(TableModel):
    """Field, former and new value; the row is named where a save touched several."""

    headings = ("Ô", "Trước", "Sau")

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._cells: list[CellChange] = []
        self._one_row = True

    def take(self, cells: list[CellChange]) -> None:
        """Shows these cells."""
        self.beginResetModel()
        self._cells = cells
        self._one_row = len({cell.ent for cell in cells}) <= 1
        self.endResetModel()

    def cell(self, row: int) -> CellChange:
        """The change of that row."""
        return self._cells[row]

    def row_of(self, change: bytes) -> int:
        """Where a change stands, -1 where it does not."""
        return next((row for row, cell in enumerate(self._cells) if cell.id == change), -1)

    def rows_shown(self) -> int:
        """One row a cell."""
        return len(self._cells)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`CellColumn`."""
        cell = self._cells[row]
        if column == CellColumn.FIELD:
            if self._one_row:
                return cell_words(cell.fld, cell.key, SETTING_NAMES)
            return change_words(cell, SETTING_NAMES)
        if column == CellColumn.VALUE:
            return value_words(cell.fld, cell.value, _LINE)
        return former_words(cell, _LINE)


class ValueColumn(IntEnum):
    """What stands where."""

    TIME = 0
    WHO = 1
    VALUE = 2
    STATE = 3


class ValuesModel(TableModel):
    """Every value of a cell, newest claimed time first."""

    headings = ("Giờ (máy tự khai)", "Ai", "Giá trị", "Tình trạng")

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._fld = ""
        self._values: list[CellValue] = []

    def take(self, fld: str, values: list[CellValue]) -> None:
        """Shows these values of a cell."""
        self.beginResetModel()
        self._fld, self._values = fld, values
        self.endResetModel()

    def value(self, row: int) -> CellValue:
        """The value of that row."""
        return self._values[row]

    def rows_shown(self) -> int:
        """One row a value."""
        return len(self._values)

    def cell_text(self, row: int, column: int) -> str:
        """See :class:`ValueColumn`."""
        value = self._values[row]
        match column:
            case ValueColumn.TIME:
                return moment_marked(value.time, value.ahead)
            case ValueColumn.WHO:
                return who_words(value.author)
            case ValueColumn.VALUE:
                return value_words(self._fld, value.value, _LINE)
        return STATES[value.state]

    def other(self, row: int, column: int, role: int) -> Any:
        """The whole value, and why a time may be wrong."""
        if role != Qt.ItemDataRole.ToolTipRole:
            return None
        if column == ValueColumn.TIME:
            return f"{CLAIMED[:1].upper()}{CLAIMED[1:]}."
        return value_words(self._fld, self._values[row].value) if column == 2 else None


def former_words(cell: CellChange, most: int = 100_000) -> str:
    """What a change replaced."""
    if not cell.known:
        return "không có trong sổ này"
    return value_words(cell.fld, cell.former, most)


def title_of(cell: CellChange) -> str:
    """As "Tên mô hình, hồ sơ LD-2023-014"."""
    return f"{cell_words(cell.fld, cell.key, SETTING_NAMES)}, {row_words(cell.row)}"
