"""A word for whoever comes to a place for the first time; dismissed, it never returns."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.preferences import Preferences

HINTS: Final = {
    "overview": "Mỗi dòng ở “Hôm nay cần làm” dẫn tới chỗ làm việc đó. F1 mở trợ giúp ở bất cứ "
    "đâu.",
    "score": "Gõ điểm rồi Enter; mỗi điểm được lưu ngay. Đủ điểm thì Ctrl+Enter để nộp phiếu.",
    "minutes": "Mọi ô được lưu ngay khi rời ô. Chỉ sau khi chốt, giấy tờ mới hết chữ DỰ THẢO.",
    "exchange": "Ghi ra USB bao nhiêu lần cũng được: ghép lại không bao giờ trùng phiếu.",
    "import": "Sai một ô thì không ghi gì cả; sửa bảng rồi nhập lại, bao nhiêu lần cũng được.",
}
"""By place."""


class HintBar(QFrame):
    """One sentence, the way to more, and the button that ends it for good."""

    more = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences, self._place = preferences, ""
        self.setProperty("role", "message")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self.more_button, self.done_button = QPushButton("Xem thêm"), QPushButton("Đã hiểu")
        for button in (self.more_button, self.done_button):
            button.setProperty("role", "plain")
        self.more_button.setAccessibleName("Xem thêm trong trợ giúp")
        self.done_button.setAccessibleName("Đã hiểu, không hiện lời nhắc này nữa")
        self.more_button.clicked.connect(self.more)
        self.done_button.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.addWidget(self._label, 1)
        row.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, "" where none is."""
        return "" if self.isHidden() else self._label.text()

    def show_for(self, place: str) -> None:
        """The hint of a place, where it has one that nobody dismissed."""
        self._place = place
        words = "" if place in self._preferences.hints_done else HINTS.get(place, "")
        self._label.setText(words)
        self.setAccessibleName(f"Lời nhắc: {words}")
        self.setVisible(bool(words))

    def dismiss(self) -> None:
        """Never again on this laptop."""
        self._preferences.end_hint(self._place)
        self.hide()
