"""A fault of our own: details go to a file at home, never to the screen."""

from __future__ import annotations

import contextlib
import time
import traceback
from pathlib import Path

from db.home import Home


def keep_report(error: BaseException) -> Path | None:
    """Keeps the traceback in THAMDINH_HOME/loi; returns the file, or None if it cannot.

    The kinds of errors and our own lines, never what an error says: that may be anything that
    somebody typed.
    """
    text = "".join(_lines(error))
    with contextlib.suppress(OSError):
        path = Home.default().folder("loi") / time.strftime("%Y%m%d-%H%M%S.txt")
        path.write_text(text, encoding="utf-8")
        return path
    return None


def _lines(error: BaseException, seen: frozenset[int] = frozenset()) -> list[str]:
    """Where the error came from, what it came of first; errors may come of each other."""
    seen |= {id(error)}
    former = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    lines = [] if former is None or id(former) in seen else [*_lines(former, seen), "\n"]
    return [*lines, *traceback.format_tb(error.__traceback__), f"{kind}\n"]
