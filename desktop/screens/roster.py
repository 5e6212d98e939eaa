"""Đối tượng: who must or may register, also those who never filed, and what each has filed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.models.import_words import number
from desktop.models.roster_entry import RosterEntry
from desktop.models.roster_rows import (
    AIMS,
    LEFT_OUT,
    MISSING,
    MUST,
    REGISTERED,
    REPORTED,
    Column,
    RosterRows,
)
from desktop.models.sifted_table import ALL
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import Answers, AskBar
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from desktop.widgets.roster_form import RosterForm

_FILTERS = (
    (ALL, "Tất cả"),
    ("collective", "Tập thể"),
    ("individual", "Cá nhân"),
    (MUST, "Phải đăng ký"),
    (MISSING, "Chưa đăng ký"),
    (REGISTERED, "Đã đăng ký"),
    (REPORTED, "Đã báo cáo"),
    (AIMS, "Đề nghị HTXSNV"),
    (LEFT_OUT, "Ngoài diện"),
)
_WIDTHS = {
    Column.CODE: 8,
    Column.NAME: -18,
    Column.KIND: 8,
    Column.POST: -10,
    Column.UNIT: -14,
    Column.AUTHORITY: -12,
    Column.MUST: 6,
    Column.AIMS: 7,
    Column.FILED: -12,
    Column.STATE: 21,
}
_SPARE = (
    Column.AUTHORITY, Column.POST, Column.FILED, Column.AIMS, Column.KIND, Column.MUST,
    Column.UNIT,
)  # fmt: skip


class RosterScreen(ListScreen):
    """Enter opens the row to be typed over, Ctrl+N begins a new one."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        self.model = RosterRows(session)
        table = ListTable(
            self.model, look, "Danh sách đối tượng", _WIDTHS, _SPARE, remember="roster"
        )
        self.entry = RosterEntry(session, self.model)
        self.form = RosterForm(self.entry, look)
        super().__init__(session, look, self.model, table, parent, panel=self.form)
        self.entry.setParent(self)
        self.search.setPlaceholderText("Tìm mã, tên, đơn vị, chức vụ")
        self.ask = AskBar()
        self.chips = Chips("Lọc đối tượng", _FILTERS, self)
        self.add_button = QPushButton("Thêm đối tượng")
        self.add_button.setToolTip("Đối tượng mới (Ctrl+N)")
        self._unlisted = QLabel()
        self._unlisted.setProperty("role", "muted")
        self._unlisted.setWordWrap(True)
        self.unlisted_button = QPushButton("Thêm vào danh sách")
        self.chips.chosen.connect(self.model.show_only)
        self.add_button.clicked.connect(self.add)
        self.unlisted_button.clicked.connect(lambda: self.entry.add_unlisted())
        self.form.removal_asked.connect(self._ask_removal)
        self.entry.created.connect(self._created)
        key = QShortcut(QKeySequence("Ctrl+N"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.add)
        self.search_line.addWidget(self.add_button)
        note = QHBoxLayout()
        note.addWidget(self._unlisted, 1)
        note.addWidget(self.unlisted_button)
        head = QVBoxLayout()
        head.addLayout(self.search_line)
        head.addWidget(ChipRow(self.chips))
        head.addLayout(note)
        head.addWidget(self.ask)
        self.lay_out(head)
        self.states.acted.connect(self.add)

    @property
    def may_write(self) -> bool:
        """Whether the roster can be typed on this laptop."""
        session = self.session
        return session.office and not session.readonly and session.campaign is not None

    def read(self) -> None:
        """The whole roster."""
        self.model.load()

    def open_row(self, row: int) -> None:
        """The row in the form."""
        one = self.model.on_roster(row)
        if self.entry.ident != one.id or self.form.isHidden():
            if not self.form.keep():
                return
            self.entry.show(one)
        self.form.open_panel()

    def add(self) -> None:
        """A new row."""
        if not self.may_write or not self.form.keep():
            return
        self.states.show_content()
        self.entry.start()
        self.form.open_panel()
        self.form.begin()

    def show_all(self) -> None:
        """No search, no filter."""
        self.search.clear()
        self.chips.choose(ALL)

    def leave(self) -> bool:
        """What is being typed is saved."""
        return self.form.keep()

    def follow(self) -> None:
        """The form follows the list, but not away from what is being typed."""
        if self.form.isHidden() or self.form.isAncestorOf(self.focusWidget() or self):
            return
        super().follow()

    def renew(self) -> None:
        """Counts; who filed without being on the roster; why there is nothing."""
        self.chips.set_counts(self.model.counts, of="đối tượng")
        self.count.setText(f"{number(self.model.rowCount())} đối tượng")
        self.add_button.setVisible(self.may_write)
        unlisted = len(self.model.unlisted)
        words = f"{number(unlisted)} tập thể, cá nhân đã gửi hồ sơ nhưng chưa có trong danh sách."
        self._unlisted.setText(words)
        self._unlisted.setVisible(bool(unlisted))
        self.unlisted_button.setVisible(bool(unlisted) and self.may_write)
        if self.session.campaign is None:
            self.states.show_no_campaign()
        elif not self.model.everything and not unlisted and self.form.isHidden():
            self.states.show_empty(
                "Chưa có danh sách đối tượng",
                "Ở đây là những tập thể, cá nhân phải hoặc có thể đăng ký mô hình, kể cả nơi chưa "
                "gửi gì. Nhập trang “Đối tượng” của bảng tính, hoặc thêm từng dòng.",
                "Thêm đối tượng" if self.may_write else "",
            )
        elif not self.model.everything:
            self.states.show_content()
            self.found.show_empty("Danh sách còn trống", "Ai phải đăng ký thì ghi vào đây.", "")
        else:
            self.show_rows("Không có đối tượng nào khớp")

    def _created(self, ident: bytes) -> None:
        row = self.model.row_of(ident)
        if row >= 0:
            self.table.go_to(row)

    def _ask_removal(self) -> None:
        name = str(self.entry.value("name") or "")

        def removed(_: Answers) -> bool:
            done = bool(self.entry.remove())
            if done:
                self.form.close_panel()
            return done

        self.ask.ask(
            f"Bỏ {name} ({self.entry.code}) khỏi danh sách? Hồ sơ đã gửi vẫn "
            "còn; Ctrl+Z đưa lại được.",
            [],
            "Bỏ khỏi danh sách",
            removed,
        )
