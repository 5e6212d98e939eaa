"""The cells of a pasted block that were not taken, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_MOST, _FEW = 5, 2  # lines in sight, the others by scrolling


class RefusedList(QFrame):
    """Hidden until something was refused. Enter on a line goes to its cell."""

    chosen = Signal(object)  # (row, column) or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self.setProperty("kind", "bad")
        self.heading = QLabel()
        self.heading.setProperty("role", "strong")
        self.heading.setWordWrap(True)
        hide = QPushButton("Ẩn")
        hide.setProperty("role", "plain")
        hide.setAccessibleName("Ẩn danh sách ô không nhận")
        hide.clicked.connect(self.hide)
        self.list = QListWidget()
        self.list.setProperty("role", "bare")
        self.list.setAccessibleName("Các ô không nhận và lý do")
        self.list.setWordWrap(True)
        self.list.itemActivated.connect(self._activated)
        self.list.itemClicked.connect(self._activated)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(hide)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 6, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.list)
        self._brief = False
        self.hide()

    def set_brief(self, brief: bool) -> None:
        """Fewer lines in sight, from the next time on."""
        self._brief = brief

    def show_lines(
        self, heading: str, lines: Sequence[tuple[str, tuple[int, int] | None]]
    ) -> None:
        """Shows all of them, or hides where there are none."""
        self.list.clear()
        for words, cell in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, cell)
            self.list.addItem(item)
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.setVisible(bool(lines))
        height = self.list.sizeHintForRow(0) if lines else 0
        most = _FEW if self._brief else _MOST
        self.list.setFixedHeight(max(height, 1) * min(len(lines), most) + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides the list."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def _activated(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
