"""Giao nhận: taking in what others bring, writing copies onto a stick."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.drives import Drives
from desktop.file_kind import FileKind, kind_of
from desktop.folders import STICK, documents
from desktop.messages import sentence
from desktop.models import copying_out
from desktop.models.copying_out import Order
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.exchange_home import ExchangeHome
from desktop.widgets.message_bar import BAD, INFO, MessageBar
from desktop.widgets.receive_flow import ReceiveFlow
from desktop.widgets.receive_page import ReceivePage
from desktop.widgets.screen import Screen
from desktop.widgets.source_chooser import SourceChooser
from desktop.widgets.work_page import WorkPage
from desktop.widgets.write_page import WritePage
from desktop.widgets.written_page import WrittenPage

WRITE = "write"  # see show_only
MATTERS = "matters"  # key of the part that settles what waits
_FILES = (
    "Tệp giao nhận (*.thamdinh *.age *.giaonop *.minhchung *.nhap *.pdf *.xlsx *.xls *.docx);;"
    "Mọi tệp (*)"
)
_ELSEWHERE = (FileKind.WORKBOOK, FileKind.WORD, FileKind.RUBRIC)


class ExchangeScreen(Screen):
    """Nothing is written before "Ghép …"; Esc goes back to the two targets."""

    brought = Signal(object)  # paths that were chosen; whose they are the place knows

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.drives = Drives(self)
        self.messages = MessageBar()
        self.pages = QStackedWidget()
        self.home = ExchangeHome(session, look)
        self.chooser = SourceChooser(self.drives)
        self.receiving = ReceivePage(look)
        self.writing = WritePage(session, self.drives, look.preferences)
        self.written = WrittenPage(look)
        for page in (self.home, self.chooser, self.receiving, self.writing, self.written):
            self.pages.addWidget(page)
        self.work = WorkPage(self.pages)
        self.flow = ReceiveFlow(session, self.receiving, self.work)
        self.back_button = QPushButton("‹ Giao nhận")
        self.back_button.setProperty("role", "plain")
        self.back_button.setAccessibleName("Trở lại Giao nhận")
        self.back_button.clicked.connect(self.go_home)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.messages)
        column.addLayout(row)
        column.addWidget(self.pages, 1)
        self._connect()
        self._turn(self.home)

    # -- coming and going --------------------------------------------------------------------

    def arrive(self) -> None:
        """Goes on where one was; files are looked at again, the book may have changed."""
        if self.pages.currentWidget() is self.receiving:
            if self.flow.resume():
                return
        elif self.pages.currentWidget() is self.home:
            self.home.load()
        self._begin()

    def leave(self) -> bool:
        """Lets go of the files that were looked at; nobody leaves in the middle of a merge."""
        if self.work.busy:
            return False
        self.flow.let_go()
        return True

    def show_only(self, which: str) -> None:
        """WRITE leads to what is written; asked for from other places."""
        if which == WRITE and not self.work.busy:
            self.flow.forget()
            self.begin_writing()

    def showEvent(self, event: QShowEvent) -> None:
        """Sticks are looked for while the screen is seen."""
        super().showEvent(event)
        self.drives.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """And not while it is not."""
        super().hideEvent(event)
        self.drives.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is not self.home:
            self.go_home()
        else:
            super().keyPressEvent(event)

    def go_home(self) -> None:
        """Back to the two targets."""
        self.flow.forget()
        self.home.load()
        self._turn(self.home)
        self._begin()

    # -- taking in ---------------------------------------------------------------------------

    def choose_source(self) -> None:
        """Asks where the data is."""
        self.messages.hide()
        self._turn(self.chooser)
        self._begin()

    def choose_files(self) -> None:
        """Asks for files through the system's dialog."""
        names, _ = QFileDialog.getOpenFileNames(
            self, "Chọn tệp nhận về", self._folder(), _FILES
        )
        if names:
            self.look.preferences.remember_folder(STICK, Path(names[0]).parent)
            self.brought.emit([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Asks for a folder through the system's dialog."""
        name = QFileDialog.getExistingDirectory(self, "Chọn thư mục nhận về", self._folder())
        if name:
            self.look.preferences.remember_folder(STICK, Path(name))
            self.brought.emit([Path(name)])

    def receive(self, paths: Iterable[Path]) -> None:
        """Looks at files and folders: what would come in. One workbook, form or rubric goes
        where dropping it would lead."""
        self.messages.hide()
        brought = list(paths)
        if len(brought) == 1 and kind_of(brought[0]) in _ELSEWHERE:
            self.elsewhere.emit(brought[0])
        else:
            self.flow.look(brought)

    def _show_receiving(self) -> None:
        self._turn(self.receiving)
        self._begin()

    def _not_received(self, words: str) -> None:
        self.go_home()
        self.messages.say(words, BAD)

    def _undone(self) -> None:
        self.go_home()
        self.messages.say("Đã hoàn tác lần ghép; sổ trở lại như trước khi ghép.", INFO)

    # -- writing -----------------------------------------------------------------------------

    def begin_writing(self, receivers: Iterable[bytes] | None = None) -> None:
        """For whom and where; ``receivers`` are ticked, None ticks everybody."""
        self.messages.hide()
        self.writing.load(receivers=receivers)
        self._turn(self.writing)
        self._begin()

    def write_back(self) -> None:
        """A new copy for those whose files came, onto the stick that they came on."""
        self.writing.load(receivers=self.flow.came_of or None, beside=self.flow.last)
        self._turn(self.writing)
        self._begin()

    def write(self, order: Order) -> None:
        """Writes what was ordered."""
        where = self.writing.drives.name
        with self.work.going(f"Đang ghi vào {where}…") as progress:
            outcome = copying_out.write(self.session, order, progress)
        if outcome.value:
            copies = [file for file in outcome.value if file.ballots is not None]
            self.written.show_files(
                outcome.value, where, of=len(outcome.value) + len(order.receivers) - len(copies)
            )
            self._turn(self.written)
        self._begin()

    def _write_drafts(self, folder: Path, pin: str) -> None:
        outcome = copying_out.write_drafts(self.session, folder, pin)
        if outcome:
            self.written.show_files([outcome.value], self.writing.drives.name, of=1)
            self._turn(self.written)
            self._begin()
        else:
            self.messages.say(sentence(outcome.error or OSError()), BAD)

    # -- the rest ----------------------------------------------------------------------------

    def _connect(self) -> None:
        home, receiving, writing = self.home, self.receiving, self.writing
        home.wants_taking.connect(self.choose_source)
        home.wants_giving.connect(lambda: self.begin_writing())
        home.wants_undo.connect(self.flow.undo)
        self.chooser.chosen.connect(lambda root: self.brought.emit([root]))
        self.chooser.wants_files.connect(self.choose_files)
        self.chooser.wants_folder.connect(self.choose_folder)
        self.flow.shown.connect(self._show_receiving)
        self.flow.failed.connect(self._not_received)
        self.flow.undone.connect(self._undone)
        receiving.wants_writing.connect(self.write_back)
        receiving.wants_matters.connect(lambda: self.wants.emit(MATTERS, b""))
        receiving.wants_other.connect(self.choose_source)
        receiving.finished.connect(self.go_home)
        writing.ordered.connect(self.write)
        writing.finished.connect(self.go_home)
        writing.drafts_typed.connect(self._write_drafts)
        self.written.finished.connect(self.go_home)
        self.session.changed.connect(self._book_changed)
        self.session.campaign_changed.connect(self._book_changed)

    def _turn(self, page: QWidget) -> None:
        self.pages.setCurrentWidget(page)
        self.back_button.setVisible(page is not self.home)

    def _begin(self) -> None:
        front = self.pages.currentWidget()
        for page in (self.home, self.chooser, self.receiving, self.writing, self.written):
            if page is front and self.isVisible():
                page.begin()

    def _book_changed(self, _: object = None) -> None:
        if self.isVisible() and self.pages.currentWidget() is self.home:
            self.home.load()

    def _folder(self) -> str:
        return str(self.look.preferences.folder_of(STICK) or documents())
