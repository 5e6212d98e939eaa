"""A drop-down list with "everything" at its head, whose choices may change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QStyle, QWidget


class FilterCombo(QComboBox):
    """``everything`` stands for ``nothing``, the key of no filter."""

    def __init__(
        self, name: str, everything: str, nothing: object = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._first = (nothing, everything)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(12)
        self.show_choices(())

    def show_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """(key, word) below "everything"; what was chosen stays chosen where it is still there."""
        wanted = [self._first, *choices]
        if wanted == [(self.itemData(i), self.itemText(i)) for i in range(self.count())]:
            return
        kept = self.currentData()
        with QSignalBlocker(self):
            self.clear()
            for key, word in wanted:
                self.addItem(word, key)
            place = next((i for i, (key, _) in enumerate(wanted) if key == kept), 0)
            self.setCurrentIndex(place)

    def showPopup(self) -> None:
        """The list is as wide as its longest word, though the box may be narrower."""
        view = self.view()
        edge = 2 * view.frameWidth() + self.style().pixelMetric(
            QStyle.PixelMetric.PM_ScrollBarExtent
        )
        view.setMinimumWidth(view.sizeHintForColumn(0) + edge)
        super().showPopup()

    def clear_filter(self) -> None:
        """Back to everything, without telling anybody."""
        with QSignalBlocker(self):
            self.setCurrentIndex(0)
