"""Kiểm tra, ký biên bản where no book is open: a member who has only the PDF signs here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.home import Home
from desktop.theme.look import Look
from desktop.widgets.labels import heading
from desktop.widgets.signed_file_view import SignedFileView


class SignedFilePage(QWidget):
    """The same as the place of an open book; ``leave`` is the way back to the start."""

    def __init__(self, home: Home, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = SignedFileView(home, look, None)
        self.back = QPushButton("‹ Trang đầu")
        self.back.setAccessibleName("Về trang đầu")
        self.back.setToolTip("Về trang đầu (Esc)")
        self.leave: Callable[[], object] = self.hide
        self.back.clicked.connect(lambda: self.leave())
        key = QShortcut(QKeySequence("Esc"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(lambda: self.leave())
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.back)
        head.addWidget(heading("Kiểm tra, ký biên bản"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.addLayout(head)
        column.addWidget(self.view, 1)

    def begin(self, path: Path | None = None) -> None:
        """With a file, or asking for one."""
        if path is not None:
            self.view.take_file(path)
        self.view.arrive()


def page_in(stack: QStackedWidget, home: Home, look: Look) -> SignedFilePage:
    """The one page of the window, brought to the front."""
    pages = (stack.widget(place) for place in range(stack.count()))
    found = next((page for page in pages if isinstance(page, SignedFilePage)), None)
    if found is None:
        found = SignedFilePage(home, look)
        stack.addWidget(found)
    stack.setCurrentWidget(found)
    return found
