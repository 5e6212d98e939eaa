"""Submissions of the campaign, found, filtered and sorted; one beside the list. Đăng ký and
Báo cáo show the same list with other columns and filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.queries.register import Filter
from db.queries.submission import details
from db.records import SubjectKind
from desktop.models.evidence_rows import SCANS
from desktop.models.explained import explained, explained_html
from desktop.models.register_model import Column, RegisterModel
from desktop.session import Session
from desktop.stage_words import STAGES
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.filter_combo import FilterCombo
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.row_drops import RowDrops
from desktop.widgets.side_panel import SidePanel


class SubmissionList(ListScreen):
    """Every submission, whether it will be appraised or not."""

    panel: SidePanel

    files_dropped = Signal(bytes, list)  # submission, paths of scans

    name: ClassVar[str] = "Danh sách hồ sơ đăng ký"
    remember: ClassVar[str] = "register"
    filters: ClassVar[Sequence[tuple[Filter, str]]] = (
        (Filter.ALL, "Tất cả"),
        (Filter.COLLECTIVE, "Tập thể"),
        (Filter.INDIVIDUAL, "Cá nhân"),
        (Filter.REGISTERED, "Đã đăng ký"),
        (Filter.UNREGISTERED, "Chưa đăng ký"),
        (Filter.REPORTED, "Có báo cáo"),
        (Filter.UNDECIDED, "Chờ xem xét"),
        (Filter.BARRED, "Không thẩm định"),
    )
    widths: ClassVar[Mapping[Any, int]] = {
        Column.CODE: 11,
        Column.SUBJECT: -16,
        Column.POST: -10,
        Column.KIND: 8,
        Column.UNIT: -12,
        Column.TITLE: -24,
        Column.FIELD: -10,
        Column.REGISTERED: 9,
        Column.ARRIVAL: 5,
        Column.RECHECK: 11,
        Column.REPORTED: 9,
        Column.LATENESS: 20,
        Column.SELF: 6,
        Column.SELF_CLASS: 9,
        Column.AIMS: 6,
        Column.EVIDENCE: 8,
        Column.STATE: 18,
    }
    spare: ClassVar[Sequence[Column]] = (
        Column.FIELD, Column.UNIT, Column.KIND, Column.REPORTED, Column.REGISTERED,
    )  # fmt: skip
    extra: ClassVar[Sequence[Column]] = (
        Column.POST, Column.ARRIVAL, Column.RECHECK, Column.LATENESS, Column.SELF,
        Column.SELF_CLASS, Column.AIMS, Column.EVIDENCE,
    )  # fmt: skip

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = RegisterModel(session, [which for which, _ in self.filters])
        table = ListTable(
            self.model, look, self.name, self.widths, self.spare, extra=self.extra,
            remember=self.remember, several=True,
        )  # fmt: skip
        super().__init__(session, look, self.model, table, parent)
        self.panel.explain_button.show()
        self.panel.explain_button.clicked.connect(self._explain)
        words = [(str(key), word) for key, word in self.filters]
        self.chips = Chips("Lọc hồ sơ", words, self)
        self.chips.chosen.connect(lambda key: self.model.show_only(Filter(key)))
        self.stages = FilterCombo("Tình trạng hồ sơ", "Mọi tình trạng")
        self.stages.currentIndexChanged.connect(
            lambda _: self.model.show_stage(str(self.stages.currentData() or ""))
        )
        row = QHBoxLayout()
        row.addWidget(ChipRow(self.chips), 1)
        row.addWidget(self.stages)
        head = QVBoxLayout()
        head.addLayout(self.search_line)
        head.addLayout(row)
        self.finish_head(head)
        self.lay_out(head)
        self._drops = RowDrops(table, SCANS, lambda: session.office and not session.readonly)
        self._drops.dropped.connect(
            lambda row, paths: self.files_dropped.emit(self.model.id_of(row), paths)
        )

    def finish_head(self, head: QVBoxLayout) -> None:
        """What else stands over the list."""

    def read(self) -> None:
        """In the order of the codes."""
        self.table.sort_first(Column.CODE)

    def open_row(self, row: int) -> None:
        """The registration and the report."""
        self._show(row, "")

    def _explain(self) -> None:
        """The same with every rule that the submission is held to, and its clause."""
        row = self.table.currentIndex().row()
        if row >= 0:
            told = explained(self.session, self.model.id_of(row))
            self._show(row, explained_html(told, self.look.colour))

    def _show(self, row: int, explanation: str) -> None:
        session = self.session
        shown = details(session.book, session.around, self.model.id_of(row))
        kind = shown.values.get("kind")
        rubric = session.around.rubrics.get(SubjectKind(str(kind))) if kind else None
        self.panel.show_details(shown, rubric, lead=explanation)

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.stages.setCurrentIndex(0)
        self.chips.choose(str(Filter.ALL))

    def show_filter(self, which: Filter) -> None:
        """One filter, as if it was clicked."""
        self.chips.choose(str(which))

    def renew(self) -> None:
        """How many there are of each filter."""
        if self.model.counts:
            self.chips.set_counts({str(key): n for key, n in self.model.counts.items()})
        staged = [(str(s), f"{STAGES[s].capitalize()} {n}") for s, n in self.model.stages.items()]
        if not self.stages.currentData():
            self.stages.show_choices(staged)
        shown = self.model.rowCount()
        self.count.setText(f"{shown} hồ sơ" if self.model.all_there else "Đang đọc…")
        if self.session.campaign is None:
            self.states.show_no_campaign()
            return
        filtered = self.search.text() or self.stages.currentData()
        if not shown and not filtered and self.chips.current == Filter.ALL:
            self.show_nothing()
        else:
            self.show_rows("Không tìm thấy hồ sơ nào")

    def show_nothing(self) -> None:
        """What the list is for."""
        self.states.show_empty(
            "Chưa có hồ sơ đăng ký",
            "Ở đây là mọi mô hình đăng ký trong đợt: nhập từ bảng tính của các đơn vị, "
            "hoặc thêm từng hồ sơ.",
            *self.way_to_import,
        )
