"""The desk itself: counts as filters, the grid by unit, what can be done from here."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.queries.desk import DeskUnit
from desktop.models import desk_words as words
from desktop.models.desk_grid import ALL, FILTERS, LOOK, STRAY, UNDECIDED, Column, DeskGrid
from desktop.models.desk_papers import CHASE, RECEIPTS, ROLLUP
from desktop.models.import_words import number
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.button_foot import ButtonFoot
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.labels import heading, unsaid
from desktop.widgets.labels import say as say_or_hide
from desktop.widgets.list_table import ListTable
from desktop.widgets.search_field import SearchField
from desktop.widgets.state_stack import StateStack

_WIDTHS = {
    Column.UNIT: -22,
    Column.STATE: 12,
    Column.CAME: 15,
    Column.SOURCE: 7,
    Column.COUNT: 5,
    Column.DECISION: 17,
    Column.CODE: 17,
    Column.KEY: 24,
    Column.NOTES: -18,
}
_SPARE = (Column.KEY, Column.CODE, Column.SOURCE, Column.CAME, Column.COUNT, Column.NOTES)
_FORMS = (
    "Mẫu một trang cho đơn vị chưa cài chương trình. Phát cho các đơn vị đang hiện trong bảng; "
    "chọn nhiều dòng bằng Ctrl hoặc Shift để chỉ phát cho các dòng đó."
)


class DeskHome(QWidget):
    """The screen does what its buttons say."""

    wants_files = Signal()
    wants_folder = Signal()
    wants_key_in = Signal(str)  # unit code, "" where none is chosen
    wants_rollup = Signal()
    wants_unit = Signal(str)
    wants_paper = Signal(str)  # RECEIPTS, CHASE, ROLLUP
    wants_forms = Signal(object)  # list of DeskUnit
    wants_other_folder = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DeskGrid(session)
        self.model.setParent(self)
        self.totals = heading("")
        self.files_button = self._button("Nhận tệp…", self.wants_files)
        self.files_button.setProperty("role", "primary")
        self.folder_button = self._button("Nhận cả thư mục…", self.wants_folder)
        self.key_in_button = QPushButton("Nhập từ giấy…")
        self.key_in_button.setToolTip("Nhập số tổng và danh sách của đơn vị gửi bằng giấy")
        self.key_in_button.clicked.connect(self._key_in)
        self.rollup_button = self._button("Xem tổng hợp", self.wants_rollup)
        self.search = SearchField(look, "Tìm mã, tên đơn vị, mã đối chiếu")
        self.filters = Chips("Đơn vị", FILTERS, self)
        self.table = ListTable(
            self.model, look, "Kết quả các đơn vị", _WIDTHS, _SPARE, strong_column=Column.STATE
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.found = StateStack(self.table)
        self.detail = unsaid("")
        self.papers = [
            self._paper("Biên nhận (PDF)", RECEIPTS),
            self._paper("Đôn đốc (PDF, Excel)", CHASE),
            self._paper("Tổng hợp (Excel)", ROLLUP),
        ]
        self.forms_button = QPushButton()
        self.forms_button.setToolTip(_FORMS)
        self.forms_button.clicked.connect(lambda: self.wants_forms.emit(self.units_for_forms()))
        self.where_button = self._button("", self.wants_other_folder)
        self.where_button.setProperty("role", "plain")
        self._lay_out()
        self._connect()

    def load(self) -> None:
        """Reads the desk anew. Raises ThamdinhError."""
        self.model.load()

    def begin(self) -> None:
        """The grid, at its first row."""
        if self.found.notice:
            self.found.focus_button()
            return
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_folder(self, name: str) -> None:
        """Where papers go; "" while nobody has said."""
        self.where_button.setText(f"Giấy tờ ghi vào “{name}”: đổi…" if name else "")
        self.where_button.setAccessibleName(f"Đổi thư mục ghi giấy tờ, đang là {name}")
        self.where_button.setVisible(bool(name))

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.filters.mark(ALL)
        self.model.show_only(ALL)

    def chosen(self) -> DeskUnit | None:
        """The unit of the row that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.unit(row) if 0 <= row < self.model.rowCount() else None

    def units_for_forms(self) -> list[DeskUnit]:
        """The rows that are chosen where there are several, else all that are shown."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        if len(rows) < 2:
            return self.model.units_shown()
        return [unit for row in rows if (unit := self.model.unit(row)) is not None]

    def go_to(self, code: str) -> None:
        """Chooses a unit's row."""
        if self.model.row_of(code.encode()) < 0:
            self.show_all()
        row = self.model.row_of(code.encode())
        if row >= 0:
            self.table.go_to(row)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.model.search)
        self.search.to_list.connect(self.begin)
        self.filters.chosen.connect(self.model.show_only)
        self.model.counted.connect(self._renew)
        self.found.acted.connect(self.show_all)
        self.table.opened.connect(self._opened)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.table.selectionModel().selectionChanged.connect(self._renew_forms)

    def _renew(self) -> None:
        model = self.model
        self.totals.setText(words.totals(model.desk))
        counts = model.counts()
        self.filters.set_counts(counts, of="đơn vị")
        for key in (UNDECIDED, LOOK, STRAY):
            button = self.filters.buttons[key]
            button.setVisible(bool(counts[key]) or button.isChecked())
        self.rollup_button.setEnabled(bool(model.desk.received))
        if model.rowCount():
            self.found.show_content()
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                model.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
        else:
            self.found.show_empty(
                "Không có đơn vị nào khớp", "Hãy gõ ít chữ hơn hoặc bỏ bộ lọc.", "Hiện tất cả"
            )
        self._follow()
        self._renew_forms()

    def _renew_forms(self) -> None:
        count = len(self.units_for_forms())
        self.forms_button.setText(f"Phát mẫu Excel cho {number(count)} đơn vị")
        self.forms_button.setEnabled(bool(count))

    def _follow(self) -> None:
        """What does not fit into the chosen row."""
        row = self.table.currentIndex().row()
        shown = 0 <= row < self.model.rowCount() and not self.found.notice
        said = [self.model.cell_text(row, Column.NOTES)] if shown else []
        key = self.model.cell_text(row, Column.KEY) if shown else ""
        said += [f"khóa cơ quan {key}"] if key else []
        name = self.model.cell_text(row, Column.UNIT) if shown else ""
        told = "; ".join(part for part in said if part)
        say_or_hide(self.detail, f"{name}: {told}" if told else "")

    def _opened(self, row: int) -> None:
        unit = self.model.unit(row)
        if unit is not None:
            self.wants_unit.emit(unit.code)

    def _key_in(self) -> None:
        unit = self.chosen()
        self.wants_key_in.emit(unit.code if unit is not None else "")

    def _button(self, name: str, wish: object) -> QPushButton:
        button = QPushButton(name)
        button.clicked.connect(lambda: wish.emit())  # type: ignore[attr-defined]
        return button

    def _paper(self, name: str, what: str) -> QPushButton:
        button = QPushButton(name)
        button.clicked.connect(lambda: self.wants_paper.emit(what))
        return button

    def _lay_out(self) -> None:
        top = ButtonFoot(
            self.rollup_button, self.key_in_button, self.folder_button, self.files_button
        )
        first = QHBoxLayout()
        first.setSpacing(16)
        first.addWidget(self.totals)
        first.addWidget(self.search, 1)
        panel = QFrame()
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.found)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(top)
        column.addWidget(ChipRow(self.filters))
        column.addWidget(panel, 1)
        column.addWidget(self.detail)
        column.addWidget(ButtonFoot(self.where_button, *self.papers, self.forms_button))


