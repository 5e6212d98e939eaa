"""One sentence in the page instead of a box over it: what happened and what to do next."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

BAD, WARN, INFO = "bad", "warn", "info"
_MOMENT = 5000  # ms that a passing sentence stays: twice the time it takes to be read
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
        self._passing = False
        self.life = QTimer(self, singleShot=True, interval=_MOMENT)
        self.life.timeout.connect(self._moment_over)
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
        self.life.stop()
        self._passing = False
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

    def note(self, sentence: str) -> None:
        """Shows a sentence that goes by itself after a moment, see :meth:`pass_away`."""
        self.say(sentence)
        self._passing = True
        self.life.start()

    def pass_away(self) -> None:
        """Hides a sentence that only passes; any other one stays."""
        if self._passing:
            self.hide()

    def _moment_over(self) -> None:
        if self._hide.hasFocus():  # nothing that has the focus goes by itself
            self.life.start()
        else:
            self.pass_away()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc hides the bar."""
        if event.key() == Qt.Key.Key_Escape and not self._hide.isHidden():
            self.hide()
        else:
            super().keyPressEvent(event)
