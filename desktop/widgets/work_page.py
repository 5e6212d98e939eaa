"""Work that keeps this thread: how far it is after 200 ms, a way to stop it after a second.

The book's connection belongs to the window's thread, and every write goes through
``Session.run`` there. So the work stays in it and its callback lets the window paint; meanwhile
nothing but the button that stops it hears keys or the mouse, so that no other write can begin in
the middle of a transaction.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.errors import CancelledError
from db.exchange.verify import PARTS
from desktop.models.import_words import number

Progress = Callable[[int, int], None]

_KINDS = QEvent.Type
_SHUT = frozenset(
    {
        _KINDS.KeyPress, _KINDS.KeyRelease, _KINDS.Shortcut, _KINDS.ShortcutOverride,
        _KINDS.MouseButtonPress, _KINDS.MouseButtonRelease, _KINDS.MouseButtonDblClick,
        _KINDS.Wheel, _KINDS.ContextMenu, _KINDS.DragEnter, _KINDS.Drop, _KINDS.Close,
        _KINDS.TouchBegin, _KINDS.InputMethod,
    }
)  # fmt: skip
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape)


class WorkPage(QWidget):
    """A page of ``pages`` that comes to the front while work goes on too long."""

    SHOW_AFTER, STOP_AFTER, EVERY = 0.2, 1.0, 0.04  # seconds

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__()
        self._pages = pages
        self._busy = self._stopped = False
        self.title, self.count = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.count.setProperty("role", "muted")
        for label in (self.title, self.count):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(280)
        self.stop_button = QPushButton("Dừng")
        self.stop_button.setAccessibleName("Dừng, chưa ghi gì")
        self.stop_button.clicked.connect(self.stop)
        policy = self.stop_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.stop_button.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for widget in (self.title, self.count):
            column.addWidget(widget)
        for part in (self.bar, self.stop_button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        pages.addWidget(self)

    @property
    def busy(self) -> bool:
        """Whether work is going on."""
        return self._busy

    def stop(self) -> None:
        """The work ends at its next step."""
        self._stopped = True

    @contextmanager
    def going(self, words: str) -> Iterator[Progress]:
        """The work in the block tells how far it is: ``progress(done, all)``, all 0 where
        nobody knows; it raises CancelledError when somebody stopped it."""
        front = self._pages.currentWidget()
        self.title.setText(words)
        self._stopped, self._busy = False, True
        begun = seen = time.monotonic()

        def progress(done: int, all_: int) -> None:
            nonlocal seen
            now = time.monotonic()
            if now - seen >= self.EVERY:
                seen = now
                self._show(done, all_, now - begun)
            if self._stopped:
                raise CancelledError()

        app = QCoreApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        try:
            yield progress
        finally:
            QGuiApplication.restoreOverrideCursor()
            app.removeEventFilter(self)
            self._busy = False
            if front is not None and self._pages.currentWidget() is self:
                self._pages.setCurrentWidget(front)

    def _show(self, done: int, all_: int, gone: float) -> None:
        if gone >= self.SHOW_AFTER:
            if self._pages.currentWidget() is not self:
                self.stop_button.hide()
                self._pages.setCurrentWidget(self)
            self.bar.setRange(0, 1000 if all_ else 0)
            self.bar.setValue(min(1000 * done // all_, 1000) if all_ else 0)
            self.count.setText(_shown(done, all_))
            if gone >= self.STOP_AFTER and self.stop_button.isHidden():
                self.stop_button.show()
                self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only the button that stops the work hears keys and the mouse."""
        kind = event.type()
        if kind not in _SHUT or not self._busy:
            return False
        if kind in (_KINDS.Shortcut, _KINDS.Close):
            event.ignore()
            return True
        if not isinstance(watched, QWidget):  # the window behind, which passes it on
            return False
        if kind == _KINDS.KeyPress and isinstance(event, QKeyEvent):
            pressed = event.key() in _PRESSES and not event.isAutoRepeat()
            if pressed and self.stop_button.isVisible():
                self.stop()
            return True
        return watched is not self.stop_button


def _shown(done: int, all_: int) -> str:
    """How far it is: of how many, or in per cent where nothing is counted but parts."""
    if all_ == PARTS:
        return f"{100 * done // PARTS} %"
    return f"{number(done)}/{number(all_)}" if all_ else number(done)
