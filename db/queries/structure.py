"""How many rows of each kind a book holds: figures alone, for a report of a fault."""

from __future__ import annotations

import sqlite3
from typing import Final

from db import schema
from db.book import Book
from db.kinds import KINDS

ENGINE: Final = sqlite3.sqlite_version
ENGINE_ERRORS: Final = frozenset(
    name
    for name, value in vars(sqlite3).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)
"""Version of SQLite, and what its errors are called."""

LOG = ("change", "op", "ballot", "sent", "snapshot", "trouble")


def structure(book: Book) -> dict[str, int]:
    """Counts by table, with ``file`` in bytes, ``format`` and ``picture`` as numbers."""
    found = {
        name: book.connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for name in (*KINDS, *LOG)
    }
    found["file"] = book.path.stat().st_size
    found["format"], found["picture"] = schema.FORMAT, schema.PICTURE
    return found


def operations(book: Book) -> int:
    """How many writes the book remembers."""
    (count,) = book.connection.execute("SELECT count(*) FROM op").fetchone()
    return int(count)
