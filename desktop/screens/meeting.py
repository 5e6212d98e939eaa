"""Bảng cả Tổ: the office enters paper ballots with everybody's marks side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.models.import_words import number
from desktop.models.meeting_grid import MeetingGrid
from desktop.models.meeting_list import MeetingList
from desktop.models.words import KINDS
from desktop.session import Session
from desktop.theme.look import Look
from desktop.undo_stack import Step
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.entry_turns import COMPARE, FIRST, SECOND, EntryTurns
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.labels import panel
from desktop.widgets.meeting_chooser import MeetingChooser
from desktop.widgets.meeting_list_view import MeetingListView
from desktop.widgets.meeting_sheet import MeetingSheet
from desktop.widgets.panel_screen import PanelScreen
from desktop.widgets.search_field import SearchField
from desktop.widgets.search_note import SearchNote
from desktop.widgets.second_entry_page import SecondEntryPage

ONE, ALL = "one", "all"
_WIDE = 1120  # pixels at 100 % below which the list of submissions does not stand beside


class MeetingScreen(PanelScreen):
    """Enter: down, then the next member; Ctrl+Enter hands the column in; Ctrl+Shift+Enter all
    that are complete; Ctrl+↓/↑ the next submission; Ctrl+L recusal; Ctrl+B all submissions."""

    panel_wanted = "Khi đã có danh sách thành viên, ở đây nhập phiếu giấy của cả Tổ vào một bảng."
    rows_wanted = (
        "Chưa có hồ sơ nào để chấm",
        "Ở đây là các hồ sơ đủ điều kiện thẩm định, mỗi cột là phiếu của một thành viên.",
    )

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.list = MeetingList(session, self)
        self.grid = MeetingGrid(session, self)
        self.sheet = MeetingSheet(session, self.grid, look)
        self.turns = EntryTurns(session, self.grid, look)
        self.compared = SecondEntryPage(session, look)
        self.views = Chips("Cách xem", [(ONE, "Một hồ sơ"), (ALL, "Tất cả hồ sơ")])
        self.search, self.meetings = SearchField(look, "Tìm hồ sơ"), MeetingChooser(session)
        self._progress = QLabel()
        self._progress.setProperty("role", "strong")
        self.side = MeetingListView(self.list, look, brief=True)
        self.table = MeetingListView(self.list, look)
        self._side_panel, self._all_panel = panel(self.side), panel(self.table)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sheet)
        self._pages.addWidget(self._all_panel)
        self._pages.addWidget(self.compared)
        self._split = KeptSplitter(look, "grid")
        for part in (self._side_panel, self._pages):
            self._split.addWidget(part)
        self._split.setStretchFactor(1, 1)
        self._split.setHandleWidth(8)
        self._split.setChildrenCollapsible(False)
        self._none = SearchNote(self.list)
        self.lay_out(self._content())
        self._connect()
        self._renew_look()
        self.load()
        self._show_turn(FIRST)

    @property
    def rows(self) -> MeetingList:
        """All submissions."""
        return self.list

    def closed_here(self) -> tuple[str, str] | None:
        """While scoring is blind."""
        if self.session.sees_results:
            return None
        title = "Bảng cả Tổ chỉ có ở máy của thư ký"
        return title, "Khi còn chấm kín, mỗi thành viên chỉ thấy phiếu của mình."

    def read(self) -> None:
        """The submissions, and the meetings to choose from."""
        super().read()
        self.meetings.load()

    def begin(self) -> None:
        """The submission that was shown, else the first with ballots missing."""
        self._choose(self._row if self._row >= 0 else self.list.first_open())

    def arrive(self) -> None:
        """The next mark that is missing."""
        if self.states.notice:
            self.states.focus_button()
            return
        if self.turns.current == COMPARE:
            self.compared.arrive()
        elif self.views.current == ALL:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.sheet.arrive()

    def leave(self) -> bool:
        """Keeps the mark and the comment."""
        return self.sheet.keep()

    def focus_search(self) -> None:
        """Ctrl+F."""
        if self._side_panel.isHidden():
            self.views.choose(ALL)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """Brings one submission into sight."""
        if self.list.row_of(ident) < 0:
            self.search.clear()
        self._choose(self.list.row_of(ident))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list is a view of its own."""
        super().resizeEvent(event)
        self._renew_width()

    def move_by(self, step: int) -> None:
        """The next or previous submission of the list."""
        row = self._row
        if 0 <= row + step < self.list.rowCount() and self.leave():
            self._choose(row + step)
            self.arrive()

    def _show_step(self, step: Step) -> None:
        """What was taken back or done again comes into sight."""
        member, submission = step.where
        if not self.isVisible() or self.list.row_of(submission) < 0:
            return
        self.show_submission(submission)
        rows = [criterion.code for criterion in self.grid.criteria]
        columns = [ballot.member.id for ballot in self.grid.ballots]
        row = rows.index(step.spot) if step.spot in rows else 0
        if member in columns:
            self.sheet.go_to(row, columns.index(member))

    def _choose(self, row: int) -> None:
        """Shows the submission of that row, on all lists."""
        if not 0 <= row < self.list.rowCount():
            return
        line = self.list.line(row)
        self._point_at(row)
        if self.grid.sheet is None or self.grid.sheet.submission.id != line.id:
            self.sheet.clear_notices()
            self.grid.show(line.id)
            head = f"{line.code} · {KINDS[line.kind]} · {line.subject}"
            self.sheet.header.show_texts(head, line.title, line.unit_name)
            column = max(self.grid.next_column(-1), 0)
            self.sheet.go_to(self.grid.first_open(column), column, focus=False)

    @property
    def _row(self) -> int:
        """Where the submission that is shown stands in the lists, -1 where it does not."""
        return self.list.row_of(self.grid.sheet.submission.id) if self.grid.sheet else -1

    def _point_at(self, row: int) -> None:
        self.side.point_at(row)
        self.table.point_at(row)
        self.sheet.header.show_place(row, self.list.rowCount())

    def _chosen(self, row: int) -> None:
        """A click in the list beside the table."""
        shown = self.grid.sheet
        if row < 0 or (shown is not None and self.list.line(row).id == shown.submission.id):
            return
        self._choose(row if self.leave() else self._row)

    def _opened(self, row: int) -> None:
        if self.leave():
            self._choose(row)
            self.views.choose(ONE)

    def _show_view(self, which: str) -> None:
        if not self.leave() or self.turns.current != FIRST:
            self.views.mark(ONE)  # all in a list shows what the first one typed
            which = ONE
        self._pages.setCurrentWidget(self._all_panel if which == ALL else self.sheet)
        self._renew_width()
        self.arrive()

    def _show_turn(self, key: str) -> None:
        """The first entry, the second, or what came of both."""
        if not self.leave():
            return
        self.turns.show_turn(key)
        self.sheet.twice = self.turns.typed_twice
        self.grid.set_second(key == SECOND)
        self.turns.renew()
        for button in self.views.buttons.values():
            button.setVisible(key == FIRST)
        if key == COMPARE:
            self.compared.load()
            self._pages.setCurrentWidget(self.compared)
            self._renew_width()
            self.arrive()
        else:
            self._show_view(self.views.current)

    def _go_on(self) -> None:
        before = self.grid.sheet
        self.move_by(1)
        if self.grid.sheet is before:
            self.sheet.say("Đã nhập hết các hồ sơ của lượt này; chọn “Đối chiếu” để so hai lượt.")

    def _to_list(self) -> None:
        if not self.list.rowCount():
            return
        view = self.table if self.views.current == ALL else self.side
        view.setFocus()
        view.go_to(max(view.currentIndex().row(), 0))

    def _renew_rows(self) -> None:
        """Counts; what is shown stays chosen as rows come in."""
        if self._row >= 0:
            self._point_at(self._row)
        full, total = self.list.full
        self._progress.setText(f"{number(full)}/{number(total)} đã đủ phiếu")

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(ChipRow(self.views), 2)
        head.addWidget(self.search, 2)
        head.addStretch(1)
        head.addWidget(self.meetings)
        head.addWidget(self.turns.button)
        head.addWidget(self._progress)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.turns)
        column.addWidget(self._none)
        column.addWidget(self._split, 1)
        column.addStretch(0)  # while the table is hidden
        return content

    def _connect(self) -> None:
        sheet, session = self.sheet, self.session
        self.search.textChanged.connect(self.list.search)
        self.search.to_list.connect(self._to_list)
        self.views.chosen.connect(self._show_view)
        self.side.chosen.connect(self._chosen)
        self.side.opened.connect(lambda _: self.sheet.arrive())
        self.table.opened.connect(self._opened)
        self.meetings.activated.connect(
            lambda _: self.grid.choose_meeting(self.meetings.currentData())
        )
        for signal in (self.list.modelReset, self.list.counted, self.list.went_on):
            signal.connect(self._renew_rows)
        sheet.header.stepped.connect(self.move_by)
        sheet.done.connect(self._go_on)
        self.turns.chosen.connect(self._show_turn)
        self.turns.asking.connect(self._split.setHidden)
        session.stepped.connect(self._show_step)
        self.look.changed.connect(self._renew_look)
        for keys, job in (
            ("Ctrl+Down", lambda: self.move_by(1)),
            ("Ctrl+Up", lambda: self.move_by(-1)),
            ("Ctrl+Return, Ctrl+Enter", sheet.submit),
            ("Ctrl+Shift+Return, Ctrl+Shift+Enter", self._submit_all),
            ("Ctrl+L", lambda: sheet.recuse(sheet.column)),
            ("Ctrl+B", lambda: self.views.choose(ONE if self.views.current == ALL else ALL)),
        ):
            for one in keys.split(", "):
                shortcut = QShortcut(QKeySequence(one), self)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(job)

    def _submit_all(self) -> None:
        (self.compared if self.turns.current == COMPARE else self.sheet).submit_all()

    def _renew_look(self) -> None:
        self.search.setMaximumWidth(self.look.px(280))
        self._renew_width()

    def _renew_width(self) -> None:
        wide = self.width() >= self.look.px(_WIDE)
        one = self.views.current == ONE and self.turns.current != COMPARE
        self._side_panel.setVisible(wide and one)
        side = self.look.px(235)
        self._side_panel.setMinimumWidth(side - 30)
        self._split.suggest([side, max(self.width() - side, 100)])
