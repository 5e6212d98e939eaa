"""Kiểm tra, ký biên bản with a book open: its verdict too, and the way to attach."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.home import Home
from desktop.models.attaching import keep_signed
from desktop.models.signed_file_words import own_meeting
from desktop.session import Session
from desktop.theme.look import Look
from desktop.widgets.screen import Screen
from desktop.widgets.signed_file_view import SignedFileView

if TYPE_CHECKING:
    from desktop.documents.signing import Signed


class SignedFilesScreen(Screen):
    """``elsewhere``: a file whose results belong to another body, for Giao nhận."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        home: Home = session.book.home
        self.view = SignedFileView(home, look, session)
        self.view.attach_asked.connect(self._attach)
        self.view.brought.connect(self.elsewhere)
        self.view.signed.connect(self._signed)
        self.view.file.changed.connect(self._keep)
        self._unkept: Path | None = None  # signed here just now, not in the book yet
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def arrive(self) -> None:
        """Where work begins."""
        self.view.arrive()

    def accept(self, brought: object) -> None:
        """A file that was dropped, chosen elsewhere or made to be signed; None asks for one."""
        if isinstance(brought, Path):
            self.view.take_file(brought)
        elif self.view.file.path is None:
            self.view.ask_file()

    def focus_search(self) -> None:
        """Ctrl+F: the code to look up."""
        self.view.codes.edit.setFocus()

    def _attach(self, number: int, path: Path) -> None:
        self.brings.emit("minutes", (number, path))

    def _signed(self, done: Signed) -> None:
        self._unkept = done.path

    def _keep(self) -> None:
        """What was signed here belongs into the book, where it is this book's and office's."""
        file, path = self.view.file, self._unkept
        found = own_meeting(file.copy)
        if file.busy or path is None or file.path != path:
            return
        self._unkept = None
        campaign, copy = self.session.campaign, file.copy
        may = self.session.office and not self.session.readonly
        if found is None or campaign is None or not may or found[0] != campaign.year:
            return
        assert copy is not None and copy.verdict is not None
        if keep_signed(self.session, found[1], path, copy.verdict):
            self.view.message.say(
                f"{self.view.message.text} Đã lưu vào cuộc họp số {found[1]}.".strip()
            )
            self.view.attach_button.hide()  # it is there by now
