"""The grid of Nhận dữ liệu: one line a file, what it brings and what becomes of it."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

from desktop.file_kind import FileKind
from desktop.models.import_words import number
from desktop.models.incoming import Line
from desktop.models.receive_words import verdict
from desktop.models.table_model import LEFT, TableModel
from desktop.models.words import shown_time

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WHAT = {
    FileKind.DELIVERY: "Gói kết quả",
    FileKind.EVIDENCE: "Minh chứng",
    FileKind.DRAFTS: "Phiếu nháp",
    FileKind.WORKBOOK: "Bảng tính",
    FileKind.WORD: "Tệp Word",
    FileKind.RUBRIC: "Thang điểm",
    FileKind.PDF: "PDF",
}


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    SOURCE = 1
    MADE = 2
    SENT = 3
    NEW = 4
    KNOWN = 5
    CHANGES = 6
    CONFLICTS = 7
    PROPOSALS = 8
    VERDICT = 9


class ReceivedFiles(TableModel):
    """Lines as they are given; the model reads no file itself."""

    headings = (
        "Tệp", "Từ ai", "Lúc (máy gửi)", "Phiếu", "Mới", "Đã có", "Thay đổi",
        "Khác nhau", "Đề nghị", "Kết quả",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []

    def show(self, lines: list[Line]) -> None:
        """Other lines, or other words on them."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rows_shown(self) -> int:
        """One row a file."""
        return len(self.lines)

    def cell_text(self, row: int, column: int) -> str:
        """A name, a time, a count or the verdict."""
        line = self.lines[row]
        match column:
            case Column.NAME:
                return line.path.name
            case Column.SOURCE:
                return line.source or _WHAT.get(line.what, "")
            case Column.MADE:
                return shown_time(line.made) if line.made else ""
            case Column.SENT:
                return _count(line.sent)
            case Column.NEW:
                return _count(line.new)
            case Column.KNOWN:
                return _count(line.known)
            case Column.CHANGES:
                return _count(line.changes)
            case Column.CONFLICTS:
                return _count(line.conflicts or None)
            case Column.PROPOSALS:
                return _count(line.proposals or None)
        return verdict(line)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Counts stand at the right."""
        return RIGHT if Column.SENT <= column <= Column.PROPOSALS else LEFT


def _count(value: int | None) -> str:
    return "" if value is None else number(value)
