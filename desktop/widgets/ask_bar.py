"""A question in the page: a sentence, one or two fields, a button that names the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)
from PySide6.QtWidgets import QWidget as Widget

Answers = dict[str, str]
_LINES = 7  # of what would follow, before it scrolls
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a question; ``secret`` for a PIN. With ``choices`` (key, words) one of them is
    chosen and its key answered; ``text`` is what stands there at first (a key of the choices)."""

    name: str
    label: str
    secret: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    text: str = ""


class AskBar(QFrame):
    """Asks one thing at a time. Enter goes on, Esc gives up; nothing is modal."""

    opened = Signal()
    closed = Signal()

    def __init__(self, parent: Widget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "ask")
        self._then: Callable[[Answers], bool] | None = None
        self._waiting = False  # the focus, until the question can be answered
        self._edits: dict[str, QLineEdit] = {}
        self._choices: dict[str, QComboBox] = {}
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._trouble = QLabel()
        self._trouble.setProperty("role", "bad")
        self._trouble.setWordWrap(True)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setAccessibleName("Việc này tác động tới")
        self._details.installEventFilter(self)
        self._details.hide()
        self._fields = QVBoxLayout()
        self._fields.setSpacing(4)
        self.confirm = QPushButton()
        self.confirm.setProperty("role", "primary")
        self.confirm.clicked.connect(self._answer)
        self._cancel = QPushButton("Thôi")
        self._cancel.clicked.connect(self.give_up)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._sentence)
        column.addWidget(self._details)
        column.addLayout(self._fields)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        self.hide()

    def ask(
        self,
        sentence: str,
        fields: list[Field],
        result: str,
        then: Callable[[Answers], bool],
    ) -> None:
        """Shows the question. ``then`` gets the answers by field name and returns whether
        that was all; while it returns False the question stays (see :meth:`complain`)."""
        self._clear()
        self._then = then
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.confirm.setText(result)
        self.confirm.setAccessibleName(result)
        for field in fields:
            editor = self._choice(field) if field.choices else self._edit(field)
            editor.setAccessibleName(field.label)
            editor.installEventFilter(self)
            label = QLabel(field.label)
            label.setBuddy(editor)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(label)
            line.addWidget(editor, 1)
            self._fields.addLayout(line)
        self.show()
        self.opened.emit()
        first = self._editors.get(fields[0].name) if fields else None
        (first or self.confirm).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _editors(self) -> dict[str, Widget]:
        return {**self._edits, **self._choices}

    def _edit(self, field: Field) -> QLineEdit:
        edit = QLineEdit(field.text)
        if field.secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setMaxLength(64)
        self._edits[field.name] = edit
        return edit

    def _choice(self, field: Field) -> QComboBox:
        box = QComboBox()
        box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        box.setMinimumContentsLength(8)
        for key, words in field.choices:
            box.addItem(words, key)
        box.setCurrentIndex(max(box.findData(field.text), 0))
        self._choices[field.name] = box
        return box

    def edit(self, name: str) -> QLineEdit:
        """The field of that name."""
        return self._edits[name]

    def choice(self, name: str) -> QComboBox:
        """The choice of that name."""
        return self._choices[name]

    def tell(self, details: str, *, ready: bool = True) -> None:
        """Shows below the question what would follow; while that is not ``ready`` the question
        cannot be answered, and Enter gives nothing up: the focus waits on what is told."""
        self._details.setPlainText(details)
        lines = min(details.count("\n") + 1, _LINES)
        frame = 2 * (self._details.frameWidth() + int(self._details.document().documentMargin()))
        self._details.setFixedHeight(lines * self._details.fontMetrics().lineSpacing() + frame + 2)
        self._details.show()
        if not ready and self.confirm.hasFocus():
            self._details.setFocus(Qt.FocusReason.OtherFocusReason)
            self._waiting = True
        self.confirm.setEnabled(ready)
        if ready and self._waiting:
            self._waiting = False
            if self._details.hasFocus():  # nobody went elsewhere meanwhile
                self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def details(self) -> str:
        """What is told below the question."""
        return "" if self._details.isHidden() else self._details.toPlainText()

    def complain(self, sentence: str) -> None:
        """Says in the question what is wrong with the answer."""
        self._trouble.setText(sentence)
        self._trouble.show()
        for edit in self._edits.values():
            if edit.echoMode() == QLineEdit.EchoMode.Password:
                edit.clear()
        first = next((e for e in self._edits.values() if not e.text()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def give_up(self) -> None:
        """Closes the question unanswered."""
        if not self.isHidden():
            self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field goes to the next empty one, or answers; Esc gives up."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _RETURN and watched is not self._details:
                following = [e for e in self._edits.values() if not e.text()]
                if following and following[0] is not watched:
                    following[0].setFocus(Qt.FocusReason.TabFocusReason)
                else:
                    self._answer()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.give_up()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On its buttons, which pass these keys on: Enter presses one, Esc gives up."""
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        elif event.key() in _RETURN and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _answer(self) -> None:
        if self._then is None or not self.confirm.isEnabled():
            return
        self._trouble.hide()
        answers = {name: edit.text() for name, edit in self._edits.items()}
        answers |= {name: str(box.currentData()) for name, box in self._choices.items()}
        if self._then(answers):
            self._close()

    def _close(self) -> None:
        self._clear()
        self.hide()
        self.closed.emit()

    def _clear(self) -> None:
        self._then, self._waiting = None, False
        self._trouble.hide()
        self._details.hide()
        self.confirm.setEnabled(True)
        for editor in self._editors.values():
            editor.removeEventFilter(self)
        self._edits.clear()
        self._choices.clear()
        while (item := self._fields.takeAt(0)) is not None:
            line = item.layout()
            while line is not None and (part := line.takeAt(0)) is not None:
                widget = part.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
