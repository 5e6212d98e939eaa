"""Chỗ cần xem: what two laptops wrote differently, and what others propose; settled here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.conflicts import Open
from db.errors import RuleReasonError
from db.operation import Changes
from db.rule_changes import Because
from desktop.models.import_words import number
from desktop.models.open_matters import NEEDS_REASON, Card, Column, OpenMatters
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.list_table import ListTable
from desktop.widgets.matter_cards import MatterCards
from desktop.widgets.rule_question import WHY, because_of
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

_WIDTHS = {Column.WHAT: -14, Column.SUBJECT: -22, Column.VALUES: -24}
_ELSEWHERE = "Việc chọn giá trị làm ở máy của thư ký; ở đây chỉ xem."


class OpenMattersScreen(Screen):
    """Enter on a matter goes to its values; the office takes one, a member may look."""

    counted = Signal(int)

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = OpenMatters(session)
        self.model.setParent(self)
        self._stale = True
        self.table = ListTable(
            self.model, look, "Chỗ cần xem", _WIDTHS, strong_column=Column.SUBJECT
        )
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.cards = MatterCards()
        self.table.opened.connect(lambda _: self.cards.begin())
        self.cards.taken.connect(self.take)
        self.ask = AskBar()
        self.ask.closed.connect(self._back_to_list)
        self.count = QLabel()
        self.count.setProperty("role", "strong")
        self.count.setWordWrap(True)
        self.accept_button, self.refuse_button = QPushButton(), QPushButton()
        self.keep_button = QPushButton()
        self.keep_button.setToolTip("Ở mỗi chỗ, giá trị mới nhất đang hiển thị trong sổ được giữ.")
        self.keep_button.clicked.connect(self.keep_shown)
        self.accept_button.clicked.connect(lambda: self.take_proposals(accept=True))
        self.refuse_button.clicked.connect(lambda: self.take_proposals(accept=False))
        head = QHBoxLayout()
        head.addWidget(self.count, 2)
        head.addWidget(ButtonFoot(self.keep_button, self.refuse_button, self.accept_button), 3)
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(panel, 3)
        column.addWidget(self.ask)
        column.addWidget(self.cards, 2)
        self.states = StateStack(content)
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        session.changed.connect(self._changed)
        session.campaign_changed.connect(self._campaign_changed)
        self.load()

    @property
    def may(self) -> bool:
        """Whether this laptop settles."""
        return self.session.office and not self.session.readonly

    def load(self) -> None:
        """Reads what waits; the same row stays chosen."""
        row, self._stale = max(self.table.currentIndex().row(), 0), False
        try:
            self.model.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))
            return
        count, proposals = len(self.model.matters), len(self.model.proposals)
        self.counted.emit(count)
        if not count:
            self.states.show_empty(
                "Không có chỗ nào cần xem",
                "Khi hai máy ghi khác nhau, hoặc thành viên đề nghị sửa, từng chỗ hiện ở đây để "
                "chọn.",
                "Nhận dữ liệu",
                "handing",
            )
            return
        self.states.show_content()
        self.count.setText(f"{number(count)} chỗ cần xem. {'' if self.may else _ELSEWHERE}".strip())
        self.accept_button.setText(f"Nhận cả {number(proposals)} đề nghị")
        self.refuse_button.setText(f"Bác cả {number(proposals)} đề nghị")
        for button in (self.accept_button, self.refuse_button):
            button.setVisible(self.may and proposals > 1)
        differing = len(self.model.differing)
        self.keep_button.setText(f"Giữ giá trị đang hiển thị cho cả {number(differing)} chỗ")
        self.keep_button.setVisible(self.may and differing > 1)
        self.table.go_to(min(row, count - 1))
        self._follow()

    def arrive(self) -> None:
        """The list."""
        if self._stale:
            self.load()
        if self.states.notice:
            self.states.focus_button()
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, card: Card) -> None:
        """Settles the chosen matter; a reason is asked where one must be on record."""
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.matters):
            return
        matter = self.model.matters[row]
        if matter.what not in NEEDS_REASON:
            if isinstance(self.model.settle(row, card).error, RuleReasonError):
                self._ask_why(card.button, lambda why: self._settle_again(matter, card, why))
            else:
                self._back_to_list()
            return

        def answered(answers: Answers) -> bool:
            if not answers["reason"].strip():
                self.ask.complain("Hãy ghi lý do; lý do được lưu cùng bản kia.")
                return False
            return self._settle_again(matter, card, Because(answers["reason"], ""))

        self.ask.ask(
            f"{card.button}: {card.value}. Bản kia vẫn lưu nhưng không tính nữa.",
            [Field("reason", "Lý do")],
            card.button,
            answered,
        )

    def take_proposals(self, *, accept: bool) -> None:
        """All proposals at once."""
        if isinstance(self.model.settle_proposals(accept).error, RuleReasonError):
            words = self.accept_button.text()
            self._ask_why(words, lambda why: bool(self.model.settle_proposals(accept, why)))
        else:
            self._back_to_list()

    def keep_shown(self) -> None:
        """All differing values at once."""
        self.model.keep_shown()
        self._back_to_list()

    def _settle_again(self, matter: Open, card: Card, because: Because) -> bool:
        """The same matter, wherever it stands in the list by now."""
        found = [m.ident for m in self.model.matters]
        at = found.index(matter.ident) if matter.ident in found else -1
        said = (because.reason, because.basis)
        return at >= 0 and bool(self.model.settle(at, card, *said))

    def _ask_why(self, button: str, write: Callable[[Because], bool]) -> None:
        """Asks for what must be on record where a choice changes a rule once ballots are in."""

        def answered(answers: Answers) -> bool:
            because = because_of(self.ask, answers)
            if because is None or not write(because):
                return False
            self.session.noted.emit("Đã ghi lý do, căn cứ; biên bản sẽ nêu thay đổi này.")
            return True

        self.ask.ask(
            "Đã có phiếu chấm và lựa chọn này đổi Tổ thẩm định hoặc cách chấm; vì sao đổi? Lý do, "
            "căn cứ được ghi vào biên bản.",
            WHY,
            button,
            answered,
        )

    def _follow(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.matters):
            cards, before = self.model.cards(row), self.model.before(row)
            self.cards.show_cards(cards, before, may=self.may)

    def _back_to_list(self) -> None:
        if not self.states.notice:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds - {"draft"}:
            self._look_again()

    def _campaign_changed(self) -> None:
        self._look_again()

    def _look_again(self) -> None:
        """At once where it is seen; else when it comes to the front."""
        if self.isVisible():
            self.load()
        else:
            self._stale = True
