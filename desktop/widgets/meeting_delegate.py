"""Edits a mark of the meeting's table in a plain line editor; the cells paint themselves."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from desktop.widgets.mark_editing import Index, MarkEditing

_SHIFT = Qt.KeyboardModifier.ShiftModifier
DOWN, UP, RIGHT, LEFT = (1, 0), (-1, 0), (0, 1), (0, -1)
_STEPS = {
    Qt.Key.Key_Down: DOWN,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Tab: RIGHT,
    Qt.Key.Key_Backtab: LEFT,
}


class MeetingDelegate(MarkEditing):
    """``stepped`` (rows, columns) when a key ends the editing and goes on."""

    stepped = Signal(int, int)
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line editor as large as the cell."""
        editor = self.make_editor(
            parent, str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "Điểm")
        )
        side = self._look.px(5)  # as the cells have
        editor.setStyleSheet(
            f"QLineEdit {{ padding: 0px {side}px; min-height: 0px; border-radius: 0; }}"
        )
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Tab and the arrows keep the mark and go on; Esc keeps the old one."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit)
        ):
            if event.matches(QKeySequence.StandardKey.Paste) and self.paste_block(watched):
                return True
            step = step_of(event)
            if step is not None:
                self.commitData.emit(watched)
                self.closeEditor.emit(watched, self.EndEditHint.NoHint)
                self.stepped.emit(*step)
                return True
        return super().eventFilter(watched, event)


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
