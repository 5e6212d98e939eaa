"""Paints a line of the ballot; its mark is edited in place."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from desktop.models.score_model import CRITERION_ROLE, ERROR_ROLE, Column
from desktop.theme.look import Look
from desktop.widgets.mark_editing import Index, MarkEditing

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class MarkDelegate(MarkEditing):
    """``stepped`` (row, +1 or -1) when Enter or an arrow ends the editing."""

    stepped = Signal(int, int)
    typed = Signal(int, str)  # row and text so far

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(look, parent)
        self._row = -1

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line editor; what is typed counts into the total at once."""
        most = index.sibling(index.row(), Column.MAX).data()
        editor = self.make_editor(parent, f"Điểm {index.data(CRITERION_ROLE)}, tối đa {most}")
        self._row = index.row()
        editor.textEdited.connect(self._preview)
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the painted box."""
        editor.setGeometry(self._box(option.rect))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows keep the mark and go on; Esc keeps the old one."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            if event.matches(QKeySequence.StandardKey.Paste) and self.paste_block(watched):
                return True
            step = _step_of(event)
            if step:
                row = self._row
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                self.stepped.emit(row, step)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._preview("")
        return super().eventFilter(watched, event)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the wrapped name, and a sentence on what is wrong."""
        least = QFontMetrics(self.mark_font()).height() + self._look.px(18)
        if index.column() != Column.NAME:
            return QSize(self._look.px(60), least)
        width = self._name_width(option)
        code, name, error = self._texts(index)
        height = self._height(self._look.font(), width - self._code_width(code), name)
        if error:
            height += self._height(self._look.font(), width, error) + self._look.px(2)
        return QSize(width, max(least, height + self._look.px(12)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.colour("selected"))
        elif index.column() == Column.MARK and not _editable(index):
            painter.fillRect(option.rect, self._look.colour("stripe"))
        painter.setPen(QPen(self._look.colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        match index.column():
            case Column.NAME:
                self._paint_name(painter, option.rect, index)
            case Column.MARK:
                self._paint_mark(painter, option, index)
            case _:
                self._paint_figure(painter, option.rect, index.data() or "", "muted")
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, index: Index) -> None:
        code, name, error = self._texts(index)
        area = rect.adjusted(self._look.px(10), self._look.px(6), -self._look.px(6), 0)
        beside = area.adjusted(self._code_width(code), 0, 0, 0)
        high = self._height(self._look.font(), beside.width(), name)
        if not error:  # in the middle, level with the mark
            down = max(0, (rect.height() - high) // 2 - self._look.px(6))
            area, beside = area.translated(0, down), beside.translated(0, down)
        painter.setFont(self._look.font(bold=True))
        painter.setPen(self._look.colour("muted"))
        painter.drawText(area, int(_WRAP), code)
        painter.setFont(self._look.font())
        painter.setPen(self._look.colour("text"))
        painter.drawText(beside, int(_WRAP), name)
        if error:
            top = high + self._look.px(2)
            painter.setPen(self._look.colour("bad"))
            painter.drawText(area.adjusted(0, top, 0, 0), int(_WRAP), error)

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        box = self._box(option.rect)
        if here and not _editable(index):  # no box: a frame around all of the cell
            painter.setPen(QPen(self._look.colour("accent"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        elif _editable(index):
            wrong = bool(index.data(ERROR_ROLE))
            ink = "bad" if wrong else "accent" if here else "edge"
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.colour(ink), 2 if here or wrong else 1))
            painter.setBrush(self._look.colour("base"))
            corner = self._look.px(4)
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
        painter.setFont(self.mark_font())
        painter.setPen(self._look.colour("text"))
        inner = box.adjusted(0, 0, -self._look.px(8), 0)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(align), index.data() or "")

    def _paint_figure(self, painter: QPainter, rect: QRect, text: str, ink: str) -> None:
        painter.setFont(self._look.font())
        painter.setPen(self._look.colour(ink))
        inner = rect.adjusted(0, 0, -self._look.px(10), 0)
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(align), text)

    def _box(self, rect: QRect) -> QRect:
        """Where the mark stands in its cell: one height, in the middle."""
        height = QFontMetrics(self.mark_font()).height() + self._look.px(10)
        box = rect.adjusted(self._look.px(6), 0, -self._look.px(6), 0)
        box.setHeight(height)
        box.moveTop(rect.top() + (rect.height() - height) // 2)
        return box

    def _texts(self, index: Index) -> tuple[str, str, str]:
        error = index.data(ERROR_ROLE) or ""
        return index.data(CRITERION_ROLE) or "", index.data() or "", error

    def _code_width(self, code: str) -> int:
        metrics = QFontMetrics(self._look.font(bold=True))
        return max(metrics.horizontalAdvance(code), metrics.horizontalAdvance("TC0")) + (
            self._look.px(8)
        )

    def _name_width(self, option: QStyleOptionViewItem) -> int:
        view = option.widget
        heading = getattr(view, "horizontalHeader", None)
        width = heading().sectionSize(Column.NAME) if heading else option.rect.width()
        return max(width - self._look.px(16), self._look.px(80))

    def _height(self, font: QFont, width: int, text: str) -> int:
        room = QRect(0, 0, max(width, 40), 10_000)
        return QFontMetrics(font).boundingRect(room, int(_WRAP), text).height()

    def _preview(self, text: str) -> None:
        self.typed.emit(self._row, text)


def _editable(index: Index) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)


def _step_of(event: QKeyEvent) -> int:
    """+1 or -1 where the key ends the editing and goes on, else 0."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            return -1
        return 0 if modifiers else 1
    if modifiers:
        return 0
    return {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
