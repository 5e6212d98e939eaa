"""A screen that lists submissions: search, filters, the table, one submission beside it."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QItemSelectionModel, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from desktop.models.sliced_table import SlicedTable
from desktop.models.table_model import ID_ROLE
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import Chips
from desktop.widgets.list_and_panel import PANEL, ListAndPanel
from desktop.widgets.list_menu import ListMenu
from desktop.widgets.list_table import ListTable
from desktop.widgets.screen import Screen
from desktop.widgets.search_field import SearchField
from desktop.widgets.side_panel import ClosingPanel, SidePanel
from desktop.widgets.state_stack import StateStack

_PATIENCE = 1000  # milliseconds of reading after which it can be stopped


class ListScreen(Screen):
    """Enter or a double click shows a submission at the right; then it follows the list.

    Who derives from it makes its filters and calls :meth:`lay_out`, says what the panel shows
    of a row, what the counts are and when there is nothing at all.
    """

    panel: ClosingPanel

    def __init__(
        self,
        session: Session,
        look: Look,
        model: SlicedTable,
        table: ListTable,
        parent: QWidget | None = None,
        *,
        panel: ClosingPanel | None = None,
    ) -> None:
        """``panel`` where something else than a submission is shown beside the list."""
        super().__init__(session, look, parent)
        self._rows, self.table = model, table
        self._kept: bytes | None = None  # what was chosen before the list was read anew
        self._wanted: bytes | None = None  # what is to be shown once it is read
        self._comes = False  # it is in front and has nothing to put the focus on yet
        self._reading = QElapsedTimer()
        model.setParent(self)
        self.search = SearchField(look, "Tìm mã, tên, đơn vị, mô hình")
        self.panel = SidePanel(look) if panel is None else panel
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.found = StateStack(table)
        self.search_line = QHBoxLayout()
        self.search_line.addWidget(self.search, 1)
        self.search_line.addWidget(self.count)
        self.tools = ListMenu(session, look, table)
        self.search_line.addWidget(self.tools)

    def lay_out(self, head: QLayout, wide: int = PANEL) -> None:
        """``head`` stands over list and panel, which is ``wide`` pixels at 100 % at first; then
        the list is read."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(ListAndPanel(self.look, self.found, self.panel, wide=wide), 1)
        self.states = StateStack(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        self.found.led.connect(self.wants)
        self.found.acted.connect(self._act)
        self.search.textChanged.connect(self._rows.search)
        self.search.to_list.connect(self._to_list)
        self._rows.reading.connect(self._keep)
        self._rows.counted.connect(self._read)
        self._rows.went_on.connect(self._tell)
        self._rows.failed.connect(self._fail)
        self.table.opened.connect(self.open_row)
        self.table.selectionModel().currentRowChanged.connect(self.follow)
        self.panel.closed.connect(self.table.setFocus)
        self.session.campaign_changed.connect(self._rows.outdate)
        self.load()

    def open_row(self, row: int) -> None:
        """Shows the submission of that row in the panel."""
        raise NotImplementedError  # every list knows something else of it

    def show_all(self) -> None:
        """Takes search and filters away."""
        raise NotImplementedError  # every list has its own filters

    def renew(self) -> None:
        """The rows were counted anew: shows the counts, then :meth:`show_rows`, or why the
        list is empty."""
        raise NotImplementedError  # every list has its own counts

    def read(self) -> None:
        """Reads the list. Raises ThamdinhError."""
        self._rows.load()

    def load(self) -> None:
        """Reads the list anew; what is wrong is said in its place."""
        self._reading.start()
        try:
            self.read()
        except READ_FAILED as error:
            self._fail(error)

    def show_rows(self, none: str) -> None:
        """The list with its first row chosen, after a write the row that was chosen before;
        ``none`` says that search and filters leave nothing of it."""
        self.states.show_content()
        kept, self._kept = self._kept, None
        if self._rows.rowCount():
            self.found.show_content()
            flags = QItemSelectionModel.SelectionFlag
            row = self._rows.row_of(kept) if kept is not None else 0
            if kept is None and self.table.currentIndex().isValid():
                return  # rows changed in their places
            index = self._rows.index(max(row, 0), 0)
            self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        else:
            self.found.show_empty(none, "Hãy gõ ít chữ hơn hoặc bỏ bộ lọc.", "Hiện tất cả")

    def follow(self) -> None:
        """The panel shows what is chosen, where it is open."""
        row = self.table.currentIndex().row()
        if row >= 0 and not self.panel.isHidden():
            self.open_row(row)

    def arrive(self) -> None:
        """The list, at its first row; without one the way on."""
        self._comes = not self._rows.whole
        if self.states.notice:
            self.states.focus_button()
            return
        if self._rows.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """Chooses a submission and shows it."""
        if self._rows.row_of(ident) < 0 and self._rows.all_there:
            self.show_all()
        row = self._rows.row_of(ident)
        if row >= 0:
            self.table.go_to(row)
            self.open_row(row)
        elif not self._rows.all_there:
            self._wanted = ident

    def show_only(self, which: str) -> None:
        """What one filter leaves, with nothing searched and no other filter; after "?" stand
        words to be searched."""
        if which.startswith("?"):
            self.show_all()
            self.search.setText(which[1:])
            return
        for chips in self.findChildren(Chips):
            if which in chips.buttons:
                self.show_all()
                chips.choose(which)
                return

    def showEvent(self, event: QShowEvent) -> None:
        """What was written while nobody looked is read now."""
        super().showEvent(event)
        if not event.spontaneous():
            self._rows.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing is read for it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._comes = False
            self._rows.sleep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the panel."""
        if event.key() == Qt.Key.Key_Escape:
            self.panel.close_panel()
        else:
            super().keyPressEvent(event)

    def _keep(self) -> None:
        index = self.table.currentIndex()
        self._kept = index.data(ID_ROLE) if index.isValid() else None

    def _to_list(self) -> None:
        if self._rows.rowCount():
            self.arrive()

    def _read(self) -> None:
        """The rows are there: their counts, and what waited for them."""
        self.renew()
        if not self._rows.all_there:
            return
        comes, self._comes = self._comes, False
        wanted, self._wanted = self._wanted, None
        if comes and not self.search.hasFocus():
            self.arrive()
        if wanted is not None:
            self.show_submission(wanted)

    def _tell(self, done: int, of: int) -> None:
        """How far the reading is; where there are rows already, they stay."""
        if self._rows.whole:
            self.count.setText("Đang đọc lại…")
        else:
            self.states.show_content()
            cancel = self._reading.isValid() and self._reading.elapsed() > _PATIENCE
            self.found.show_loading("danh sách", done, of, cancel)

    def _fail(self, error: Exception) -> None:
        self.states.show_error(read_sentence(self.session, error))

    def _act(self) -> None:
        """The button in place of the rows: stops the reading, begins it again, or shows all."""
        if self._rows.busy:
            self._rows.stop()
            self.found.show_empty("Đã dừng đọc", "Danh sách chưa được đọc xong.", "Đọc lại")
        elif not self._rows.whole:
            self.load()
        else:
            self.show_all()
