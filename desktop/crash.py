"""A fault of our own: details go to a file at home, never to the screen."""

from __future__ import annotations

import contextlib
import time
import traceback
from pathlib import Path

from db.home import Home


def keep_report(error: BaseException) -> Path | None:
    """Keeps the traceback in THAMDINH_HOME/loi; returns the file, or None if it cannot."""
    text = "".join(traceback.format_exception(error))
    with contextlib.suppress(OSError):
        path = Home.default().folder("loi") / time.strftime("%Y%m%d-%H%M%S.txt")
        path.write_text(text, encoding="utf-8")
        return path
    return None
