"""A line above the page for a book that lies on a stick, or was taken from one."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from db.errors import CancelledError, StickNewerError, ThamdinhError
from db.exchange import off_stick
from desktop import drives
from desktop.session import Session
from desktop.widgets.work_page import Progress, WorkPage

_ON_STICK = (
    "Sổ này đang mở thẳng trên USB: rút USB giữa chừng là hỏng việc đang làm. "
    "Nên làm trên bản ở máy này, xong thì ghi lại ra USB."
)


class StickLine(QWidget):
    """Hidden for a book of this laptop. Offers a copy to work on, and to write it back."""

    taken = Signal(object)  # Path of the copy on this laptop, to be opened
    newer = Signal(object)  # Path of a file on a stick that is to be merged first

    def __init__(self, session: Session, work: WorkPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._work = session, work
        frame = QFrame()
        frame.setProperty("role", "ask")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.copy_button = QPushButton("Làm việc trên bản ở máy này")
        self.copy_button.clicked.connect(self._take_in)
        self.back_button = QPushButton("Ghi lại ra USB")
        self.back_button.clicked.connect(self._write_back)
        self.merge_button = QPushButton("Ghép bản trên USB")
        self.merge_button.clicked.connect(self._merge)
        self.hide_button = QPushButton("Để sau")
        self.hide_button.setProperty("role", "plain")
        self.hide_button.setAccessibleName("Để sau, ẩn lời nhắc về USB")
        self.hide_button.clicked.connect(self.hide)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 8)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(10, 4, 6, 4)
        row.addWidget(self.words, 1)
        for button in (self.copy_button, self.merge_button, self.back_button, self.hide_button):
            row.addWidget(button)
        self._origin = off_stick.origin(session.book)
        on_stick = self._origin is None and drives.on_a_stick(session.path)
        self.copy_button.setVisible(on_stick)
        self.hide_button.setVisible(on_stick)
        self.merge_button.hide()
        self.back_button.setVisible(self._origin is not None)
        if self._origin is not None:
            self._say_open(newer=self._origin.newer)
            session.changed.connect(lambda _: self._say_open(newer=False))
        elif on_stick:
            self._say(_ON_STICK)
        else:
            self.hide()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.setAccessibleName(words)

    def _say_open(self, *, newer: bool) -> None:
        """What is worked on here is not on the stick yet."""
        assert self._origin is not None
        name = self._origin.path.name
        self.merge_button.setVisible(newer)
        if newer:
            self._say(
                f"Sổ “{name}” trên USB đã được ghi ở nơi khác sau khi lấy về; "
                "hãy ghép bản trên USB trước, rồi ghi lại."
            )
        else:
            self._say(
                f"Đang làm trên bản ở máy này của sổ “{name}” trên USB. "
                "Xong việc, hãy cắm USB và ghi lại."
            )

    def _take_in(self) -> None:
        def work(progress: Progress) -> None:
            session = self._session
            local = off_stick.take_in(session.path, session.book.home, progress)
            self.taken.emit(local)

        self._do("Đang lấy sổ từ USB về máy này…", work)

    def _write_back(self) -> None:
        def work(progress: Progress) -> None:
            target = off_stick.write_back(self._session.book, progress)
            self.merge_button.hide()
            self._say(
                f"Đã ghi lại “{target.name}” ra USB lúc {time.strftime('%H:%M')} và đã đọc "
                "kiểm tra. Hãy rút USB an toàn trước khi tháo."
            )

        self._do("Đang ghi lại sổ ra USB…", work)

    def _do(self, words: str, work: Callable[[Progress], None]) -> None:
        if self._work.busy:
            return
        failed: Exception | None = None
        with self._work.going(words) as progress:
            try:
                work(progress)
            except CancelledError:
                return
            except (ThamdinhError, OSError, sqlite3.Error) as error:
                failed = error
        if failed is not None:
            if isinstance(failed, StickNewerError):
                self._say_open(newer=True)
            self._session.failed.emit(failed)

    def _merge(self) -> None:
        assert self._origin is not None
        self.newer.emit(self._origin.path)
