"""Where file dialogs begin when nothing better is known."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths

SIGNED: Final = "signed"
"""What the folder of papers to sign, signed ones and what proves them is remembered for."""
STICK: Final = "stick"
"""What the folder is remembered for that data came from or went to last."""


def documents() -> Path:
    """The person's documents; the home folder where there is no such folder (a dialog that is
    sent to a missing folder would show its name as a file's)."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(place))
    return found if found.is_dir() else Path.home()
