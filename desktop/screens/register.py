"""Đăng ký: every submission of the campaign, found, filtered and sorted; one beside the list."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.register import Filter
from db.queries.submission import details
from db.records import SubjectKind
from desktop.models.register_model import Column, RegisterModel
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable

_FILTERS = (
    (Filter.ALL, "Tất cả"),
    (Filter.COLLECTIVE, "Tập thể"),
    (Filter.INDIVIDUAL, "Cá nhân"),
    (Filter.REGISTERED, "Đã đăng ký"),
    (Filter.UNREGISTERED, "Chưa đăng ký"),
    (Filter.REPORTED, "Có báo cáo"),
    (Filter.BARRED, "Không thẩm định"),
)
_WIDTHS = {
    Column.CODE: 11,
    Column.SUBJECT: -16,
    Column.KIND: 8,
    Column.UNIT: -12,
    Column.TITLE: -24,
    Column.FIELD: -10,
    Column.REGISTERED: 9,
    Column.REPORTED: 9,
    Column.STATE: 18,
}
_SPARE = (Column.FIELD, Column.UNIT, Column.KIND, Column.REPORTED, Column.REGISTERED)


class RegisterScreen(ListScreen):
    """Every submission, whether it will be appraised or not."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = RegisterModel(session)
        table = ListTable(self.model, look, "Danh sách hồ sơ đăng ký", _WIDTHS, _SPARE)
        super().__init__(session, look, self.model, table, parent)
        self.chips = Chips("Lọc hồ sơ", [(str(key), word) for key, word in _FILTERS], self)
        self.chips.chosen.connect(lambda key: self.model.show_only(Filter(key)))
        head = QVBoxLayout()
        head.addLayout(self.search_line)
        head.addWidget(ChipRow(self.chips))
        self.lay_out(head)

    def read(self) -> None:
        """In the order of the codes."""
        self.table.sort_by(Column.CODE)

    def open_row(self, row: int) -> None:
        """The registration and the report."""
        session = self.session
        shown = details(session.book, session.around, self.model.id_of(row))
        kind = shown.values.get("kind")
        rubric = session.around.rubrics.get(SubjectKind(str(kind))) if kind else None
        self.panel.show_details(shown, rubric)

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.chips.choose(str(Filter.ALL))

    def renew(self) -> None:
        """How many there are of each filter."""
        self.chips.set_counts({str(key): count for key, count in self.model.counts.items()})
        shown = self.model.rowCount()
        self.count.setText(f"{shown} hồ sơ")
        if self.session.campaign is None:
            self.states.show_no_campaign()
            return
        filtered = bool(self.search.text()) or self.chips.current != Filter.ALL
        if not shown and not filtered:
            self.states.show_empty(
                "Chưa có hồ sơ đăng ký",
                "Ở đây là mọi mô hình đăng ký trong đợt: nhập từ bảng tính của các đơn vị, "
                "hoặc thêm từng hồ sơ.",
                *self.way_to_import,
            )
        else:
            self.show_rows("Không tìm thấy hồ sơ nào")
