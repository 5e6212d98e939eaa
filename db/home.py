"""THAMDINH_HOME: keys, drafts, settings and backups of this laptop; never on a stick."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "THAMDINH_HOME"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Home:
    """The laptop's own folder; sub-folders are made on first use, readable by the owner only."""

    root: Path

    @classmethod
    def default(cls) -> Home:
        """``THAMDINH_HOME`` or the platform's own place for a program's data."""
        named = os.environ.get(VARIABLE)
        if named:
            return cls(Path(named))
        import platformdirs

        return cls(Path(platformdirs.user_data_dir("thamdinh", appauthor=False)))

    def folder(self, *parts: str) -> Path:
        """A sub-folder, made when missing, mode 0700."""
        path = self.root
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part in parts:
            path /= part
            path.mkdir(exist_ok=True, mode=0o700)
        return path

    def keys(self, book: bytes) -> Path:
        """Where the keys for one book lie."""
        return self.folder("keys", book.hex())

    def drafts(self, book: bytes) -> Path:
        """The draft file of one book."""
        return self.folder("drafts") / f"{book.hex()}.sqlite"


def write_private(path: Path, content: bytes) -> None:
    """Writes a file that only its owner reads, whole or not at all.

    Raises OSError as the system gives it.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)  # what lies there may be readable by others
    try:
        with os.fdopen(os.open(part, _NEW, 0o600), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise
