"""Files dropped anywhere on the window, with room in the page for a question about them.

What a file is, and the way it goes, is in ``desktop.dropped``: imported with the first file.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.ask_bar import AskBar
from desktop.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from desktop.dropped import Dropped, Window


class Drops(QObject):
    """Asks in the page where something would be left or replaced."""

    def __init__(self, window: Window, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.question, self._words = AskBar(), MessageBar()
        # A question without a field has nothing that takes these keys.
        for keys, do in (
            ("Esc", self.question.give_up),
            ("Return", self.question.confirm.click),
            ("Enter", self.question.confirm.click),
        ):
            key = QShortcut(QKeySequence(keys), self.question)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(do)

    def say(self, words: str) -> None:
        """One sentence above whatever is shown, where no book is open."""
        self._words.say(words)

    def framed(self, content: QWidget) -> QWidget:
        """The content of the window with room for a question above it."""
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._words)
        column.addWidget(self.question)
        column.addWidget(content, 1)
        return frame

    def accepts(self, data: QMimeData) -> bool:
        """Whether files of this laptop are being dragged."""
        return any(url.isLocalFile() for url in data.urls())

    def take(self, data: QMimeData) -> None:
        """What was dropped: one file by what it is, several as somebody's data."""
        self._ways.take([Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()])

    def take_file(self, path: Path) -> None:
        """One file: opened, imported, loaded, or told what is the matter with it."""
        self._ways.take_file(path)

    @cached_property
    def _ways(self) -> Dropped:
        from desktop.dropped import Dropped

        return Dropped(self._window, self.question, self._words)
