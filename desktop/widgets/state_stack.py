"""A list, or why there is none: empty, loading, error; each with one way on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

_AGAIN = "Thử lại"


class _Notice(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.title, self.text = QLabel(), QLabel()
        self.title.setProperty("role", "heading")
        self.text.setProperty("role", "muted")
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(240)
        self.button = QPushButton()
        self.button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class StateStack(QStackedWidget):
    """Holds the real content and a notice that stands in its place."""

    acted = Signal()  # the notice's button: fill the list, or cancel
    retried = Signal()  # the same where something could not be read
    led = Signal(str, bytes)  # the same where the way on is another place, as Screen.wants

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content, self._notice = content, _Notice()
        self._place, self._failed = "", False
        self._notice.button.clicked.connect(self._pressed)
        self.addWidget(content)
        self.addWidget(self._notice)

    @property
    def button(self) -> QPushButton:
        """The notice's one way on; hidden where there is none."""
        return self._notice.button

    @property
    def notice(self) -> str:
        """The heading of the notice that is shown, "" while the content is."""
        return self._notice.title.text() if self.currentWidget() is self._notice else ""

    def focus_button(self) -> None:
        """Puts the focus on the notice's one way on, where it has one."""
        if self.button.isVisible():
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_content(self) -> None:
        """The list itself."""
        self.setCurrentWidget(self._content)

    def show_empty(self, title: str, text: str, action: str = "", place: str = "") -> None:
        """What the list is for, and the one button that fills it; ``place`` is the key of the
        place where that is done, if it is another one."""
        self._show(title, text, action)
        self._place = place

    def show_no_campaign(self) -> None:
        """The book has no campaign."""
        self.show_empty("Sổ chưa có đợt thẩm định", "Hãy tạo đợt thẩm định trước.")

    def show_error(self, sentence: str, action: str = _AGAIN) -> None:
        """What went wrong, and the next step: reading again (``retried``), or another one."""
        self._show("Chưa đọc được", sentence, action)
        self._failed = action == _AGAIN

    def show_loading(self, what: str, done: int = 0, of: int = 0, cancel: bool = False) -> None:
        """How far loading is; ``of`` 0 where nobody knows. Painted at once: what comes next may
        keep this thread."""
        count = f"{done}/{of}" if of else ""
        self._show(f"Đang đọc {what}…", count, "Dừng" if cancel else "")
        self._notice.progress.setRange(0, of)
        self._notice.progress.setValue(done)
        self._notice.progress.show()
        layout = self._notice.layout()
        if layout is not None:
            layout.activate()  # the new words have their room before they are painted
        self.repaint()

    def _pressed(self) -> None:
        if self._failed:
            self.retried.emit()
        elif self._place:
            self.led.emit(self._place, b"")
        else:
            self.acted.emit()

    def _show(self, title: str, text: str, action: str) -> None:
        self._place, self._failed = "", False
        self._notice.title.setText(title)
        self._notice.text.setText(text)
        self._notice.button.setText(action)
        self._notice.button.setVisible(bool(action))
        self._notice.progress.hide()
        self._notice.setAccessibleName(f"{title}. {text}")
        self.setCurrentWidget(self._notice)
