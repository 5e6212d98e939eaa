"""Editing a mark in a plain line editor, in the ballot and in the meeting's table.

A number box of Qt would read "8.5" as 8,00 in Vietnamese; here the text goes to the model as
it was typed, and db.rules.points reads it.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QWidget

from desktop.models.clip import is_block
from desktop.theme.look import Look

Index = QModelIndex | QPersistentModelIndex
_LONGEST = 12  # signs of a typed mark; the largest sensible one has five


class MarkEditing(QStyledItemDelegate):
    """``pasted`` when a block of several cells is pasted into the editor."""

    pasted = Signal(str)

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.editor: QLineEdit | None = None

    def make_editor(self, parent: QWidget, name: str) -> QLineEdit:
        """A line editor in the type of marks; ``name`` is for a screen reader."""
        editor = self.editor = QLineEdit(parent)
        editor.setFont(self.mark_font())
        editor.setMaxLength(_LONGEST)
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(name)
        return editor

    def mark_font(self) -> QFont:
        """The type of marks."""
        return self._look.font(3, bold=True)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forgets the editor."""
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The mark as it stands, unless something is being typed already."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The text as typed; the model reads and judges it."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def paste_block(self, editor: QLineEdit) -> bool:
        """Passes a block of several cells on; False where the clipboard holds a plain text."""
        text = QGuiApplication.clipboard().text()
        if not is_block(text):
            return False
        self.closeEditor.emit(editor, self.EndEditHint.RevertModelCache)
        self.pasted.emit(text)
        return True
