"""Fields that save themselves: when they are left, and after a pause in typing.

What cannot be read or written is said in words below the field; the book keeps the former
value, the field keeps what was typed, and Esc brings the former value back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from db.change_log import Value
from desktop.messages import sentence
from desktop.session import Outcome

PAUSE = 800  # milliseconds
Save = Callable[[str, Value], Outcome]
Read = Callable[[str], Value]
"""Text to value; raises ValueError with the sentence that says what is wrong."""

Shown = Callable[[Value], str]


def as_text(value: Value) -> str:
    """A text as it is; "" where there is none."""
    return str(value or "")


def plain(text: str) -> Value:
    """Text as it is; None where there is none."""
    return text.strip() or None


class SavedField(QWidget):
    """Label, editor, and what is wrong. ``typed`` tells a readable value before it is saved."""

    typed = Signal(str, object)

    def __init__(
        self,
        name: str,
        label: str,
        editor: QWidget,
        save: Save,
        read: Read = plain,
        shown: Shown = as_text,
    ) -> None:
        super().__init__()
        self.name, self.label, self.editor = name, label, editor
        self._save, self._read, self._shown = save, read, shown
        self._stored: Value = None
        self._locked = False
        self.caption, self.complaint = QLabel(label), QLabel()
        self.caption.setBuddy(editor)
        self.caption.setProperty("role", "muted")
        self.complaint.setProperty("role", "bad")
        self.complaint.setWordWrap(True)
        self.complaint.hide()
        editor.setAccessibleName(label)
        editor.installEventFilter(self)
        self.setFocusProxy(editor)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep_quietly)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.caption)
        if not label:
            self.caption.hide()
        column.addWidget(editor)
        column.addWidget(self.complaint)

    @property
    def trouble(self) -> str:
        """What is wrong with what was typed, "" where nothing is."""
        return "" if self.complaint.isHidden() else self.complaint.text()

    @property
    def dirty(self) -> bool:
        """Whether something else is typed than the book holds."""
        return self.text().strip() != self._shown(self._stored).strip()

    def text(self) -> str:
        """What is typed."""
        raise NotImplementedError

    def put(self, text: str) -> None:
        """Puts text there without telling anybody."""
        raise NotImplementedError

    def set_read_only(self, locked: bool) -> None:
        """Whether it can only be read."""
        raise NotImplementedError

    def set_stored(self, value: Value) -> None:
        """What the book holds; what is being typed stays."""
        keep = self.dirty and not self._locked
        self._stored = value
        if not keep and self.text().strip() != self._shown(value).strip():
            self.put(self._shown(value))

    def reset(self, value: Value) -> None:
        """Another row: shows its value whatever was typed."""
        self._pause.stop()
        self._say("")
        self._stored = value
        self.put(self._shown(value))

    def lock(self, locked: bool) -> None:
        """Shows the value, for reading only."""
        if locked and not self._locked:
            self.reset(self._stored)
        self._locked = locked
        self.set_read_only(locked)

    def keep(self) -> bool:
        """Saves what is typed; False where it cannot be read or written."""
        self._pause.stop()
        if self._locked:
            return True
        if not self.dirty:
            self._say("")
            return True
        try:
            value = self._read(self.text())
        except ValueError as error:
            self._say(self._kept(str(error)))
            return False
        return self._write(value, tidy=True)

    def give_back(self) -> None:
        """Shows what the book holds again."""
        self.reset(self._stored)
        self.typed.emit(self.name, self._stored)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving saves, Esc gives the former value back; Ctrl+Z is the window's where nothing
        was typed here."""
        if event.type() == QEvent.Type.FocusOut:
            self.keep()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._for_the_window(event):
                event.ignore()
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            escape = event.key() == Qt.Key.Key_Escape
            if escape and self.dirty and not self._locked:
                self.give_back()
                return True
        return super().eventFilter(watched, event)

    def _for_the_window(self, event: QKeyEvent) -> bool:
        """Undo and redo that the editor has nothing for, and would swallow."""
        editor = self.editor
        if isinstance(editor, QLineEdit):
            back, forth = editor.isUndoAvailable(), editor.isRedoAvailable()
        elif isinstance(editor, QPlainTextEdit):
            document = editor.document()
            back, forth = document.isUndoAvailable(), document.isRedoAvailable()
        else:
            return False
        keys = QKeySequence.StandardKey
        return (event.matches(keys.Undo) and not back) or (event.matches(keys.Redo) and not forth)

    def _on_typed(self) -> None:
        if self._locked:
            return
        self._pause.start()
        try:
            value = self._read(self.text())
        except ValueError:
            return
        self._say("")
        self.typed.emit(self.name, value)

    def _keep_quietly(self) -> None:
        """After a pause: half a date is no reason to complain."""
        if self._locked or not self.dirty:
            return
        try:
            value = self._read(self.text())
        except ValueError:
            return
        self._write(value, tidy=False)

    def _write(self, value: Value, *, tidy: bool) -> bool:
        if value != self._stored:
            outcome = self._save(self.name, value)
            if not outcome:
                self._say(self._kept(sentence(outcome.error or OSError())))
                return False
            self._stored = value
        self._say("")
        if tidy and self.text().strip() != self._shown(value).strip():
            self.put(self._shown(value))
        return True

    def _kept(self, words: str) -> str:
        if self.complaint.parentWidget() is not self:  # below a row of several
            words = f"{self.label}: {words[:1].lower()}{words[1:]}"
        words = words[:1].upper() + words[1:].rstrip(".") + "."
        former = self._shown(self._stored)
        return f"{words} Sổ vẫn giữ: {former}." if former and len(former) < 60 else words

    def _say(self, words: str) -> None:
        self.complaint.setText(words)
        self.complaint.setVisible(bool(words))
        self.editor.setAccessibleDescription(words)


class LineField(SavedField):
    """One line."""

    def __init__(
        self,
        name: str,
        label: str,
        save: Save,
        read: Read = plain,
        shown: Shown = as_text,
        hint: str = "",
    ) -> None:
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint)
        super().__init__(name, label, self.edit, save, read, shown)
        self.edit.textEdited.connect(self._on_typed)

    def text(self) -> str:
        return self.edit.text()

    def put(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

    def set_read_only(self, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is longer than the field is shown from its beginning once it is left."""
        if event.type() == QEvent.Type.FocusOut and not self.trouble:
            self.edit.setCursorPosition(0)
        return super().eventFilter(watched, event)


class TextField(SavedField):
    """Lines of text; grows with them."""

    def __init__(
        self, name: str, label: str, save: Save, *, least: int = 2, most: int = 20, hint: str = ""
    ) -> None:
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(hint)
        self._least, self._most = least, most
        super().__init__(name, label, self.edit, save)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        return self.edit.toPlainText()

    def put(self, text: str) -> None:
        with QSignalBlocker(self.edit):
            self.edit.setPlainText(text)
        self._fit()

    def set_read_only(self, locked: bool) -> None:
        self.edit.setReadOnly(locked)

    def showEvent(self, event: QShowEvent) -> None:
        """Before it is seen for the first time its frame has no size to be measured."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)

    def changeEvent(self, event: QEvent) -> None:
        """Larger letters take more room."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        document = self.edit.document()
        lines = max(self._least, min(round(document.size().height()), self._most))
        frame = self.edit.height() - self.edit.viewport().height()
        around = max(frame, 2 * self.edit.frameWidth()) + 2 * round(document.documentMargin())
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + around + 2)
