"""Khóa thành viên: whose key is whose, confirmed by the office, renewed, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from db import enrolment, members, sealed
from db.errors import FingerprintMismatchError
from db.keys import same_fingerprint
from db.operation import Changes
from db.queries.member_keys import MemberKey
from desktop.messages import sentence
from desktop.models.import_words import number
from desktop.models.key_rows import Column, KeyRows, state_words
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Outcome, Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.list_table import ListTable
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

COPY = "copy"  # a wish: a new copy for a member
_WIDTHS = {
    Column.MEMBER: -15,
    Column.STATE: -22,
    Column.MARK: 19,
    Column.BALLOTS: 6,
    Column.PAPER: 6,
}
_SHOWN = frozenset({"member", "ballot", "campaign", "void", "snapshot"})
_ABOUT = (
    "Phiếu tự ký chỉ tính khi khóa đã xác nhận. Khóa lập từ bản sao do máy này cấp tự xác nhận "
    "khi ghép; khóa khác thì thành viên đọc dấu vân tay, hoặc ký tay vào phiếu in."
)


class MemberKeysScreen(Screen):
    """The office acts on the row that is chosen; a member may look, and renew the own key."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = KeyRows(session)
        self.model.setParent(self)
        self.table = ListTable(
            self.model, look, "Khóa của các thành viên", _WIDTHS, (Column.PAPER,),
            strong_column=Column.MEMBER,
        )  # fmt: skip
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.selectionModel().currentRowChanged.connect(self._renew)
        self.table.opened.connect(lambda _: self._first())
        self.count, about = QLabel(), QLabel(_ABOUT)
        self.count.setProperty("role", "strong")
        about.setProperty("role", "muted")
        about.setWordWrap(True)
        self.ask = AskBar()
        self.ask.closed.connect(self._answered)
        self.read_button = self._button("Xác nhận bằng dấu vân tay…", self._ask_fingerprint)
        self.paper_button = self._button("Xác nhận bằng chữ ký giấy…", self._ask_paper)
        self.withdraw_button = self._button("Thu hồi khóa…", self._ask_withdrawal)
        self.copy_button = self._button("Cấp bản sao mới…", self._new_copy)
        self.copy_button.setToolTip("Khi quên mã PIN hoặc mất máy: phiếu đã nộp vẫn giữ nguyên")
        self.pin_button = self._button("Quên mã PIN: đặt mã mới…", self._ask_pin)
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        foot = ButtonFoot(
            self.withdraw_button,
            self.copy_button,
            self.pin_button,
            self.paper_button,
            self.read_button,
        )
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.count)
        column.addWidget(about)
        column.addWidget(panel, 1)
        column.addWidget(self.ask)
        column.addWidget(foot)
        self.states = StateStack(content)
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        session.changed.connect(self._changed)
        session.campaign_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """Reads the keys anew; the same row stays chosen."""
        row = max(self.table.currentIndex().row(), 0)
        try:
            self.model.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))
            return
        if not self.model.rows:
            self.states.show_empty(
                "Chưa có Tổ thẩm định",
                "Khi đã có danh sách thành viên, ở đây là khóa của từng người.",
                *self.way_to_import,
            )
            return
        self.states.show_content()
        done, of = self.model.counts()
        self.count.setText(f"{number(done)}/{number(of)} thành viên có khóa đã xác nhận")
        self.table.go_to(min(row, len(self.model.rows) - 1))
        self._renew()

    def arrive(self) -> None:
        """The list, at the first key that waits; on a member's laptop at the own one."""
        if self.states.notice:
            self.states.focus_button()
            return
        rows = self.model.rows
        if self.session.office:
            waits = [i for i, k in enumerate(rows) if k.key and not k.basis and not k.withdrawn]
        else:
            waits = [i for i, k in enumerate(rows) if k.member == self.session.member]
        if waits and not self.ask.isVisible():
            self.table.go_to(waits[0])
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> MemberKey | None:
        """The key of the row that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def _button(self, words: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(lambda: do())
        return button

    def _first(self) -> None:
        """Enter in the list: the first thing that can be done with that key."""
        buttons = (self.read_button, self.pin_button, self.copy_button)
        button = next((b for b in buttons if not b.isHidden()), None)
        if button is not None:
            button.click()

    def _renew(self) -> None:
        key, session = self.chosen, self.session
        office = session.office and not session.readonly and key is not None
        open_ = office and key is not None and bool(key.key) and not key.confirmed
        self.read_button.setVisible(open_)
        self.paper_button.setVisible(open_)
        self.withdraw_button.setVisible(office and key is not None and key.confirmed)
        self.copy_button.setVisible(office)
        own = key is not None and not session.office and session.has_key(key.member)
        self.pin_button.setVisible(own and not session.readonly)
        self.table.setAccessibleDescription(state_words(key) if key is not None else "")

    def _ask_fingerprint(self) -> None:
        key, campaign = self.chosen, self.session.campaign
        if key is None or campaign is None:
            return

        def answered(answers: Answers) -> bool:
            if not same_fingerprint(answers["mark"], key.key):
                self.ask.complain(sentence(FingerprintMismatchError(member=key.member.name)))
                return False
            outcome = self.session.run(
                members.confirm, campaign, key.member.code, answers["mark"]
            )
            return bool(outcome)

        self.ask.ask(
            f"Đ/c {key.member.name} đọc dấu vân tay khóa trên máy mình; gõ lại đúng dấu ấy.",
            [Field("mark", "Dấu vân tay")],
            "Xác nhận khóa",
            answered,
        )

    def _ask_paper(self) -> None:
        key = self.chosen
        if key is not None:
            self._reasoned(
                f"Đ/c {key.member.name} đã ký tay vào phiếu in từ máy mình, điểm trên giấy giống "
                "trong sổ.",
                "Ghi chú (phiếu nào, ngày ký)",
                "Xác nhận bằng chữ ký giấy",
                "Hãy ghi phiếu nào, ký ngày nào.",
                lambda note: self.session.run(members.confirm_on_paper, key.member, key.key, note),
            )

    def _ask_withdrawal(self) -> None:
        key = self.chosen
        if key is not None:
            self._reasoned(
                f"{number(key.ballots)} phiếu đ/c {key.member.name} ký bằng khóa này vẫn lưu "
                "nhưng không tính nữa.",
                "Lý do thu hồi",
                "Thu hồi khóa",
                "Hãy ghi lý do thu hồi.",
                lambda reason: self.session.run(members.withdraw_key, key.member, key.key, reason),
            )

    def _ask_pin(self) -> None:
        key = self.chosen
        if key is None:
            return
        waits = enrolment.awaited(self.session.book) == key.member.id
        after = (
            "Khóa mới tự xác nhận khi nộp về."
            if waits
            else "Khóa mới phải được thư ký xác nhận, hoặc hãy xin thư ký bản sao mới trước."
        )

        def answered(answers: Answers) -> bool:
            if not sealed.same(answers["pin"], answers["again"]):
                self.ask.complain("Hai lần gõ mã PIN không giống nhau; hãy gõ lại.")
                return False
            outcome = self.session.run(enrolment.renew_key, key.member.id, answers["pin"])
            if outcome:
                self.session.noted.emit("Đã đặt mã PIN mới; phiếu đã nộp vẫn giữ nguyên.")
            return bool(outcome)

        self.ask.ask(
            f"Đặt mã PIN mới cho đ/c {key.member.name}; phiếu đã nộp vẫn giữ nguyên. {after}",
            [
                Field("pin", "Mã PIN mới", secret=True),
                Field("again", "Gõ lại mã PIN", secret=True),
            ],
            "Đặt mã PIN mới",
            answered,
        )

    def _reasoned(
        self, words: str, label: str, result: str, empty: str, job: Callable[[str], Outcome]
    ) -> None:
        def answered(answers: Answers) -> bool:
            if not answers["text"].strip():
                self.ask.complain(empty)
                return False
            return bool(job(answers["text"]))

        self.ask.ask(words, [Field("text", label)], result, answered)

    def _new_copy(self) -> None:
        key = self.chosen
        if key is not None:
            self.wants.emit(COPY, key.member.id)

    def _answered(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds & _SHOWN:
            self.load()
