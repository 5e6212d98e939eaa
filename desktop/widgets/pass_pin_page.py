"""Chuyền máy, the door: the member's PIN, or a new one; figures on the screen or the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.records import Member
from desktop.theme.look import Look
from desktop.widgets.keypad import Keypad
from desktop.widgets.labels import wrapped

_KEEP = Qt.FocusReason.OtherFocusReason


class PassPinPage(QWidget):
    """Enter goes on, Esc goes back to the list."""

    opened = Signal(str)  # the PIN; the caller says what is wrong with it
    given_up = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._is_new = look, False
        self.name, self.words, self.trouble = wrapped(), wrapped(), wrapped()
        self.name.setProperty("role", "title")
        self.words.setProperty("role", "muted")
        self.trouble.setProperty("role", "bad")
        self.pin, self.again = _secret("Mã PIN"), _secret("Gõ lại mã PIN")
        self._labels = QLabel("Mã PIN"), QLabel("Gõ lại mã PIN")
        self.go = QPushButton("Vào chấm")
        self.go.setProperty("role", "primary")
        self.go.clicked.connect(self._enter)
        self.back = QPushButton("Quay lại danh sách")
        self.back.clicked.connect(self.given_up)
        self.keypad = Keypad(look, with_comma=False)
        left = QVBoxLayout()
        left.setSpacing(8)
        for widget in (self.name, self.words):
            left.addWidget(widget)
        for label, edit in zip(self._labels, (self.pin, self.again), strict=True):
            label.setBuddy(edit)
            left.addWidget(label)
            left.addWidget(edit)
            edit.returnPressed.connect(self._enter)
        left.addWidget(self.trouble)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.go)
        left.addLayout(buttons)
        left.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(28, 18, 28, 18)
        grid.setHorizontalSpacing(28)
        grid.addLayout(left, 0, 0)
        grid.addWidget(self.keypad, 0, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        look.changed.connect(self._renew_font)
        self._renew_font()

    def ask(self, member: Member, *, has_key: bool, why: str = "") -> None:
        """Asks that member; ``why`` says what made it necessary."""
        self._is_new = not has_key
        self.name.setText(f"Đồng chí {member.name}")
        self.words.setText(
            why or "Gõ mã PIN của mình."
            if has_key
            else "Lần đầu trên máy này: hãy đặt mã PIN, ít nhất 4 ký tự, chỉ mình đồng chí biết."
        )
        self._labels[0].setText("Mã PIN" if has_key else "Mã PIN mới")
        self.pin.setAccessibleName(self._labels[0].text())
        for widget in (self._labels[1], self.again):
            widget.setVisible(not has_key)
        self.clear()
        self.complain("")
        self.pin.setFocus(_KEEP)

    def clear(self) -> None:
        """Nothing that was typed stays, not even for undo."""
        for edit in (self.pin, self.again):
            edit.clear()
            edit.setModified(False)

    def complain(self, words: str) -> None:
        """What is wrong; what was typed is gone."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        if words:
            self.clear()
            self.pin.setFocus(_KEEP)

    def _enter(self) -> None:
        if not self.pin.text():
            self.pin.setFocus(_KEEP)
        elif self._is_new and not self.again.text():
            self.again.setFocus(_KEEP)
        elif self._is_new and self.again.text() != self.pin.text():
            self.complain("Hai lần gõ mã PIN không giống nhau; hãy gõ lại.")
        else:
            pin = self.pin.text()
            self.clear()
            self.opened.emit(pin)

    def _renew_font(self) -> None:
        for edit in (self.pin, self.again):
            edit.setFont(self._look.font(8, bold=True))


def _secret(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setMaxLength(64)
    edit.setAccessibleName(name)
    return edit
