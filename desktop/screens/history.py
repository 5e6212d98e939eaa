"""Nhật ký: who changed what, when, and from which file; any earlier value can be restored."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from db import restoring
from db.errors import ThamdinhError
from db.history_picture import Topic
from db.operation import Changes
from db.queries.cell_changes import CellChange, CellValue, cells_of, values_of
from db.queries.heads import following
from db.queries.history import rows_of
from db.queries.trace import trace
from desktop import undoable
from desktop.heads_words import following_words
from desktop.models.history_cells import title_of
from desktop.models.history_list import ANY_SOURCE, PERIODS, TOPICS, Column, HistoryModel
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.filter_combo import FilterCombo
from desktop.widgets.history_panel import HistoryPanel
from desktop.widgets.list_and_panel import ListAndPanel
from desktop.widgets.list_table import ListTable
from desktop.widgets.screen import Screen
from desktop.widgets.search_field import SearchField
from desktop.widgets.state_stack import StateStack
from desktop.widgets.trace_view import TraceView

_WIDTHS = {
    Column.TIME: 18,
    Column.WHO: -11,
    Column.KEY: 15,
    Column.WHAT: -32,
    Column.SOURCE: -12,
}
_SPARE = (Column.SOURCE, Column.KEY, Column.WHO)
_PANEL = 470  # pixels at 100 %: two values side by side


class HistoryScreen(Screen):
    """Enter or a double click shows what an event changed; a submission has its trace sheet."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.model = HistoryModel(session, self)
        self.table = ListTable(self.model, look, "Nhật ký", _WIDTHS, _SPARE)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.search = SearchField(look, "Tìm hồ sơ: mã, tên, đơn vị, mô hình")
        self.topics = FilterCombo("Việc gì", "Mọi việc", 0)
        self.people = FilterCombo("Ai", "Mọi người", "")
        self.periods = FilterCombo("Lúc nào", "Mọi lúc", 0)
        self.files = FilterCombo("Từ tệp", "Mọi nguồn", ANY_SOURCE)
        self.panel = HistoryPanel(look)
        self.sheet = TraceView(session, look)
        self._count, self._note = QLabel(), QLabel()
        self._count.setProperty("role", "muted")
        self._note.setProperty("role", "muted")
        self._note.setWordWrap(True)
        self.found = StateStack(self.table)
        self.states = StateStack(self._content())
        self.pages = QStackedWidget()
        self.pages.addWidget(self.states)
        self.pages.addWidget(self.sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.pages)
        self._connect()
        self.load()

    @property
    def traced(self) -> bool:
        """Whether a trace sheet is in front."""
        return self.pages.currentWidget() is self.sheet

    def load(self) -> None:
        """Reads the log anew, from its newest end."""
        try:
            self._read()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))

    def arrive(self) -> None:
        """What was written meanwhile comes in; the list, or the sheet to read."""
        if self.model.stale:
            self._renew_after_write()
        if self.traced:
            self.sheet.focus_text()
        elif not self.states.notice:
            if self.model.rowCount() and not self.table.currentIndex().isValid():
                self.table.go_to(0)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.pages.setCurrentWidget(self.states)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """The trace sheet of a submission."""
        campaign = self.session.campaign
        if campaign is None:
            return
        try:
            found = trace(self.session.book, campaign, ident, self.model.viewer)
        except ThamdinhError as error:
            self.session.failed.emit(error)
            return
        self.sheet.show_trace(found)
        self.pages.setCurrentWidget(self.sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back from the sheet to the list, then closes the panel."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.traced:
            self._back()
        else:
            self.panel.close_panel()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads what was written while another place was in front."""
        super().showEvent(event)
        if self.model.stale:
            self._renew_after_write()

    def _content(self) -> QWidget:
        search = QHBoxLayout()
        search.addWidget(self.search, 1)
        search.addWidget(self._count)
        filters = QHBoxLayout()
        for combo in (self.topics, self.people, self.periods, self.files):
            filters.addWidget(combo, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(search)
        column.addLayout(filters)
        column.addWidget(self._note)
        column.addWidget(ListAndPanel(self.look, self.found, self.panel, wide=_PANEL), 1)
        return content

    def _connect(self) -> None:
        self.topics.show_choices(TOPICS)
        self.periods.show_choices(PERIODS)
        self.states.retried.connect(self.load)
        self.found.acted.connect(self._show_all)
        self.search.textChanged.connect(self._search)
        self.search.to_list.connect(self.arrive)
        self.topics.activated.connect(lambda: self.model.filter(topics=self.topics.currentData()))
        self.people.activated.connect(lambda: self.model.filter(person=self.people.currentData()))
        self.periods.activated.connect(lambda: self.model.filter(days=self.periods.currentData()))
        self.files.activated.connect(lambda: self.model.filter(source=self.files.currentData()))
        self.model.counted.connect(self._renew)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._follow)
        self.panel.closed.connect(self.table.setFocus)
        self.panel.cell_chosen.connect(self._show_values)
        self.panel.restore.connect(self._restore)
        self.panel.trace_asked.connect(self._trace_of_row)
        self.sheet.back.connect(self._back)
        self.sheet.log_asked.connect(self._log_of_sheet)
        self.session.changed.connect(self._on_changed)
        self.session.campaign_changed.connect(self.load)
        self.session.viewer_changed.connect(self.load)

    def _read(self) -> None:
        self.people.show_choices(self.model.people())
        self.files.show_choices(self.model.files())
        self.model.load()

    def _search(self, words: str) -> None:
        self.model.search(words)

    def _show_all(self) -> None:
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for combo in (self.topics, self.people, self.periods, self.files):
            combo.clear_filter()
        self.model.show_all()

    def _renew(self) -> None:
        total = f"{self.model.total:,}".replace(",", ".")
        self._count.setText(f"{total} lần ghi")
        self._note.setText(
            "Tìm thấy nhiều hồ sơ: chỉ xem 50 hồ sơ đầu. Hãy gõ thêm chữ." if self.model.cut else ""
        )
        self._note.setVisible(self.model.cut)
        if not self.model.rowCount() and not self.model.filtered:
            self.states.show_empty(
                "Nhật ký chưa có gì",
                "Ở đây là mọi lần ghi: ai sửa gì, lúc nào, từ tệp nào; giá trị cũ xem và khôi phục "
                "được.",
            )
            return
        self.states.show_content()
        if self.model.rowCount():
            self.found.show_content()
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.model.index(0, 0), flags.ClearAndSelect | flags.Rows
            )
        else:
            self.panel.close_panel()
            self.found.show_empty(
                "Không có lần ghi nào khớp", "Hãy gõ ít chữ hơn hoặc bỏ bộ lọc.", "Hiện tất cả"
            )

    def _open(self, row: int) -> None:
        event = self.model.entry(row)
        book, viewer = self.session.book, self.model.viewer
        cells: list[CellChange] = []
        if not event.topics & (Topic.BALLOT | Topic.SNAPSHOT):
            about = rows_of(book, self.model.submissions) if self.model.submissions else ()
            cells = cells_of(book, event.id, about, open_to=viewer.open)
        may = self.session.office and not self.session.readonly
        more = [following_words(each) for each in following(book, event)]
        self.panel.show_event(event, cells, may_restore=may, more=more)
        self.panel.trace_button.setVisible(self._submission() is not None)

    def _follow(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0 and not self.panel.isHidden():
            self._open(row)

    def _show_values(self, cell: CellChange) -> None:
        viewer = self.model.viewer
        values = values_of(self.session.book, cell.ent, cell.fld, open_to=viewer.open)
        self.panel.show_values(cell, values)
        self.panel.trace_button.setVisible(cell.row.submission is not None)

    def _restore(self, cell: CellChange, value: CellValue) -> None:
        outcome = undoable.run(
            self.session,
            f"khôi phục {title_of(cell)}",
            restoring.restore,
            cell.ent,
            cell.fld,
            value.change,
        )
        if outcome:
            self.session.noted.emit(f"Đã khôi phục {title_of(cell)}.")

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and self.model.stale:
            self._renew_after_write()

    def _renew_after_write(self) -> None:
        """The newest comes in on top; what was chosen stays chosen where it is still there."""
        row = self.table.currentIndex().row()
        kept = self.model.entry(row).id if 0 <= row < self.model.rowCount() else b""
        self.load()
        at = self.model.row_of(kept)
        if at > 0:
            self.table.go_to(at)
        if self.traced and self.sheet.trace is not None:
            self.show_submission(self.sheet.trace.submission.id)

    def _trace_of_row(self) -> None:
        ident = self._submission()
        if ident is not None:
            self.show_submission(ident)
            self.sheet.focus_text()

    def _submission(self) -> bytes | None:
        """The submission that the chosen event, or its chosen cell, is about."""
        row = self.table.currentIndex().row()
        if row < 0:
            return None
        ballot, cell = self.model.entry(row).ballot, self.panel.cell
        if ballot is not None:
            return ballot.submission.submission
        return cell.row.submission if cell is not None else None

    def _back(self) -> None:
        self.pages.setCurrentWidget(self.states)
        self.arrive()

    def _log_of_sheet(self) -> None:
        if self.sheet.trace is not None:
            submission = self.sheet.trace.submission
            self.search.blockSignals(True)
            self.search.setText(submission.code)
            self.search.blockSignals(False)
            self.model.show_submission(submission.id)
            self._back()
