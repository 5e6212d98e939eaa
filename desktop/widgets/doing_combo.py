"""A choice whose last entry does something, such as "Chọn tệp…".

Qt says ``activated`` also where the arrow keys or the wheel only walk over an entry. Here walking
chooses and does nothing; Enter or a click on the entry does it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DoingCombo(QComboBox):
    """``doing`` is the data of the entry that does something."""

    done = Signal()  # Enter or a click on that entry
    chosen = Signal()  # any other entry

    def __init__(self, doing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doing, self._walking = doing, False
        self.activated.connect(self._activated)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does it; whatever else a key chooses is only chosen."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _RETURN and plain and self.currentData() == self._doing:
            self.done.emit()
            return
        self._walking = True
        super().keyPressEvent(event)
        self._walking = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """As the arrow keys."""
        self._walking = True
        super().wheelEvent(event)
        self._walking = False

    def _activated(self) -> None:
        if self.currentData() != self._doing:
            self.chosen.emit()
        elif not self._walking:
            self.done.emit()
