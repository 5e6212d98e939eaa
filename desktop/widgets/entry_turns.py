"""How paper ballots are typed: once or twice, with or without the totals written on them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from db import keyed
from db.records import Role
from desktop.messages import sentence
from desktop.models.meeting_grid import MeetingGrid
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar, Field
from desktop.widgets.chips import ChipRow, Chips

FIRST, SECOND, COMPARE = "first", "second", "compare"
_TOTALS, _TWICE = "meeting.totals", "meeting.twice"


class EntryTurns(QWidget):
    """The menu "Cách nhập", and while everything is typed twice the row of turns. ``chosen``
    when another turn is to be shown; before it ``leave`` is asked."""

    chosen = Signal(str)
    asking = Signal(bool)  # the names are asked for: one thing at a time, and room for it

    def __init__(
        self, session: Session, grid: MeetingGrid, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._grid, self._look = session, grid, look
        self.button = QPushButton("Cách nhập")
        self.button.setAccessibleName("Cách nhập: gõ tổng trên phiếu, nhập hai lượt")
        self.menu = QMenu(self.button)
        self.totals = self._action("Gõ cả tổng ghi trên phiếu để đối chiếu", self._set_totals)
        self.twice = self._action(
            "Nhập hai lượt, người thứ hai không thấy lượt một", self._set_twice
        )
        self.button.setMenu(self.menu)
        self.turns = Chips(
            "Lượt nhập", [(FIRST, "Lượt một"), (SECOND, "Lượt hai"), (COMPARE, "Đối chiếu")]
        )
        self.turns.chosen.connect(self._turn)
        self._who = QLabel()
        self._who.setProperty("role", "muted")
        self.ask = AskBar()
        self.ask.closed.connect(lambda: self.asking.emit(False))
        self.row = QWidget()
        line = QHBoxLayout(self.row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(ChipRow(self.turns), 2)
        line.addWidget(self._who, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.row)
        column.addWidget(self.ask)
        self._shown = FIRST
        kept = look.preferences.columns
        self.totals.setChecked(_TOTALS in kept)
        self.twice.setChecked(_TWICE in kept)
        session.campaign_changed.connect(self.renew)
        self.hide()  # until it has its place: it would be a window of its own

    @property
    def typed_twice(self) -> bool:
        """Whether two people type."""
        return self.twice.isChecked()

    @property
    def current(self) -> str:
        """The turn that is shown."""
        return self._shown if self.typed_twice else FIRST

    def show_turn(self, key: str) -> None:
        """Marks it as shown."""
        self._shown = key
        self.turns.mark(key)
        self.renew()

    def renew(self) -> None:
        """Names and chips as they stand; once it is laid out."""
        self.button.setVisible(self._session.office)
        self.setVisible(self.typed_twice and self._session.office)
        self._grid.set_with_totals(self.totals.isChecked() and not self._grid.second)
        first, second = keyed.typists(self._session.book)
        names = {FIRST: first, SECOND: second}
        name = names.get(self._shown, "")
        self._who.setText(f"Người nhập: {name}" if name else "")

    def _action(self, words: str, job: object) -> QAction:
        action = self.menu.addAction(words)
        action.setCheckable(True)
        action.triggered.connect(job)
        return action

    def _set_totals(self) -> None:
        self._remember(_TOTALS, self.totals.isChecked())
        self.renew()

    def _set_twice(self) -> None:
        self._remember(_TWICE, self.typed_twice)
        if not self.typed_twice:
            self._shown = FIRST
            self.turns.mark(FIRST)
        self.renew()
        self.chosen.emit(FIRST)

    def _remember(self, name: str, on: bool) -> None:
        self._look.preferences.remember_columns(name, ["1"])
        if not on:
            self._look.preferences.remember_columns(name, [])

    def _turn(self, key: str) -> None:
        if key == SECOND and not all(keyed.typists(self._session.book)):
            self.turns.mark(self._shown)
            self._ask_names()
        else:
            self.turns.mark(self._shown)
            self.chosen.emit(key)

    def _ask_names(self) -> None:
        def answered(answers: Answers) -> bool:
            done = self._session.run(
                keyed.name_typists, answers["first"], answers["second"]
            )
            if not done:
                assert done.error is not None
                self.ask.complain(sentence(done.error))
                return False
            self.chosen.emit(SECOND)
            return True

        self.asking.emit(True)
        self.ask.ask(
            "Lượt hai do người khác nhập lại toàn bộ điểm mà không thấy lượt một. "
            "Tên hai người được ghi cùng phiếu.",
            [Field("first", "Người nhập lượt một"), Field("second", "Người nhập lượt hai")],
            "Bắt đầu lượt hai",
            answered,
        )
        members = self._session.around.members
        secretary = next((m.name for m in members if m.role == Role.SECRETARY), "")
        self.ask.edit("first").setText(secretary)
        self.ask.edit("second" if secretary else "first").setFocus()
