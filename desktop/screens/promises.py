"""Đăng ký và kết quả: what was promised beside what came of it; who promised and never
reported, who reported and never registered, what still runs from last year."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.queries.submission import details
from db.records import SubjectKind
from desktop.models.import_words import number
from desktop.models.promise_rows import (
    FULL,
    NEVER_REGISTERED,
    NEVER_REPORTED,
    OF_SUBMISSIONS,
    OF_TARGETS,
    OPEN,
    RUNNING,
    SHORT,
    TARGETS,
    UNREAD,
    Column,
    PromiseRows,
)
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.labels import wrapped
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.side_panel import SidePanel

_FILTERS = (
    (TARGETS, "Mọi chỉ tiêu"),
    (FULL, "Đạt, vượt"),
    (SHORT, "Chưa đạt"),
    (OPEN, "Chưa có kết quả"),
    (UNREAD, "Không tính %"),
    (NEVER_REPORTED, "Đã đăng ký, chưa báo cáo"),
    (NEVER_REGISTERED, "Báo cáo nhưng không đăng ký"),
    (RUNNING, "Còn làm tiếp từ năm trước"),
)
_LISTS = {NEVER_REPORTED, NEVER_REGISTERED, RUNNING}
_WIDTHS = {
    Column.CODE: 11,
    Column.SUBJECT: -13,
    Column.UNIT: -12,
    Column.TITLE: -18,
    Column.TARGET: -16,
    Column.MEASURE: 9,
    Column.BASELINE: 8,
    Column.PROMISED: 8,
    Column.ACTUAL: 8,
    Column.REACHED: 7,
    Column.REGISTERED: 10,
    Column.REPORTED: 10,
    Column.NOTE: -16,
}
_SPARE = (Column.UNIT, Column.TITLE, Column.BASELINE, Column.MEASURE, Column.SUBJECT,
          Column.REPORTED)  # fmt: skip
_SPARE_IN_LISTS = (Column.UNIT, Column.REPORTED, Column.SUBJECT, Column.REGISTERED)
_HINT = (
    "Đạt % là kết quả chia cho số đăng ký, chỉ tính khi cả hai là số đọc được; chỉ tiêu giảm so "
    "với hiện trạng thì không tính."
)


class PromisesScreen(ListScreen):
    """Enter shows the submission."""

    panel: SidePanel

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = PromiseRows(session)
        table = ListTable(
            self.model, look, "Đăng ký và kết quả", _WIDTHS, _SPARE, extra=OF_SUBMISSIONS,
            remember="promises", strong_column=Column.REACHED, several=True,
        )  # fmt: skip
        super().__init__(session, look, self.model, table, parent)
        self.search.setPlaceholderText("Tìm mã, tên, đơn vị, chỉ tiêu")
        self.chips = Chips("Đăng ký và kết quả", _FILTERS, self)
        self.chips.chosen.connect(self._choose)
        self._hint = wrapped(_HINT, "muted")
        head = QVBoxLayout()
        head.addLayout(self.search_line)
        head.addWidget(ChipRow(self.chips))
        head.addWidget(self._hint)
        self.lay_out(head)

    def read(self) -> None:
        """All targets and the three lists."""
        self.model.load()

    def open_row(self, row: int) -> None:
        """The registration and the report."""
        session = self.session
        shown = details(session.book, session.around, self.model.submission(row))
        kind = shown.values.get("kind")
        rubric = session.around.rubrics.get(SubjectKind(str(kind))) if kind else None
        self.panel.show_details(shown, rubric)

    def show_all(self) -> None:
        """No search, all targets."""
        self.search.clear()
        self.chips.choose(TARGETS)

    def renew(self) -> None:
        """Counts; why there is nothing."""
        self.chips.set_counts(self.model.counts, of="dòng")
        self.count.setText(f"{number(self.model.rowCount())} dòng")
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif not self.model.everything:
            self.states.show_empty(
                "Chưa có chỉ tiêu nào",
                "Ở đây là từng chỉ tiêu đăng ký bên cạnh kết quả báo cáo. Chỉ tiêu có trong trang "
                "“Chỉ tiêu” của bảng tính, hoặc gõ trong hồ sơ.",
                *self.way_to_import,
            )
        elif self.chips.current != TARGETS and not self.search.text() and not self.model.rowCount():
            self.states.show_content()
            self.found.show_empty("Không có dòng nào", "Danh sách này đang trống.", "Mọi chỉ tiêu")
        else:
            self.show_rows("Không có dòng nào khớp")

    def _choose(self, tag: str) -> None:
        lists = tag in _LISTS
        hidden = OF_TARGETS if lists else OF_SUBMISSIONS
        spare = _SPARE_IN_LISTS if lists else _SPARE
        self.table.switch("promises-lists" if lists else "promises", hidden, spare)
        self._hint.setVisible(not lists)
        self.model.show_only(tag)
