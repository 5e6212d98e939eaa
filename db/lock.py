"""The pen: one program writes a book at a time.

The operating system drops the lock when the program dies, so a crash locks nobody out.
It is held on a small file beside the book, because locks on the book itself belong to SQLite.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)  # a link there leads elsewhere


class PenLock:
    """A held lock; :meth:`take` gives None where somebody else holds it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    @classmethod
    def take(cls, book: Path) -> PenLock | None:
        """Takes the pen, or gives None (held elsewhere, or the folder cannot be written)."""
        real = book.resolve()
        if not os.access(real, os.W_OK):
            return None
        path = real.with_name(f".{real.name}.lock")
        for _ in range(8):  # the file may vanish between open and lock when another closes
            try:
                descriptor = os.open(path, _FLAGS, 0o600)
            except OSError:
                return None
            if not _lock(descriptor):
                os.close(descriptor)
                return None
            if _same(path, descriptor):
                return cls(path, descriptor)
            os.close(descriptor)
        return None

    def release(self) -> None:
        """Lays the pen down and removes the small file."""
        if os.name == "nt":  # an open file cannot be removed there
            os.close(self._descriptor)
            with contextlib.suppress(OSError):
                self._path.unlink()
            return
        with contextlib.suppress(OSError):
            self._path.unlink()
        os.close(self._descriptor)


def _same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.stat(path), os.fstat(descriptor))
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
