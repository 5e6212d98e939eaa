"""Enter presses the button that has the focus: outside dialogs Qt knows Space only.

An Enter that a field took for itself goes on to the window all the same, and by then the focus
may be on a button that it should not press. So the button must have had the focus when the key
came down: Qt asks the same widgets about shortcuts (ShortcutOverride) before it sends the key.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EnterPresses(QObject):
    """Watches what the widgets of a window leave to it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._asked: QWidget | None = None  # who had the focus when the key came down
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Presses the button; every other key goes its way."""
        if not isinstance(event, QKeyEvent) or event.key() not in _RETURN:
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            self._asked = self._window.focusWidget()
        elif event.type() == QEvent.Type.KeyPress:
            asked, self._asked = self._asked, None
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if (
                isinstance(asked, QPushButton | QToolButton)
                and asked is self._window.focusWidget()
                and plain
                and not event.isAutoRepeat()
            ):
                asked.click()
                return True
        return super().eventFilter(watched, event)
