"""Khóa và mã PIN của tôi: whose keys lie on this laptop, and another PIN for one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from db import keys, sealed
from db.errors import ThamdinhError
from db.operation import Changes
from db.queries.member_keys import member_keys
from db.records import Member
from desktop.messages import sentence
from desktop.models.key_rows import state_words
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.labels import heading, wrapped
from desktop.widgets.screen import Screen
from desktop.widgets.scrolling import ScrolledPage
from desktop.words import ROLES

_KINDS = frozenset({"member", "ballot", "campaign", "office"})


class ProfileScreen(Screen):
    """Shows public marks alone: a secret key never leaves its file."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.ask = AskBar()
        self.ask.closed.connect(self.arrive)
        self.buttons: list[QPushButton] = []
        self._panel = QFrame()
        self._panel.setProperty("role", "panel")
        self._inside = QVBoxLayout(self._panel)
        self._inside.setContentsMargins(16, 14, 16, 16)
        self._inside.setSpacing(6)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panel)
        column.addWidget(self.ask)
        column.addStretch(1)
        page = ScrolledPage("Khóa và mã PIN của tôi")
        page.hold(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        session.changed.connect(self._changed)
        session.campaign_changed.connect(self.load)
        session.viewer_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """Says anew whose keys there are."""
        while (item := self._inside.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        self.buttons = []
        office = self.session.book.office
        if office is not None:
            self._say("Máy của thư ký", "Máy này giữ khóa cơ quan. Dấu vân tay: "
                      f"{keys.fingerprint(office.public)}")  # fmt: skip
            self._button("Xem khóa cơ quan", lambda: self.wants.emit("settings/key", b""))
        keyed = self.session.keyed_members()
        for member in keyed:
            self._member(member)
        if not keyed:
            self._say(
                "Chưa có khóa thành viên trên máy này",
                "Khóa của một thành viên được lập khi nộp phiếu đầu tiên bằng mã PIN trên máy của "
                "chính người đó.",
            )
            self._button("Đến Chấm điểm", lambda: self.wants.emit("score", b""))

    def arrive(self) -> None:
        """The first button."""
        if self.ask.isHidden() and self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _member(self, member: Member) -> None:
        campaign = self.session.campaign
        assert campaign is not None
        role = ROLES.get(str(member.role), "")
        known = [
            f"Dấu vân tay {key.fingerprint}: {state_words(key)[:1].lower()}{state_words(key)[1:]}."
            for key in member_keys(self.session.book, campaign)
            if key.member.id == member.id and key.key
        ]
        words = " ".join(known) or "Khóa đã lập, chưa nộp phiếu nào nên sổ chưa biết khóa này."
        post = f" · {member.post}" if member.post else ""
        self._say(f"Đ/c {member.name} ({member.code})", f"{role}{post}. {words}")
        self._button("Đổi mã PIN…", lambda: self.ask_pin(member)).setAccessibleName(
            f"Đổi mã PIN của đ/c {member.name}"
        )
        self._button("Quên mã PIN…", lambda: self.wants.emit("exchange/keys", b"")).setToolTip(
            "Đặt mã PIN mới cùng một khóa mới ở Khóa thành viên"
        )

    def ask_pin(self, member: Member) -> None:
        """Asks for the PIN that holds and, twice, for the new one."""

        def answered(answers: Answers) -> bool:
            if not sealed.same(answers["pin"], answers["again"]):
                self.ask.complain("Hai lần gõ mã PIN mới không giống nhau; hãy gõ lại.")
                return False
            book = self.session.book
            try:
                keys.change_pin(book.home, book.id, member.id, answers["former"], answers["pin"])
            except ThamdinhError as error:
                self.ask.complain(sentence(error))
                return False
            self.session.noted.emit("Đã đổi mã PIN. Khóa và các phiếu đã nộp vẫn như trước.")
            return True

        self.ask.ask(
            f"Đổi mã PIN của đ/c {member.name}. Mã PIN chỉ có trên máy này; hãy nhớ kỹ.",
            [
                Field("former", "Mã PIN đang dùng", secret=True),
                Field("pin", "Mã PIN mới", secret=True),
                Field("again", "Gõ lại mã PIN mới", secret=True),
            ],
            "Đổi mã PIN",
            answered,
        )

    def _say(self, title: str, words: str) -> None:
        self._inside.addWidget(heading(title))
        label = wrapped(words)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._inside.addWidget(label)

    def _button(self, words: str, do: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: do())
        self._inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        button.show()  # else it takes no focus yet
        self.buttons.append(button)
        return button

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _KINDS and self.ask.isHidden():
            self.load()

