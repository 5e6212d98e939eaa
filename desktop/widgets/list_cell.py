"""A table that paints its rows itself: several times as quick as a delegate that is asked cell
by cell. Texts that were laid out once are kept while they are in use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QStaticText
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.models.table_model import TableModel
from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look

_KEPT: Final = 4000  # laid out texts: some screens full
_SELECTED: Final = QStyle.StateFlag.State_Selected
_ALTERNATE: Final = QStyleOptionViewItem.ViewItemFeature.Alternate


class _Column(NamedTuple):
    """A column as it is shown."""

    number: int
    left: int
    width: int
    to_the_right: bool
    delegate: QAbstractItemDelegate | None


class PaintedTable(QTableView):
    """``class_column`` has its words in bold, in the colour of the class; ``strong_column`` is
    bold. A column with a delegate of its own is painted by that."""

    def __init__(
        self, look: Look, class_column: int, strong_column: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._class, self._strong = look, class_column, strong_column
        self.forget_texts()

    @property
    def columns_shown(self) -> list[int]:
        """From the left."""
        raise NotImplementedError  # every table has its own

    def forget_texts(self) -> None:
        """The look is another."""
        look = self._look
        self._fonts = (look.font(), look.font(bold=True))
        self._metrics = tuple(QFontMetrics(font) for font in self._fonts)
        self._colours: dict[str, QColor] = {}
        self._texts: dict[tuple[str, int, bool], tuple[QStaticText, float]] = {}

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in sight, and a frame around the one that has the focus."""
        painter = QPainter(self.viewport())
        rows, area = self.model().rowCount(), event.rect()
        first = self.rowAt(area.top())
        if first < 0 or not rows:
            return
        last = self.rowAt(area.bottom())
        model = self.model()
        columns = [
            _Column(number, self.columnViewportPosition(number), self.columnWidth(number),
                    _to_the_right(model, number), self.itemDelegateForColumn(number))
            for number in self.columns_shown
        ]  # fmt: skip
        if not columns:
            return
        current = self.currentIndex().row() if self.hasFocus() else -1
        for row in range(first, (rows - 1 if last < 0 else last) + 1):
            self._paint_row(painter, row, columns, framed=row == current)

    def _paint_row(
        self, painter: QPainter, row: int, columns: Sequence[_Column], *, framed: bool
    ) -> None:
        model, top, high = self.model(), self.rowViewportPosition(row), self.rowHeight(row)
        left = columns[0].left
        area = QRect(left, top, columns[-1].left + columns[-1].width - left, high)
        selected = self.selectionModel().isSelected(model.index(row, 0))
        if selected or row % 2:
            painter.fillRect(area, self._colour("selected" if selected else "stripe"))
        ink, bold = "", False
        painter.setFont(self._fonts[False])
        for column in columns:
            if column.delegate is not None:
                place = QRect(column.left, top, column.width, high)
                self._delegate(painter, column.delegate, model.index(row, column.number), place)
                continue
            text = _text(model, row, column.number)
            if not text:
                continue
            of_class = column.number == self._class
            strong = of_class or column.number == self._strong
            wanted = CLASS_INKS.get(text, "text") if of_class else "text"
            if strong is not bold:
                painter.setFont(self._fonts[strong])
                bold = strong
            if wanted != ink:
                painter.setPen(self._colour(wanted))
                ink = wanted
            gap = self._look.px(8)
            laid, wide = self._laid_out(text, column.width - 2 * gap, strong)
            at = column.left + gap
            if column.to_the_right:
                at = column.left + column.width - gap - round(wide)
            painter.drawStaticText(at, top + (high - self._metrics[strong].height()) // 2, laid)
        if framed:
            painter.setPen(QPen(self._colour("accent"), 2))
            painter.drawRect(area.adjusted(1, 1, -1, -1))

    def _delegate(
        self, painter: QPainter, delegate: QAbstractItemDelegate, index: QModelIndex, area: QRect
    ) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = area
        if self.selectionModel().isSelected(index):
            option.state |= _SELECTED
        if index.row() % 2:
            option.features |= _ALTERNATE
        delegate.paint(painter, option, index)

    def _colour(self, name: str) -> QColor:
        if name not in self._colours:
            self._colours[name] = self._look.colour(name)
        return self._colours[name]

    def _laid_out(self, text: str, room: int, strong: bool) -> tuple[QStaticText, float]:
        """The text as far as there is room for it, and how wide that is."""
        found = self._texts.get((text, room, strong))
        if found is None:
            if len(self._texts) >= _KEPT:
                self._texts.clear()
            metrics = self._metrics[strong]
            laid = QStaticText(metrics.elidedText(text, elide_mode(text), room))
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.prepare(font=self._fonts[strong])
            found = self._texts[text, room, strong] = (laid, laid.size().width())
        return found


def elide_mode(text: str) -> Qt.TextElideMode:
    """Codes differ at their end ("…2023-00001"), everything else is told from its beginning."""
    code = "-" in text and " " not in text
    return Qt.TextElideMode.ElideLeft if code else Qt.TextElideMode.ElideRight


def _text(model: QAbstractItemModel, row: int, column: int) -> str:
    if isinstance(model, TableModel):  # straight, not by way of Qt
        return model.cell_text(row, column)
    return str(model.index(row, column).data() or "")


def _to_the_right(model: QAbstractItemModel, column: int) -> bool:
    if isinstance(model, TableModel):
        return bool(model.alignment(column) & Qt.AlignmentFlag.AlignRight)
    return False
