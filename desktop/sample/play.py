"""Plays the sample in the real window where nobody looks: for machines without a display.

Opens the demo's book, walks through all places, types one ballot key by key, hands it in,
and leaves a picture of each step in ``man-hinh``. QtTest is not used: the packaged program
does not have it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from time import monotonic, process_time
from typing import TYPE_CHECKING

from db.ballots import by_id, check_open
from db.book import Book
from db.errors import FileUnusableError
from db.home import Home
from db.queries.scoring import CLOSED, BallotState, ballot_lines
from db.records import Hundredths, Rubric
from db.rules.points import show
from db.rules.vietnamese import fold
from desktop.sample.demo import BOOK

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType
    from PySide6.QtGui import QImage

    from desktop.main_window import MainWindow
    from desktop.session import Session

PICTURES = "man-hinh"
PATIENCE = 10.0  # seconds that a screen may take
LOOK_EVERY = 120  # milliseconds
COMMENT = "Số liệu rõ, minh chứng đầy đủ."


def play(folder: Path, home: Home) -> list[Path]:
    """Plays the demo that stands in ``folder`` and returns the pictures in their order.

    Raises FileMissingError, NotABookError, BookBusyError, FileUnusableError; RuntimeError where
    the window did not keep what was typed.
    """
    with Book.open(folder / BOOK, home) as book:
        book.require_pen()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import qInstallMessageHandler

    from desktop.app import make_look, prepare
    from desktop.main_window import MainWindow

    app = prepare()
    before, blinking = qInstallMessageHandler(_say_what_matters), app.cursorFlashTime()
    app.setCursorFlashTime(0)  # a window that stands still
    window = MainWindow(home, make_look(home))
    try:
        (folder / PICTURES).mkdir(exist_ok=True)
        return list(_Player(window, folder).run())
    except OSError as error:
        raise FileUnusableError(path=folder / PICTURES, errno=error.errno) from error
    finally:
        window.close()
        app.processEvents()
        app.setCursorFlashTime(blinking)
        qInstallMessageHandler(before)


def _say_what_matters(_: QtMsgType, __: QMessageLogContext, text: str) -> None:
    """Qt's warnings, without the one that every window without a display brings."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


class _Player:
    """Whoever sits before the window."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        self._window, self._folder = window, folder
        self._numbers = count(1)

    def run(self) -> Iterator[Path]:
        from desktop.places import PLACES

        window = self._window
        window.show()
        window.activateWindow()
        yield self._picture("Bắt đầu")
        window.open_book(self._folder / BOOK)
        assert window.session is not None  # it could be opened a moment ago
        assert window.workspace is not None
        for place in PLACES:
            window.workspace.show_place(place.key)
            if place.key == "score":
                yield from self._score(window.session)
            else:
                yield self._picture(place.name)

    def _score(self, session: Session) -> Iterator[Path]:
        """One ballot of the first member who has one left, from the first key to the end."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QPlainTextEdit, QPushButton

        yield self._picture("Chấm điểm")
        found = _open_ballot(session)
        if found is None:
            return
        member, submission, rubric = found
        workspace = self._window.workspace
        assert workspace is not None
        workspace.top_line.member_chosen.emit(member)
        screen = workspace.screen_in_front
        assert screen is not None
        screen.show_submission(submission)
        screen.arrive()
        yield self._picture("Chấm điểm: phiếu trống")
        wanted = _marks(rubric)
        for place, mark in enumerate(wanted):
            self._type(show(mark))
            if place == len(wanted) // 2:
                yield self._picture("Chấm điểm: đang gõ")
            self._press(Qt.Key.Key_Return, "\r")
        comment = screen.findChild(QPlainTextEdit)
        if comment is not None:
            comment.setFocus()
            self._type(COMMENT)
        yield self._picture("Chấm điểm: đủ điểm")
        buttons = screen.findChildren(QPushButton)
        next(button for button in buttons if "Nộp phiếu" in button.text()).click()
        yield self._picture("Chấm điểm: đã nộp")
        _require_ballot(session, member, submission, sum(wanted))

    def _type(self, text: str) -> None:
        from PySide6.QtCore import Qt

        for sign in text:
            self._press(Qt.Key.Key_unknown, sign)

    def _press(self, key: Qt.Key, text: str) -> None:
        """One key down and up, sent to the window as the system does; it finds the focus."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(self._window.windowHandle(), event)
            QApplication.processEvents()

    def _picture(self, name: str) -> Path:
        words = "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()
        path = self._folder / PICTURES / f"{next(self._numbers):02d}-{'-'.join(words)}.png"
        if not self._still().save(str(path)):
            raise FileUnusableError(path=path, errno=None)
        return path

    def _still(self) -> QImage:
        """The window once it stands still and no thread of the program works any more."""
        from PySide6.QtCore import QEventLoop, QTimer

        shown, quiet, deadline = self._window.grab().toImage(), 0, monotonic() + PATIENCE
        while quiet < 2 and monotonic() < deadline:
            loop, worked = QEventLoop(), process_time()
            QTimer.singleShot(LOOK_EVERY, loop.quit)
            loop.exec()
            at_rest = process_time() - worked < LOOK_EVERY / 1000 / 3
            before, shown = shown, self._window.grab().toImage()
            quiet = quiet + 1 if at_rest and shown == before else 0
        return shown


def _open_ballot(session: Session) -> tuple[bytes, bytes, Rubric] | None:
    """Member, submission and rubric of a ballot that nobody has begun: the last in code order, so
    that one of the meeting's own comes last."""
    book, around = session.book, session.around
    for member in around.members:
        for line in reversed(ballot_lines(book, around, member)):
            if line.state is BallotState.EMPTY:
                with suppress(*CLOSED):
                    rubric = check_open(book, around, member, by_id(book, line.id))
                    return member.id, line.id, rubric
    return None


def _marks(rubric: Rubric) -> list[Hundredths]:
    """A good ballot: a step or two below every maximum."""
    return [c.max - min(rubric.step, c.max) * (1 + (c.max > 200)) for c in rubric.criteria]


def _require_ballot(session: Session, member: bytes, submission: bytes, total: int) -> None:
    around = session.around
    who = next(m for m in around.members if m.id == member)
    lines = ballot_lines(session.book, around, who)
    line = next(line for line in lines if line.id == submission)
    if line.state is not BallotState.DONE or line.total != total:
        raise RuntimeError(f"the ballot played on {line.code} was not kept: {line}")
