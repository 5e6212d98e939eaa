"""Fields side by side where there is room, else one below the other."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.theme.look import Look
from desktop.widgets.minutes_fields import SavedField


class FieldRow(QWidget):
    """What is wrong with a field stands below the row, over its whole width."""

    def __init__(self, look: Look, *fields: SavedField, least: int = 0, last: int = 1) -> None:
        """``least`` is the width that a field needs at 100 %; the last field takes ``last``
        times the room of the others."""
        super().__init__()
        self._look, self._fields, self._least, self._last = look, fields, least, last
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(2)
        self._arrange(len(fields))
        look.changed.connect(self._renew)

    def minimumSizeHint(self) -> QSize:
        """No width of its own: it would keep the fields side by side for ever."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower or wider."""
        super().resizeEvent(event)
        self._renew()

    def _renew(self) -> None:
        room = len(self._fields) * self._look.px(self._least)
        self._arrange(len(self._fields) if self.width() >= room else 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        gap, last = self._look.px(8), len(self._fields) - 1
        for field in self._fields:
            self._grid.removeWidget(field)
            self._grid.removeWidget(field.complaint)
        for place, field in enumerate(self._fields):
            if columns > 1:
                self._grid.addWidget(field, 0, place, Qt.AlignmentFlag.AlignTop)
                self._grid.addWidget(field.complaint, 1 + place, 0, 1, columns)
            else:
                self._grid.addWidget(field, 3 * place, 0)
                self._grid.addWidget(field.complaint, 3 * place + 1, 0)
            below = gap if columns == 1 and place < last else 0  # as between other fields
            self._grid.setRowMinimumHeight(3 * place + 2, below)
        for column in range(len(self._fields)):
            wide = self._last if column + 1 == len(self._fields) else 1
            self._grid.setColumnStretch(column, wide if columns > 1 else int(column == 0))
