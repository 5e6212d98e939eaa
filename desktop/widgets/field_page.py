"""A scrolled page of fields, as the forms of a meeting and of a submission are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.minutes_fields import SavedField
from desktop.widgets.scrolling import ScrolledPage


class FieldPage(ScrolledPage):
    """A page of fields that save themselves, one under the other. ``fields`` by name."""

    def __init__(self, name: str, top: int, parent: QWidget | None = None) -> None:
        """``top`` is the margin above the first line, in pixels."""
        super().__init__(name, parent)
        self.fields: dict[str, SavedField] = {}
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(12, top, 12, 12)
        self._column.setSpacing(8)

    def go_to(self, name: str) -> None:
        """Puts the focus into a field."""
        field = self.fields[name]
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(field)

    def hold_column(self) -> None:
        """Takes the lines that were added."""
        self._column.addStretch(1)
        self.hold(self._page)
