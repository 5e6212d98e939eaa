"""Lists with 10,000 submissions: pictures, and how long the window stood still at each.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.flows.large OUT [SUBMISSIONS]

The book is made once in OUT and opened again the next time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from db.home import Home
from desktop.sample.book import make
from tests.flows.driver import Driver

PARTS = (
    ("overview", ""), ("register", "list"), ("register", "recheck"), ("report", "list"),
    ("report", "due"), ("report", "roster"), ("report", "promises"), ("score", "one"),
    ("score", "panel"), ("score", "meeting"), ("score", "assignment"), ("results", "results"),
    ("results", "excellent"), ("results", "gap"), ("minutes", ""), ("exchange", "handing"),
    ("log", ""),
)  # fmt: skip
_QUIET = 1.5  # seconds that a place has to come to rest


class Stillness:
    """How long the event loop was not turning."""

    def __init__(self) -> None:
        self._last = perf_counter()
        self.longest = 0.0
        self._timer = QTimer()
        self._timer.timeout.connect(self.look)
        self._timer.start(0)

    def look(self) -> None:
        """Called at each turn."""
        now = perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now

    def of(self, act: Callable[[], object]) -> float:
        """The longest standstill, in seconds, of something and of what follows from it."""
        QApplication.processEvents()
        self._last, self.longest = perf_counter(), 0.0
        act()
        self.look()
        until = perf_counter() + _QUIET
        while perf_counter() < until:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        return self.longest


def main(words: list[str]) -> int:
    """Makes or takes the book, shows every list in both sizes, prints a line a list."""
    out = Path(words[0])
    out.mkdir(parents=True, exist_ok=True)
    home, book = Home(out / "home"), out / "lon.thamdinh"
    if not book.exists():
        make(book, home, submissions=int(words[1]) if len(words) > 1 else 10_000)
    driver = Driver(home)
    driver.look.set_scheme("light")
    driver.window.resize(1366, 768)
    still = Stillness()
    print(f"mở sổ: {still.of(lambda: driver.window.open_book(book)):.3f} s")
    for scale in (100, 175):
        driver.look.set_scale(scale)
        for place, part in PARTS:
            name = f"{place}-{part}".rstrip("-")
            stood = still.of(partial(_show, driver, place, part))
            driver.window.grab().save(str(out / f"{name}-{scale}.png"))
            print(f"{name} {scale} %: {stood:.3f} s", flush=True)
    driver.close()
    return 0


def _show(driver: Driver, place: str, part: str) -> None:
    if part:
        driver.workspace.show_part(place, part)
    else:
        driver.workspace.show_place(place)


if __name__ == "__main__":
    code = main(sys.argv[1:])
    QApplication.quit()
    sys.exit(code)
