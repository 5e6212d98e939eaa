"""The grid of Ghi ra USB: the files that lie on the stick now."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

from desktop.models.amounts import amount
from desktop.models.copying_out import Written
from desktop.models.import_words import number
from desktop.models.table_model import LEFT, TableModel

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    RECEIVER = 1
    SIZE = 2
    HOLDS = 3
    MARK = 4


class WrittenFiles(TableModel):
    """One row a file."""

    headings = ("Tệp", "Cho ai", "Cỡ", "Có gì", "Dấu đối chiếu")

    def __init__(self) -> None:
        super().__init__()
        self._files: list[Written] = []

    def show(self, files: list[Written]) -> None:
        """Other files."""
        self.beginResetModel()
        self._files = list(files)
        self.endResetModel()

    def rows_shown(self) -> int:
        """One row a file."""
        return len(self._files)

    def cell_text(self, row: int, column: int) -> str:
        """Name, receiver, size, what it holds, the mark to compare by voice."""
        file = self._files[row]
        match column:
            case Column.NAME:
                return file.path.name
            case Column.RECEIVER:
                return file.receiver
            case Column.SIZE:
                return amount(file.size)
            case Column.HOLDS:
                return file.note if file.ballots is None else f"{number(file.ballots)} phiếu"
        return file.fingerprint

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Sizes stand at the right."""
        return RIGHT if column == Column.SIZE else LEFT
