"""Papers of the office into a folder that is asked for once; the window says what was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from desktop.messages import sentence
from desktop.preferences import Preferences
from desktop.session import Outcome, Session
from desktop.widgets.at_work import at_work
from desktop.widgets.message_bar import BAD, INFO, WARN, MessageBar

_OUT = "letters-out"  # what the folder is remembered for


class PaperFlow(QObject):
    """One press a paper; ``messages`` offers the folder afterwards."""

    def __init__(
        self, session: Session, preferences: Preferences, messages: MessageBar, over: QWidget
    ) -> None:
        super().__init__(over)
        self._session, self._preferences, self._messages = session, preferences, messages
        self._over = over
        messages.acted.connect(self._open)

    def write(
        self, button: QPushButton, job: Callable[[Path], Outcome], nothing: str = ""
    ) -> bool:
        """``job`` writes files into the folder and returns their paths as its value; ``nothing``
        is said where it had nothing to write."""
        folder = self._preferences.folder_of(_OUT) or self._choose()
        if folder is None:
            return False
        with at_work(button, "Đang ghi…"):
            outcome = job(folder)
        if not outcome:
            self._messages.say(sentence(outcome.error or OSError()), BAD)
            return False
        if not outcome.value:
            self._messages.say(nothing, WARN)
            return False
        names = ", ".join(path.name for path in outcome.value)
        self._messages.say(f"Đã ghi vào “{folder.name}”: {names}.", INFO, "Mở thư mục")
        return True

    def _choose(self) -> Path | None:
        start = self._session.path.parent
        name = QFileDialog.getExistingDirectory(self._over, "Ghi công văn vào", str(start))
        if not name:
            return None
        self._preferences.remember_folder(_OUT, Path(name))
        return Path(name)

    def _open(self) -> None:
        folder = self._preferences.folder_of(_OUT)
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
