"""Shows a refused cell in its place: the rows around it as the spreadsheet has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout
from PySide6.QtWidgets import QWidget as Widget

from desktop.models.import_grid import ImportGrid
from desktop.theme.look import Look

if TYPE_CHECKING:
    from desktop.intake.nearby import Neighbourhood

_WIDEST, _NARROWEST = 30, 6  # letters


class ImportGridView(Widget):
    """A small grid under a line that names the cell."""

    def __init__(self, look: Look, parent: Widget | None = None) -> None:
        super().__init__(parent)
        self._look, self._ink = look, "bad"
        self.model = ImportGrid(self)
        self._title = QLabel()
        self._title.setProperty("role", "strong")
        self._title.setWordWrap(True)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("Các dòng quanh ô trong bảng tính")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setCornerButtonEnabled(False)
        self.table.setWordWrap(False)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        headings = self.table.horizontalHeader()
        headings.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        headings.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._title)
        column.addWidget(self.table, 1)
        look.changed.connect(self._renew)
        self._renew()

    def show_part(
        self, cell: str, part: Neighbourhood | None, reason: str = "", *, refused: bool = True
    ) -> None:
        """Shows the surroundings of a cell under what is said of it."""
        self._ink = "bad" if refused else "accent"
        self._set_colours()
        words = reason if part is not None else "không có dòng nào để xem"
        self._title.setText(f"{cell}: {words}" if words else cell)
        self.model.load(part)
        self._fit_columns()
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self._go_to_cell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cell stays in sight."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self._go_to_cell)

    def _go_to_cell(self) -> None:
        at = self.model.at
        if at.isValid():
            self.table.scrollTo(at, QAbstractItemView.ScrollHint.PositionAtCenter)

    def _renew(self) -> None:
        look = self._look
        self._set_colours()
        height = QFontMetrics(look.font()).height() + look.px(7)
        self.table.verticalHeader().setMinimumSectionSize(height)
        self.table.verticalHeader().setDefaultSectionSize(height)
        self.table.setMinimumHeight(look.px(56))
        self.table.setStyleSheet(f"QTableView::item {{ padding: 0 {look.px(5)}px; }}")
        self._fit_columns()
        self.table.viewport().update()

    def _set_colours(self) -> None:
        look = self._look
        self.model.set_colours(look.colour(self._ink), look.colour("selected"))

    def _fit_columns(self) -> None:
        metrics = QFontMetrics(self._look.font(bold=True))
        letter, gap = metrics.averageCharWidth(), self._look.px(24)
        for column in range(self.model.columnCount()):
            texts = (
                str(self.model.index(row, column).data() or "")
                for row in range(self.model.rowCount())
            )
            heading = self.model.headerData(column, Qt.Orientation.Horizontal) or ""
            lines = (*texts, *str(heading).split("\n"))
            widest = max(metrics.horizontalAdvance(text) for text in lines)
            least, most = _NARROWEST * letter, _WIDEST * letter
            self.table.setColumnWidth(column, max(least, min(widest, most)) + gap)
