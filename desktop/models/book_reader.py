"""One question to the book that takes long, asked away from the window's thread.

Its worker has a connection of its own and gives way to every write; then it is asked again, so that
an answer is never older than the book.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from db.reading import Question, Reader
from desktop.models.minutes_jobs import Jobs
from desktop.session import Session

_LANE = "read"


class BookReader(QObject):
    """The newest question counts; ``then(answer, error)`` is called on the window's thread."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, Jobs(self)
        self._reader: Reader | None = None
        self._question: Question | None = None
        self._then: Callable[[Any, Exception | None], None] | None = None
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._begin)
        session.writing.connect(self._give_way)

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._question is not None

    def ask(self, question: Question, then: Callable[[Any, Exception | None], None]) -> None:
        """``question(connection)`` runs in the worker: it touches nothing else."""
        self._let_go()
        self._question, self._then = question, then
        self._begin()

    def _begin(self) -> None:
        question = self._question
        if question is not None:
            self._reader = reader = Reader(self._session.path)
            self._jobs.run(_LANE, lambda: reader.run(question), self._tell)

    def _tell(self, answer: Any, error: Exception | None) -> None:
        then, self._question, self._reader = self._then, None, None
        if then is not None:
            then(answer, error)

    def _give_way(self) -> None:
        if self._question is not None:
            self._let_go()
            self._again.start()  # the write is over by then, whatever came of it

    def _let_go(self) -> None:
        self._again.stop()
        self._jobs.drop(_LANE)
        if self._reader is not None:
            self._reader.stop()
            self._reader = None
