"""Chấm điểm: a member's submissions, the ballot, and what the submission says."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from db.queries.submission import details
from desktop.models.ballot_list import BallotList
from desktop.models.score_model import ScoreModel
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.undo_stack import Step
from desktop.widgets.ballot_list_view import BallotListView
from desktop.widgets.ballot_sheet import BallotSheet
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.next_ballot import NextBallot
from desktop.widgets.reading_side import EVIDENCE, ReadingSide
from desktop.widgets.screen import Screen
from desktop.widgets.search_field import SearchField
from desktop.widgets.similar_pages import SimilarPages
from desktop.widgets.state_stack import StateStack

_WIDE = 1040  # pixels at 100 % below which the list and what is read share one place

_ANY_WIDTH = 16_777_215


class ScoringScreen(Screen):
    """Keys: Enter, Shift+Enter in the marks; Ctrl+Enter hands in; Ctrl+↓/↑ next, previous;
    those of :class:`ReadingSide`."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.list = BallotList(session, self)
        self.scores = ScoreModel(session, self)
        self.view = BallotListView(self.list, look)
        self.search = SearchField(look, "Tìm hồ sơ")
        self.sheet = BallotSheet(session, self.scores, look)
        self.side = ReadingSide(session, look, self)
        self._heading, self._progress_words = QLabel(), QLabel()
        self._heading.setProperty("role", "strong")
        self._progress_words.setProperty("role", "muted")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("Số phiếu đã nộp")
        self._left = self._make_left()
        self._split = KeptSplitter(look, "scoring")
        for place, part in enumerate((self._left, self.sheet, self.side)):
            self._split.addWidget(part)
            self._split.setStretchFactor(place, int(part is self.sheet))
            self._split.setCollapsible(place, False)
        self._split.setHandleWidth(8)
        self.states = StateStack(self._split)
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.similar = SimilarPages(session, look, self.states, self.sheet.keep)
        self.sheet.header.add_links((*self.side.buttons.values(), self.similar.button))
        column.addWidget(self.similar)
        self.next = NextBallot(session, self.list, self.scores)
        self.sheet.foot.add_button(self.next)
        self._connect()
        self._renew_width()
        self.load()

    @property
    def for_one_member(self) -> bool:
        """Of the member who is chosen in the top line."""
        return True

    def load(self) -> None:
        """Reads the list of the member that is chosen."""
        self.sheet.show_ballot(None, None)
        self.similar.ask(None)
        session = self.session
        try:
            self.list.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))
            return
        if session.campaign is None:
            self.states.show_no_campaign()
        elif not session.around.members:
            self.states.show_empty(
                "Chưa có Tổ thẩm định",
                "Khi đã có danh sách thành viên, mỗi người chấm các hồ sơ của mình ở đây.",
                *self.way_to_import,
            )
        elif session.member is None:
            text = (
                "Chọn thành viên ở dòng trên cùng để nhập phiếu giấy của người đó."
                if session.office
                else "Chọn tên của mình ở dòng trên cùng để chấm."
            )
            self.states.show_empty(
                "Chấm điểm theo từng thành viên", text, "Chọn thành viên", "member"
            )
        elif not self.list.rowCount():
            self.states.show_empty(
                "Không có hồ sơ nào để chấm",
                "Ở đây là các hồ sơ đủ điều kiện thẩm định được phân công cho thành viên.",
                "Mở Đăng ký",
                "register",
            )
        else:
            self.states.show_content()
            self._go_to(self.list.first_open())

    def arrive(self) -> None:
        """The next criterion to be marked, or the similar submissions where they are open."""
        if self.similar.opened:
            self.similar.page.arrive()
            return
        if self.states.notice:
            self.states.focus_button()
            return
        self.sheet.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Keeps the mark and the comment."""
        return self.sheet.keep()

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.similar.close_similar()
        self.side.give_way()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_submission(self, ident: bytes) -> None:
        """Chooses a submission in the list."""
        if self.list.row_of(ident) < 0:
            self.search.clear()
        row = self.list.row_of(ident)
        if row >= 0:
            self._go_to(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window shows the list or the text, not both."""
        super().resizeEvent(event)
        self._renew_width()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.to_list.connect(self._to_list)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.activated.connect(lambda _: self.arrive())
        self.list.counted.connect(self._renew_counts)
        self.session.viewer_changed.connect(self.load)
        self.session.campaign_changed.connect(self.load)
        self.session.stepped.connect(self._show_step)
        self.look.changed.connect(self._renew_width)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(lambda step=step: self.move_by(step))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self._submit)
        self.sheet.submitted.connect(self._handed_in)
        self.next.leads.connect(self._lead)
        self.next.done.connect(lambda: self.wants.emit("exchange/handing/write", b""))
        self.similar.returned.connect(self.arrive)
        self.side.turned.connect(self._renew_width)
        self.side.closed.connect(self.arrive)
        self.side.reader.preview.led.connect(self.wants)

    def move_by(self, step: int) -> None:
        """The next or previous submission of the list."""
        row = self.view.currentIndex().row() + step
        if 0 <= row < self.list.rowCount() and self.sheet.keep():
            self._go_to(row)
            self.arrive()

    def _handed_in(self) -> None:
        """The focus stays on the next step, also once the question for the PIN is gone."""
        self.next.go_on_from_here()
        QTimer.singleShot(0, self.next, self.next.go_on_from_here)

    def _lead(self, row: int) -> None:
        self._go_to(row)
        self.arrive()

    def _submit(self) -> None:
        if not self.similar.opened:  # never a ballot that is out of sight
            self.sheet.submit()

    def _make_left(self) -> QFrame:
        panel = QFrame()
        panel.setProperty("role", "panel")
        head = QVBoxLayout()
        head.setSpacing(6)
        head.setContentsMargins(10, 8, 10, 6)
        head.addWidget(self._heading)
        head.addWidget(self.search)
        self._none = QLabel("Không tìm thấy hồ sơ nào; hãy gõ ít chữ hơn.")
        self._none.setProperty("role", "muted")
        self._none.setWordWrap(True)
        self._none.setMargin(10)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.setContentsMargins(10, 6, 10, 8)
        foot.addWidget(self._progress_words)
        foot.addWidget(self._progress, 1)
        column = QVBoxLayout(panel)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        return panel

    def _go_to(self, row: int) -> None:
        self.view.setCurrentIndex(self.list.index(row, 0))

    def _to_list(self) -> None:
        if self.list.rowCount():
            if not self.view.currentIndex().isValid():
                self._go_to(0)
            self.view.setFocus()

    def _search(self, words: str) -> None:
        shown = self.scores.ballot
        self.list.search(words)
        self._none.setVisible(not self.list.rowCount())
        row = self.list.row_of(shown.submission.id) if shown else -1
        if row >= 0:
            self._go_to(row)

    def _chosen(self, current: QModelIndex, _: QModelIndex) -> None:
        if not current.isValid():
            return
        line = self.list.line(current.row())
        ballot = self.scores.ballot
        if ballot is not None and ballot.submission.id == line.id:
            if ballot.member == self.session.member:
                return
        elif ballot is not None:
            self._keep_before_leaving()
        self.sheet.show_ballot(self.session.member, line.id)
        self.similar.ask(line.id)
        shown = details(self.session.book, self.session.around, line.id)
        self.side.show_submission(line.id, shown)

    def _keep_before_leaving(self) -> None:
        """A mouse click went elsewhere: what cannot be kept is said, not lost silently."""
        self.sheet.keep()
        ballot = self.scores.ballot
        errors = [self.scores.error(row) for row in range(self.scores.rowCount())]
        wrong = next((words for words in errors if words), "")
        if ballot is not None and wrong:
            self.session.told.emit(f"Hồ sơ {ballot.submission.code}: {wrong}")

    def _show_step(self, step: Step) -> None:
        member, submission = step.where
        if member != (self.session.member.id if self.session.member else None):
            return
        self.show_submission(submission)
        codes = [criterion.code for criterion in self.scores.criteria]
        if step.spot in codes:
            self.sheet.table.go_to(codes.index(step.spot))
            self.sheet.table.setFocus()

    def _renew_counts(self) -> None:
        total, done = self.list.total, self.list.done
        self._heading.setText(f"Hồ sơ {total} · còn {total - done}")
        self._progress_words.setText(f"Đã chấm {done}/{total}")
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)
        self._none.setVisible(not self.list.rowCount())

    def _renew_width(self) -> None:
        narrow = self.width() < self.look.px(_WIDE)
        self.side.set_brief(narrow)
        reads = bool(self.side.part)
        side = min(self.look.px(290), round(self.width() * 0.34))
        share = 1.0 if narrow else 1.1  # in place of the list, or beside it
        if self.side.part == EVIDENCE and not narrow:  # a page wants more room than a list
            side, share = round(side * 0.86), 1.4
        for panel, shown in ((self._left, not (narrow and reads)), (self.side, reads)):
            panel.setMinimumWidth(round(side * 0.8) if shown else 0)
            panel.setMaximumWidth(_ANY_WIDTH if shown else 0)  # QSplitter counts hidden ones
            panel.setVisible(shown)
        read = round(side * share) if reads else 0
        wide = self._split.width() or self.width()
        self._split.suggest([side, wide - side - read, read])
