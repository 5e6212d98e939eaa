"""The head of the meeting's table: which submission, and the way to its neighbours."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.theme.look import Look
from desktop.widgets.elided_label import ElidedLabel


class MeetingHeader(QWidget):
    """Which submission, and the way to its neighbours."""

    stepped = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.subject, self.title = ElidedLabel(), ElidedLabel()
        self.subject.setProperty("role", "muted")
        self.title.setProperty("role", "strong")
        self._place = QLabel()
        self._place.setProperty("role", "muted")
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self.subject)
        texts.addWidget(self.title)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.addLayout(texts, 1)
        self._before = self._arrow("◀", "Hồ sơ trước (Ctrl+↑)", -1)
        self._after = self._arrow("▶", "Hồ sơ sau (Ctrl+↓)", 1)
        row.addWidget(self._before)
        row.addWidget(self._place)
        row.addWidget(self._after)

    def show_texts(self, head: str, title: str, unit: str) -> None:
        """Code, kind and subject above the title."""
        self.subject.setText(head if not unit or unit in head else f"{head} · {unit}")
        self.title.setText(title)

    def show_place(self, row: int, count: int) -> None:
        """Where the submission stands in the list."""
        self._place.setText(f"{row + 1}/{count}")
        self._before.setEnabled(row > 0)
        self._after.setEnabled(row + 1 < count)

    def _arrow(self, sign: str, name: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self.stepped.emit(step))
        return button
