"""Họp: the meeting while it runs; discussion typed at the left, what stands live at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from db.operation import Changes
from db.queries.minutes import Hearing
from db.queries.submission import details
from desktop.models.hearing_live import live
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_list import ID_ROLE
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_words import quorum_words
from desktop.models.words import shown_date
from desktop.reading import READ_FAILED, read_sentence, saying
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.chips import ChipRow, Chips
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.labels import panel
from desktop.widgets.live_panel import LivePanel
from desktop.widgets.minutes_hearing import HearingPanel
from desktop.widgets.reading_side import ReadingSide
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

TALK, LIVE = "talk", "live"
_WIDE = 1000  # pixels at 100 % below which only one of the halves is shown


class HearingRoomScreen(Screen):
    """Keys: Ctrl+↓/↑ next and previous submission, F7 attendance, F6 re-score, F8 results on the
    projector, F9 keeps the projector's picture, Ctrl+F find. What a submission says is read in
    place of the right half (:class:`ReadingSide`)."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.meeting = Meeting(session, Jobs(self), self)
        self.hearings = HearingPanel(self.meeting, look)
        self.panel = LivePanel(self.meeting, look)
        self.meetings = QComboBox()
        self.meetings.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.meetings.setAccessibleName("Cuộc họp")
        self._quorum = QLabel()
        self._quorum.setProperty("role", "muted")
        self._quorum.setWordWrap(True)
        self.halves = Chips("Phần của cuộc họp", [(TALK, "Thảo luận"), (LIVE, "Điểm, dự họp")])
        self._half_row = ChipRow(self.halves)
        self._shown = self._read = b""  # before the meeting; its text and evidence
        self._split = KeptSplitter(look, "hearing-room")
        self._talk, self._live = panel(self.hearings), panel(self.panel)
        for part in (self._talk, self._live):
            self._split.addWidget(part)
        self.side = ReadingSide(session, look, self, brief=True)
        self._split.addWidget(self.side)
        self._split.setHandleWidth(8)
        self._split.setChildrenCollapsible(False)
        self.states = StateStack(self._content())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self._connect()
        self._renew_width()
        self.load()

    def load(self) -> None:
        """Reads the campaign's meetings."""
        try:
            self.meeting.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))

    def arrive(self) -> None:
        """The list of submissions, or the one button."""
        if self.states.notice:
            self.states.focus_button()
        else:
            self.hearings.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Saves what is being typed."""
        if self.meeting.record is None:
            return True
        return all([self.hearings.keep(), self.panel.keep()])

    def focus_search(self) -> None:
        """Ctrl+F."""
        self.halves.choose(TALK)
        self.hearings.focus_search()

    def show_submission(self, ident: bytes) -> None:
        """Brings one submission before the meeting."""
        self.hearings.show_submission(ident)

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read."""
        super().showEvent(event)
        self.meeting.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place is in front; the projector keeps what it shows."""
        super().hideEvent(event)
        self.meeting.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both halves where there is room."""
        super().resizeEvent(event)
        self._renew_width()

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(self.meetings)
        head.addWidget(self._half_row, 2)
        head.addWidget(self._quorum, 2)
        for button in self.side.buttons.values():
            head.addWidget(button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self._split, 1)
        return content

    def _connect(self) -> None:
        meeting = self.meeting
        meeting.loaded.connect(self._loaded)
        meeting.reading.failed.connect(saying(self.session, self.states.show_error))
        meeting.reading.went_on.connect(self._reads)
        meeting.renewed.connect(self._renew)
        self.session.changed.connect(self._changed)
        self.session.campaign_changed.connect(self.load)
        self.meetings.activated.connect(self._choose_meeting)
        self.hearings.view.selectionModel().currentChanged.connect(lambda *_: self._show())
        self.hearings.list.modelReset.connect(self._show)
        self.panel.wants_case.connect(self._bring)
        self.states.led.connect(self.wants)
        self.states.retried.connect(self.load)
        self.halves.chosen.connect(self._choose_half)
        self.side.turned.connect(self._renew_width)
        self.side.closed.connect(self.arrive)
        self.side.reader.preview.led.connect(self.wants)
        self.look.changed.connect(self._renew_width)
        projector = self.panel.projector
        for keys, job in (
            ("F6", lambda: self._unfold(self.panel.again, self.panel.rescore.arrive)),
            ("F7", lambda: self._unfold(self.panel.roll, self.panel.attendance.setFocus)),
            ("F8", projector.results.click),
            ("F9", projector.hold.click),
        ):
            key = QShortcut(QKeySequence(keys), self)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(job)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):  # the left half has its own
            for half in (self._live, self.side):
                key = QShortcut(QKeySequence(keys), half)
                key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                key.activated.connect(partial(self.hearings.move_by, step))

    def _reads(self, done: int, of: int) -> None:
        if self.meeting.loading:
            self.states.show_loading("hồ sơ của cuộc họp", done, of)

    def _loaded(self) -> None:
        self.meetings.clear()
        for line in self.meeting.lines:
            day = f" · {shown_date(line.date)}" if line.date else ""
            self.meetings.addItem(f"Cuộc họp số {line.number}{day}")
        record = self.meeting.record
        if record is None:
            self._show_empty()
            return
        idents = [line.id for line in self.meeting.lines]
        self.meetings.setCurrentIndex(idents.index(record.id))
        self.states.show_content()
        self._shown = b""
        self._renew()

    def _show_empty(self) -> None:
        if self.session.campaign is None:
            self.states.show_no_campaign()
            return
        self.states.show_empty(
            "Chưa có cuộc họp nào",
            "Ở đây điều hành cuộc họp: điểm danh, thảo luận, chấm lại, biểu quyết, kết luận, màn "
            "chiếu. Cuộc họp được thêm ở Biên bản.",
            "Mở Biên bản",
            "minutes",
        )

    def _choose_meeting(self, row: int) -> None:
        if self.leave():
            self.meeting.load(self.meeting.lines[row].id)

    def _renew(self) -> None:
        if self.meeting.record is None:
            return
        self._quorum.setText(
            "Đã chốt để ký: chỉ xem." if self.meeting.frozen else quorum_words(self.meeting.body)
        )
        self._show()

    def _changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.kinds & {"ballot", "void", "submission"}:
            self._show()

    def _show(self) -> None:
        """The chosen submission as it stands."""
        meeting, session = self.meeting, self.session
        ident = self.hearings.view.currentIndex().data(ID_ROLE) or b""
        if ident != self._read:
            self._read = ident
            said = details(session.book, session.around, ident) if ident else None
            self.side.show_submission(ident or None, said)
        if meeting.record is None or not ident or not session.sees_results:
            self.panel.show_live(None, other=True)
            return
        hearing = meeting.hearings.get(ident, Hearing())
        found = live(session.book, session.around, meeting.record, ident, hearing)
        other, self._shown = ident != self._shown, ident
        self.panel.show_live(found, other=other)

    def _bring(self, ident: bytes) -> None:
        if self.hearings.keep():
            self.hearings.show_submission(ident)

    def _unfold(self, button: object, then: object) -> None:
        self.halves.mark(LIVE)
        self.side.give_way()
        self._renew_width()
        button.setChecked(True)  # type: ignore[attr-defined]  # a QToolButton
        then()  # type: ignore[operator]  # never None here

    def _choose_half(self, _: str) -> None:
        self.side.give_way()
        self._renew_width()

    def _renew_width(self) -> None:
        wide, reads = self.width() >= self.look.px(_WIDE), bool(self.side.part)
        self._half_row.setVisible(not wide)
        self._talk.setVisible(wide or (self.halves.current == TALK and not reads))
        self._live.setVisible(not reads and (wide or self.halves.current == LIVE))
        left = round(self.width() * 0.6)
        right = max(self.width() - left, 100)
        self._split.suggest([left, 0 if reads else right, right if reads else 0])
