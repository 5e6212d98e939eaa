"""A search field: finds without diacritics, Esc clears it, the arrow keys go into the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.theme.look import Look
from desktop.widgets.icons import icon


class SearchField(QLineEdit):
    """Emits ``textChanged`` as typed and ``to_list`` when the person goes on to the list."""

    to_list = Signal()

    def __init__(self, look: Look, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setToolTip("Tìm không cần dấu (Ctrl+F)")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._paint_glass()
        look.changed.connect(self._paint_glass)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears; down and Enter go to the list."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.to_list.emit()
        else:
            super().keyPressEvent(event)

    def _paint_glass(self) -> None:
        self._glass.setIcon(icon("search", self._look.colour("muted"), self._look.px(16)))
