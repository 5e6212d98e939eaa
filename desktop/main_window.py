"""The window: the start screen, or one open book; menus and navigation only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from db import schema
from db.errors import ThamdinhError
from db.home import Home
from desktop import window_memory
from desktop.drops import Drops
from desktop.pass_round import PassRound
from desktop.screens.start import StartScreen
from desktop.theme.look import Look
from desktop.widgets.enter_presses import EnterPresses
from desktop.widgets.message_bar import INFO
from desktop.widgets.window_menu import WindowMenu

if TYPE_CHECKING:  # most of the time to the first paint: imported when they are wanted
    from db.book import Book
    from desktop.dialogs.help import HelpWindow
    from desktop.pass_laptop import PassLaptop
    from desktop.screens.new_book import NewBookScreen
    from desktop.session import Session
    from desktop.widgets.signed_file_page import SignedFilePage
    from desktop.workspace import Workspace

TITLE = "Thẩm định"


class MainWindow(QMainWindow):
    """Opens and closes books; everything else is in the screens."""

    def __init__(self, home: Home, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.home, self.look = home, look
        self.session: Session | None = None
        self.workspace: Workspace | None = None
        self._stack = QStackedWidget()
        self.new_book: NewBookScreen | None = None
        self.help: HelpWindow | None = None
        self.signed: SignedFilePage | None = None
        self.round = PassRound(self, self._stack)
        self.drops = Drops(self, self)
        EnterPresses(self)
        self.setCentralWidget(self.drops.framed(self._stack))
        self.start = StartScreen(home, look)
        self.start.opened.connect(self.open_book)
        self.start.wants_file.connect(self.choose_file)
        self.start.wants_new.connect(self.make_new_book)
        self.start.wants_signed.connect(lambda: self.check_signed())
        self._stack.addWidget(self.start)
        self.setAcceptDrops(True)
        self._menu = self._make_menu()
        self.setWindowTitle(TITLE)
        self.resize(1366, 768)
        self.start.open_button.setFocus()

    def open_book(self, path: Path) -> bool:
        """Opens a book in place of what is open; on failure the start screen says why."""
        from db.book import Book
        from desktop.messages import sentence
        from desktop.workspace import Workspace

        if not self.close_book():
            return False
        try:
            book = Book.open(Path(path), self.home)
        except (ThamdinhError, OSError) as error:
            self.leave_new_book()
            self.start.complain(sentence(error), Path(path))
            return False
        self.leave_new_book()
        self.look.preferences.remember(Path(path))
        self.session = session = self._session(book)
        button = QToolButton()
        button.setText(" Sổ")
        button.setProperty("role", "place")
        button.setAccessibleName("Trình đơn: mở, đóng sổ, hoàn tác, cỡ chữ")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self._menu)
        self._import.setVisible(session.office and not session.readonly)
        self.workspace = Workspace(session, self.look, button)
        self.workspace.brought.connect(self.drops.take_file)
        self.workspace.reopened.connect(self.open_book, Qt.ConnectionType.QueuedConnection)
        self.workspace.help_wanted.connect(self.show_help)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.setWindowTitle(f"{Path(path).stem} - {TITLE}")
        self.workspace.begin(self.look.preferences.places.get(book.id.hex(), ""))
        self.workspace.passed.connect(self.round.begin)
        if book.office is not None and book.drafts.sealed.on_the_way:
            self.round.begin()  # the power went while the laptop was going round
        return True

    @property
    def passing(self) -> PassLaptop | None:
        """What the members see while the laptop goes round."""
        return self.round.page

    def _session(self, book: Book) -> Session:
        """Who looks at the book; what cannot be read on is let go, else the pen stays held."""
        from desktop.session import Session

        try:
            session = Session(book, self)
            if session.member is None:
                session.choose_member(self.look.preferences.member_of(book.id))
        except BaseException:
            book.close()
            raise
        return session

    def close_book(self) -> bool:
        """Back to the start screen; False when what is being typed could not be kept."""
        if self.session is None or self.workspace is None:
            return True
        if self.passing is not None and not self.passing.leave():
            return False
        if not self.workspace.leave():
            return False
        self.look.preferences.remember_place(self.session.book.id, self.workspace.where)
        self.round.put_away()
        self._stack.setCurrentWidget(self.start)
        self._stack.removeWidget(self.workspace)
        self.workspace.deleteLater()
        self.session.close()
        self.session.deleteLater()
        self.session = self.workspace = None
        self.setWindowTitle(TITLE)
        self.start.renew()
        return True

    def choose_file(self) -> None:
        """Asks for a book's file through the system's dialog."""
        recent = self.look.preferences.recent
        folder = str(Path(recent[0]).parent) if recent else str(Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, "Mở sổ thẩm định", folder, f"Sổ thẩm định (*{schema.SUFFIX})"
        )
        if name:
            self.open_book(Path(name))

    def make_new_book(self) -> None:
        """The three steps of a new book; what was typed before is still there."""
        from desktop.screens.new_book import NewBookScreen

        if self.session is not None:
            return
        if self.new_book is None:
            self.new_book = NewBookScreen(self.home, self.look)
            self.new_book.opened.connect(self.open_book)
            self.new_book.given_up.connect(lambda: self._back_to_start())
            self._stack.addWidget(self.new_book)
        self._stack.setCurrentWidget(self.new_book)
        self.new_book.begin()

    def leave_new_book(self) -> None:
        """The new book is made, or another one opened: the form is done with."""
        if self.new_book is not None:
            self._back_to_start()
            self._stack.removeWidget(self.new_book)
            self.new_book.deleteLater()
            self.new_book = None

    def import_workbook(self, path: Path | None = None) -> None:
        """A workbook for the open book; asks which where none is named."""
        if self.workspace is not None:
            self.workspace.import_workbook(path)

    def receive(self, paths: Sequence[Path]) -> None:
        """Files that somebody brought."""
        if self.workspace is not None:
            self.workspace.receive(paths)

    def take_rubric(self, path: Path) -> bool:
        """A rubric for the new book that is being made; False where none is."""
        if self.new_book is None or self._stack.currentWidget() is not self.new_book:
            return False
        self.new_book.take_rubric(path)
        return True

    def check_signed(self, path: Path | None = None) -> None:
        """Signs and checks a paper: in its place of the open book, else on a page of its own."""
        if self.workspace is not None:
            self.workspace.check_signed(path)
            return
        from desktop.widgets.signed_file_page import page_in

        self.signed = page_in(self._stack, self.home, self.look)
        self.signed.leave = lambda: self._back_to_start(self.start.signed_button)
        self.signed.begin(path)

    def say(self, words: str, kind: str = INFO) -> None:
        """One sentence in the page."""
        if self.passing is not None:
            self.passing.messages.say(words, kind)
        elif self.workspace is not None:
            self.workspace.messages.say(words, kind)
        else:
            self.drops.say(words)

    def show_help(self) -> None:
        """The page for where one is."""
        from desktop import help_pages
        from desktop.dialogs.help import HelpWindow

        if self.help is None:
            self.help = HelpWindow(self.look, self)
        key = help_pages.FIRST
        if self.workspace is not None:
            key = help_pages.key_for(self.workspace.place_in_front, self.workspace.part_in_front)
        elif self.new_book is not None and self._stack.currentWidget() is self.new_book:
            key = help_pages.key_for("new-book")
        self.help.open_page(key)

    def show_about(self) -> None:
        """Version, book, fingerprints, licences."""
        from desktop.dialogs.about import AboutDialog

        book = self.session.book if self.session is not None else None
        campaign = self.session.campaign if self.session is not None else None
        AboutDialog(self.home, self.look, book, campaign, self).show()

    def report_error(self) -> None:
        """What may be sent to whoever looks after the program, shown whole."""
        from desktop.dialogs.error_report import ErrorReportDialog

        book = self.session.book if self.session is not None else None
        ErrorReportDialog(self.home, self.look, book, self).show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keeps what is being typed, then closes the book."""
        event.setAccepted(self.close_book())
        if event.isAccepted():
            window_memory.keep(self, self.look.preferences)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes files of this laptop; what they are is looked at when they are dropped."""
        if self.drops.accepts(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A file goes its own way by what it is."""
        event.acceptProposedAction()
        self.drops.take(event.mimeData())

    def _make_menu(self) -> WindowMenu:
        keys = QKeySequence.StandardKey
        menu = WindowMenu("Sổ", self)
        menu.add("Mở sổ khác…", self.choose_file, keys.Open)
        menu.add("Sổ mới…", self._close_for_new)
        self._import = menu.add("Nhập bảng tính…", self.import_workbook)
        menu.add("Kiểm tra, ký biên bản…", self.check_signed, "Ctrl+K")
        menu.add("Đóng sổ", self.close_book, keys.Close)
        menu.addSeparator()
        menu.add("Hoàn tác", lambda: self._step("undo"), keys.Undo)
        menu.add("Làm lại", lambda: self._step("redo"), "Ctrl+Shift+Z", "Ctrl+Y")
        menu.addSeparator()
        menu.add("Chữ to hơn", lambda: self.look.zoom(1), "Ctrl++", "Ctrl+=")
        menu.add("Chữ nhỏ hơn", lambda: self.look.zoom(-1), "Ctrl+-")
        menu.add("Cỡ chữ 100 %", lambda: self.look.set_scale(100), "Ctrl+0")
        menu.addSeparator()
        menu.add("Trợ giúp", self.show_help, keys.HelpContents)
        menu.add("Về chương trình…", self.show_about)
        menu.add("Báo lỗi…", self.report_error)
        menu.addSeparator()
        menu.add("Thoát", self.close, keys.Quit)
        return menu

    def _close_for_new(self) -> None:
        if self.close_book():
            self.make_new_book()

    def _back_to_start(self, button: QPushButton | None = None) -> None:
        self._stack.setCurrentWidget(self.start)
        (button or self.start.new_button).setFocus()

    def _step(self, way: Literal["undo", "redo"]) -> None:
        if self.session is not None and self.workspace is not None and self.workspace.leave():
            take = self.session.undo if way == "undo" else self.session.redo
            take()
