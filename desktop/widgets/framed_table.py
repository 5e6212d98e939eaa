"""A table that paints Qt's own cells and a frame around the one that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.theme.look import Look
from desktop.widgets.copying import copy_keys

Index = QModelIndex | QPersistentModelIndex


class FramedTable(QTableView):
    """``whole_row`` frames the row instead of the cell."""

    def __init__(
        self, look: Look, name: str, *, whole_row: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._whole_row = look, whole_row
        self.setProperty("role", "bare")
        self.setProperty("cells", "spaced")
        self.setAccessibleName(name)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for heading in (self.horizontalHeader(), self.verticalHeader()):
            heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            heading.setHighlightSections(False)
            heading.setMinimumSectionSize(16)
        if whole_row:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C and Ctrl+Shift+C copy."""
        if not copy_keys(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, then the frame."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid() or not self.hasFocus():
            return
        rect = self._row_rect(index) if self._whole_row else self.visualRect(index)
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._look.colour("accent"), 2))
        painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.end()

    def _row_rect(self, index: Index) -> QRect:
        row = index.row()
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        return QRect(0, top, self.viewport().width(), height)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """The frame may reach beyond the cells that Qt paints again."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame comes with the focus, and there is always a cell that has it."""
        if not self.currentIndex().isValid():
            self.go_to(0)  # Qt would make one current without choosing it
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def go_to(self, row: int, column: int = 0) -> None:
        """Puts the focus cell there and brings it into sight."""
        if 0 <= row < self.model().rowCount() and 0 <= column < self.model().columnCount():
            index = self.model().index(row, column)
            how = QItemSelectionModel.SelectionFlag.ClearAndSelect
            if self.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows:
                how |= QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, how)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
