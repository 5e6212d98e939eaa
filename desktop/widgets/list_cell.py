"""How a cell of a :class:`~desktop.widgets.list_table.ListTable` is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop.theme.colours import CLASS_INKS
from desktop.theme.look import Look

Index = QModelIndex | QPersistentModelIndex


class ListCell(QStyledItemDelegate):
    """Paints text itself: half the time of the style's way."""

    def __init__(self, look: Look, class_column: int, strong: int, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._class, self._strong = look, class_column, strong

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._look.px(60), QFontMetrics(self._look.font()).height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._look, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        elif option.features & QStyleOptionViewItem.ViewItemFeature.Alternate:
            painter.fillRect(rect, look.colour("stripe"))
        text = index.data()
        if text:
            strong = index.column() in (self._class, self._strong)
            font = look.font(bold=strong)
            ink = CLASS_INKS.get(text, "text") if index.column() == self._class else "text"
            painter.setFont(font)
            painter.setPen(look.colour(ink))
            area = rect.adjusted(look.px(8), 0, -look.px(8), 0)
            shown = QFontMetrics(font).elidedText(text, elide_mode(text), area.width())
            align = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if align is None:
                align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, int(align), shown)
        table = self.parent()
        if (
            isinstance(table, QTableView)
            and table.hasFocus()
            and index.row() == table.currentIndex().row()
        ):
            self._paint_focus(painter, rect, index.column(), table)
        painter.restore()

    def _paint_focus(self, painter: QPainter, rect: QRect, column: int, table: QTableView) -> None:
        """A frame around the whole row that has the focus."""
        painter.setPen(QPen(self._look.colour("accent"), 2))
        top, bottom = rect.top() + 1, rect.bottom()
        painter.drawLine(rect.left(), top, rect.right(), top)
        painter.drawLine(rect.left(), bottom, rect.right(), bottom)
        first, last = _ends(table)
        if column == first:
            painter.drawLine(rect.left() + 1, top, rect.left() + 1, bottom)
        if column == last:
            painter.drawLine(rect.right(), top, rect.right(), bottom)


def elide_mode(text: str) -> Qt.TextElideMode:
    """Codes differ at their end ("…2023-00001"), everything else is told from its beginning."""
    code = "-" in text and " " not in text
    return Qt.TextElideMode.ElideLeft if code else Qt.TextElideMode.ElideRight


def _ends(table: QTableView) -> tuple[int, int]:
    """The first and the last column as they stand."""
    heading = table.horizontalHeader()
    columns = range(table.model().columnCount())
    shown = [column for column in columns if not table.isColumnHidden(column)]
    return min(shown, key=heading.visualIndex), max(shown, key=heading.visualIndex)
