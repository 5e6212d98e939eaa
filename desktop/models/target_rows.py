"""The targets of a submission: what was promised beside what came of it; each cell is saved."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QObject

from desktop.messages import sentence
from desktop.models.open_rows import OpenRows
from desktop.models.submission_entry import SubmissionEntry

HEADINGS = ("Chỉ tiêu", "Đơn vị tính", "Hiện trạng", "Đăng ký", "Kết quả")
_NAMES = ("name", "measure", "baseline", "promised", "actual")


class Column(IntEnum):
    """What stands where."""

    NAME = 0
    MEASURE = 1
    BASELINE = 2
    PROMISED = 3
    ACTUAL = 4


class TargetRows(OpenRows):
    """One row a target."""

    def __init__(self, entry: SubmissionEntry, parent: QObject | None = None) -> None:
        super().__init__(HEADINGS, self._write, tuple(Column)[Column.BASELINE :], parent)
        self._entry = entry
        self.history = entry.session.history
        entry.loaded.connect(self.load)
        entry.renewed.connect(self.load)

    def load(self) -> None:
        """Takes over what the book holds."""
        lines = [
            (row.id, tuple(str(getattr(row, name)) for name in _NAMES))
            for row in self._entry.targets
        ]
        self.take(lines, editable=not self._entry.locked)

    def remove(self, row: int) -> bool:
        """Takes a target away."""
        if self._entry.locked or self.key_of(row) is None:
            return False
        return bool(self._entry.remove_target(self._entry.targets[row]))

    def _write(self, row: int, column: int, text: str) -> str:
        target = self._entry.targets[row] if row < self.count else None
        if target is not None and column == Column.NAME and not text:
            return "Chỉ tiêu phải có tên; muốn bỏ cả dòng thì bấm Ctrl+Delete."
        outcome = self._entry.save_target(target, _NAMES[column], text or None)
        return "" if outcome else sentence(outcome.error or OSError())
