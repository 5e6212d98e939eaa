"""Work that is too long for one go, done on the window's thread a part at a time.

Between two parts the event loop turns, so keys and the mouse are answered. Nothing is shared
between threads: every part reads the book as it stands then.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import ThamdinhError

_SLICE = 0.012  # seconds; the last part may take as long again
_AT_ONCE = 0.04  # seconds; what takes no longer need not be seen to come
_AT_LEAST = 4  # parts that are done at once whatever they take: all of a usual book
_TOLD = 0.2  # seconds between two words on how far it is


class Slices(QObject):
    """One piece of work at a time: a newer one takes the place of what is not done."""

    went_on = Signal()  # now and then, while there is more to come
    failed = Signal(Exception)  # the book could not be read; the work is given up

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: Iterator[object] = iter(())
        self._then: Callable[[], object] = lambda: None
        self._said = 0.0
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(lambda: self._go_on())

    @property
    def busy(self) -> bool:
        """Whether there is more to do."""
        return self._timer.isActive()

    def begin(self, parts: Iterator[object], then: Callable[[], object]) -> None:
        """Works through ``parts``, each some milliseconds at most, when there is time; one that
        yields true has something to show at once. ``then`` is called at the end."""
        self._parts, self._then, self._said = parts, then, time.monotonic()
        self._timer.start()

    def begin_now(self, parts: Iterator[object], then: Callable[[], object]) -> None:
        """The same, beginning at once: what is short is done when this returns."""
        self.begin(parts, then)
        self._go_on(_AT_ONCE, _AT_LEAST)

    def stop(self) -> None:
        """Gives up what is not done."""
        self._timer.stop()
        self._parts = iter(())

    def _go_on(self, so_long: float = _SLICE, at_least: int = 0) -> None:
        until = time.thread_time() + so_long
        try:
            while at_least > 0 or time.thread_time() < until:
                at_least -= 1
                if next(self._parts):
                    break
        except StopIteration:
            self.stop()
            self._then()
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self.stop()
            self.failed.emit(error)
        else:
            if time.monotonic() - self._said > _TOLD:
                self._said = time.monotonic()
                self.went_on.emit()
