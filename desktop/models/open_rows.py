"""Rows of text that are typed in place, with an empty one at the end for the next.

Who derives from it says how a cell is saved; a cell that is refused keeps its former text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop.models.clip import rows_of
from desktop.models.table_model import LEFT, RIGHT, Index, TableModel
from desktop.undo_stack import UndoStack

_NAMED = 12  # refused cells that are named; then …
Line = tuple[Hashable, tuple[str, ...]]
Save = Callable[[int, int, str], str]


class OpenRows(TableModel):
    """``save(row, column, text)`` returns a sentence where it refuses, else ""; ``row`` is
    ``len(lines)`` for the empty one."""

    refused = Signal(str)  # a sentence, "" when all is well again
    history: UndoStack | None = None  # where what is written can be taken back

    def __init__(
        self,
        headings: Sequence[str],
        save: Save,
        right: Sequence[int] = (),
        parent: QObject | None = None,
    ) -> None:
        """``right`` are the columns of figures."""
        super().__init__(parent)
        self._headings, self._save, self._right = tuple(headings), save, frozenset(right)
        self._lines: list[Line] = []
        self._open = False
        self._extra = 0  # empty rows at the end
        self._shut: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many rows there are, without the empty one."""
        return len(self._lines)

    def take(
        self, lines: Sequence[Line], *, editable: bool, more: bool = True, shut: Sequence[int] = ()
    ) -> None:
        """Takes rows over, each with a key of its own; ``more`` asks for the empty one,
        ``shut`` columns can only be read."""
        extra, closed = int(more and editable), frozenset(shut)
        new, old = [key for key, _ in lines], [key for key, _ in self._lines]
        same_way = (editable, extra, closed) == (self._open, self._extra, self._shut)
        if same_way and new == old:
            self._renew(lines)
        elif same_way and extra and len(new) == len(old) + 1 and new[:-1] == old:
            self.beginInsertRows(QModelIndex(), len(old) + 1, len(old) + 1)
            self._extra = 2
            self.endInsertRows()
            self._lines, self._extra = list(lines), 1  # the former empty row is the new one
            self._tell(len(new))
        else:
            self.beginResetModel()
            self._lines = list(lines)
            self._open, self._extra, self._shut = editable, extra, closed
            self.endResetModel()

    def key_of(self, row: int) -> Any:
        """The key of a row, None for the empty one."""
        return self._lines[row][0] if 0 <= row < len(self._lines) else None

    def rows_shown(self) -> int:
        """The rows, and the empty one."""
        return len(self._lines) + self._extra

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """One column a heading."""
        return 0 if parent.isValid() else len(self._headings)

    def heading(self, column: int) -> str:
        """As it was given."""
        return self._headings[column]

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Figures to the right."""
        return RIGHT if column in self._right else LEFT

    def cell_text(self, row: int, column: int) -> str:
        """What was typed; "" in the empty row."""
        return self._lines[row][1][column] if row < len(self._lines) else ""

    def other(self, row: int, column: int, role: int) -> Any:
        """What an editor begins with; an empty cell is to be filled."""
        if role == Qt.ItemDataRole.EditRole:
            return self.cell_text(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heading(column)}: {self.cell_text(row, column) or 'trống'}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What can be typed over."""
        flags = super().flags(index)
        if index.isValid() and self._open and index.column() not in self._shut:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Saves a cell; why not is told by ``refused``."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        row, column = index.row(), index.column()
        text = " ".join(str(value or "").split())
        if text == self.cell_text(row, column):
            self.refused.emit("")
            return True
        words = self._save(row, column, text)
        self.refused.emit(words)
        return not words

    def paste(self, row: int, column: int, text: str) -> None:
        """Fills a block copied from a spreadsheet, as one step for undo. Empty cells say nothing;
        every cell that is refused is named by ``refused``, the others are kept."""
        block = rows_of(text)
        with self._together(f"dán {sum(map(len, block))} ô"):
            faults, kept = self._pasted(row, column, block)
        if faults:
            some = faults[:_NAMED] + ["…"] * (len(faults) > _NAMED)
            head = f"Đã dán {kept} ô, không nhận {len(faults)} ô:"
            self.refused.emit("\n".join((head, *some)))

    def clear_cells(self, cells: Sequence[Index]) -> None:
        """Empties what can be typed over, as one step for undo."""
        with self._together(f"xóa {len(cells)} ô"):
            for index in cells:
                if index.flags() & Qt.ItemFlag.ItemIsEditable:
                    self.setData(index, "")

    def _together(self, words: str) -> AbstractContextManager[None]:
        return self.history.together(words) if self.history is not None else nullcontext()

    def _pasted(
        self, row: int, column: int, block: Sequence[Sequence[str]]
    ) -> tuple[list[str], int]:
        said: list[str] = []
        faults, kept = [], 0
        self.refused.connect(said.append)
        for down, line in enumerate(block):
            for right, cell in enumerate(line):
                index = self.index(min(row + down, self.count), column + right)
                where = f"dòng {down + 1}, cột {right + 1} của khối (“{cell.strip()}”)"
                if not cell.strip():
                    continue
                if not index.isValid():
                    faults.append(f"{where}: ngoài bảng")
                elif index.flags() & Qt.ItemFlag.ItemIsEditable:
                    said.clear()
                    if self.setData(index, cell):
                        kept += 1
                    else:
                        faults.append(f"{where}: {''.join(said)}")
                elif " ".join(cell.split()) != self.cell_text(index.row(), index.column()):
                    faults.append(f"{where}: ô chỉ để xem")
        self.refused.disconnect(said.append)
        return faults, kept

    def _renew(self, lines: Sequence[Line]) -> None:
        if list(lines) != self._lines:
            self._lines = list(lines)
            self._tell(len(lines))

    def _tell(self, count: int) -> None:
        if count:
            last = self.index(count - 1, len(self._headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
