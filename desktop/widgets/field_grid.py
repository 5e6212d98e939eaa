"""Fields side by side, in as many columns as the width has room for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.theme.look import Look

_WIDE, _MIDDLE = 820, 430  # pixels at 100 % from which there are four columns, or two


class FieldGrid(QWidget):
    """Each field takes ``span`` of four columns, of two, or the whole line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._fields = look, list[tuple[QWidget, int]]()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        look.changed.connect(self._arrange)

    def add(self, field: QWidget, span: int = 2) -> None:
        """Puts a field after the others."""
        field.setParent(self)
        self._fields.append((field, span))
        self._columns = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Looks how many columns there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: object) -> None:
        """Fields may have come since."""
        self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        wide, middle = self._look.px(_WIDE), self._look.px(_MIDDLE)
        columns = 4 if width >= wide else 2 if width >= middle else 1
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        row = column = 0
        for field, span in self._fields:
            span = min(span, columns)
            if column + span > columns:
                row, column = row + 1, 0
            self._grid.addWidget(field, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for place in range(4):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
            self._grid.setColumnMinimumWidth(place, 0)
