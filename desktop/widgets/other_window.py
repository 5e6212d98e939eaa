"""A line above the page of a book that can only be read here: why, and the way out of it."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from db.errors import ThamdinhError
from db.second_window import Watch, writable
from desktop.messages import sentence
from desktop.session import Session
from desktop.widgets.message_bar import BAD, INFO, WARN, MessageBar

_INTERVAL = 2000  # ms between two looks at what another window wrote
_HELD = (
    "Sổ đang mở ở cửa sổ khác nên ở đây chỉ xem. Cửa sổ kia ghi gì, ở đây thấy sau vài giây; "
    "đóng sổ ở đó rồi thì ghi được ở đây."
)
_CLOSED_FILE = (
    "Tệp hoặc thư mục của sổ này không cho ghi nên chỉ xem được. Hãy chép sổ vào một thư mục trên "
    "máy này rồi mở bản đó."
)
_FREE = "Cửa sổ kia đã đóng sổ này: giờ ghi được ở đây."
_ELSEWHERE = "Sổ vừa được ghi từ máy khác. Hãy mở lại sổ để xem bản mới."


class OtherWindow(MessageBar):
    """Hidden for a book that can be written here."""

    wanted = Signal(object)  # Path of the book, to be opened anew

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.acted.connect(lambda: self.wanted.emit(session.path))
        self.watch = Watch(session.book)
        self.timer = QTimer(self, interval=_INTERVAL)
        self.timer.timeout.connect(self.look)
        if not session.readonly:
            return
        if session.book.altered is not None:
            self.say(sentence(session.book.altered), BAD, lasting=True)
        elif not writable(session.book):
            self.say(_CLOSED_FILE, WARN, lasting=True)
        else:
            self.say(_HELD, WARN, lasting=True)
            self.timer.start()

    def look(self) -> None:
        """What the other window wrote meanwhile is shown; when it is gone this one may write."""
        try:
            changes = self.watch.look()
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self.timer.stop()
            self.say(sentence(error), BAD, lasting=True)
            return
        if changes is None:
            self.timer.stop()
            self.say(_ELSEWHERE, INFO, "Mở lại sổ", lasting=True)
            return
        if changes:
            self._session.read_anew(changes)
        if self.watch.pen_is_free():
            self.timer.stop()
            self.say(_FREE, INFO, "Ghi ở đây", lasting=True)
