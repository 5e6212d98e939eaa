"""Which files this laptop wrote last itself: only in those is the picture trusted as it lies.

The log proves itself by ids and signatures, the picture does not. A file that came by hand, or
that somebody else wrote to meanwhile, is read through and its picture made anew. What is kept
is a note per file in THAMDINH_HOME: which file it is, and SQLite's own count of its writes.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from db.home import Home
from db.storage import writes_of

_OPEN = "open"
_MOST = 30  # files of one book


class KnownFile:
    """The note on one book file; ``home`` keeps one small JSON file a book."""

    def __init__(self, home: Home, book: bytes, path: Path) -> None:
        self._notes = home.folder("known") / f"{book.hex()}.json"
        self._path = path.resolve()

    def is_ours(self) -> bool:
        """Whether this laptop wrote the file last; a writer that died counts as us. A file that
        was renamed, or moved on its disk, is still known."""
        try:
            now = state_of(self._path)
        except OSError:
            return False
        note = self._read().get(_file(now))
        if not isinstance(note, dict):
            return False
        if note.get(_OPEN):
            return note.get("path") == str(self._path)
        return all(note.get(name) == value for name, value in now.items())

    def note(self, *, open_: bool) -> None:
        """Notes the file as it is now; while it is open its count goes on. A note that cannot
        be written only means that the file is read through next time."""
        with contextlib.suppress(OSError):
            now = state_of(self._path)
            notes = self._read()
            notes.pop(_file(now), None)
            notes[_file(now)] = {**now, "path": str(self._path), _OPEN: open_}
            part = self._notes.with_suffix(f".{os.getpid()}.part")
            part.write_text(json.dumps(dict(list(notes.items())[-_MOST:])), "utf-8")
            os.replace(part, self._notes)

    def _read(self) -> dict[str, object]:
        try:
            found = json.loads(self._notes.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}


def state_of(path: Path) -> dict[str, object]:
    """What tells this file from another, and this content from another."""
    found = path.stat()
    return {
        "device": found.st_dev,
        "inode": found.st_ino,
        "size": found.st_size,
        "modified": found.st_mtime_ns,
        "count": writes_of(path).hex(),
    }


def _file(state: dict[str, object]) -> str:
    return f"{state['device']}:{state['inode']}"
