"""How long the window's thread works without a turn of the event loop, and at what.

A measuring tool, no test: ``pytest tests/flows --gaps FILE`` writes a line a flow, and
``python -m tests.flows.large`` a line a place with 10,000 submissions. What counts is the time
of the thread itself (``time.thread_time``): a busy machine makes no difference.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from desktop.main_window import MainWindow
from desktop.workspace import Workspace

FELT = 0.05  # seconds; what is longer is felt
_ROOT = str(Path(__file__).parents[2])
_OURS = tuple(os.path.join(_ROOT, part) for part in ("desktop", "db"))
_LOOK = 0.004  # seconds between two looks at what is running
_WHOLE = (  # what tests call straight, each as one turn
    (QTest, "keyClick"), (QTest, "keyClicks"), (QTest, "mouseClick"), (QTest, "mouseDClick"),
    (QApplication, "processEvents"), (QApplication, "sendEvent"), (QAbstractButton, "click"),
    (MainWindow, "open_book"), (Workspace, "show_place"), (Workspace, "show_part"),
)  # fmt: skip


class Gaps:
    """Measures the turns of this thread while it is ``going``."""

    def __init__(self) -> None:
        self.longest, self.what = 0.0, ""
        self._since: float | None = None  # thread time at which the turn began
        self._depth = 0
        self._seen: Counter[str] = Counter()
        self._thread = threading.get_ident()
        self._done = threading.Event()
        self._timer = QTimer()
        self._timer.timeout.connect(self.turn)

    @contextmanager
    def going(self) -> Iterator[Gaps]:
        """Looks at what is running until the end of the block."""
        looker = threading.Thread(target=self._look, daemon=True)
        looker.start()
        self._timer.start(0)
        try:
            yield self
        finally:
            self._timer.stop()
            self._done.set()
            looker.join()

    def forget(self) -> None:
        """Begins anew."""
        self.longest, self.what = 0.0, ""
        self.turn()

    def turn(self) -> None:
        """The event loop turned: what was since the last turn is one gap."""
        if self._since is None:
            return
        now = time.thread_time()
        if now - self._since > self.longest:
            self.longest = now - self._since
            self.what = ", ".join(name for name, _ in self._seen.most_common(3))
        self._seen = Counter()
        self._since = now

    def whole(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, measured: what runs outside such a call is the test's own."""

        def measured(*arguments: Any, **named: Any) -> Any:
            self._depth += 1
            if self._depth == 1:
                self._since, self._seen = time.thread_time(), Counter()
            try:
                return function(*arguments, **named)
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self.turn()
                    self._since = None

        return measured

    def of(self, act: Callable[[], object], rest: float = 1.5) -> float:
        """The longest gap, in seconds, of something and of what follows from it in ``rest``."""
        QApplication.processEvents()
        self.longest, self.what = 0.0, ""
        self.whole(act)()
        until = time.monotonic() + rest
        events = QEventLoop.ProcessEventsFlag.AllEvents
        while time.monotonic() < until:
            self.whole(lambda: QApplication.processEvents(events, 50))()
        return self.longest

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Measures whatever a test does to the window."""
        for owner, name in _WHOLE:
            measured = self.whole(getattr(owner, name))
            static = owner in (QTest, QApplication)
            monkeypatch.setattr(owner, name, staticmethod(measured) if static else measured)

    def _look(self) -> None:
        while not self._done.wait(_LOOK):
            if self._since is not None:
                self._seen[_running(self._thread)] += 1


def _running(thread: int) -> str:
    """The innermost function of the program itself, "Qt" outside of it. No frame is held any
    longer: what it holds, a painter say, must go when the function ends."""
    frame = sys._current_frames().get(thread)
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(_OURS):
            return f"{code.co_filename[len(_ROOT) + 1 : -3]}:{code.co_name}"
        frame = frame.f_back
    return "Qt"
