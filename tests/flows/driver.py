"""Opens the real window for a flow and finds things in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from db.home import Home
from desktop.app import make_look, prepare
from desktop.main_window import MainWindow
from desktop.parts_screen import PartsScreen
from desktop.screens.scoring import ScoringScreen
from desktop.session import Session
from desktop.widgets.hint_bar import HINTS
from desktop.widgets.screen import Screen
from desktop.workspace import Workspace

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NO_BUTTON = Qt.MouseButton.NoButton
PATIENCE = 30_000  # ms


def wait(condition: Callable[[], bool], patience: int) -> None:
    """Waits ``patience`` ms at most until something is so; what works meanwhile has the
    processor, and what it tells the window is seen at once."""
    until, tick = QDeadlineTimer(patience), QTimer()
    tick.start(5)  # a condition may come true without an event
    some = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while not condition():
        assert not until.hasExpired(), "waited in vain"
        QApplication.processEvents(some)


class Driver:
    """A person at the keyboard."""

    def __init__(self, home: Home, *, hints: bool = False) -> None:
        """Whoever walks a flow has read the first-run ``hints``; they have flows of their own."""
        prepare([])
        self.look = make_look(home)
        if not hints:
            self.look.preferences.hints_done = list(HINTS)
        self.window = MainWindow(home, self.look)
        self.window.show()
        assert QTest.qWaitForWindowExposed(self.window, PATIENCE)
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window, PATIENCE)

    @property
    def session(self) -> Session:
        """The open book."""
        assert self.window.session is not None
        return self.window.session

    @property
    def workspace(self) -> Workspace:
        """What stands around the screens of the open book."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def front(self) -> Screen:
        """The screen in front; of a place with parts, the part."""
        screen = self.workspace.screen_in_front
        assert screen is not None
        return screen.current if isinstance(screen, PartsScreen) else screen

    @property
    def scoring(self) -> ScoringScreen:
        """The scoring screen, brought to the front."""
        front = self.front
        assert isinstance(front, ScoringScreen)
        return front

    @property
    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def open(self, path: Path, member: str = "", *, place: int = 2) -> None:
        """Opens a book with the list of submissions in front, where most flows begin, or the
        n-th ``place``; with ``member`` the scoring screen for that member. Where one was last
        is forgotten."""
        self.look.preferences.places.clear()
        assert self.window.open_book(path)
        if self.workspace.place_in_front == "overview" and place > 1:
            self.key(Qt.Key(Qt.Key.Key_0 + place), CTRL)
        if member:
            self.key(Qt.Key.Key_4, CTRL)
            self.session.choose_member(self.session.around.by_code[member].id)
            self.scoring.arrive()
        self.settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Presses a key where the focus is."""
        QTest.keyClick(self.focus, key, modifiers)
        self.settle()

    def type(self, text: str) -> None:
        """Types text, key by key: the focus may move to an editor after the first."""
        for sign in text:
            if sign.isascii():
                QTest.keyClicks(self.focus, sign)
            else:  # QTest knows ASCII only; an input method sends such an event
                event = QKeyEvent(QEvent.Type.KeyPress, 0, NONE, sign)
                QApplication.sendEvent(self.focus, event)
            self.settle()

    def enter(self, text: str) -> None:
        """Types a mark and presses Enter; waits until its editor is gone."""
        self.type(text)
        self.key(Qt.Key.Key_Return)
        self.wait(lambda: not self.scoring.sheet.table.editing)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Waits until something is so."""
        wait(condition, PATIENCE)

    def settle(self) -> None:
        """Lets the window do what is waiting."""
        QApplication.processEvents()

    def close(self) -> None:
        """Closes the window, and the book also where what is typed keeps the window open."""
        session = self.window.session
        book = None if session is None else session.book
        closed = self.window.close()
        self.window.deleteLater()
        self.settle()  # without a running event loop that deletes nothing yet
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        if book is not None and not closed:
            book.close()


def drop(driver: Driver, *paths: Path) -> None:
    """As the system tells a window of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    where, copy = QPoint(600, 400), Qt.DropAction.CopyAction
    enter = QDragEnterEvent(where, copy, data, NO_BUTTON, NONE)
    QApplication.sendEvent(driver.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(driver.window, QDropEvent(where, copy, data, NO_BUTTON, NONE))
    driver.settle()


def answers_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> list[str]:
    """The system's dialog answers with that folder; the list tells how often it was asked."""
    asked: list[str] = []

    def answer(_: object, title: str, *more: object) -> str:
        asked.append(title)
        return str(folder)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer)
    return asked
