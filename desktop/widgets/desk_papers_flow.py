"""Papers of the desk: the folder is asked for once and remembered, each paper is one press."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from db.queries.desk import DeskUnit
from desktop.messages import sentence
from desktop.models import desk_papers
from desktop.models.import_words import number
from desktop.preferences import Preferences
from desktop.session import Outcome, Session
from desktop.widgets.at_work import at_work
from desktop.widgets.message_bar import BAD, INFO, MessageBar

_OUT = "desk-out"  # what the folder is remembered for
_MOST_NAMES = 3


class DeskPapersFlow(QObject):
    """Says in ``messages`` what was written, with a way to the folder."""

    folder_chosen = Signal(str)  # its name

    def __init__(
        self, session: Session, preferences: Preferences, messages: MessageBar, over: QWidget
    ) -> None:
        super().__init__(over)
        self._session, self._preferences, self._messages = session, preferences, messages
        self._over = over
        messages.acted.connect(self._open)

    @property
    def folder(self) -> Path | None:
        """Where papers go, None while nobody has said."""
        return self._preferences.folder_of(_OUT)

    def choose_folder(self) -> Path | None:
        """Asks where papers go, and remembers it."""
        start = self.folder or self._session.path.parent
        name = QFileDialog.getExistingDirectory(self._over, "Ghi giấy tờ vào", str(start))
        if not name:
            return None
        self._preferences.remember_folder(_OUT, Path(name))
        self.folder_chosen.emit(Path(name).name)
        return Path(name)

    def write(self, what: str) -> None:
        """RECEIPTS, CHASE or ROLLUP of ``desk_papers``."""
        self._write(lambda folder: desk_papers.write(self._session, what, folder))

    def write_forms(self, units: list[DeskUnit]) -> None:
        """The one-sheet form for each of these units."""
        self._write(lambda folder: desk_papers.write_forms(self._session, units, folder))

    def _write(self, job: Callable[[Path], Outcome]) -> None:
        folder = self.folder or self.choose_folder()
        if folder is None:
            return
        button = QGuiApplication.focusObject()
        if isinstance(button, QPushButton):
            with at_work(button, "Đang ghi…"):
                outcome = job(folder)
        else:
            outcome = job(folder)
        if not outcome:
            self._messages.say(sentence(outcome.error or OSError()), BAD)
        elif not outcome.value:
            self._messages.say("Chưa có đơn vị nào gửi nên chưa có gì để ghi.", INFO)
        else:
            names = ", ".join(path.name for path in outcome.value[:_MOST_NAMES])
            more = len(outcome.value) - _MOST_NAMES
            rest = f" và {number(more)} tệp khác" if more > 0 else ""
            self._messages.say(
                f"Đã ghi {number(len(outcome.value))} tệp vào “{folder.name}”: {names}{rest}.",
                INFO,
                "Mở thư mục",
            )

    def _open(self) -> None:
        if self.folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.folder)))
