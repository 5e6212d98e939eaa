"""Work that holds the window up: the button that began it says so until it is done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton


@contextmanager
def at_work(button: QPushButton, words: str) -> Iterator[None]:
    """Paints ``words`` on the button before the work begins: a write to the book keeps this
    thread, so nothing could be painted while it runs."""
    former = button.text()
    button.setText(words)
    button.repaint()
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
        if button.text() == words:  # else the outcome is on it already
            button.setText(former)
