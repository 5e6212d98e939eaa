"""Work away from the window's thread: one job after the other, the newest of a lane wins.

One thread for all of them: papers take turns anyway (``documents.pdfium``). Jobs get plain data
and touch neither the book nor a widget.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

Then = Callable[[Any, Exception | None], None]
_SHORT_TURNS = 0.0005  # seconds: the window's thread waits no longer than that for its turn


@cache
def _worker() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="papers")


class Jobs(QObject):
    """Runs jobs and brings what came of them back to the thread that this object lives in."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: dict[str, int] = {}
        self._finished.connect(self._bring_back)

    def run(self, lane: str, work: Callable[[], Any], then: Then) -> None:
        """Carries out ``work``, then calls ``then(result, error)`` here.

        A job that a newer one of the same lane has overtaken is dropped, unannounced.
        """
        ticket = self._newest[lane] = self._newest.get(lane, 0) + 1
        _worker().submit(self._carry_out, lane, ticket, work, then)

    def drop(self, lane: str) -> None:
        """Nobody waits for the jobs of that lane any more."""
        self._newest[lane] = self._newest.get(lane, 0) + 1

    def _carry_out(self, lane: str, ticket: int, work: Callable[[], Any], then: Then) -> None:
        if self._newest.get(lane) != ticket:
            return
        result, failure = None, None
        before = sys.getswitchinterval()
        sys.setswitchinterval(_SHORT_TURNS)
        try:
            result = work()
        except Exception as error:  # told to the person by whoever asked
            failure = error
        finally:
            sys.setswitchinterval(before)
        try:
            self._finished.emit((lane, ticket, then, result, failure))
        except RuntimeError:  # the window is gone
            return

    def _bring_back(self, done: tuple[str, int, Then, Any, Exception | None]) -> None:
        lane, ticket, then, result, failure = done
        owner = getattr(then, "__self__", None)
        gone = isinstance(owner, QObject) and not isValid(owner)
        if self._newest.get(lane) == ticket and not gone:
            then(result, failure)
