"""Before a copy is written: how many ballots wait, and handing the complete ones in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db import handing_in
from db.handing_in import Unsent
from db.keys import Signer
from db.operation import Changes
from db.records import Member
from desktop.models import copying_out
from desktop.models.import_words import number
from desktop.session import Session
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.key_asking import KeyAsking


class UnsentBlock(QFrame):
    """Hidden where nothing waits."""

    handed_in = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._waiting: list[Unsent] = []
        self.setProperty("role", "panel")
        self.words = QLabel()
        self.words.setProperty("role", "strong")
        self.words.setWordWrap(True)
        self.hand_in_button = QPushButton()
        self.hand_in_button.clicked.connect(self.hand_in)
        self.ask = AskBar()
        self._asking = KeyAsking(session, self.ask)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.hand_in_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addLayout(row)
        column.addWidget(self.ask)
        self.ask.closed.connect(self._closed)

    @property
    def complete(self) -> int:
        """How many ballots could be handed in now."""
        return sum(len(one.complete) for one in self._waiting)

    def load(self) -> None:
        """Counts anew."""
        self.ask.give_up()
        self._waiting = copying_out.waiting(self._session)
        open_ = sum(one.open for one in self._waiting)
        ready = self.complete
        self.setVisible(bool(self._waiting))
        if self._session.office:
            who = ", ".join(f"đ/c {one.member.name} {len(one.complete)}" for one in self._waiting)
            self.words.setText(f"Có {number(ready)} phiếu giấy đã nhập đủ mà chưa nộp ({who}).")
        elif not open_:
            self.words.setText("Đã nộp đủ phiếu.")
        elif not ready:
            self.words.setText(f"Còn {number(open_)} phiếu chưa nộp, chưa phiếu nào đủ điểm.")
        else:
            self.words.setText(
                f"Còn {number(open_)} phiếu chưa nộp, {number(ready)} phiếu đã đủ điểm. "
                "Chỉ phiếu đã nộp mới có trong tệp."
            )
        self.hand_in_button.setText(f"Nộp {number(ready)} phiếu đã đủ điểm")
        self.hand_in_button.setVisible(bool(ready) and not self._session.readonly)

    def begin(self) -> bool:
        """The focus on handing in, where that can be done."""
        if self.isHidden() or self.hand_in_button.isHidden():
            return False
        self.hand_in_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def hand_in(self) -> None:
        """Asks for the PIN once; the office's paper ballots need none."""
        if self._session.office:
            self._run([(one.member, None) for one in self._waiting])
            return
        own = self._waiting[0].member
        self._asking.ask(
            own,
            f"Đ/c {own.name} nộp {number(self.complete)} phiếu; nộp rồi muốn sửa phải ghi lý do.",
            f"Nộp {number(self.complete)} phiếu",
            [],
            lambda _, signer: self._own(own, signer),
        )

    def _own(self, member: Member, signer: Signer) -> bool:
        return self._run([(member, signer)])

    def _run(self, jobs: list[tuple[Member, Signer | None]]) -> bool:
        session, count = self._session, 0
        for member, signer in jobs:
            outcome = session.run(self._submit, member, signer)
            if not outcome:
                return False
            count += outcome.value
            for submission in self._of(member).complete:
                for who in (member.id, b""):
                    session.history.forget((who, submission))
        self.load()
        self.handed_in.emit(count)
        return True

    def _submit(self, book: object, member: Member, signer: Signer | None) -> tuple[int, Changes]:
        session = self._session
        return handing_in.submit_all(session.book, session.around, member, signer)

    def _of(self, member: Member) -> Unsent:
        return next(one for one in self._waiting if one.member.id == member.id)

    def _closed(self) -> None:
        if not self.hand_in_button.isHidden():
            self.hand_in_button.setFocus(Qt.FocusReason.OtherFocusReason)
