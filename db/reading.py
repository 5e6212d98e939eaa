"""A book read apart from the window's own connection, in another thread, as one moment left it.

Whoever writes to the book must not wait for it: :meth:`Reader.stop` ends it within milliseconds.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from db.storage import connect, translate

Answer = TypeVar("Answer")
Question = Callable[[sqlite3.Connection], Any]
_PATIENCE = 1.0  # seconds
_STEPS = 2000  # of SQLite's machine, a few tenths of a millisecond


class Reader:
    """Good for one question. It reads the log and the picture as the file has them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock, self._out = threading.Lock(), threading.Event()
        self._connection: sqlite3.Connection | None = None
        self._stopped = False

    def run(self, query: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What ``query`` answers. Raises what it raises, and ReaderStopped."""
        with self._lock:
            if self._stopped:
                raise ReaderStopped
            connection = connect(self._path, readonly=True, any_thread=True)
            self._connection = connection
        connection.set_progress_handler(lambda: self._stopped, _STEPS)  # between two statements
        try:
            connection.execute("BEGIN")
            return query(connection)
        except sqlite3.DatabaseError as error:
            if self._stopped:
                raise ReaderStopped from error
            raise translate(error, self._path) from error
        finally:
            with self._lock:
                self._connection = None
                connection.close()
            self._out.set()

    def stop(self) -> None:
        """Lets the file go: from any thread, whether it was asked yet or not."""
        with self._lock:
            self._stopped = True
            running = self._connection is not None
            if self._connection is not None:
                self._connection.interrupt()
        if running:
            self._out.wait(_PATIENCE)


class ReaderStopped(Exception):
    """It gave way to a write; who still wants to know asks again."""
