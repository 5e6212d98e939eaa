"""Năm trước: what the last campaign had, taken over into this one where it goes on."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.queries.submission import details
from desktop.models import earlier_rows
from desktop.models.earlier_rows import NOT_YET, RENEWED, Column, EarlierRows
from desktop.models.import_words import number
from desktop.models.sifted_table import ALL
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.at_work import at_work
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.labels import wrapped
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.side_panel import SidePanel

_FILTERS = (
    (ALL, "Tất cả"),
    ("collective", "Tập thể"),
    ("individual", "Cá nhân"),
    (NOT_YET, "Chưa lấy lại"),
    (RENEWED, "Đã lấy lại"),
)
_WIDTHS = {
    Column.CODE: 12,
    Column.SUBJECT: -16,
    Column.KIND: 8,
    Column.UNIT: -14,
    Column.TITLE: -24,
    Column.REPORTED: 11,
    Column.RENEWED: 20,
}
_SPARE = (Column.KIND, Column.REPORTED, Column.UNIT)
_HINT = (
    "Lấy lại: nội dung đăng ký và tên các chỉ tiêu được chép sang đợt này; kết quả năm trước thành "
    "hiện trạng của chỉ tiêu. Ngày đăng ký và số đăng ký để trống."
)


class EarlierScreen(ListScreen):
    """Enter shows a submission; the selected ones are taken over."""

    panel: SidePanel

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = EarlierRows(session)
        table = ListTable(
            self.model, look, "Hồ sơ năm trước", _WIDTHS, _SPARE, remember="earlier", several=True
        )
        super().__init__(session, look, self.model, table, parent)
        self.chips = Chips("Lọc hồ sơ năm trước", _FILTERS, self)
        self.chips.chosen.connect(self.model.show_only)
        self.take_button = QPushButton()
        self.take_button.setProperty("role", "primary")
        self.take_button.clicked.connect(self.take)
        self.search_line.addWidget(self.take_button)
        table.selectionModel().selectionChanged.connect(lambda *_: self._renew_button())
        head = QVBoxLayout()
        head.addLayout(self.search_line)
        head.addWidget(ChipRow(self.chips))
        head.addWidget(wrapped(_HINT, "muted"))
        self.lay_out(head)

    def read(self) -> None:
        """The last campaign's submissions."""
        self.model.load()

    def open_row(self, row: int) -> None:
        """What was registered and reported then."""
        session = self.session
        shown = details(session.book, session.around, self.model.earlier(row).id)
        self.panel.show_details(shown, None)

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.chips.choose(ALL)

    def renew(self) -> None:
        """Counts; why there is nothing."""
        self.chips.set_counts(self.model.counts)
        self.count.setText(f"{number(self.model.rowCount())} hồ sơ")
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif self.model.year is None:
            self.states.show_empty(
                "Sổ chưa có đợt trước",
                "Mô hình còn làm tiếp thì lấy lại từ đợt trước, khỏi gõ lại. Sổ này mới có một "
                "đợt; hồ sơ mới thì thêm ở danh sách.",
                "Đến danh sách hồ sơ",
                "list",
            )
        elif not self.model.everything:
            self.states.show_empty(
                f"Đợt {self.model.year} không có hồ sơ",
                "Không có gì để lấy lại; hồ sơ mới thì thêm ở danh sách.",
                "Đến danh sách hồ sơ",
                "list",
            )
        else:
            self.show_rows("Không tìm thấy hồ sơ nào")
        self._renew_button()

    def chosen(self) -> list[bytes]:
        """The selected ones that were not taken over yet."""
        found = [self.model.earlier(row) for row in self.table.selected_rows()]
        return [one.id for one in found if not one.renewed]

    def take(self) -> None:
        """Registers the selected ones again."""
        wanted = self.chosen()
        if not wanted:
            return
        with at_work(self.take_button, "Đang lấy lại…"):
            done = earlier_rows.renew(self.session, wanted)
        if done:
            self.session.told.emit(
                f"Đã lấy lại {number(len(wanted))} hồ sơ; hãy ghi ngày đăng ký và số đăng ký từng "
                "chỉ tiêu trong danh sách. Ctrl+Z bỏ lại được."
            )

    def _renew_button(self) -> None:
        count = len(self.chosen())
        may = self.session.office and not self.session.readonly
        self.take_button.setVisible(may)
        self.take_button.setEnabled(bool(count))
        self.take_button.setText(f"Lấy lại {number(count)} hồ sơ" if count else "Lấy lại hồ sơ")
