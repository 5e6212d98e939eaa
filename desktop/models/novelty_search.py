"""Looks for what is similar to the submission on the screen, a little at a time.

The index may have thousands of texts to read first; the window stays at hand meanwhile.
"""

from __future__ import annotations

import sqlite3
import weakref
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import ThamdinhError
from db.novelty_index import NoveltyIndex
from db.operation import Changes
from db.queries.similar import Novelty, similar
from desktop import undoable
from desktop.messages import sentence
from desktop.session import Session

_STEP = 100  # texts between two looks at what the person does
_KINDS = frozenset({"submission", "campaign", "unit"})


class NoveltySearch(QObject):
    """``changed`` when there is news: :attr:`found`, :attr:`left`, :attr:`error`."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._index: NoveltyIndex | None = None
        self._asked: bytes | None = None
        self.found: Novelty | None = None
        self.left = 0  # texts still to be read
        self.error = ""  # a sentence
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        session.changed.connect(self._on_changed)

    @property
    def busy(self) -> bool:
        """Whether it is still looking."""
        return self._timer.isActive()

    def ask(self, ident: bytes | None) -> None:
        """Looks for what is similar to this submission; None for nothing."""
        self._asked, self.found, self.left, self.error = ident, None, 0, ""
        self.changed.emit()
        if ident is None:
            self._timer.stop()
        else:
            self._timer.start()

    def record(self, finding: str, basis: str) -> bool:
        """Writes down what the panel finds; nothing where it stands so already."""
        from db import entries

        found = self.found
        if found is None or (found.finding, found.basis) == (finding, basis):
            return found is not None
        values: dict[str, Any] = {
            "novelty_finding": finding or None,
            "novelty_basis": basis or None,
        }
        words = f"kết luận về tính mới của hồ sơ {found.asked.code}"
        return bool(
            undoable.run(
                self._session, words, entries.save, "submission", found.asked.id, values
            )
        )

    def _go_on(self) -> None:
        assert self._asked is not None
        try:
            if self._index is None:
                self._index = NoveltyIndex(self._session.book)
                weakref.finalize(self, self._index.close)
            self.left = self._index.step(_STEP)
            if not self.left:
                self._timer.stop()
                self.found = similar(self._session.book, self._index, self._asked)
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self._timer.stop()
            self.error = sentence(error)
        self.changed.emit()

    def _on_changed(self, changes: Changes) -> None:
        if self._asked is not None and changes.kinds & _KINDS:
            self._timer.start()
