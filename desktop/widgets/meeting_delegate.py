"""Edits a mark of the meeting's table in a plain line editor; the cells paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtCore import QPersistentModelIndex as Persistent
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.theme.look import Look

_LONGEST = 12  # signs of a typed mark; the largest sensible one has five
_SHIFT = Qt.KeyboardModifier.ShiftModifier
DOWN, UP, RIGHT, LEFT = (1, 0), (-1, 0), (0, 1), (0, -1)
_STEPS = {
    Qt.Key.Key_Down: DOWN,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Tab: RIGHT,
    Qt.Key.Key_Backtab: LEFT,
}


class MeetingDelegate(QStyledItemDelegate):
    """``stepped`` (rows, columns) when a key ends the editing and goes on; ``pasted`` when a
    block is pasted into the editor."""

    stepped = Signal(int, int)
    pasted = Signal(str)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.editor: QLineEdit | None = None

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | Persistent
    ) -> QWidget:
        """A line editor as large as the cell."""
        editor = QLineEdit(parent)
        editor.setFont(self._look.font(3, bold=True))
        editor.setStyleSheet("QLineEdit { padding: 0px 2px; min-height: 0px; border-radius: 0; }")
        editor.setMaxLength(_LONGEST)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        name = index.data(Qt.ItemDataRole.AccessibleTextRole)
        editor.setAccessibleName(str(name or "Điểm"))
        self.editor = editor
        return editor

    def destroyEditor(self, editor: QWidget, index: QModelIndex | Persistent) -> None:
        """Forgets the editor."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: QModelIndex | Persistent) -> None:
        """The mark as it stands, unless something is being typed already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | Persistent
    ) -> None:
        """The text as typed; the model reads and judges it."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and the arrows keep the mark and go on; Esc keeps the old one."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            if event.matches(QKeySequence.StandardKey.Paste) and self._paste_block(watched):
                return True
            step = step_of(event)
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                self.stepped.emit(*step)
                return True
        return super().eventFilter(watched, event)

    def _paste_block(self, editor: QLineEdit) -> bool:
        text = QGuiApplication.clipboard().text()
        if not any(sign in text.strip("\r\n") for sign in "\n\t"):
            return False
        self.closeEditor.emit(editor, self.EndEditHint.RevertModelCache)
        self.pasted.emit(text)
        return True


def step_of(event: QKeyEvent) -> tuple[int, int] | None:
    """Where the key goes on to, in rows and columns; None where it does not."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if modifiers == _SHIFT:
            return UP
        return None if modifiers else DOWN
    if key is Qt.Key.Key_Backtab and modifiers == _SHIFT:
        return LEFT
    return None if modifiers else _STEPS.get(key)
