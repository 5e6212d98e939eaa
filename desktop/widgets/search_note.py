"""What stands over a list in which a search found nothing, so far or for good."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from desktop.models.import_words import number
from desktop.models.read_lines import ReadLines


class SearchNote(QLabel):
    """Seen only while no row is."""

    def __init__(self, rows: ReadLines[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        for signal in (rows.counted, rows.went_on, rows.modelReset, rows.rowsInserted):
            signal.connect(self._renew)
        self.hide()

    def _renew(self) -> None:
        rows = self._rows
        self.setVisible(rows.size > 0 and not rows.rowCount())
        if rows.whole:
            self.setText("Không tìm thấy hồ sơ nào; hãy gõ ít chữ hơn.")
        else:
            self.setText(f"Đang tìm: đã xem {number(rows.known)}/{number(rows.size)} hồ sơ…")
