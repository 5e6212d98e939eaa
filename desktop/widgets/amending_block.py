"""Closed results: why they are opened no more, what changed since, putting right, amending."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.amending import Amended
from desktop.faults import obstacle
from desktop.messages import sentence
from desktop.models import amending
from desktop.models.amending import ChangeRows
from desktop.models.minutes_meeting import Meeting
from desktop.models.unit_figures import UnreadableError
from desktop.session import Outcome
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar, Field
from desktop.widgets.edit_table import EditTable
from desktop.widgets.labels import say, unsaid, wrapped

_WIDTHS = {0: -32, 1: -18, 2: -18, 3: -22}
_MOST_ROWS = 12


class AmendingBlock(QWidget):
    """Stands below a frozen meeting that somebody else holds, or that was amended."""

    made = Signal(object)  # an Amended

    def __init__(self, meeting: Meeting, look: Look, sight: Callable[[QWidget], None]) -> None:
        """``sight`` brings a widget into sight."""
        super().__init__()
        self.meeting, self._sight = meeting, sight
        self.why, self.state = wrapped(), wrapped("", "strong")
        self.rows = ChangeRows(self)
        self.table = EditTable(
            self.rows, look, "Kết quả đã thay đổi sau khi ký, gửi đi", _WIDTHS, None, _MOST_ROWS
        )
        self.in_the_way, self.putting_right = unsaid("bad"), unsaid("muted")
        self.earlier, self.outcome = unsaid("muted"), unsaid("strong")
        self.correct_button = QPushButton("Sửa để bổ sung…")
        self.correct_button.clicked.connect(self.ask_correction)
        self.give_up_button = QPushButton("Thôi sửa")
        self.give_up_button.clicked.connect(self.give_up)
        self.amend_button = QPushButton()
        self.amend_button.setProperty("role", "primary")
        self.amend_button.clicked.connect(self.ask_amendment)
        self.number_button = QPushButton("Ghi số, ngày biên bản bổ sung…")
        self.number_button.clicked.connect(self.ask_number)
        self.ask = AskBar()
        self._lay_out()
        meeting.code_known.connect(lambda _: self.renew() if self.isVisible() else None)

    def renew(self) -> None:
        """Shows what stands in the book."""
        meeting, state = self.meeting, self.meeting.state
        closed = state is not None and state.closed is not None
        earlier = amending.earlier_lines(meeting)
        self.setVisible(closed or bool(earlier))
        if state is None or self.isHidden():
            return
        found = amending.changed(meeting) if closed else []
        say(self.why, amending.closed_words(meeting))
        say(self.state, _state_words(len(found)) if closed else "")
        self.rows.show_changes(found)
        self.table.setVisible(bool(found))
        obstacles = amending.obstacles(meeting)
        words = list(dict.fromkeys(obstacle(*each) for each in obstacles))
        say(self.in_the_way, " ".join(words))
        outlook = state.what_changed() if closed else None
        putting_right = closed and state.correcting
        reason = outlook.reason if outlook is not None else ""
        say(self.putting_right, f"Đang sửa để bổ sung, lý do: {reason}" if putting_right else "")
        say(self.earlier, "\n".join(earlier))
        may = meeting.may_write
        next_one = outlook.number if outlook is not None else 1
        self.amend_button.setText(f"Lập biên bản bổ sung lần {next_one}…")
        self.amend_button.setVisible(may and closed and bool(found))
        self.amend_button.setEnabled(not words)
        self.correct_button.setVisible(may and closed and not state.correcting)
        self.give_up_button.setVisible(may and putting_right)
        self.number_button.setVisible(may and bool(earlier))

    def forget(self) -> None:
        """Another meeting: what was asked of the last one goes."""
        self.ask.give_up()
        say(self.outcome, "")

    def ask_correction(self) -> None:
        """Asks why the results are put right."""

        def answer(answers: dict[str, str]) -> bool:
            return self._told(amending.begin(self.meeting, answers["reason"]), self._next_step)

        self._ask(
            "Các phần của cuộc họp và phiếu chấm lại sửa được; kết quả đã chốt, giấy đã ký và mã "
            "đối chiếu giữ nguyên.",
            [Field("reason", "Lý do")],
            "Cho sửa để bổ sung",
            answer,
        )

    def give_up(self) -> None:
        """Closes the rows again."""
        if self._told(amending.give_up(self.meeting)):
            self.correct_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_amendment(self) -> None:
        """Asks for the reason, and for number and date where they are known."""
        state = self.meeting.state
        outlook = state.what_changed() if state is not None else None
        if outlook is None:
            return

        def answer(answers: dict[str, str]) -> bool:
            try:
                made = amending.amend(
                    self.meeting, answers["reason"], answers["number"], answers["day"]
                )
            except UnreadableError as error:
                self.ask.complain(str(error))
                return False
            return self._told(made, lambda: self._made(made.value))

        self._ask(
            f"Biên bản bổ sung lần {outlook.number} nêu {len(outlook.lines)} chỗ thay đổi, có mã "
            "đối chiếu riêng. Số và ngày có thể ghi sau.",
            [
                Field("reason", "Lý do", text=outlook.reason),
                Field("number", "Số biên bản"),
                Field("day", "Ngày"),
            ],
            f"Lập biên bản bổ sung lần {outlook.number}",
            answer,
        )

    def ask_number(self) -> None:
        """Asks for number and date of the amending minutes."""
        number, day = amending.number_and_day(self.meeting)

        def answer(answers: dict[str, str]) -> bool:
            try:
                outcome = amending.write_number(self.meeting, answers["number"], answers["day"])
            except UnreadableError as error:
                self.ask.complain(str(error))
                return False
            return self._told(
                outcome, lambda: self.number_button.setFocus(Qt.FocusReason.OtherFocusReason)
            )

        self._ask(
            "Số và ngày in trên biên bản bổ sung; mã đối chiếu không đổi.",
            [Field("number", "Số biên bản", text=number), Field("day", "Ngày", text=day)],
            "Ghi số, ngày",
            answer,
        )

    def _ask(
        self,
        words: str,
        fields: list[Field],
        result: str,
        answer: Callable[[dict[str, str]], bool],
    ) -> None:
        say(self.outcome, "")
        self.ask.ask(words, fields, result, answer)
        self._sight(self.ask)

    def _told(self, outcome: Outcome, then: Callable[[], None] | None = None) -> bool:
        """Says what went wrong; else goes on, before the question closes and the focus goes
        anywhere."""
        if not outcome:
            words = sentence(outcome.error or OSError())
            if self.ask.isVisible():
                self.ask.complain(words)
            else:
                say(self.outcome, words)
            return False
        self.renew()
        if then is not None:
            then()
        return True

    def _next_step(self) -> None:
        button = self.amend_button if self.amend_button.isVisible() else self.give_up_button
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._sight(button)

    def _made(self, amended: Amended) -> None:
        self.made.emit(amended)
        say(
            self.outcome,
            f"Đã lập biên bản bổ sung lần {amended.number}. Mã đối chiếu: {amended.proof_code}",
        )
        self.number_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        for widget in (
            self.earlier, self.why, self.state, self.table, self.in_the_way, self.putting_right
        ):  # fmt: skip
            column.addWidget(widget)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (
            self.amend_button, self.correct_button, self.give_up_button, self.number_button
        ):  # fmt: skip
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.ask)
        column.addWidget(self.outcome)


def _state_words(count: int) -> str:
    if not count:
        return "Sau khi ký, gửi đi, kết quả chưa có gì thay đổi."
    return f"Kết quả đã thay đổi sau khi ký, gửi đi: {count} chỗ"
