"""Hoàn thành xuất sắc: who qualifies for HTXSNV on what basis, who does not, who is open."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.excellent import State
from db.records import SubjectKind
from desktop.excellent_words import STATES, over_words
from desktop.models.excellent_model import AIMING, ALL, EVERYBODY, Column, ExcellentModel
from desktop.models.words import KINDS
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.excellent_panel import ExcellentPanel
from desktop.widgets.labels import say, unsaid
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable

_WIDTHS = {
    Column.SUBJECT: -16,
    Column.KIND: 7,
    Column.UNIT: -12,
    Column.PANEL: 8,
    Column.DECIDED: 8,
    Column.STATE: 12,
    Column.REASON: -30,
    Column.REWARD: -12,
}
_SPARE = (Column.REWARD, Column.KIND, Column.UNIT, Column.PANEL)
_PANEL = 420


class ExcellentScreen(ListScreen):
    """Enter or a double click shows every rule with its clause, and what can be written down."""

    panel: ExcellentPanel

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = ExcellentModel(session)
        table = ListTable(
            self.model, look, "Danh sách hoàn thành xuất sắc nhiệm vụ", _WIDTHS, _SPARE,
            Column.DECIDED, Column.STATE, uncut={Column.STATE: list(STATES.values())},
            remember="excellent",
        )  # fmt: skip
        panel = ExcellentPanel(session, look)
        super().__init__(session, look, self.model, table, parent, panel=panel)
        self.who = Chips(
            "Ai", [(AIMING, "Đề nghị"), (EVERYBODY, "Mọi đối tượng")], self
        )
        self.kinds = Chips(
            "Loại đối tượng",
            [(ALL, "Tất cả"), *((str(kind), KINDS[kind]) for kind in SubjectKind)],
            self,
        )
        self.conditions = Chips(
            "Điều kiện",
            [(ALL, "Tất cả"), *((str(state), STATES[state]) for state in State)],
            self,
        )
        self._over = unsaid("bad")
        self.who.chosen.connect(lambda key: self.model.filter(who=key))
        self.kinds.chosen.connect(lambda key: self.model.filter(kind=key))
        self.conditions.chosen.connect(lambda key: self.model.filter(state=key))
        self.panel.wants_submission.connect(lambda ident: self.wants.emit("results", ident))
        look.changed.connect(self.follow)
        table.sort_first(Column.SUBJECT)
        head = QVBoxLayout()
        head.addLayout(self.search_line)
        head.addWidget(ChipRow(self.who, self.kinds, self.conditions, gap=4))
        head.addWidget(self._over)
        self.lay_out(head, wide=_PANEL)
        self.states.acted.connect(self._way_on)

    def open_row(self, row: int) -> None:
        """Every rule that the subject is held to."""
        found, whole = self.model.proposed(row), self.model.found
        if whole is not None:
            unit = self.model.unit_name(found.subject.unit)
            self.panel.show_proposed(found, whole, unit)

    def show_all(self) -> None:
        """No search, no filter, everybody."""
        self.search.clear()
        for chips in (self.kinds, self.conditions):
            chips.mark(ALL)
        self.who.mark(EVERYBODY)
        self.model.filter(who=EVERYBODY, kind=ALL, state=ALL)

    def renew(self) -> None:
        """How many there are of each filter, and which units are over the quota."""
        model = self.model
        by_who = model.by_who()
        of = "đối tượng"
        self.who.set_counts(by_who, of=of)
        self.kinds.set_counts(model.by_kind(), hide_empty=True, of=of)
        self.conditions.set_counts(model.by_state(), hide_empty=True, of=of)
        say(self._over, over_words(model.found) if model.found is not None else "")
        self.table.leave_out(() if model.decided else (Column.DECIDED,))
        shown = model.rowCount()
        self.count.setText(f"{shown} đối tượng")
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif not by_who[EVERYBODY]:
            self.states.show_empty(
                "Chưa có đối tượng nào",
                "Khi có hồ sơ đăng ký hoặc danh sách đối tượng, ở đây là ai đủ điều kiện hoàn "
                "thành xuất sắc nhiệm vụ, theo căn cứ nào, ai chưa đủ và vì sao.",
                *self.way_to_import,
            )
        elif not by_who[AIMING] and self.who.current == AIMING:
            self.states.show_empty(
                "Chưa ai được đề nghị hoàn thành xuất sắc nhiệm vụ",
                "Đánh dấu trong bảng nhập, trong phiếu đăng ký, hoặc chọn từ danh sách mọi đối "
                "tượng rồi bấm “Đề nghị HTXSNV”.",
                "Xem mọi đối tượng",
            )
        else:
            self.show_rows("Không có đối tượng nào khớp")

    def _way_on(self) -> None:
        """Of an empty list: everybody; of one that could not be read: again."""
        if self.model.found is not None:
            self.show_all()
            self.arrive()
        else:
            self.load()
