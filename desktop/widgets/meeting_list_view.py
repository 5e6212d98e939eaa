"""The submissions of a meeting as a table, whole or only what tells them apart."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.models.meeting_list import BALLOTS, CLASS, CODE, FIRST, TITLE, MeetingList
from desktop.theme.look import Look
from desktop.widgets.framed_table import FramedTable, Index
from desktop.widgets.meeting_inks import inks


class MeetingListView(FramedTable):
    """``brief`` shows code, title and ballots only."""

    opened = Signal(int)  # row: Enter or a double click
    chosen = Signal(int)  # row

    def __init__(
        self, model: MeetingList, look: Look, *, brief: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, "Danh sách hồ sơ", whole_row=True, parent=parent)
        self._list, self._brief = model, brief
        self.setModel(model)
        self.setShowGrid(not brief)
        self.setAlternatingRowColors(not brief)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        if brief:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading = self.horizontalHeader()
        heading.setVisible(not brief)
        heading.setSectionsClickable(True)
        heading.setSortIndicatorShown(False)
        heading.sectionClicked.connect(self._sort)
        self._sorted = (CODE, Qt.SortOrder.AscendingOrder)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))
        model.modelReset.connect(self._share_width)
        look.changed.connect(self._renew)
        self._renew()

    def point_at(self, row: int) -> None:
        """Chooses a row without telling."""
        if self.currentIndex().row() != row:
            with QSignalBlocker(self.selectionModel()):
                self.go_to(row)
            self.selectRow(row)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and not event.modifiers():
                self.opened.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells when the row is another."""
        super().currentChanged(current, previous)
        if current.isValid() and current.row() != previous.row():
            self.chosen.emit(current.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title takes what is left."""
        super().resizeEvent(event)
        self._share_width()

    def _sort(self, column: int) -> None:
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        order = down if self._sorted == (column, up) else up
        self._sorted = (column, order)
        self.horizontalHeader().setSortIndicator(column, order)
        self.horizontalHeader().setSortIndicatorShown(True)
        self._list.sort(column, order)

    def _renew(self) -> None:
        self._list.set_inks(inks(self._look))
        height = QFontMetrics(self._look.font()).height() + self._look.px(11)
        self.verticalHeader().setDefaultSectionSize(height)
        self._share_width()

    def _share_width(self) -> None:
        model, heading = self._list, self.horizontalHeader()
        metrics, gap = QFontMetrics(self._look.font()), self._look.px(18)
        figures = metrics.horizontalAdvance("10,00") + gap
        left = self.viewport().width()
        last = model.after(BALLOTS)
        for column in range(model.columnCount()):
            self.setColumnHidden(column, self._brief and column not in (CODE, TITLE, last))
            if column == TITLE or self.isColumnHidden(column):
                continue
            words = str(model.headerData(column, Qt.Orientation.Horizontal) or "").split("\n")
            if column == CODE:
                words.append(model.longest_code())
            elif column == last:
                words = [model.most_ballots()] if self._brief else [*words, "10/10"]
            elif column == model.after(CLASS):
                words.append("Không đạt")
            elif column >= FIRST:
                words.append("LQ")
            least = figures if column >= FIRST and not self._brief else 0
            width = max(least, *(metrics.horizontalAdvance(word) + gap for word in words))
            heading.resizeSection(column, width)
            left -= width
        least = metrics.averageCharWidth() * (8 if self._brief else 18)
        heading.resizeSection(TITLE, max(left, least))
