"""A line above the page while a new book's office key is not put away."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import keys_to_store
from desktop.session import Session
from desktop.widgets.office_key_form import OfficeKeyForm


class OfficeKeyLine(QWidget):
    """Hidden where there is nothing to ask; opens the form in its place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setProperty("role", "ask")
        self._session = session
        home, book = session.book.home, session.book.id
        words = QLabel("Khóa cơ quan của sổ này chưa được cất.")
        words.setWordWrap(True)
        self.open_button = QPushButton("Cất khóa…")
        self.open_button.setAccessibleName("Cất khóa cơ quan")
        self.open_button.clicked.connect(self.open_form)
        hide = QPushButton("Nhắc sau")
        hide.setProperty("role", "plain")
        hide.clicked.connect(self.hide)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words, 1)
        row.addWidget(self.open_button)
        row.addWidget(hide)
        self.form = OfficeKeyForm(home)
        self.form.stored.connect(self._stored)
        self.form.postponed.connect(self._postponed)
        self.form.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(10, 4, 6, 4)
        column.addWidget(self._line)
        column.addWidget(self.form)
        if not (session.office and keys_to_store.waiting(home, book)):
            self.hide()  # else it is seen as soon as it stands in the page

    def open_form(self) -> None:
        """Asks for the passphrase and the file."""
        self._line.hide()
        self.form.show()
        self.form.ask(self._session.book.id, self._session.path)

    def _stored(self, path: Path) -> None:
        self.hide()
        self._session.told.emit(f"Đã cất khóa cơ quan vào {path.name}; hãy giữ nơi an toàn.")

    def _postponed(self) -> None:
        self.form.hide()
        self._line.show()
