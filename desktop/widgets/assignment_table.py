"""The table of Phân công: Space or a click on a tick gives or takes, rows are chosen for more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desktop.models.assignment_model import CODE, FIELD, FIRST, TITLE, AssignmentModel
from desktop.theme.look import Look
from desktop.widgets.framed_table import FramedTable


class AssignmentTable(FramedTable):
    """Arrows move from cell to cell; Ctrl and Shift choose rows."""

    toggled = Signal(int, int)

    def __init__(
        self, model: AssignmentModel, look: Look, parent: QWidget | None = None
    ) -> None:
        name = "Bảng phân công: hàng là hồ sơ, cột là thành viên"
        super().__init__(look, name, parent=parent)
        self._assigned = model
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setAlternatingRowColors(True)
        self.verticalHeader().hide()
        model.modelReset.connect(self._share_width)
        look.changed.connect(self._renew)
        self._renew()

    @property
    def rows(self) -> list[int]:
        """The rows that are chosen."""
        chosen = self.selectionModel().selection()  # by ranges: of thousands of rows there are few
        ranges = [chosen.at(place) for place in range(chosen.count())]
        return sorted({row for each in ranges for row in range(each.top(), each.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter tick."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.isValid() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.toggled.emit(index.row(), index.column())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a tick, without Ctrl or Shift, gives or takes."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index == self.currentIndex() and len(self.rows) == 1:
            self.toggled.emit(index.row(), index.column())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first tick, where no cell was chosen yet."""
        if not self.currentIndex().isValid():
            self.go_to(0, FIRST)  # Qt itself would choose the code
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Title and field take what is left."""
        super().resizeEvent(event)
        self._share_width()

    def _renew(self) -> None:
        height = QFontMetrics(self._look.font()).height() + self._look.px(11)
        self.verticalHeader().setDefaultSectionSize(height)
        self._share_width()

    def _share_width(self) -> None:
        model, heading = self._assigned, self.horizontalHeader()
        metrics, gap = QFontMetrics(self._look.font()), self._look.px(17)
        left = self.viewport().width()
        for column in range(model.columnCount()):
            if column in (TITLE, FIELD):
                continue
            words = str(model.headerData(column, Qt.Orientation.Horizontal) or "").split("\n")
            if column == CODE:
                words.append(model.longest_code())
            elif model.member(column) is None:
                words.append("cả Tổ")
            width = max(metrics.horizontalAdvance(word) for word in words) + gap
            heading.resizeSection(column, width)
            left -= width
        letter = metrics.averageCharWidth()
        self.setColumnHidden(FIELD, left < letter * 42)
        field = min(letter * 22, left // 3) if left >= letter * 42 else 0
        heading.resizeSection(FIELD, field)
        heading.resizeSection(TITLE, max(left - field, letter * 18))
