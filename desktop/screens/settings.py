"""Cài đặt: text size and light or dark, on this laptop only."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop.preferences import SCALES
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.screen import Screen

_SCHEMES = (("system", "Theo máy"), ("light", "Sáng"), ("dark", "Tối"))


class SettingsScreen(Screen):
    """Every choice is kept at once."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.scales = Chips("Cỡ chữ", [(str(s), f"{s} %") for s in SCALES], self)
        self.schemes = Chips("Nền", _SCHEMES, self)
        self.scales.mark(str(look.scale))
        self.schemes.mark(look.preferences.scheme)
        self.scales.chosen.connect(lambda key: look.set_scale(int(key)))
        self.schemes.chosen.connect(look.set_scheme)
        look.changed.connect(self._renew)
        panel = QFrame()
        panel.setProperty("role", "panel")
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 14, 16, 16)
        inner.setSpacing(8)
        for name, hint, chips in (
            ("Cỡ chữ", "Ctrl + và Ctrl - đổi cỡ chữ ở bất cứ đâu.", self.scales),
            ("Nền", "Sáng hay tối theo cài đặt của máy, hoặc chọn hẳn một kiểu.", self.schemes),
        ):
            heading, words = QLabel(name), QLabel(hint)
            heading.setProperty("role", "strong")
            words.setProperty("role", "muted")
            words.setWordWrap(True)
            inner.addWidget(heading)
            inner.addWidget(words)
            inner.addWidget(ChipRow(chips))
            inner.addSpacing(8)
        where = QLabel("Chỉ máy này nhớ các lựa chọn trên; sổ không bị thay đổi.")
        where.setProperty("role", "muted")
        where.setWordWrap(True)
        inner.addWidget(where)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)

    def _renew(self) -> None:
        self.scales.mark(str(self.look.scale))
        self.schemes.mark(self.look.preferences.scheme)
