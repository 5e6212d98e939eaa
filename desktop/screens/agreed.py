"""Chấm thống nhất: small bodies agree on one mark a criterion in place of ballots."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from db.queries.agreed import AgreedLine
from desktop.models.agreed_rows import MARK, AgreedList, AgreedMarks
from desktop.models.import_words import number
from desktop.models.words import shown_points
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.edit_table import EditTable
from desktop.widgets.labels import heading, say, unsaid, wrapped
from desktop.widgets.screen import Screen
from desktop.widgets.scrolling import ScrolledPage
from desktop.widgets.search_field import SearchField
from desktop.widgets.state_stack import StateStack

_LIST = {0: 12, 1: -24, 2: 7, 3: 10}
_MARKS = {0: -22, 1: 7, 2: 8, 3: 9}
_WIDE = 900  # pixels at 100 %
_ABOUT = "Một điểm cho mỗi tiêu chí thay cho phiếu; biên bản ghi rõ là chấm thống nhất."


class AgreedScreen(Screen):
    """Ctrl+↓ and Ctrl+↑ go to the next and the previous submission, straight to its marks."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.list, self.marks = AgreedList(session, self), AgreedMarks(session, self)
        self.search = SearchField(look, "Tìm hồ sơ")
        self.view = EditTable(self.list, look, "Hồ sơ chấm thống nhất", _LIST, most_rows=14)
        self.table = EditTable(self.marks, look, "Điểm thống nhất", _MARKS, most_rows=20)
        self.title, self.total = wrapped("", "strong"), wrapped("", "strong")
        self.count, self.trouble = unsaid("muted"), unsaid("bad")
        self._chosen: bytes | None = None
        self._wide: bool | None = None
        self._drawn: tuple[AgreedLine | None, bool] | None = None
        self.states = StateStack(self._page())
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self.search.textChanged.connect(self.list.search)
        self.search.to_list.connect(self.view.setFocus)
        self.marks.refused.connect(lambda words: say(self.trouble, words))
        self.view.selectionModel().currentRowChanged.connect(lambda now, _: self._go(now.row()))
        for read in (self.list.counted, self.list.went_on):
            read.connect(self._renew)
        self.list.modelReset.connect(self._renew)
        self.list.failed.connect(self._fail)
        session.campaign_changed.connect(self.load)
        look.changed.connect(self._arrange)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.step(step))
        self._arrange()
        self.load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Looks whether there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    def load(self) -> None:
        """Reads everything anew."""
        session = self.session
        if session.campaign is None:
            self.states.show_no_campaign()
            return
        try:
            self.list.load()
        except READ_FAILED as error:
            self._fail(error)
            return
        if not self.list.size:
            self.states.show_empty(
                "Chưa có hồ sơ nào được thẩm định",
                "Khi có hồ sơ đủ điều kiện, ở đây nhập điểm mà cấp ủy thống nhất.",
                "Mở Đăng ký",
                "register",
            )
            return
        self.states.show_content()
        self._renew()

    def arrive(self) -> None:
        """The marks of the chosen submission."""
        if not self.states.notice:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.setCurrentIndex(self.marks.index(0, MARK))

    def leave(self) -> bool:
        """Takes over what is being typed."""
        return self.table.keep()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """Brings one submission into sight."""
        self.search.clear()
        self._chosen = ident
        self._renew()

    def step(self, step: int) -> None:
        """To another submission of the list, if what is typed can be kept."""
        row = self.list.row_of(self._chosen) + step if self._chosen else 0
        if self.table.keep() and 0 <= row < self.list.rowCount():
            self._go(row)
            self.arrive()

    @property
    def line(self) -> AgreedLine | None:
        """The submission whose marks are shown."""
        return self.marks.line

    def _go(self, row: int) -> None:
        if 0 <= row < self.list.rowCount() and self.list.line(row).id != self._chosen:
            self.table.keep()
            self._chosen = self.list.line(row).id
            say(self.trouble, "")
            self._renew()

    def _fail(self, error: Exception) -> None:
        self.states.show_error(read_sentence(self.session, error))

    def _renew(self) -> None:
        rows = self.list
        reading = "" if rows.whole else f" (đang đọc {number(rows.known)}/{number(rows.size)})"
        done = f"{number(rows.done)}/{number(rows.size)} hồ sơ đã có điểm thống nhất"
        say(self.count, done + reading)
        row = rows.row_of(self._chosen) if self._chosen else -1
        row = row if row >= 0 else 0 if rows.rowCount() else -1
        line = rows.line(row) if row >= 0 else None
        self._chosen = line.id if line is not None else None
        if row >= 0 and self.view.currentIndex().row() != row:
            self.view.setCurrentIndex(self.list.index(row, 0))
        may = self.session.office and not self.session.readonly
        if (line, may) != self._drawn:  # else what is being typed would go
            self._drawn = (line, may)
            self.marks.show_line(line, may=may)
        self.table.setVisible(line is not None)
        self.title.setText(f"{line.code}. {line.subject}" if line else "Không có hồ sơ nào khớp.")
        self.total.setText(_total(line))
        self.total.setVisible(line is not None)

    def _page(self) -> QWidget:
        left, right = QFrame(), QFrame()
        first, second = QVBoxLayout(left), QVBoxLayout(right)
        for frame, column in ((left, first), (right, second)):
            frame.setProperty("role", "panel")
            column.setContentsMargins(12, 8, 12, 10)
            column.setSpacing(6)
        first.addWidget(heading("Chấm thống nhất"))
        first.addWidget(wrapped(_ABOUT, "muted"))
        for widget in (self.search, self.view, self.count):
            first.addWidget(widget)
        first.addStretch(1)
        for widget in (self.title, self.table, self.trouble, self.total):
            second.addWidget(widget)
        second.addStretch(1)
        self._frames = left, right
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._grid.setColumnStretch(0, 1)
        page = ScrolledPage("Chấm thống nhất")
        page.hold(inner)
        return page

    def _arrange(self) -> None:
        """List and marks side by side; where there is no room for both, the marks first."""
        wide = self.width() >= self.look.px(_WIDE)
        if wide == self._wide:
            return
        self._wide = wide
        left, right = self._frames
        places = ((left, 0, 0), (right, 0, 1)) if wide else ((right, 0, 0), (left, 1, 0))
        for frame, row, column in places:
            self._grid.addWidget(frame, row, column)
        self._grid.setColumnStretch(1, int(wide))


def _total(line: AgreedLine | None) -> str:
    if line is None:
        return ""
    if line.rubric is None:
        return "Chưa có thang điểm cho loại hồ sơ này."
    locked = f" Đã chốt trong cuộc họp số {line.locked}." if line.locked is not None else ""
    if line.final is None:
        left = len(line.rubric.criteria) - len(line.marks)
        return f"Còn {left} tiêu chí chưa có điểm.{locked}"
    name = f" · {line.class_name}" if line.class_name else ""
    return f"TỔNG {shown_points(line.final)}{name}.{locked}"
