"""One submission on the meeting's table: its head, the marks, what is said about them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from desktop.models import meeting_jobs as jobs
from desktop.models.meeting_grid import MeetingGrid, Refused
from desktop.models.meeting_words import locked_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.ask_bar import AskBar
from desktop.widgets.meeting_foot import MeetingFoot
from desktop.widgets.meeting_header import MeetingHeader
from desktop.widgets.meeting_menu import MeetingMenu
from desktop.widgets.meeting_table import MeetingTable
from desktop.widgets.message_bar import INFO, WARN, MessageBar
from desktop.widgets.phrase_menu import PhraseMenu
from desktop.widgets.reason_asking import ReasonAsking
from desktop.widgets.refused_list import RefusedList
from desktop.widgets.state_stack import StateStack


class MeetingSheet(QFrame):
    """What is typed, pasted, handed in or asked about one submission. While two people type
    (``twice``), handing in waits until both are compared, and ``done`` goes on."""

    done = Signal()

    def __init__(
        self, session: Session, grid: MeetingGrid, look: Look, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._session, self._grid, self._look = session, grid, look
        self.header = MeetingHeader(look)
        self.table = MeetingTable(grid, look)
        self.states = StateStack(self.table)
        self.notice, self.ask, self.refused = MessageBar(), AskBar(), RefusedList()
        self.foot = MeetingFoot(grid, look)
        self._menu = MeetingMenu(session, grid, self.ask, self)
        self._reasons = ReasonAsking(session, self.ask)
        self.phrases = PhraseMenu(session, self.foot.comment, self.foot)
        self._popup = QMenu(self)
        self.twice = False
        said = QVBoxLayout()
        said.setContentsMargins(10, 4, 10, 4)
        said.setSpacing(4)
        for part in (self.notice, self.refused, self.ask):
            said.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.states, 1)
        column.addLayout(said)
        column.addWidget(self.foot)
        self.table.moved.connect(self.foot.set_column)
        self.ask.closed.connect(self.table.setFocus)
        self.refused.chosen.connect(self._go_to_refused)
        self.foot.menu.clicked.connect(self._foot_menu)
        self.foot.submit.clicked.connect(self.submit)
        self.foot.submit_all.clicked.connect(self.submit_all)
        self.foot.comment.editingFinished.connect(self._keep_comment)
        self.table.locked.connect(self._locked)
        self.table.finished.connect(self._finish)
        self.table.menu_wanted.connect(self._show_menu)
        grid.pasted.connect(self._pasted)
        # later, when the editor that "LQ" was typed in is gone
        grid.recusal_wanted.connect(self.recuse, Qt.ConnectionType.QueuedConnection)
        grid.renewed.connect(self._renew)
        look.changed.connect(self._renew_height)

    @property
    def column(self) -> int:
        """The column of the cursor, 0 where there is none."""
        return max(self.table.currentIndex().column(), 0)

    def arrive(self) -> None:
        """The focus goes into the marks."""
        if not self.table.currentIndex().isValid():
            column = max(self._grid.next_column(-1), 0)
            self.table.go_to(self._grid.first_open(column), column)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to(self, row: int, column: int, *, focus: bool = True) -> None:
        """Puts the cursor on a mark."""
        self.table.go_to(row, column)
        self.foot.set_column(column)
        if focus:
            self.table.setFocus()

    def _finish(self) -> None:
        """Nothing is missing any more: what is left is to hand in, or to go on where two type."""
        if self.twice:
            self.done.emit()
            return
        if self.foot.submit_all.isEnabled():
            self.say("Đã nhập đủ điểm; Ctrl+Shift+Enter để nộp các phiếu.")
            self.foot.submit_all.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> bool:
        """Keeps the mark and the comment that are being typed; False where one was refused."""
        return self.table.commit() and self._keep_comment()

    def submit(self) -> None:
        """Hands in the ballot of the column, where it is complete."""
        if not self.keep() or self._waits():
            return
        shown, column = self._grid.sheet, self.column
        ballot = self._grid.ballot(column)
        if shown is None or ballot is None:
            return
        name = ballot.member.name
        if not ballot.editable:
            self._locked(column)
        elif ballot.missing:
            missing = ", ".join(ballot.missing)
            self.warn(f"Phiếu của đ/c {name} còn thiếu {missing}; nhập đủ rồi nộp.")
            self.go_to(self._grid.first_open(column), column)
        elif shown.rubric is not None and self._reasons.ask(
            ballot.member, shown.submission, shown.rubric, ballot.marks, ballot.why, self.submit
        ):
            return
        elif jobs.submit(self._session, shown, ballot):
            self.say(jobs.handed_in_words(shown, ballot) + ".")
            self._after_submit()

    def submit_all(self) -> None:
        """Hands in every ballot that is complete."""
        shown = self._grid.sheet
        if not self.keep() or shown is None or self._waits():
            return
        count, well = jobs.submit_all(self._session, self._grid.sheet or shown)
        if count:
            self.say(f"Đã nộp {count} phiếu giấy của hồ sơ {shown.submission.code}.")
        if well:
            self._after_submit()

    def _waits(self) -> bool:
        """Whether what two people type is to be compared first."""
        if self.twice:
            self.warn("Đang nhập hai lượt: phiếu được nộp ở phần Đối chiếu, khi hai lượt khớp.")
        return self.twice

    def _after_submit(self) -> None:
        following = self._grid.next_column(self.column)
        column = following if following >= 0 else self.column
        self.go_to(self._grid.first_open(column), column)

    def _keep_comment(self) -> bool:
        shown, ballot = self._grid.sheet, self.foot.ballot
        text = self.foot.comment.text().strip()
        closed = ballot is None or not ballot.editable or self._grid.second
        if shown is None or ballot is None or closed or text == ballot.comment:
            return True
        return bool(jobs.comment(self._session, shown, ballot, text))

    def _locked(self, column: int) -> None:
        shown, ballot = self._grid.sheet, self._grid.ballot(column)
        if shown is None:
            return
        if ballot is None:
            self.warn("Cột này do chương trình tính; điểm nhập ở cột của từng thành viên.")
        elif ballot.editable:
            self.warn("Dòng tổng do chương trình cộng; điểm nhập ở dòng của từng tiêu chí.")
        else:
            self.warn(locked_sentence(ballot, shown, self._session.office))

    def _pasted(self, taken: int, refused: list[Refused]) -> None:
        heading = f"Đã nhận {taken} điểm; {len(refused)} ô của khối không nhận:"
        self.refused.show_lines(heading, [(bad.words, bad.cell) for bad in refused])
        if not refused:
            self.say(f"Đã dán {taken} điểm vào phiếu nháp.")
        else:
            self.notice.hide()

    def _show_menu(self, column: int, where: QPoint) -> None:
        if self.table.commit() and not self._grid.second:
            self._menu.fill(self._popup, column)
            self._popup.popup(where)

    def _foot_menu(self) -> None:
        button = self.foot.menu
        self._show_menu(self.column, button.mapToGlobal(button.rect().bottomLeft()))

    def recuse(self, column: int) -> None:
        """Asks why the member of that column does not score."""
        ballot = self._grid.ballot(column)
        if ballot is None or not ballot.editable:
            self._locked(column)
        else:
            self._menu.ask_recusal(column)

    def say(self, words: str) -> None:
        """Something went well."""
        self.notice.say(words, INFO)

    def warn(self, words: str) -> None:
        """Something cannot be done."""
        self.notice.say(words, WARN)

    def clear_notices(self) -> None:
        """Another submission: what was said is old."""
        self.notice.hide()
        self.refused.hide()
        self.ask.give_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the comment makes room."""
        super().resizeEvent(event)
        self._renew_height()

    def _renew_height(self) -> None:
        brief = self.height() < self._look.px(470)
        self.foot.set_brief(brief)
        self.refused.set_brief(brief)
        self._grid.set_low(brief)

    def _renew(self) -> None:
        sheet = self._grid.sheet
        if sheet is None or self._grid.columnCount():
            self.states.show_content()
        elif sheet.rubric is None:
            self.states.show_empty(
                "Chưa có thang điểm", "Đợt thẩm định chưa có thang điểm cho loại đối tượng này."
            )
        else:
            self.states.show_empty("Chưa có ai chấm hồ sơ này", "Hãy xem lại phân công chấm.")

    def _go_to_refused(self, cell: tuple[int, int] | None) -> None:
        if cell is not None:
            self.table.go_to(*cell)
        self.table.setFocus()
