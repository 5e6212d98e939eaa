"""One sentence in the page instead of a box over it: what happened and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

BAD, WARN, INFO = "bad", "warn", "info"
_WORDS = {BAD: "Lỗi", WARN: "Lưu ý", INFO: "Tin"}


class MessageBar(QFrame):
    """Hidden until there is something to say; Esc or "Ẩn" hides it again."""

    acted = Signal()  # the button with the next step was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "message")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._action = QPushButton()
        self._action.clicked.connect(self.acted)
        self._hide = QPushButton("Ẩn")
        self._hide.setProperty("role", "plain")
        self._hide.setAccessibleName("Ẩn thông báo")
        self._hide.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        row.addWidget(self._action)
        row.addWidget(self._hide)
        self._action.hide()
        self.hide()

    @property
    def text(self) -> str:
        """The sentence that is shown, "" when hidden."""
        return self._label.text() if not self.isHidden() else ""

    @property
    def lasting(self) -> bool:
        """Whether a state is shown."""
        return not self.isHidden() and self._hide.isHidden()

    def say(
        self, sentence: str, kind: str = INFO, action: str = "", *, lasting: bool = False
    ) -> None:
        """Shows a sentence; ``action`` names the button for the next step. One that is
        ``lasting`` tells a state and cannot be hidden."""
        self._hide.setVisible(not lasting)
        self._label.setText(sentence)
        self.setAccessibleName(f"{_WORDS[kind]}: {sentence}")
        self._action.setText(action)
        self._action.setVisible(bool(action))
        if self.property("kind") != kind:
            self.setProperty("kind", kind)
            self.style().unpolish(self)
            self.style().polish(self)
        self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides the bar."""
        if event.key() == Qt.Key.Key_Escape and not self._hide.isHidden():
            self.hide()
        else:
            super().keyPressEvent(event)
