"""Rà soát: registrations held to the year's theme (R20, R24): a checklist, hints, an outcome and
a note back to the unit."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.rechecks import same_as
from db.rules.recheck import OUTCOMES
from db.year_rules import read
from desktop.field_words import RECHECK
from desktop.models.import_words import number
from desktop.models.recheck_entry import RecheckEntry
from desktop.models.recheck_rows import HINTED, OPEN, Column, RecheckRows
from desktop.models.sifted_table import ALL
from desktop.rule_words import HINTS
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.filter_combo import FilterCombo
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.recheck_bar import RecheckBar
from desktop.widgets.recheck_panel import RecheckPanel
from desktop.widgets.similar_pages import SimilarPages

_FILTERS = (
    (ALL, "Tất cả"),
    (OPEN, "Chưa rà soát"),
    *((outcome, RECHECK[outcome]) for outcome in OUTCOMES),
    (HINTED, "Có gợi ý"),
)
_WIDTHS = {
    Column.CODE: 11,
    Column.SUBJECT: -14,
    Column.KIND: 8,
    Column.UNIT: -12,
    Column.TITLE: -20,
    Column.REGISTERED: 9,
    Column.HINTS: -18,
    Column.ANSWERS: 5,
    Column.OUTCOME: 13,
    Column.NOTE: -12,
}
_SPARE = (Column.KIND, Column.UNIT, Column.REGISTERED, Column.NOTE, Column.ANSWERS,
          Column.SUBJECT)  # fmt: skip
_WIDE = 470  # pixels of the panel


class RecheckScreen(ListScreen):
    """Enter opens the checklist, a button gives the outcome and goes on; Ctrl+T what is similar."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = RecheckRows(session)
        table = ListTable(
            self.model, look, "Rà soát đăng ký", _WIDTHS, _SPARE, strong_column=Column.OUTCOME,
            remember="recheck", several=True, extra=(Column.NOTE,),
        )  # fmt: skip
        self.entry = RecheckEntry(session)
        inner = QWidget()
        self.similar = SimilarPages(session, look, inner, lambda: self.checklist.keep())
        self.checklist = RecheckPanel(self.entry, look, self.similar.button)
        super().__init__(session, look, self.model, table, parent, panel=self.checklist)
        self.entry.setParent(self)
        self.chips = Chips("Lọc đăng ký", _FILTERS, self)
        self.chips.chosen.connect(self.model.show_only)
        self.hints = FilterCombo("Gợi ý rà soát", "Mọi gợi ý", ALL)
        self.hints.currentIndexChanged.connect(
            lambda _: self._show_hint(str(self.hints.currentData()))
        )
        self.bar = RecheckBar(session, look, self.chosen)
        table.selectionModel().selectionChanged.connect(lambda *_: self._renew_bar())
        head = QVBoxLayout()
        self.search_line.insertWidget(1, self.hints)
        head.addLayout(self.search_line)
        head.addWidget(ChipRow(self.chips))
        head.addWidget(self.bar)
        self.lay_out(head, wide=_WIDE)
        self._lay_behind_similar(inner)
        self.checklist.decided.connect(self._next)
        self.checklist.opened.connect(self._renew_bar)
        self.checklist.closed.connect(self._renew_bar)
        self.similar.returned.connect(self.checklist.begin)

    def read(self) -> None:
        """The registrations of the campaign."""
        self.model.load()

    def open_row(self, row: int) -> None:
        """The checklist of that registration."""
        session, one = self.session, self.model.registration(row)
        if self.entry.one is not None and self.entry.one.id != one.id and not self._kept_typing():
            return
        self.entry.show(one)
        assert session.campaign is not None
        same = same_as(session.book, one.id) if one.same else []
        theme = read(session.book.connection, session.campaign).theme
        self.checklist.say_hints(self.model.hints(one.id), same, theme)
        self.similar.ask(one.id)
        self.checklist.open_panel()

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.hints.clear_filter()
        self.chips.choose(ALL)

    def leave(self) -> bool:
        """What is being typed is saved."""
        return self._kept_typing()

    def renew(self) -> None:
        """Counts; why there is nothing."""
        counts = self.model.counts
        self.chips.set_counts(counts, of="đăng ký")
        self.hints.show_choices(
            [(hint, f"{word} {counts[hint]}") for hint, word in HINTS.items() if counts[hint]]
        )
        waiting = self.model.waiting
        doing = f", đang đọc gợi ý: còn {number(waiting)}" if waiting else ""
        self.count.setText(f"{number(self.model.rowCount())} đăng ký{doing}")
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif not self.model.everything:
            self.states.show_empty(
                "Chưa có đăng ký để rà soát",
                "Ở đây đối chiếu từng đăng ký với chủ đề năm: thực chất, khả thi, mới, hiệu quả. "
                "Hồ sơ đã ghi ngày đăng ký thì hiện ra ở đây.",
                "Đến danh sách hồ sơ",
                "list",
            )
        else:
            self.show_rows("Không có đăng ký nào khớp")
            self.follow()
        self._renew_bar()

    def chosen(self) -> list[bytes]:
        """The selected registrations."""
        return [self.model.registration(row).id for row in self.table.selected_rows()]

    def _show_hint(self, hint: str) -> None:
        self.chips.mark(ALL)
        self.model.show_only(hint)

    def _renew_bar(self) -> None:
        self.bar.renew(len(self.table.selected_rows()), always=self.checklist.isHidden())

    def _kept_typing(self) -> bool:
        return self.checklist.isHidden() or self.checklist.keep()

    def _next(self) -> None:
        """The next registration below; the checklist follows."""
        row = self.table.currentIndex().row()
        one = self.entry.one
        if 0 <= row < self.model.rowCount() and one is not None:
            stays = self.model.registration(row).id == one.id
            if stays and row + 1 < self.model.rowCount():
                self.table.go_to(row + 1)
            self.checklist.begin()

    def _lay_behind_similar(self, inner: QWidget) -> None:
        """The list stands in the first page of the pages."""
        outer = self.layout()
        assert outer is not None
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        outer.addWidget(self.similar)
