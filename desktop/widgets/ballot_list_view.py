"""The list of a member's submissions: state, code, title, total on one line."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.queries.scoring import BallotState
from desktop.models.ballot_list import CODE_ROLE, STATE_ROLE, TOTAL_ROLE, BallotList
from desktop.theme.look import Look

Index = QModelIndex | QPersistentModelIndex


class BallotListView(QListView):
    """One line a submission; all the same height, so that a thousand scroll well."""

    def __init__(self, model: BallotList, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Line(look, self))
        self.setProperty("role", "bare")
        self.setAccessibleName("Danh sách hồ sơ chấm")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        look.changed.connect(self.doItemsLayout)


class _Line(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(self._look.font()).height() + self._look.px(11)
        return QSize(self._look.px(120), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        look, rect = self._look, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, look.colour("selected"))
            bar = QRect(rect.left(), rect.top(), look.px(3), rect.height())
            painter.fillRect(bar, look.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, look.colour("stripe"))
        state = index.data(STATE_ROLE)
        side = round(QFontMetrics(look.font()).height() * 0.62)
        middle = QPointF(rect.left() + look.px(10) + side / 2, rect.center().y() + 0.5)
        paint_state(painter, state, middle, side, look.colour("accent"), look.colour("muted"))
        left = rect.left() + look.px(18) + side
        metrics = QFontMetrics(look.font())
        code = index.data(CODE_ROLE)
        code_width = max(metrics.horizontalAdvance("000"), metrics.horizontalAdvance(code))
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(look.font())
        painter.setPen(look.colour("muted"))
        painter.drawText(QRect(left, rect.top(), code_width, rect.height()), int(flags), code)
        left += code_width + look.px(8)
        right = rect.right() - look.px(8)
        total = index.data(TOTAL_ROLE)
        if total:
            bold = look.font(bold=True)
            width = QFontMetrics(bold).horizontalAdvance("10,00")
            painter.setFont(bold)
            painter.setPen(look.colour("text" if state == BallotState.DONE else "muted"))
            area = QRect(right - width, rect.top(), width, rect.height())
            painter.drawText(area, int(flags | Qt.AlignmentFlag.AlignRight), total)
            right -= width + look.px(6)
        painter.setFont(look.font())
        away = state in (BallotState.AWAY, BallotState.VOID)
        painter.setPen(look.colour("muted" if away else "text"))
        title = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, right - left)
        area = QRect(left, rect.top(), right - left, rect.height())
        painter.drawText(area, int(flags), title)
        if selected and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()


def paint_state(
    painter: QPainter, state: BallotState, middle: QPointF, side: float, ink: QColor, dim: QColor
) -> None:
    """● handed in, ◐ begun, ○ not yet, ⊘ recused: shapes, not colours, tell them apart."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = ink if state in (BallotState.DONE, BallotState.BEGUN) else dim
    painter.setPen(QPen(colour, max(1.4, side / 8)))
    painter.setBrush(colour if state == BallotState.DONE else Qt.BrushStyle.NoBrush)
    radius = side / 2
    painter.drawEllipse(middle, radius, radius)
    if state == BallotState.BEGUN:
        painter.setBrush(colour)
        box = QRect(
            round(middle.x() - radius), round(middle.y() - radius), round(side), round(side)
        )
        painter.drawPie(box, 90 * 16, 180 * 16)
    elif state in (BallotState.AWAY, BallotState.VOID):
        slant = radius * 0.7
        painter.drawLine(
            QPointF(middle.x() - slant, middle.y() + slant),
            QPointF(middle.x() + slant, middle.y() - slant),
        )
    painter.restore()
