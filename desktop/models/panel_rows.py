"""The panel as it is typed or pasted: name, role, unit, post; the codes follow the order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from db.records import Role
from db.rules.vietnamese import fold
from desktop.models.clip import rows_of
from desktop.new_book_making import PanelMember, member_code
from desktop.words import ROLES

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the panel."""

    NAME = 0
    ROLE = 1
    UNIT = 2
    POST = 3


HEADINGS = ("Họ và tên", "Vai trò", "Đơn vị", "Chức vụ")
ROLE_WORDS = tuple(ROLES.values())
_ROLES = {
    **{fold(word): Role(role) for role, word in ROLES.items()},
    "truong to": Role.CHAIR,
    "pho to truong": Role.VICE_CHAIR,
    "to pho truong": Role.VICE_CHAIR,
    "thu ki": Role.SECRETARY,
    "to vien": Role.MEMBER,
    "uy vien": Role.MEMBER,
    "thanh vien thu ky": Role.SECRETARY,
    "uy vien thu ky": Role.SECRETARY,
}
_PASTED_HEADINGS = {
    "ho va ten": Column.NAME,
    "ho ten": Column.NAME,
    "vai tro": Column.ROLE,
    "nhiem vu": Column.ROLE,
    "don vi": Column.UNIT,
    "ma don vi": Column.UNIT,
    "co quan": Column.UNIT,
    "chuc vu": Column.POST,
    "chuc danh": Column.POST,
}
_LONGEST_CELL = 32_767  # letters, as in a spreadsheet
_LARGEST = 50  # a panel has five to nine members


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot stay as it is, and why."""

    row: int
    column: Column
    words: str


class PanelRows(QAbstractTableModel):
    """Rows of text; the last one is always empty, for the next member."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[list[str]] = [_empty()]

    def members(self) -> list[PanelMember]:
        """The rows that are filled, in their order."""
        return [
            PanelMember(name, _ROLES.get(fold(role), Role.MEMBER), unit, post)
            for name, role, unit, post in self._rows
            if name
        ]

    def fault(self) -> Fault | None:
        """The first thing that is wrong, None where the panel can stay (also empty)."""
        chairs = 0
        for row, (name, role, *_) in enumerate(self._rows):
            if not name and any(self._rows[row]):
                return Fault(row, Column.NAME, f"Dòng {row + 1} chưa có họ và tên.")
            if role and fold(role) not in _ROLES:
                known = ", ".join(ROLE_WORDS[:-1])
                return Fault(
                    row,
                    Column.ROLE,
                    f"Không có vai trò “{role}”; hãy chọn {known} hoặc {ROLE_WORDS[-1]}.",
                )
            chairs += _ROLES.get(fold(role)) is Role.CHAIR
            if chairs > 1:
                return Fault(row, Column.ROLE, "Tổ thẩm định chỉ có một Tổ trưởng.")
        return None

    def paste(self, at: Index, text: str) -> int:
        """Puts a block copied from a spreadsheet at a cell; returns the number of rows."""
        block = _block(text)
        columns = _columns_of(block[0]) if block else []
        if columns:  # its own headings say which column is which
            block = block[1:]
        else:
            first = at.column() if at.isValid() else 0
            if len(block) > 1 and all(len(line) > 1 and line[0].isdigit() for line in block):
                block = [line[1:] for line in block]  # the column of running numbers
            columns = [Column(c) if c < len(Column) else None for c in range(first, first + 40)]
        start = at.row() if at.isValid() else len(self._rows) - 1
        block = block[: _LARGEST - start]
        lacking = start + len(block) + 1 - len(self._rows)
        if lacking > 0:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + lacking - 1)
            self._rows += [_empty() for _ in range(lacking)]
            self.endInsertRows()
        for row, line in enumerate(block, start=start):
            for column, cell in zip(columns, line, strict=False):
                if column is not None:
                    self._rows[row][column] = cell
            self._tidy(row)
        if block:
            last = self.index(start + len(block) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(start, 0), last)
        return len(block)

    def clear(self, rows: Sequence[int]) -> None:
        """Takes rows out; the empty one at the end stays."""
        for row in sorted(set(rows), reverse=True):
            if row < len(self._rows) - 1:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[row]
                self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a member and an empty one."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Name, role, unit, post."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell."""
        if not index.isValid():
            return None
        text = self._rows[index.row()][index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = f"{HEADINGS[index.column()]}, {member_code(index.row())}"
            return f"{where}: {text or 'trống'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes what was typed; a role may be typed without diacritics."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, text = index.row(), _clean(str(value or ""))
        if self._rows[row][index.column()] == text:
            return True
        self._rows[row][index.column()] = text
        self._tidy(row)
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))
        if any(self._rows[-1]) and len(self._rows) < _LARGEST:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows))
            self._rows.append(_empty())
            self.endInsertRows()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be typed over."""
        found = super().flags(index)
        return found | Qt.ItemFlag.ItemIsEditable if index.isValid() else found

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Headings above, the members' codes at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return HEADINGS[section] if section < len(HEADINGS) else None
        return member_code(section)

    def _tidy(self, row: int) -> None:
        """A named member has a role, written as we write it."""
        cells = self._rows[row]
        known = _ROLES.get(fold(cells[Column.ROLE]))
        if known is not None:
            cells[Column.ROLE] = ROLES[known]
        elif cells[Column.NAME] and not cells[Column.ROLE]:
            cells[Column.ROLE] = ROLES[Role.MEMBER]


def _empty() -> list[str]:
    return [""] * len(Column)


def _clean(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _block(text: str) -> list[list[str]]:
    """Lines and cells as spreadsheets put them on the clipboard."""
    rows = rows_of(text)
    if any(len(cell) > _LONGEST_CELL for line in rows for cell in line):
        return []  # something else that was copied
    found = [[_clean(cell) for cell in line] for line in rows]
    return [line for line in found if any(line)]


def _columns_of(line: Sequence[str]) -> list[Column | None]:
    """Which columns a pasted line of headings names; [] where it is no such line."""
    found = [_PASTED_HEADINGS.get(fold(cell)) for cell in line]
    named = [column for column in found if column is not None]
    return found if Column.NAME in named and len(set(named)) == len(named) else []
