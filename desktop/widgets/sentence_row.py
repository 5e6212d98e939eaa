"""A sentence with its button: beside it where one line is enough, else below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QWidget

_GAP = 8


class SentenceRow(QWidget):
    """A long sentence is not squeezed into what its button leaves."""

    def __init__(
        self, label: QLabel, button: QPushButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._label, self._button = label, button
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(label, 1)
        self._row.addWidget(button)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """No width of its own: it would keep the two side by side for ever."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower or wider."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """A label that says something else asks its layout for room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        words = self._label.fontMetrics().horizontalAdvance(self._label.text())
        button = self._button.sizeHint().width() + _GAP if not self._button.isHidden() else 0
        beside = words + button <= self.width()
        direction = QBoxLayout.Direction
        wanted = direction.LeftToRight if beside else direction.TopToBottom
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
            top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
            self._row.setAlignment(self._button, top if beside else left)
