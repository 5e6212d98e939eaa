"""Lines of a form: a name, a field, what it is for, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget


class FormLine(QWidget):
    """The name stands above the field, the fault below it, so that nothing is clipped."""

    def __init__(
        self, name: str, field: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._label = label = QLabel(name)
        label.setBuddy(field)
        field.setAccessibleName(name)
        if hint:
            field.setAccessibleDescription(hint)
        self._hint, self._fault = QLabel(hint), QLabel()
        self._hint.setProperty("role", "muted")
        self._fault.setProperty("role", "bad")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(label)
        column.addWidget(field)
        for words in (self._hint, self._fault):
            words.setWordWrap(True)
            column.addWidget(words)
        self._hint.setVisible(bool(hint))
        self._fault.hide()

    @property
    def fault(self) -> str:
        """What is wrong, "" where nothing is."""
        return "" if self._fault.isHidden() else self._fault.text()

    def rename(self, name: str) -> None:
        """Calls the field something else."""
        self._label.setText(name)
        self.field.setAccessibleName(name)

    def hint(self, words: str) -> None:
        """Says something else below the field."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def complain(self, words: str) -> None:
        """Says what is wrong and goes to the field."""
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        if words:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_fault(self) -> None:
        """Nothing is wrong any more."""
        self._fault.hide()
