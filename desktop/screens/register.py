"""Đăng ký: every submission of the campaign, found, filtered and sorted; one beside the list."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.errors import ThamdinhError
from db.queries.register import Filter
from db.queries.submission import details
from db.records import SubjectKind
from desktop.messages import sentence
from desktop.models.register_model import Column, RegisterModel
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.list_and_panel import ListAndPanel
from desktop.widgets.list_table import ListTable
from desktop.widgets.screen import Screen
from desktop.widgets.search_field import SearchField
from desktop.widgets.side_panel import SidePanel
from desktop.widgets.state_stack import StateStack

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


class RegisterScreen(Screen):
    """Enter or a double click shows a submission at the right; then it follows the list."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = RegisterModel(session, self)
        self._failed = False
        self.table = ListTable(self.model, look, "Danh sách hồ sơ đăng ký", _WIDTHS, _SPARE)
        self.search = SearchField(look, "Tìm mã, tên, đơn vị, mô hình")
        self.chips = Chips("Lọc hồ sơ", [(str(key), word) for key, word in _FILTERS], self)
        self.panel = SidePanel(look)
        self._count = QLabel()
        self._count.setProperty("role", "muted")
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self._count)
        self.found = StateStack(self.table)
        split = ListAndPanel(look, self.found, self.panel)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(ChipRow(self.chips))
        column.addWidget(split, 1)
        self.states = StateStack(content)
        self.states.acted.connect(self._act)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        self.search.textChanged.connect(self._search)
        self.search.to_list.connect(self._to_list)
        self.chips.chosen.connect(lambda key: self.model.show_only(Filter(key)))
        self.found.acted.connect(self._show_all)
        self.model.counted.connect(self._renew)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.panel.closed.connect(self.table.setFocus)
        session.campaign_changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """Reads the list anew."""
        self._failed = False
        try:
            self.table.sort_by(Column.CODE)
        except ThamdinhError as error:
            self._failed = True
            self.states.show_error(sentence(error))

    def arrive(self) -> None:
        """The list, at its first row."""
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """Chooses a submission and shows it."""
        if self.model.row_of(ident) < 0:
            self._show_all()
        row = self.model.row_of(ident)
        if row >= 0:
            self.table.go_to(row)
            self._open(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.panel.close_panel()
        else:
            super().keyPressEvent(event)

    def _open(self, row: int) -> None:
        session = self.session
        shown = details(session.book, session.around, self.model.id_of(row))
        kind = shown.values.get("kind")
        rubric = session.around.rubrics.get(SubjectKind(str(kind))) if kind else None
        self.panel.show_details(shown, rubric)

    def _follow(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and not self.panel.isHidden():
            self._open(row)

    def _search(self, words: str) -> None:
        self.model.search(words)

    def _to_list(self) -> None:
        if self.model.rowCount():
            self.arrive()

    def _show_all(self) -> None:
        self.search.clear()
        self.chips.choose(str(Filter.ALL))

    def _act(self) -> None:
        if self._failed:
            self.load()
        else:
            self.wants.emit("import", b"")

    def _renew(self) -> None:
        self.chips.set_counts({str(key): count for key, count in self.model.counts.items()})
        shown = self.model.rowCount()
        self._count.setText(f"{shown} hồ sơ")
        if self.session.campaign is None:
            self.states.show_empty("Sổ chưa có đợt thẩm định", "Hãy tạo đợt thẩm định trước.")
            return
        filtered = bool(self.search.text()) or self.chips.current != Filter.ALL
        if not shown and not filtered:
            self.states.show_empty(
                "Chưa có hồ sơ đăng ký",
                "Ở đây là mọi mô hình đăng ký trong đợt: nhập từ bảng tính của các đơn vị, "
                "hoặc thêm từng hồ sơ.",
                "Nhập bảng tính…" if self.session.office and not self.session.readonly else "",
            )
            return
        self.states.show_content()
        if shown:
            self.found.show_content()
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )  # fmt: skip
        else:
            self.found.show_empty(
                "Không tìm thấy hồ sơ nào", "Hãy gõ ít chữ hơn hoặc bỏ bộ lọc.", "Hiện tất cả"
            )
