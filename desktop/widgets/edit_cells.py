"""The cells of a table that is typed into: a line editor, or a list of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.models.clip import is_block
from desktop.theme.look import Look

Index = QModelIndex | QPersistentModelIndex
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditCells(QStyledItemDelegate):
    """Line editors, or a list of words; what is typed goes to the model as it is."""

    stepped = Signal(int, int, int)  # row, column, which way
    pasted = Signal(str)  # a block of several cells

    def __init__(self, look: Look, choices: Mapping[int, Sequence[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._choices = look, choices
        self.editor: QWidget | None = None
        self._place = (0, 0)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        words = self._choices.get(index.column())
        title = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal) or "")
        editor: QWidget
        if words:
            editor = QComboBox(parent)
            editor.addItems(list(words))
            editor.activated.connect(lambda _: self._finish(editor, 0))
        else:
            editor = QLineEdit(parent)
            side = index.data(Qt.ItemDataRole.TextAlignmentRole)
            if side is not None and Qt.AlignmentFlag(side) & Qt.AlignmentFlag.AlignRight:
                editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(f"{title}, dòng {index.row() + 1}")
        self.editor, self._place = editor, (index.row(), index.column())
        return editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the cell, and never lower than a line of text needs."""
        rect = option.rect
        rect.setHeight(max(rect.height(), editor.sizeHint().height()))
        editor.setGeometry(rect)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        inner = QStyleOptionViewItem(option)
        inner.rect.adjust(0, 0, -2 * self._gap(), 0)
        size = super().sizeHint(inner, index)
        return QSize(size.width(), size.height() + self._look.px(8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Text level with the headings."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._look.colour("selected"))
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(self._gap(), 0, -self._gap(), 0)
        super().paint(painter, inner, index)

    def _gap(self) -> int:
        return self._look.px(5)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps the text and goes to the next cell, Shift+Enter back; a block that is
        pasted into an editor goes into the table."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
            and event.matches(QKeySequence.StandardKey.Paste)
            and is_block(QGuiApplication.clipboard().text())
        ):
            self.closeEditor.emit(watched, self.EndEditHint.RevertModelCache)
            self.pasted.emit(QGuiApplication.clipboard().text())
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and event.key() in _RETURN
        ):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._finish(watched, -1 if back else 1)
            return True
        return super().eventFilter(watched, event)

    def _finish(self, editor: QWidget, step: int) -> None:
        row, column = self._place
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)
        table = self.parent()
        if isinstance(table, QWidget):
            table.setFocus()
        if step:
            self.stepped.emit(row, column, step)
