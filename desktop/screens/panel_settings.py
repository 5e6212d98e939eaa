"""Tổ thẩm định: the panel of a campaign, typed in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import panel_decision, rule_changes
from db.change_log import Value
from db.operation import Changes
from db.queries.usage import ballots, scored_by
from db.rule_changes import PANEL
from desktop import undoable
from desktop.models import member_rows
from desktop.models.campaign_words import DECISION
from desktop.models.folded_choices import FoldedChoices, unit_choices
from desktop.models.member_rows import ROLE_WORDS, MemberRows
from desktop.models.rule_effects import RuleEffects
from desktop.session import Outcome, Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar
from desktop.widgets.edit_table import EditTable
from desktop.widgets.labels import heading, say, unsaid, wrapped
from desktop.widgets.message_bar import WARN, MessageBar
from desktop.widgets.minutes_fields import LineField
from desktop.widgets.rule_question import WHY, because_of
from desktop.widgets.screen import Screen
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.state_stack import StateStack

_MEMBER_WIDTHS = {
    member_rows.Column.CODE: 7,
    member_rows.Column.NAME: -18,
    member_rows.Column.ROLE: 12,
    member_rows.Column.UNIT: -18,
    member_rows.Column.POST: -14,
    member_rows.Column.TEAM: -8,
}


_DECISION_HINT = (
    "Như “Quyết định số 125-QĐ/HU, ngày 01/3/2023”: vào biên bản mọi cuộc họp chưa chốt mà chưa "
    "ghi quyết định nào khác."
)


class PanelSettingsScreen(Screen):
    """Once ballots are in, the panel is opened with a reason."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._choices = FoldedChoices(self)
        self.member_rows = MemberRows(session, self._choices, self)
        role = {int(member_rows.Column.ROLE): ROLE_WORDS}
        self.members = EditTable(self.member_rows, look, "Tổ thẩm định", _MEMBER_WIDTHS, role)
        self.notice, self.ask = MessageBar(), AskBar()
        self.decision = LineField(panel_decision.CELL, DECISION, self._save_decision)
        self.keys_button = QPushButton("Khóa của thành viên…")
        self.keys_button.setToolTip("Khóa nào đã xác nhận, thành viên nào chưa có khóa")
        self.keys_button.clicked.connect(lambda: self.wants.emit("exchange/keys", b""))
        self.open_button = QPushButton("Sửa Tổ thẩm định…")
        self._member_trouble = unsaid("bad")
        self._member_hint = wrapped("", "muted")
        self._effects = RuleEffects(session, self)
        self.close_button = QPushButton("Xong, ghi vào biên bản")
        self._ballots, self._shown = 0, b""
        self.states = StateStack(self._make_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self._connect()
        self.load()

    def load(self) -> None:
        """Reads panel and units."""
        session = self.session
        campaign = session.campaign
        if campaign is None:
            self.states.show_no_campaign()
            return
        self.states.show_content()
        self._ballots = ballots(session.book, campaign)
        said = panel_decision.decision_of(session.book.connection, campaign.id) or None
        if campaign.id == self._shown:
            self.decision.set_stored(said)
        else:
            self._shown = campaign.id
            self.decision.reset(said)
        self._choices.offer(unit_choices(session.around.units.values()))
        may = session.office and not session.readonly
        known = rule_changes.changes(session.book.connection, campaign.id)
        last = next((c for c in reversed(known) if c.what == PANEL), None)
        begun = last is not None and last.new is None
        opened = not self._ballots or begun
        self.decision.lock(not may)
        self.member_rows.load(editable=may, whole=opened)
        self.open_button.setVisible(may and not opened)
        self.close_button.setVisible(may and begun)
        words = "Gõ vào dòng trống để thêm; Ctrl+Delete bỏ dòng đang chọn. "
        growing = words if may and opened else ""
        self._member_hint.setText(f"{growing}Tên nhóm dùng để giao hồ sơ ở Phân công.")
        if not may:
            words = "Máy này không giữ khóa cơ quan, hoặc sổ đang mở chỉ để xem."
        elif self._ballots:
            words = f"Đã có {self._ballots} phiếu: sửa Tổ thẩm định phải ghi lý do, căn cứ; "
            words += "riêng cột Nhóm gõ được ngay."
            if begun:
                words = f"Đang sửa Tổ thẩm định khi đã có {self._ballots} phiếu; sửa xong thì bấm "
                words += f"“{self.close_button.text()}”."
            if last is not None:
                words += f" Lý do{' lần trước' if not begun else ''}: {last.reason.rstrip('.')}."
        else:
            words = ""
        if words:
            self.notice.say(words, WARN, lasting=True)
        else:
            self.notice.hide()

    def arrive(self) -> None:
        """The panel."""
        self.members.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Takes over what is being typed."""
        kept = self.session.campaign is None or self.decision.keep()
        return self.members.keep() and kept

    def ask_opening(self) -> None:
        """Asks why the panel changes after scoring has begun."""
        campaign = self.session.campaign
        assert campaign is not None

        def opened(answers: Answers) -> bool:
            because = because_of(self.ask, answers)
            return because is not None and bool(
                undoable.run(
                    self.session, "mở Tổ thẩm định để sửa", rule_changes.open_panel, campaign.id,
                    because,
                )
            )  # fmt: skip

        self.ask.ask(
            f"Đã có {self._ballots} phiếu. Sửa Tổ thẩm định sẽ đổi số phiếu cần có và tỷ lệ "
            "dự họp; vì sao sửa? Lý do, căn cứ được ghi vào biên bản.",
            WHY,
            "Mở để sửa",
            opened,
        )

    def close_panel(self) -> None:
        """Ends the change of the panel: from now on it is only read again."""
        campaign = self.session.campaign
        if campaign is None or not self.members.keep():
            return
        words = "sửa xong Tổ thẩm định"
        undoable.run(self.session, words, rule_changes.close_panel, campaign.id)
        self.members.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_decision(self, _: str, value: Value) -> Outcome:
        campaign, text = self.session.campaign, str(value or "")
        assert campaign is not None
        words = "quyết định thành lập Tổ thẩm định"
        return undoable.run(self.session, words, panel_decision.set_decision, campaign, text)

    def _weigh(self, member: bytes, panel: list[dict[str, str]], write: Callable[[], str]) -> None:
        """Writes what somebody typed of a member; where ballots would count otherwise they are
        listed first and the write waits for a yes."""
        touched = scored_by(self.session.book, member) if self._ballots else []
        self._effects.stop()
        if touched:
            self._effects.compare(PANEL, None, panel, touched)
            if self._effects.felt or self._effects.busy:  # once the cell's editor is closed
                QTimer.singleShot(0, self, lambda: self._ask_touching(write))
                return
        say(self._member_trouble, write())

    def _ask_touching(self, write: Callable[[], str]) -> None:
        def changed(_: Answers) -> bool:
            say(self._member_trouble, write())
            return True

        self.ask.ask(
            "Thay đổi này tác động tới phiếu đã nộp; các phiếu đó được ghi vào biên bản.",
            [],
            "Vẫn đổi",
            changed,
        )
        self.ask.tell(self._effects.words, ready=not self._effects.busy)

    def _tell_effects(self, words: str, ready: bool) -> None:
        if not self.ask.isHidden():
            self.ask.tell(words, ready=ready)

    def _make_page(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 10, 14, 12)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(heading("Tổ thẩm định"), 1)
        for button in (self.keys_button, self.open_button, self.close_button):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.ask)
        column.addWidget(self.members)
        column.addWidget(self._member_trouble)
        column.addWidget(self._member_hint)
        column.addSpacing(8)
        column.addWidget(self.decision)
        column.addWidget(wrapped(_DECISION_HINT, "muted"))
        column.addStretch(1)
        page = ScrolledPage("Tổ thẩm định")
        page.hold(panel)
        return page

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.ask_opening)
        self.close_button.clicked.connect(self.close_panel)
        self.member_rows.doubted.connect(self._weigh)
        self._effects.told.connect(self._tell_effects)
        self.ask.closed.connect(self._effects.stop)
        self.member_rows.refused.connect(lambda w: say(self._member_trouble, w))
        self.members.removal_asked.connect(
            lambda row: say(self._member_trouble, self._remove_member(row))
        )
        self.session.changed.connect(self._on_changed)
        self.session.campaign_changed.connect(self.load)

    def _remove_member(self, row: int) -> str:
        index = self.member_rows.index(row, 0)
        editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
        return self.member_rows.remove(row) if editable else ""

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"member", "unit", "campaign", "ballot", "rule_change"}:
            self.load()
