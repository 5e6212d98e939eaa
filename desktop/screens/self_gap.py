"""Chênh lệch tự chấm: the subjects' own scores beside the panel's, over the years; it decides
nothing and says nothing of a single member."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.operation import Changes
from db.records import SubjectKind
from desktop.models.self_gap_model import GAP_ROLE, Column, SelfGapModel, View
from desktop.models.self_gap_words import lost_points
from desktop.models.words import KINDS
from desktop.reading import READ_FAILED, read_sentence, saying
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.filter_combo import FilterCombo
from desktop.widgets.gap_bars import GapBars
from desktop.widgets.labels import wrapped
from desktop.widgets.list_table import ListTable
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

_ALL = ""
_WIDTHS = {
    Column.NAME: -30,
    Column.MOST: 6,
    Column.OWN: 7,
    Column.PANEL: 7,
    Column.GAP: 9,
    Column.COUNT: 6,
    Column.BARS: -18,
}
_SPARE = (Column.BARS, Column.MOST, Column.COUNT)


class SelfGapScreen(Screen):
    """A line a criterion, a unit or a year."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = SelfGapModel(session, self)
        self.table = ListTable(
            self.model, look, "Chênh lệch tự chấm", _WIDTHS, _SPARE, strong_column=Column.GAP
        )
        self.table.setItemDelegateForColumn(
            Column.BARS, GapBars(look, GAP_ROLE, self.table)
        )
        self.views = Chips(
            "Xem theo",
            [(View.CRITERION, "Theo tiêu chí"), (View.UNIT, "Theo đơn vị"),
             (View.YEAR, "Qua các năm")],
            self,
        )  # fmt: skip
        self.kinds = Chips(
            "Loại đối tượng",
            [(str(kind), KINDS[kind]) for kind in SubjectKind],
            self,
        )
        self.years = FilterCombo("Năm", "Mọi năm")
        self.words = wrapped()
        self._note = QLabel("Thanh trên: tự chấm. Thanh dưới: Tổ thẩm định chấm.")
        self._note.setProperty("role", "muted")
        self._stale = True
        self._lay_out()
        self.views.chosen.connect(lambda key: self.model.choose(view=View(key)))
        self.kinds.chosen.connect(lambda key: self.model.choose(kind=key))
        self.years.currentIndexChanged.connect(
            lambda _: self.model.choose(year=str(self.years.currentData() or ""))
        )
        self.model.counted.connect(self._renew)
        self.model.failed.connect(saying(session, self.states.show_error))
        session.changed.connect(self._changed)
        session.campaign_changed.connect(self._look_again)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(ChipRow(self.views, self.kinds), 1)
        row.addWidget(self.years)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.table, 1)
        column.addWidget(self._note)
        self.states = StateStack(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)

    def load(self) -> None:
        """Reads all years anew."""
        self._stale = False
        try:
            self.model.choose(kind=self.kinds.current)
            self.model.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))

    def arrive(self) -> None:
        """The table, read anew where something was written."""
        if self._stale:
            self.load()
        if self.states.notice:
            self.states.focus_button()
            return
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renew(self) -> None:
        model = self.model
        self.years.show_choices([(str(year), str(year)) for year in model.found.years])
        self.years.setVisible(len(model.found.years) > 1)
        for kind, button in ((k, self.kinds.buttons[str(k)]) for k in SubjectKind):
            there = any(mark.kind is kind for mark in model.found.marks)
            button.setVisible(there or button.isChecked())
        self.views.buttons[View.YEAR].setVisible(len(model.found.years) > 1)
        self.table.leave_out(() if model.view is View.CRITERION else (Column.MOST,))
        self.words.setText(lost_points(model.found, model.marks, model.kind))
        self.words.setVisible(bool(self.words.text()))
        self._note.setVisible(not self.table.isColumnHidden(Column.BARS))
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif not model.found.marks:
            self.states.show_empty(
                "Chưa so được điểm tự chấm với điểm của Tổ",
                "Khi hồ sơ có điểm tự chấm theo tiêu chí và có phiếu chấm, ở đây là chỗ các đối "
                "tượng tự chấm cao hơn hay thấp hơn Tổ thẩm định, theo tiêu chí, đơn vị và năm.",
                *self.way_to_import,
            )
        else:
            self.states.show_content()

    def _changed(self, changes: Changes) -> None:
        if changes.kinds - {"draft"}:
            self._look_again()

    def _look_again(self) -> None:
        """At once where it is seen; else when it comes to the front."""
        if self.isVisible():
            self.load()
        else:
            self._stale = True
