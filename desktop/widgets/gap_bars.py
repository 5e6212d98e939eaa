"""Two thin bars in a cell: the own score above, the panel's below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from db.queries.self_gap import Gap
from desktop.theme.look import Look

Index = QModelIndex | QPersistentModelIndex


class GapBars(QStyledItemDelegate):
    """Of ``role``'s Gap, against the most that there is to get. The figures stand beside it."""

    def __init__(self, look: Look, role: int, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._role = look, role

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground as the rest of the row, then the bars."""
        look, rect = self._look, option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        elif option.features & QStyleOptionViewItem.ViewItemFeature.Alternate:
            painter.fillRect(rect, look.colour("stripe"))
        found = index.data(self._role)
        if isinstance(found, Gap):
            most = max(found.most or 0, found.own, found.panel, 1)
            room = rect.width() - 2 * look.px(8)
            thick = max(rect.height() // 4, 3)
            for place, (points, ink) in enumerate(((found.own, "edge"), (found.panel, "accent"))):
                top = rect.center().y() - thick + place * thick + place
                wide = max(room * points // most, 1)
                bar = QRect(rect.left() + look.px(8), top, wide, thick)
                painter.fillRect(bar, look.colour(ink))
        painter.restore()
