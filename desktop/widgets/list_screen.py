"""A screen that lists submissions: search, filters, the table, one submission beside it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from db.errors import ThamdinhError
from desktop.messages import sentence
from desktop.models.table_model import ID_ROLE, SearchedTable
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
        model: SearchedTable,
        table: ListTable,
        parent: QWidget | None = None,
        *,
        panel: ClosingPanel | None = None,
    ) -> None:
        """``panel`` where something else than a submission is shown beside the list."""
        super().__init__(session, look, parent)
        self._rows, self.table = model, table
        self._kept: bytes | None = None  # what was chosen before the list was read anew
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
        self.states.acted.connect(self.load)
        self.states.led.connect(self.wants)
        self.found.led.connect(self.wants)
        self.found.acted.connect(self.show_all)
        self.search.textChanged.connect(self._rows.search)
        self.search.to_list.connect(self._to_list)
        self._rows.reading.connect(self._keep)
        self._rows.counted.connect(self.renew)
        self.table.opened.connect(self.open_row)
        self.table.selectionModel().currentRowChanged.connect(self.follow)
        self.panel.closed.connect(self.table.setFocus)
        self.session.campaign_changed.connect(self.load)
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
        try:
            self.read()
        except ThamdinhError as error:
            self.states.show_error(sentence(error))

    def show_rows(self, none: str) -> None:
        """The list with its first row chosen, after a write the row that was chosen before;
        ``none`` says that search and filters leave nothing of it."""
        self.states.show_content()
        kept, self._kept = self._kept, None
        if self._rows.rowCount():
            self.found.show_content()
            flags = QItemSelectionModel.SelectionFlag
            row = self._rows.row_of(kept) if kept is not None else 0
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
        if self._rows.row_of(ident) < 0:
            self.show_all()
        row = self._rows.row_of(ident)
        if row >= 0:
            self.table.go_to(row)
            self.open_row(row)

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
