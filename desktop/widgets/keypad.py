"""Large number keys on the screen: they send what a keypad sends to where the focus is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QPushButton, QSizePolicy, QWidget

from desktop.theme.look import Look

_KEYS = ("7", "8", "9", "4", "5", "6", "1", "2", "3", ",", "0", "back")
_NAMES = {",": "Dấu phẩy", "back": "Xóa một chữ số"}


class Keypad(QWidget):
    """The buttons never take the focus. ``with_comma`` is left out for a PIN."""

    def __init__(
        self, look: Look, parent: QWidget | None = None, *, with_comma: bool = True
    ) -> None:
        super().__init__(parent)
        self._look = look
        self.keys: dict[str, QPushButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, key in enumerate(_KEYS):
            button = QPushButton("⌫" if key == "back" else key)
            button.setAccessibleName(_NAMES.get(key, f"Số {key}"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            button.clicked.connect(lambda _=False, key=key: self._press(key))
            grid.addWidget(button, place // 3, place % 3)
            self.keys[key] = button
        self.keys[","].setEnabled(with_comma)
        self.enter = QPushButton("Tiếp")
        self.enter.setAccessibleName("Tiếp, như phím Enter")
        self.enter.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.enter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.enter.clicked.connect(lambda: send(Qt.Key.Key_Return, ""))
        grid.addWidget(self.enter, 4, 0, 1, 3)
        look.changed.connect(self._renew)
        self._renew()

    def _press(self, key: str) -> None:
        if key == "back":
            send(Qt.Key.Key_Backspace, "\b")
        else:
            code = Qt.Key.Key_Comma if key == "," else Qt.Key(ord(key))
            send(code, key)

    def _renew(self) -> None:
        for button in (*self.keys.values(), self.enter):
            button.setFont(self._look.font(9, bold=True))
            button.setMinimumHeight(self._look.px(46))


def send(key: Qt.Key, text: str) -> None:
    """As if the key was pressed on the keyboard."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        focus = QApplication.focusWidget()  # an editor may open between the two
        if focus is not None:
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(focus, event)
