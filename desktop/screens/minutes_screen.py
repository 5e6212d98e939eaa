"""Biên bản: the meetings, the form of one, its page beside it, freezing, papers."""

from __future__ import annotations

import os
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from db import entries
from db.queries.minutes import first_values
from desktop import undoable
from desktop.models.amending import notice_words
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_list import ID_ROLE, MeetingList
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_pages import PaperPages
from desktop.models.minutes_words import NO_MEETING
from desktop.models.paper_source import MINUTES, PRINTED, gather
from desktop.reading import READ_FAILED, read_sentence, saying
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.minutes_form import MeetingForm
from desktop.widgets.minutes_freeze import FreezePanel
from desktop.widgets.minutes_hearing import HearingPanel
from desktop.widgets.minutes_panel import MeetingPanel
from desktop.widgets.minutes_papers import PapersBar
from desktop.widgets.page_view import PageView
from desktop.widgets.papers_page import PapersPage
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

FORM, HEARINGS, FREEZE, PAPERS = "form", "hearings", "freeze", "papers"
_WIDE = 900  # pixels at 100 % below which buttons say less


class MinutesScreen(Screen):
    """Keys: Ctrl+↓/↑ next and previous submission, Ctrl+P print, Ctrl+F find."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.jobs = Jobs(self)
        self.meeting = Meeting(session, self.jobs, self)
        self.pages = PaperPages(self.jobs, self)
        self.list = MeetingList(self)
        self.form = MeetingForm(self.meeting, look)
        self.hearings = HearingPanel(self.meeting, look)
        self.freezing = FreezePanel(self.meeting, look)
        self.papers = PapersBar(self.meeting, self.jobs)
        self.choosing = PapersPage(self.meeting, self.papers, look)
        self.page = PageView(self.pages, look, "Biên bản", papers=PRINTED)
        self.panel = MeetingPanel(
            look,
            self.list,
            (
                (FORM, "Cuộc họp", self.form),
                (HEARINGS, "Từng hồ sơ", self.hearings),
                (FREEZE, "Chốt để ký", self.freezing),
                (PAPERS, "Giấy tờ", self.choosing),
            ),
            self.papers,
        )
        self.view, self.add_button = self.panel.view, self.panel.add_button
        self.parts, self.notice = self.panel.parts, self.panel.notice
        self.add_button.clicked.connect(self.add_meeting)
        self._stale = True
        self._split = KeptSplitter(look, "minutes")
        self._split.addWidget(self.panel)
        self._split.addWidget(self.page)
        self._split.setHandleWidth(8)
        self._split.setCollapsible(0, False)
        self.states = StateStack(self._split)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.states)
        self._connect()
        self._renew_sizes()
        self.load()

    def load(self) -> None:
        """Reads the campaign's meetings."""
        self.pages.clear()
        self.states.show_loading("các cuộc họp")
        try:
            self.meeting.load()
        except READ_FAILED as error:
            self.states.show_error(read_sentence(self.session, error))

    def arrive(self) -> None:
        """Where work begins: the list of meetings, or the one button."""
        if self.states.notice:
            self.states.focus_button()
        elif self.parts.current in (FREEZE, PAPERS):
            (self.freezing if self.parts.current == FREEZE else self.choosing).arrive()
        else:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> bool:
        """Saves what is being typed."""
        none = self.meeting.record is None  # else both, whatever the first says
        return none or all([self.form.keep(), self.hearings.keep()])

    def focus_search(self) -> None:
        """Ctrl+F: in the pages where the focus is there."""
        front = self.window().focusWidget()
        if front is not None and self.page.isAncestorOf(front):
            self.page.open_search()
        elif self.meeting.record is not None and self._show_part(HEARINGS):
            self.hearings.focus_search()

    def show_submission(self, ident: bytes) -> None:
        """The submission in the meeting that hears it, the chosen one first."""
        if self.meeting.record is not None and self._show_part(HEARINGS):
            self.hearings.show_submission(ident)

    def accept(self, brought: object) -> None:
        """A signed copy to attach: the meeting's number, and the file."""
        number, path = brought if isinstance(brought, tuple) else (0, None)
        for line in self.meeting.lines:
            if line.number == number and self.leave():
                self.meeting.load(line.id)
                if self.meeting.frozen and self._show_part(FREEZE):
                    self.freezing.signed.open_form(path)
                return

    def add_meeting(self) -> None:
        """A new meeting: number, chair and secretary are there, the rest is typed."""
        campaign, meeting = self.session.campaign, self.meeting
        if campaign is None or not self.leave():
            return
        values = first_values(self.session.book, self.session.around, meeting.record)
        ident = os.urandom(16)
        arguments = ("session", ident, values)
        words = f"thêm cuộc họp số {values['number']!r}"
        if undoable.run(self.session, words, entries.save, *arguments, made=("session", ident)):
            meeting.load(ident, lambda: self._go_to_field("minutes_no"))

    def showEvent(self, event: QShowEvent) -> None:
        """A page that went stale while nobody looked is made now."""
        super().showEvent(event)
        self.meeting.wake()
        if self._stale:
            self._show_page()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place is in front."""
        super().hideEvent(event)
        self.meeting.sleep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps the larger half."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._renew_sizes()

    def _connect(self) -> None:
        meeting = self.meeting
        meeting.listed.connect(self._show_list)
        meeting.reading.failed.connect(saying(self.session, self.states.show_error))
        meeting.reading.went_on.connect(self._reads)
        meeting.loaded.connect(self._loaded)
        meeting.renewed.connect(self._renew)
        meeting.page_due.connect(self._page_due)
        self.view.selectionModel().currentChanged.connect(self._chosen)
        self.view.activated.connect(lambda _: self.form.go_to("minutes_no"))
        self.parts.chosen.connect(self._part_chosen)
        self.form.removed.connect(self.arrive)
        self.freezing.wants.connect(self._go)
        self.freezing.signed.brings.connect(self.brings)
        self.freezing.wants_field.connect(self._go_to_field)
        self.choosing.wants.connect(self._go)
        self.page.chosen.connect(self._paper_chosen)
        self.states.acted.connect(self.add_meeting)
        self.states.retried.connect(self.load)
        self.session.campaign_changed.connect(self.load)
        self.look.changed.connect(self._renew_sizes)
        key = QShortcut(QKeySequence("Ctrl+P"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._print)

    def _show_list(self) -> None:
        self.list.show(self.meeting.lines)
        self._mark_chosen()
        self._renew_sizes()

    def _mark_chosen(self) -> None:
        record = self.meeting.record
        row = self.list.row_of(record.id) if record is not None else -1
        if row >= 0:
            self.view.setCurrentIndex(self.list.index(row))

    def _reads(self, done: int, of: int) -> None:
        if self.meeting.loading:
            self.states.show_loading("hồ sơ của cuộc họp", done, of)

    def _loaded(self) -> None:
        self._mark_chosen()
        if self.meeting.record is None:
            self._show_empty()
            return
        self.states.show_content()
        self._renew()
        self._page_due()

    def _show_empty(self) -> None:
        if self.session.campaign is None:
            self.states.show_no_campaign()
            return
        may = self.meeting.may_write
        text = NO_MEETING if may else f"{NO_MEETING} Cuộc họp được thêm trên máy giữ khóa cơ quan."
        self.states.show_empty("Chưa có cuộc họp nào", text, "Thêm cuộc họp" if may else "")

    def _renew(self) -> None:
        meeting = self.meeting
        self.add_button.setVisible(meeting.may_write)
        words = notice_words(meeting)
        total = self.hearings.list.total
        button = self.parts.buttons[HEARINGS]
        button.setText(f"Từng hồ sơ {total}")
        button.setAccessibleName(f"Các phần của cuộc họp: từng hồ sơ, {total} hồ sơ")
        self.notice.setText(words)
        self.notice.setVisible(bool(words) and self.parts.current != FREEZE)

    def _chosen(self, current: QModelIndex, former: QModelIndex) -> None:
        if not current.isValid():
            return
        ident = current.data(ID_ROLE)
        record = self.meeting.record
        if record is not None and record.id == ident:
            return
        if not self.leave():
            self.view.setCurrentIndex(former)
            return
        self.meeting.load(ident)

    def _part_chosen(self, key: str) -> None:
        """A chip was pressed: what was typed must be kept first."""
        shown = self.panel.current
        if key != shown and not self.leave():
            self.parts.mark(shown)
            return
        self.panel.put(key)
        self._renew()
        if key in (FREEZE, PAPERS):
            self.arrive()

    def _show_part(self, key: str) -> bool:
        if self.parts.current != key:
            self.parts.choose(key)
        return self.parts.current == key

    def _go(self, place: str, submission: bytes) -> None:
        if place == "minutes":
            self.show_submission(submission)
        else:
            self.wants.emit(place, submission)

    def _go_to_field(self, name: str) -> None:
        if self._show_part(FORM):
            self.form.go_to(name)

    def _print(self) -> None:
        if self.meeting.record is not None and self.leave():
            self.papers.ask_printer()

    def _page_due(self) -> None:
        self._stale = True
        if self.isVisible():
            self._show_page()

    def _show_page(self) -> None:
        if self.meeting.record is not None:
            self._stale = False
            self.page.show_paper(self._maker())

    def _maker(self) -> Callable[[], bytes]:
        """What makes the paper that is previewed; the minutes with what is being typed."""
        name, state = self.page.paper, self.meeting.state
        if name == MINUTES and (state is None or not state.amended):
            return self.meeting.paper()
        source = gather(self.meeting, (name,))
        return lambda: source.pdf(name)

    def _paper_chosen(self, name: str) -> None:
        self.papers.show_paper(name, self.page.name)
        if self.meeting.record is not None and self.leave():
            self._show_page()

    def _renew_sizes(self) -> None:
        self.page.setMinimumWidth(self.look.px(200))
        if self.width() > 0:
            self.panel.renew_sizes(roomy=self.width() >= self.look.px(_WIDE))
            left = round(self.width() * 0.53)
            self._split.suggest([left, self.width() - left - self._split.handleWidth()])
