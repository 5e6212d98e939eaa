"""The backups of the open book on this laptop, newest first."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import Qt

from db import backups
from db.backup_lost import Difference
from db.backups import Backup
from desktop.models.table_model import LEFT, RIGHT, TableModel
from desktop.session import Session

WHY = {
    backups.MERGE: "Trước khi ghép dữ liệu",
    backups.ASKED: "Tự tay sao lưu",
    backups.UNDO: "Trước khi hoàn tác ghép",
    backups.RESTORE: "Trước khi trở về bản khác",
}


class Column(IntEnum):
    """What stands where."""

    TIME = 0
    WHY = 1
    SIZE = 2


class BackupRows(TableModel):
    """One row a backup."""

    headings = ("Lúc", "Vì sao có", "Cỡ tệp")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[Backup] = []

    def load(self) -> None:
        """Looks into the folder anew. Raises OSError."""
        found = backups.backups(self._session.book)
        self.beginResetModel()
        self.rows = found
        self.endResetModel()

    def rows_shown(self) -> int:
        """One row a backup."""
        return len(self.rows)

    def cell_text(self, row: int, column: int) -> str:
        """When, why, how large."""
        backup = self.rows[row]
        match column:
            case Column.TIME:
                return when(backup)
            case Column.WHY:
                return WHY.get(backup.why, "Không rõ (mất ghi chú)")
        return size_words(backup.size)

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Sizes stand at the right."""
        return RIGHT if column == Column.SIZE else LEFT


def when(backup: Backup) -> str:
    """``28/11/2023 09:41:07``."""
    if not backup.time:
        return "không rõ lúc nào"
    return datetime.fromtimestamp(backup.time / 1000).strftime("%d/%m/%Y %H:%M:%S")


def size_words(size: int) -> str:
    """``1,4 MB``."""
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB".replace(".", ",")
    return f"{max(size // 1000, 1)} KB" if size else "mất tệp"


def lost_words(found: Difference) -> str:
    """What going back takes out of the book, by name."""
    parts = [
        f"{count} {what}"
        for count, what in (
            (found.writes, "lần ghi"),
            (found.ballots, "phiếu đã nộp"),
            (found.frozen, "lần chốt biên bản"),
        )
        if count
    ]
    words = ""
    if parts:
        words = f"Sổ sẽ mất {', '.join(parts)} có sau bản này."
    if found.back:
        words += f" Có lại {found.back} lần ghi, phiếu mà sổ bây giờ không có."
    return words.strip() or "Bản này giống hệt sổ bây giờ: không mất gì."
