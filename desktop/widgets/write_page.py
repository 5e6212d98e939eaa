"""Ghi ra USB: what is not handed in yet, for whom, where; then what was written."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import sealed
from db.errors import WeakPinError
from db.sealed import LEAST_PASSPHRASE, LEAST_PIN
from desktop.drives import Drives
from desktop.messages import sentence
from desktop.models import copying_out
from desktop.models.copying_out import Order
from desktop.models.import_words import number
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.copy_receivers import CopyReceivers
from desktop.widgets.drive_chooser import DriveChooser
from desktop.widgets.labels import unsaid
from desktop.widgets.scrolling import ScrolledPage, show_soon
from desktop.widgets.unsent_block import UnsentBlock


class WritePage(QWidget):
    """The screen writes when ``ordered`` says so."""

    ordered = Signal(object)  # Order
    finished = Signal()
    drafts_typed = Signal(object, str)  # Path of the folder, PIN of the file

    def __init__(
        self,
        session: Session,
        drives: Drives,
        preferences: Preferences,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self.unsent = UnsentBlock(session)
        self.whom = CopyReceivers()
        self.drives = DriveChooser(drives, preferences)
        self.seal = QCheckBox("Đặt cụm mật khẩu cho tệp")
        self.evidence = QCheckBox("Kèm tệp minh chứng (chỉ phần máy nhận chưa có)")
        self.passphrase, self.again = _secret("Cụm mật khẩu"), _secret("Gõ lại cụm mật khẩu")
        self._secrets = QWidget()
        secrets = QHBoxLayout(self._secrets)
        secrets.setContentsMargins(22, 0, 0, 0)
        for label, edit in (("Cụm mật khẩu", self.passphrase), ("Gõ lại", self.again)):
            words = QLabel(label)
            words.setBuddy(edit)
            secrets.addWidget(words)
            secrets.addWidget(edit, 1)
        self.seal.toggled.connect(self._sealed)
        self.complaint = unsaid("bad")
        self.drafts_button = QPushButton("Chuyển phiếu nháp sang máy khác…")
        self.drafts_button.clicked.connect(self._drafts)
        self.ask, self._scroll = AskBar(), ScrolledPage("Ghi ra USB")
        self.back_button, self.write_button = QPushButton("Thôi"), QPushButton()
        self.write_button.setProperty("role", "primary")
        self.back_button.clicked.connect(self.finished)
        self.write_button.clicked.connect(self.order)
        self.whom.changed.connect(self._renew)
        self.drives.changed.connect(self._renew)
        self.drives.folder_chosen.connect(self._to_writing)
        self._lay_out()

    def load(self, *, receivers: Iterable[bytes] | None = None, beside: Path | None = None) -> None:
        """Reads everything anew; ``receivers`` are ticked, ``beside`` lies on the stick that
        is chosen."""
        session = self._session
        own = copying_out.own_member(session)
        self.unsent.load()
        self._who.setVisible(session.office)
        if session.office and session.campaign is not None:
            self.whom.show_members(session.around.members, receivers)
        self.evidence.setVisible(copying_out.has_evidence(session.book))
        self.evidence.setChecked(False)
        self.seal.setChecked(False)
        drafts = own is not None and bool(session.book.drafts.of(own.id))
        self.drafts_button.setVisible(drafts)
        self.complaint.hide()
        self.ask.give_up()
        self.drives.prefer(beside)
        self._renew()

    def begin(self) -> None:
        """The focus where one goes on: handing in first, then writing."""
        if self.unsent.begin():
            return
        ready = self.write_button.isEnabled()
        button = self.write_button if ready else self.drives.folder_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def order(self) -> None:
        """Checks what was typed, then asks the screen to write."""
        folder, passphrase = self.drives.folder, None
        if folder is None:
            return
        if self.seal.isChecked():
            passphrase = self.passphrase.text()
            wrong = self._wrong(passphrase)
            if wrong:
                self.complaint.setText(wrong)
                self.complaint.show()
                self.passphrase.setFocus()
                show_soon(self._scroll, self.complaint)
                return
        self.complaint.hide()
        who = self.whom.chosen if self._session.office else (None,)
        evidence = self.evidence.isChecked() and not self.evidence.isHidden()
        self.ordered.emit(Order(folder, who, passphrase, evidence))

    def _wrong(self, passphrase: str) -> str:
        if len(passphrase) < LEAST_PASSPHRASE:
            return sentence(WeakPinError(least=LEAST_PASSPHRASE))
        if passphrase != self.again.text():
            return "Hai lần gõ cụm mật khẩu không giống nhau; hãy gõ lại."
        return ""

    def _sealed(self, on: bool) -> None:
        self._secrets.setVisible(on)
        self.complaint.hide()
        for edit in (self.passphrase, self.again):
            edit.clear()
        if on:
            self.passphrase.setFocus()
            show_soon(self._scroll, self.complaint)

    def _drafts(self) -> None:
        folder = self.drives.folder
        if folder is None:
            return

        def answered(answers: Answers) -> bool:
            if not sealed.same(answers["pin"], answers["again"]):
                self.ask.complain("Hai lần gõ mã PIN không giống nhau; hãy gõ lại.")
                return False
            if len(answers["pin"]) < LEAST_PIN:
                self.ask.complain(sentence(WeakPinError(least=LEAST_PIN)))
                return False
            self.drafts_typed.emit(folder, answers["pin"])
            return True

        self.ask.ask(
            "Phiếu nháp đi trong một tệp riêng, có mã PIN; máy kia gõ mã này để nhận.",
            [
                Field("pin", "Mã PIN của tệp", secret=True),
                Field("again", "Gõ lại mã PIN", secret=True),
            ],
            "Ghi phiếu nháp",
            answered,
        )

    def _to_writing(self) -> None:
        """A folder is chosen: nothing is left to do but to write, Enter does it."""
        if self.write_button.isEnabled():
            self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> None:
        count = len(self.whom.chosen) if self._session.office else 1
        where = self.drives.name
        self.write_button.setEnabled(bool(count and where))
        self.drafts_button.setEnabled(bool(where))
        what = f"{number(count)} tệp" if count > 1 else "tệp"
        if not count:
            self.write_button.setText("Chưa chọn thành viên")
        elif not where:
            self.write_button.setText("Chưa chọn nơi ghi")
        else:
            self.write_button.setText(f"Ghi {what} vào {where}")

    def _lay_out(self) -> None:
        self._secrets.hide()
        self._who = _part("Ghi gì", self.whom)
        where = _part(
            "Ghi vào đâu", self.drives, self.seal, self._secrets, self.complaint, self.evidence
        )
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        for widget in (self.unsent, self._who, where):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._scroll.hold(page)
        foot = ButtonFoot(self.drafts_button, self.back_button, self.write_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.ask)
        column.addWidget(foot)


def _secret(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setMaxLength(128)
    edit.setAccessibleName(name)
    return edit


def _part(title: str, *widgets: QWidget) -> QFrame:
    panel = QFrame()
    panel.setProperty("role", "panel")
    heading = QLabel(title)
    heading.setProperty("role", "heading")
    column = QVBoxLayout(panel)
    column.setContentsMargins(14, 10, 14, 12)
    column.setSpacing(6)
    column.addWidget(heading)
    for widget in widgets:
        column.addWidget(widget)
    return panel
