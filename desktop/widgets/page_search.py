"""Finding words in the paper on the screen: a field, how many places, on and back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from desktop.models.minutes_pages import PaperPages
from desktop.models.paper_search import MOST, Hit

_REST = 250  # milliseconds after the last letter


class PageSearch(QWidget):
    """Enter goes on, Shift+Enter back, Esc closes."""

    changed = Signal()  # other places, or another one in front
    closed = Signal()

    def __init__(self, pages: PaperPages, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self.hits: Sequence[Hit] = ()
        self._at = -1
        self._from_page = 0
        self.edit = QLineEdit()
        self.edit.setPlaceholderText("Tìm trong trang in, không cần dấu")
        self.edit.setAccessibleName(f"Tìm trong bản xem trước: {name}")
        self.edit.setClearButtonEnabled(True)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        self.back = _button("‹", "Chỗ tìm thấy trước (Shift+Enter)")
        self.on = _button("›", "Chỗ tìm thấy sau (Enter)")
        self._close = _button("Đóng", "Đóng ô tìm (Esc)")
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self._close.clicked.connect(self.close_search)
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self._search)
        self.edit.textChanged.connect(lambda _: self._rest.start())
        pages.found.connect(self._found)
        pages.opened.connect(self._again)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 0)
        row.setSpacing(2)
        row.addWidget(self.edit, 1)
        for widget in (self._count, self.back, self.on, self._close):
            row.addWidget(widget)
        self._renew()
        self.hide()

    @property
    def current(self) -> Hit | None:
        """The place in front."""
        return self.hits[self._at] if 0 <= self._at < len(self.hits) else None

    def open_search(self, page: int) -> None:
        """Puts the focus into the field; what is found first is on ``page`` or behind it."""
        self._from_page = page
        self.show()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def close_search(self) -> None:
        """Nothing is marked any more."""
        self.edit.clear()
        self._rest.stop()
        self._take(())
        self.hide()
        self.closed.emit()

    def step(self, by: int) -> None:
        """Another place, round about."""
        if self._rest.isActive():  # Enter before the rest: look at once
            self._search()
        elif self.hits:
            self._at = (self._at + by) % len(self.hits)
            self._renew()
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Shift+Enter, Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_search()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        self._rest.stop()
        words = self.edit.text()
        if words.strip() and self._pages.count:
            self._count.setText("đang tìm…")
            self._pages.search(words)
        else:
            self._pages.forget_search()
            self._take(())

    def _again(self) -> None:
        """Other pages: what was found stands elsewhere now."""
        if not self.isHidden() and self.edit.text().strip():
            self._from_page = self.current.page if self.current else self._from_page
            self._search()

    def _found(self, hits: tuple[Hit, ...]) -> None:
        if not self.isHidden():
            self._take(hits)

    def _take(self, hits: Sequence[Hit]) -> None:
        self.hits = hits
        here = (place for place, hit in enumerate(hits) if hit.page >= self._from_page)
        self._at = next(here, 0 if hits else -1)
        self._renew()
        self.changed.emit()

    def _renew(self) -> None:
        count = len(self.hits)
        more = "+" if count >= MOST else ""
        words = f"{self._at + 1}/{count}{more}" if count else ""
        if not count and self.edit.text().strip():
            words = "không thấy"
        self._count.setText(words)
        self._count.setAccessibleName(f"Tìm thấy: {words}" if words else "")
        for button in (self.back, self.on):
            button.setEnabled(count > 1)


def _button(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
