"""Khóa cơ quan: whether this laptop holds it, putting it away, taking it in from a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import keys
from desktop import keys_to_store
from desktop.messages import sentence
from desktop.models.minutes_jobs import Jobs
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.labels import wrapped
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.office_key_form import SUFFIX, OfficeKeyForm
from desktop.widgets.screen import Screen

_TAKE = "Nhập khóa"


class OfficeKeyScreen(Screen):
    """The state in words, then the one thing that can be done."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.state, self._stored = wrapped(), wrapped()
        self.message, self.ask = MessageBar(), AskBar()
        self._jobs = Jobs(self)
        self.form = OfficeKeyForm(session.book.home)
        self.form.later_button.hide()
        self.form.stored.connect(self._told)
        self.open_button = QPushButton("Cất khóa ra tệp…")
        self.open_button.clicked.connect(self.open_form)
        self.take_button = QPushButton("Nhập khóa đã cất…")
        self.take_button.clicked.connect(self.ask_file)
        heading = QLabel("Khóa cơ quan")
        heading.setProperty("role", "heading")
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(14, 10, 14, 14)
        inside.setSpacing(8)
        for widget in (heading, self.state, self._stored, self.message, self.ask, self.form):
            inside.addWidget(widget)
        for button in (self.open_button, self.take_button):
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(panel)
        column.addStretch(1)
        self.form.postponed.connect(self.renew)
        self.renew()

    def renew(self) -> None:
        """Says how it stands."""
        session = self.session
        self.form.hide()
        held = session.book.office
        self.take_button.setVisible(held is None)
        self.open_button.setVisible(held is not None)
        if held is None:
            self.state.setText(
                "Máy này không giữ khóa cơ quan: nhập, sửa hồ sơ, cài đặt và chốt biên bản làm "
                "trên máy của thư ký, hoặc nhập khóa đã cất."
            )
            self._stored.hide()
            return
        self.state.setText(
            f"Máy này giữ khóa cơ quan. Dấu vân tay: {keys.fingerprint(held.public)}"
        )
        waiting = keys_to_store.waiting(session.book.home, session.book.id)
        self._stored.setProperty("ink", "warn" if waiting else "")
        self._stored.style().unpolish(self._stored)
        self._stored.style().polish(self._stored)
        self._stored.setText(
            "Khóa chưa được cất ra tệp nào." if waiting else "Nên cất khóa thêm ở nơi khác máy này."
        )
        self._stored.show()

    def arrive(self) -> None:
        """The one thing that can be done."""
        self.renew()
        button = self.take_button if self.open_button.isHidden() else self.open_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_form(self) -> None:
        """Asks for the passphrase."""
        self.message.hide()
        self.open_button.hide()
        self.form.show()
        self.form.ask(self.session.book.id, self.session.path)

    def ask_file(self) -> None:
        """Asks for the file of an exported key."""
        name, _ = QFileDialog.getOpenFileName(
            self,
            "Chọn tệp khóa cơ quan",
            str(self.session.path.parent),
            f"Khóa cơ quan (*{SUFFIX});;Mọi tệp (*)",
        )
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Asks for the passphrase of a key file, then keeps the key on this laptop."""

        def taken(answers: Answers) -> bool:
            home, ident, passphrase = book.home, book.id, answers["passphrase"]
            self.ask.confirm.setText("Đang mở tệp khóa…")
            self.ask.confirm.setEnabled(False)
            self._jobs.run(
                "take",
                lambda: keys.import_office_key(home, ident, path, passphrase),
                lambda _, error: self._taken(error),
            )
            return False  # the question stays until the file is open

        book = self.session.book

        if not path.is_file():
            self.message.say(sentence(FileNotFoundError(2, "", str(path))), BAD)
            return
        self.ask.ask(
            f"Mở tệp khóa “{path.name}”.",
            [Field("passphrase", "Mật khẩu của tệp khóa", secret=True)],
            _TAKE,
            taken,
        )

    def _taken(self, error: Exception | None) -> None:
        if self.ask.isHidden() and error is not None:  # given up meanwhile
            return
        if error is not None:
            self.ask.confirm.setText(_TAKE)
            self.ask.confirm.setEnabled(True)
            self.ask.complain(sentence(error))
            return
        self.ask.give_up()
        words = "Đã nhập khóa cơ quan vào máy này; hãy đóng sổ rồi mở lại để dùng."
        self.message.say(words, INFO)

    def _told(self, path: Path) -> None:
        self.renew()
        self.message.say(f"Đã cất khóa cơ quan vào “{path.name}”; hãy giữ nơi an toàn.", INFO)
