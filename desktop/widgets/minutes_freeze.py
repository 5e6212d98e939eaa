"""Chốt để ký: what stands in the way, what would be left out, the code; and mở chốt."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import freeze as freezing
from db.amending import Amended
from desktop.messages import sentence
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_obstacles import Line, draft_lines, frozen_lines, obstacle_lines
from desktop.theme.look import Look
from desktop.widgets.after_freezing import AfterFreezingBlock
from desktop.widgets.amending_block import AmendingBlock
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.ask_bar import Field as AskBarField
from desktop.widgets.at_work import at_work
from desktop.widgets.scrolling import ScrolledPage, show_soon
from desktop.widgets.signed_papers_block import SignedPapersBlock


class FreezePanel(ScrolledPage):
    """A meeting before and after freezing; nothing modal."""

    wants = Signal(str, bytes)  # as Screen.wants
    wants_field = Signal(str)  # a field of the form

    def __init__(self, meeting: Meeting, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("Chốt để ký", parent)
        self.meeting = meeting
        self.signed = SignedPapersBlock(meeting, look, lambda form: show_soon(self, form))
        self.after = AfterFreezingBlock(meeting, look, lambda form: show_soon(self, form))
        self.amending = AmendingBlock(meeting, look, lambda widget: show_soon(self, widget))
        self.amending.made.connect(self._amended)
        self.heading, self._lead, self.refusal = _label("heading"), _label(), _label("bad")
        self.code = _label("total")
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = QPushButton("Chép mã")
        self.copy.setAccessibleName("Chép mã đối chiếu")
        self.copy.clicked.connect(self._copy)
        self._copied = _label("muted")
        self.freeze = QPushButton()
        self.freeze.setProperty("role", "primary")
        self.freeze.clicked.connect(self.freeze_now)
        self.unfreeze = QPushButton("Mở chốt…")
        self.unfreeze.clicked.connect(self.ask_unfreeze)
        self.ask = AskBar()
        self.sentences: list[str] = []  # what is shown in lines, and the ways on
        self.ways: list[QPushButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._lay_out()
        meeting.loaded.connect(self._load)
        meeting.renewed.connect(lambda: self.renew() if self.isVisible() else None)
        meeting.code_known.connect(lambda _: self._renew_code())
        self.verticalScrollBar().rangeChanged.connect(self._keep_focus_in_sight)

    def arrive(self) -> None:
        """Puts the focus on the next step."""
        for button in (self.freeze, self.copy):
            if button.isVisible() and button.isEnabled():
                button.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form of the decision is never higher than what is seen at once."""
        super().resizeEvent(event)
        self.after.fit_into(self.viewport().height())

    def _keep_focus_in_sight(self) -> None:
        """What has come in between may have pushed it away."""
        focus = self.window().focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.ensureWidgetVisible(focus)

    def freeze_now(self) -> None:
        """Freezes; on refusal says why."""
        meeting, campaign = self.meeting, self.meeting.session.campaign
        if meeting.record is None or campaign is None or not meeting.editable:
            return
        with at_work(self.freeze, f"Đang chốt {len(meeting.body['submissions'])} hồ sơ…"):
            outcome = meeting.session.run(freezing.freeze, campaign, meeting.record.number)
        if outcome:
            if meeting.snapshot is not None:
                meeting.know_code(meeting.snapshot, outcome.value.proof_code)
            self.copy.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.refusal.setText(sentence(outcome.error or OSError()))
            self.refusal.show()

    def _amended(self, amended: Amended) -> None:
        if self.meeting.snapshot is not None:
            self.meeting.know_code(self.meeting.snapshot, amended.proof_code)

    def ask_unfreeze(self) -> None:
        """Asks for the reason, in the page."""
        meeting, campaign = self.meeting, self.meeting.session.campaign
        if meeting.record is None or campaign is None:
            return
        number = meeting.record.number

        def answer(answers: dict[str, str]) -> bool:
            with at_work(self.ask.confirm, f"Đang mở chốt cuộc họp số {number}…"):
                reason = answers["reason"]
                outcome = meeting.session.run(freezing.unfreeze, campaign, number, reason)
            if not outcome:
                self.ask.complain(sentence(outcome.error or OSError()))
            else:
                self.arrive()  # before the question closes and the focus goes anywhere
            return bool(outcome)

        amended = meeting.state.number if meeting.state is not None else 0
        words, result = (
            (
                "Thu hồi biên bản bổ sung: mã đối chiếu của nó không còn giá trị, bản trước đó lại "
                "đang có hiệu lực.",
                f"Thu hồi biên bản bổ sung lần {amended}",
            )
            if amended
            else (
                "Mở chốt để sửa: mã đối chiếu trên bản đã in không còn giá trị, "
                "lý do được lưu cùng biên bản.",
                f"Mở chốt cuộc họp số {number}",
            )
        )
        self.ask.ask(words, [AskBarField("reason", "Lý do")], result, answer)
        show_soon(self, self.ask)

    def showEvent(self, event: QShowEvent) -> None:
        """Works out anew what stands in the way."""
        super().showEvent(event)
        self.renew()

    def renew(self) -> None:
        """Shows the meeting as it stands."""
        meeting = self.meeting
        if meeting.record is None:
            return
        self.refusal.hide()
        self._copied.setText("")
        self._clear_lines()
        frozen = meeting.frozen
        for widget in (self.code, self.copy, self._copied):
            widget.setVisible(frozen)
        self.signed.setVisible(frozen)
        self.after.setVisible(frozen)
        self.amending.renew()
        state = meeting.state
        may_open = state is not None and state.closed is None and meeting.may_write
        self.unfreeze.setVisible(may_open)
        amended = state.number if state is not None else 0
        self.unfreeze.setText(
            f"Thu hồi biên bản bổ sung lần {amended}…" if amended else "Mở chốt…"
        )
        self.freeze.setVisible(not frozen and self.meeting.may_write)
        if frozen:
            self._show_frozen()
        else:
            self.ask.give_up()
            self._show_draft()

    def _load(self) -> None:
        self.ask.give_up()
        self.signed.forget()
        self.after.forget()
        self.amending.forget()
        if self.isVisible():
            self.renew()

    def _show_draft(self) -> None:
        meeting = self.meeting
        assert meeting.record is not None
        self.heading.setText(f"Chốt cuộc họp số {meeting.record.number} để ký")
        in_the_way = obstacle_lines(meeting)
        blocked = bool(in_the_way)
        self._lead.setText(
            "Chưa chốt được; cần làm xong các việc sau."
            if blocked
            else "Chốt xong, kết quả và biên bản không sửa được nữa, bản in mang mã đối chiếu "
            "và hết chữ DỰ THẢO."
        )
        if not self.meeting.may_write:
            self._lead.setText("Chỉ máy giữ khóa cơ quan của sổ chốt được để ký.")
        for line in [*in_the_way, *draft_lines(meeting)]:
            self._add(line)
        self.freeze.setText(f"Chốt {len(meeting.body['submissions'])} hồ sơ để ký")
        self.freeze.setAccessibleName(self.freeze.text())
        self.freeze.setEnabled(not blocked)

    def _show_frozen(self) -> None:
        meeting = self.meeting
        assert meeting.record is not None
        count = len(meeting.body["submissions"])
        amended = meeting.state.number if meeting.state is not None else 0
        self.heading.setText(
            f"Cuộc họp số {meeting.record.number} đã chốt {count} hồ sơ để ký"
            + (f", đã bổ sung lần {amended}" if amended else "")
        )
        self._lead.setText("Mã đối chiếu, in ở chân mỗi trang:")
        self._renew_code()
        if not meeting.proof_code:
            meeting.ask_code()
        for line in frozen_lines(meeting):
            self._add(line)
        self.signed.renew()
        self.after.renew()

    def _renew_code(self) -> None:
        code = self.meeting.proof_code
        self.code.setText(code or "…")
        self.code.setAccessibleName(f"Mã đối chiếu {code}")
        self.copy.setEnabled(bool(code))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.meeting.proof_code)
        self._copied.setText("Đã chép.")

    def _add(self, line: Line) -> None:
        row = QHBoxLayout()
        label = _label(line.role)
        label.setText(line.words)
        self.sentences.append(line.words)
        row.addWidget(label, 1)
        if line.action:
            button = QPushButton(line.action)
            button.setProperty("role", "plain")
            self.ways.append(button)
            button.setAccessibleName(f"{line.action}: {line.words}")
            button.clicked.connect(lambda: self._go(line))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._lines.addLayout(row)

    def _go(self, line: Line) -> None:
        if line.field:
            self.wants_field.emit(line.field)
        else:
            self.wants.emit(line.place, line.submission)

    def _clear_lines(self) -> None:
        self.sentences, self.ways = [], []
        while (item := self._lines.takeAt(0)) is not None:
            row = item.layout()
            while row is not None and (part := row.takeAt(0)) is not None:
                widget = part.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self._lead)
        code = QHBoxLayout()
        code.addWidget(self.code)
        code.addWidget(self.copy)
        code.addWidget(self._copied)
        code.addStretch(1)
        column.addLayout(code)
        column.addLayout(self._lines)
        column.addWidget(self.refusal)
        self.refusal.hide()
        column.addWidget(self.freeze, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.signed)
        column.addWidget(self.amending)
        column.addWidget(self.after)
        column.addWidget(self.ask)
        column.addWidget(self.unfreeze, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.hold(inner)
        self.setFrameShape(QFrame.Shape.NoFrame)


def _label(role: str = "") -> QLabel:
    label = QLabel()
    label.setWordWrap(role != "total")
    if role:
        label.setProperty("role", role)
    return label
