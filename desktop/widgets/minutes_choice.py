"""A field with a list to choose from, saved at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox

from desktop.widgets.minutes_fields import Save, SavedField


class ChoiceField(SavedField):
    """One of a list; saved at once."""

    def __init__(self, name: str, label: str, save: Save) -> None:
        self.combo = QComboBox()
        self.combo.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.combo.setMinimumContentsLength(12)
        self.combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        super().__init__(name, label, self.combo, save)
        self.combo.activated.connect(lambda _: self.keep())

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """``choices`` are (value, words); the first is for "nobody yet"."""
        with QSignalBlocker(self.combo):
            self.combo.clear()
            for value, words in choices:
                self.combo.addItem(words, value)
        self.put(self._shown(self._stored))

    def text(self) -> str:
        return str(self.combo.currentData() or "")

    def put(self, text: str) -> None:
        with QSignalBlocker(self.combo):
            place = self.combo.findData(text)
            if place < 0 and text:  # a code that the panel no longer has
                self.combo.addItem(text, text)
                place = self.combo.count() - 1
            self.combo.setCurrentIndex(max(place, 0))

    def set_read_only(self, locked: bool) -> None:
        self.combo.setEnabled(not locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page and changes nothing by accident."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
