"""What going back to a backup would take out of the book, and what it would bring back."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass

from db.backups import Backup
from db.book import Book
from db.errors import BackupDamagedError, FileError
from db.storage import connect, look_at_header, uri


@dataclass(frozen=True, slots=True)
class Difference:
    """``writes``, ``ballots`` and ``frozen`` results are in the book and not in the backup;
    ``back`` are writes that the backup alone has."""

    writes: int
    ballots: int
    frozen: int
    back: int

    def __bool__(self) -> bool:
        return any((self.writes, self.ballots, self.frozen, self.back))


def difference(book: Book, backup: Backup) -> Difference:
    """The book as it is beside the backup. Raises BackupDamagedError where it cannot be read."""
    try:
        look_at_header(backup.path)
        with contextlib.closing(connect(backup.path, readonly=True)) as connection:
            name = uri(book.path.resolve(), "mode=ro")
            connection.execute("ATTACH ? AS now", (name,))
            (ident,) = connection.execute("SELECT id FROM main.book").fetchone()
            if ident != book.id:
                raise BackupDamagedError(path=backup.path)
            figures = [connection.execute(query).fetchone()[0] for query in _MISSING]
    except (FileError, sqlite3.DatabaseError, OSError, TypeError) as error:
        raise BackupDamagedError(path=backup.path) from error
    return Difference(*figures)


_MISSING = (
    "SELECT count(*) FROM now.op WHERE op NOT IN (SELECT op FROM main.op)",
    "SELECT count(*) FROM now.ballot WHERE id NOT IN (SELECT id FROM main.ballot)",
    "SELECT count(*) FROM now.snapshot WHERE sig NOT IN (SELECT sig FROM main.snapshot)",
    "SELECT (SELECT count(*) FROM main.op WHERE op NOT IN (SELECT op FROM now.op)) + "
    "(SELECT count(*) FROM main.ballot WHERE id NOT IN (SELECT id FROM now.ballot))",
)
