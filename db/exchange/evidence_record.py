"""What other laptops have of the evidence, as far as this one knows: so that a stick carries new
scans only. Kept in THAMDINH_HOME; losing it costs room on a stick and nothing else.

A holder is a member's laptop (the member's id) or the office's (``OFFICE``). What was handed to
one counts as there at once. When the holder's own list comes back and it has taken in that
file, what is not in the list is handed again (it was damaged on the way).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from db.book import Book
from db.errors import FileUnusableError
from db.home import Home
from db.storage import connect, transaction, translate

OFFICE = bytes(16)

_DDL = (
    # The number of the last file written for the holder, and of the last one taken from it.
    "CREATE TABLE IF NOT EXISTS holder(id BLOB NOT NULL PRIMARY KEY, wrote INTEGER NOT NULL, "
    "took INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # number: 0 where the holder's own list says so, else of the file that carried it there.
    "CREATE TABLE IF NOT EXISTS held(holder BLOB NOT NULL, hash BLOB NOT NULL, "
    "number INTEGER NOT NULL, PRIMARY KEY(holder, hash)) STRICT, WITHOUT ROWID",
)


class EvidenceRecord:
    """The record of one book. Every call may raise DiskFullError, BookBusyError,
    DamagedBookError, FileUnusableError."""

    def __init__(self, home: Home, book: bytes) -> None:
        self._path = _path(home, book)
        try:
            if not self._path.exists():
                self._path.touch(mode=0o600)
            self._connection = connect(self._path)
            try:
                with transaction(self._connection, self._path):
                    for statement in _DDL:
                        self._connection.execute(statement)
            except BaseException:
                self._connection.close()
                raise
        except OSError as error:
            raise FileUnusableError(path=self._path, errno=error.errno) from error
        except sqlite3.DatabaseError as error:
            raise translate(error, self._path) from error

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def __enter__(self) -> EvidenceRecord:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def at(self, holder: bytes) -> set[bytes]:
        """What the holder has, or has on the way."""
        found = self._connection.execute("SELECT hash FROM held WHERE holder = ?", (holder,))
        return {hash_ for (hash_,) in found}

    def numbers(self, holder: bytes) -> tuple[int, int]:
        """(of the last file handed to the holder, of the last one taken from it); 0: none."""
        found = self._connection.execute(
            "SELECT wrote, took FROM holder WHERE id = ?", (holder,)
        ).fetchone()
        return (0, 0) if found is None else (found[0], found[1])

    def handed(self, holder: bytes, number: int, hashes: Iterable[bytes]) -> None:
        """A file of that number with these contents went to the holder."""
        with transaction(self._connection, self._path):
            self._holder(holder, "wrote", number)
            self._connection.executemany(
                "INSERT INTO held VALUES (?, ?, ?) ON CONFLICT(holder, hash) "
                "DO UPDATE SET number = excluded.number WHERE held.number > 0",
                [(holder, hash_, number) for hash_ in hashes],
            )

    def seen(self, holder: bytes, hashes: Iterable[bytes], answers: int) -> None:
        """The holder's own list came, made after it took in our file number ``answers``."""
        with transaction(self._connection, self._path):
            self._connection.executemany(
                "INSERT OR REPLACE INTO held VALUES (?, ?, 0)",
                [(holder, hash_) for hash_ in hashes],
            )
            self._connection.execute(
                "DELETE FROM held WHERE holder = ? AND number BETWEEN 1 AND ?", (holder, answers)
            )

    def took(self, holder: bytes, number: int) -> None:
        """The holder's file of that number was taken in here."""
        with transaction(self._connection, self._path):
            self._holder(holder, "took", number)

    def forget(self, holder: bytes) -> None:
        """A stick or a laptop was lost: everything is handed to that holder again."""
        with transaction(self._connection, self._path):
            self._connection.execute("DELETE FROM held WHERE holder = ?", (holder,))

    def _holder(self, holder: bytes, column: str, number: int) -> None:
        self._connection.execute("INSERT OR IGNORE INTO holder VALUES (?, 0, 0)", (holder,))
        self._connection.execute(
            f"UPDATE holder SET {column} = max({column}, ?) WHERE id = ?", (number, holder)
        )


def record_of(book: Book) -> EvidenceRecord:
    """The record of an open book."""
    return EvidenceRecord(book.home, book.id)


def _path(home: Home, book: bytes) -> Path:
    return home.folder("evidence") / f"{book.hex()}.sqlite"
