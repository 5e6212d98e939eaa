"""The frame around one open book: places, top line, message, and the screen in front."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from db.errors import NoOfficeKeyError
from desktop.messages import sentence
from desktop.parts_screen import PartsScreen
from desktop.places import PLACES, Place
from desktop.reading import READ_FAILED, read_sentence
from desktop.session import Session
from desktop.theme.look import Look
from desktop.undo_stack import Step
from desktop.widgets.hint_bar import HintBar
from desktop.widgets.message_bar import BAD, MessageBar
from desktop.widgets.navigation import Navigation
from desktop.widgets.office_key_line import OfficeKeyLine
from desktop.widgets.other_window import OtherWindow
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack
from desktop.widgets.stick_line import StickLine
from desktop.widgets.top_line import TopLine
from desktop.widgets.work_page import WorkPage

_WIDE = 1150  # pixels at 100 % below which the places show icons only


class Workspace(QWidget):
    """Makes a screen when it is first asked for, and carries wishes from one to another."""

    shown = Signal(str)  # key of the place in front
    help_wanted = Signal()
    passed = Signal()  # the laptop is to go round (chuyền máy)
    reopened = Signal(object)  # Path of the book's copy on this laptop, to go on with
    brought = Signal(object)  # Path of a file chosen at one place and taken in at another

    def __init__(
        self, session: Session, look: Look, menu: QToolButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session, self.look = session, look
        self._places = {place.key: place for place in PLACES}
        self._screens: dict[str, Screen] = {}
        self.navigation = Navigation(look, ((p.number, p.key, p.name) for p in PLACES), menu)
        self.navigation.chosen.connect(self.show_place)
        self.top_line = TopLine(session)
        self.top_line.member_chosen.connect(self._choose_member)
        self.messages = MessageBar()
        self.hint = HintBar(look.preferences)
        self.hint.more.connect(self.help_wanted)
        self._stack = QStackedWidget()
        self._coming = StateStack(QWidget())
        self._again: Callable[[], None] = lambda: None
        self._coming.retried.connect(lambda: self._again())
        self._stack.addWidget(self._coming)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_line)
        inner = QVBoxLayout()
        inner.setContentsMargins(10, 8, 10, 10)
        inner.setSpacing(8)  # what is said stands apart from the screen
        inner.addWidget(OfficeKeyLine(session))
        self.other = OtherWindow(session, self)
        self.other.wanted.connect(self.reopened)
        inner.addWidget(self.other)
        self.stick = StickLine(session, WorkPage(self._stack))
        self.stick.taken.connect(self.reopened)
        self.stick.newer.connect(lambda path: self.receive([path]))
        inner.addWidget(self.stick)
        inner.addWidget(self.messages)
        inner.addWidget(self.hint)
        inner.addWidget(self._stack, 1)
        column.addLayout(inner, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(column, 1)
        for place in PLACES:
            if place.number:
                key = QShortcut(QKeySequence(f"Ctrl+{place.number}"), self)
                key.activated.connect(lambda key=place.key: self.show_place(key))
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self._find)
        session.failed.connect(self._show_error)
        session.told.connect(self.messages.say)
        session.noted.connect(self.messages.note)
        session.saved.connect(self._hide_old_words)
        session.history.here = lambda: self.where
        session.stepped.connect(self._show_step)
        session.viewer_changed.connect(self._renew_places)
        session.campaign_changed.connect(self._renew_places)
        look.changed.connect(self._renew_width)
        self._renew_width()  # narrow until there is a width: else the window would grow to it
        self._renew_places()

    @property
    def screen_in_front(self) -> Screen | None:
        """The screen that is shown."""
        found = self._stack.currentWidget()
        return found if isinstance(found, Screen) else None

    @property
    def place_in_front(self) -> str:
        """Its key, "" before anything is shown."""
        front = self.screen_in_front
        return next((key for key, screen in self._screens.items() if screen is front), "")

    @property
    def part_in_front(self) -> str:
        """The key of the part that is shown, "" in a place without parts."""
        front = self.screen_in_front
        return front.chips.current if isinstance(front, PartsScreen) else ""

    @property
    def where(self) -> str:
        """The place in front, with its part: "score/one"."""
        return "/".join(filter(None, (self.place_in_front, self.part_in_front)))

    def begin(self, where: str) -> None:
        """Where somebody was last in this book; the first time what is to be done, or scored."""
        key, _, part = where.partition("/")
        place = self._places.get(key)
        if place is None or not place.listed or not place.open_to(self.session):
            key, part = "overview" if self.session.office else "score", ""
        self.show_place(key, which=part)

    def show_place(self, key: str, submission: bytes = b"", which: str = "") -> None:
        """Brings a place to the front, with one submission in sight, or with the part or the
        filter that ``which`` names."""
        place = self._places[key]
        front = self.screen_in_front
        if not place.open_to(self.session):
            return
        if front is not None and not front.leave():
            self.navigation.choose(self.place_in_front)
            return
        try:
            screen = self._screens.get(key) or self._make_in_sight(place)
            if screen is not front:
                self.messages.hide()
            self._stack.setCurrentWidget(screen)
            self.navigation.choose(key)
            self._renew_place_line()
            self.hint.show_for(key)
            if submission:
                screen.show_submission(submission)
            if which:
                screen.show_only(which)
            screen.arrive()
        except READ_FAILED as error:
            self._again = partial(self.show_place, key, submission, which)
            self.navigation.choose(key)
            self._coming.show_error(read_sentence(self.session, error))
            self._stack.setCurrentWidget(self._coming)
            self._coming.focus_button()
        self.shown.emit(key)

    def show_part(self, place: str, part: str) -> None:
        """Brings a part of a place to the front; a screen asks for it as "report/due"."""
        if place in self._places:
            self.show_place(place, which=part)

    def leave(self) -> bool:
        """Keeps what is being typed; False when that failed."""
        front = self.screen_in_front
        return front is None or front.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows show icons only."""
        super().resizeEvent(event)
        self._renew_width()

    def import_workbook(self, path: Path | None = None) -> None:
        """Looks at a workbook; asks for it where none is named."""
        from desktop.screens.import_workbook import ImportScreen

        self.show_place("import")
        screen = self.screen_in_front
        if not isinstance(screen, ImportScreen):  # no office key, or what is typed is not kept
            if not self._places["import"].open_to(self.session):
                self._show_error(NoOfficeKeyError())
        elif path is None:
            screen.choose_file()
        else:
            screen.read(path)

    def receive(self, paths: Sequence[Path]) -> None:
        """Looks at files that somebody brought: copies, deliveries, evidence, whole folders."""
        from desktop.exchange_place import ExchangePlace

        self.show_place("exchange")
        screen = self.screen_in_front
        if isinstance(screen, ExchangePlace):  # else what is typed cannot be kept
            screen.receive(paths)

    def bring(self, key: str, brought: object) -> None:
        """Shows a place and gives it what it is to take: a file, or what both places know."""
        self.show_place(key)
        if self.place_in_front == key and self.screen_in_front is not None:
            self.screen_in_front.accept(brought)

    def check_signed(self, path: Path | None) -> None:
        """A paper to sign or check; one that is dropped on Giao nhận is a unit's."""
        if path is None:
            self.show_place("signed")
        elif self.place_in_front == "exchange":
            self.receive([path])
        else:
            self.bring("signed", path)

    def _make_in_sight(self, place: Place) -> Screen:
        """A place that reads much may take its time: the window says which one is coming."""
        self.navigation.choose(place.key)
        self.top_line.set_place(place.name, for_one_member=False)
        self._stack.setCurrentWidget(self._coming)
        self.top_line.fit()
        self._coming.show_loading(place.name)
        self.repaint()
        return self._make(place)

    def _make(self, place: Place) -> Screen:
        screen = place.make(self.session, self.look)
        screen.wants.connect(self._carry)
        screen.brings.connect(self.bring)
        screen.turned.connect(self._renew_place_line)
        if place.key == "exchange":
            screen.elsewhere.connect(self.brought)
        elif place.key == "signed":
            screen.elsewhere.connect(lambda path: self.receive([path]))
        self._screens[place.key] = screen
        self._stack.addWidget(screen)
        return screen

    def _carry(self, wish: str, submission: bytes) -> None:
        key, _, which = wish.partition("/")
        if key == "pass":
            self.passed.emit()
        elif key == "member":
            self.top_line.focus_member()
        elif key == "import":
            self.import_workbook()
        elif key in self._places:
            self.show_place(key, submission, which)

    def _show_step(self, step: Step) -> None:
        """Undo and redo bring the place into sight where it was done."""
        key, _, part = step.place.partition("/")
        if key in self._places and step.place != self.where:
            self.show_place(key, which=part)

    def _choose_member(self, ident: bytes | None) -> None:
        front = self.screen_in_front
        if front is not None and not front.leave():
            self.top_line.renew()
            return
        self.look.preferences.remember_member(self.session.book.id, ident)
        self.session.choose_member(ident)
        if front is not None:
            front.arrive()

    def _find(self) -> None:
        front = self.screen_in_front
        if front is not None:
            front.focus_search()

    def _renew_places(self) -> None:
        for place in PLACES:
            open_now = place.open_to(self.session)
            self.navigation.set_shown(place.key, open_now and place.listed)
            if not open_now and self.place_in_front == place.key:
                self.show_place("register")

    def _renew_place_line(self) -> None:
        front = self.screen_in_front
        if front is not None:
            name = self._places[self.place_in_front].name
            self.top_line.set_place(name, for_one_member=front.for_one_member)

    def _renew_width(self) -> None:
        narrow = self.width() < self.look.px(_WIDE)
        self.navigation.set_narrow(narrow)
        self.top_line.set_narrow(narrow)

    def _show_error(self, error: Exception) -> None:
        self.messages.say(sentence(error), BAD)

    def _hide_old_words(self) -> None:
        if self.messages.property("kind") == BAD:
            self.messages.hide()
        self.messages.pass_away()
