"""The file of evidence: SQLite, only ever appended to, each content under its own hash.

A content lies in chunks of one megabyte with consecutive numbers, so that adding or reading
50 MB needs little memory. Each is added in one transaction: after a crash it is there whole or
not at all. What is there is never written again, so a file of gigabytes grows by what is new.
``slip`` and ``holds`` are filled in files that travel only (``db.exchange.evidence_copy``).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db import storage
from db.errors import (
    BookBusyError,
    DamagedBookError,
    DamagedEvidenceFileError,
    EvidenceDamagedError,
    EvidenceMissingError,
    FileUnusableError,
    NewerEvidenceFileError,
    NotABookError,
    NotEvidenceFileError,
)

APPLICATION_ID = 0x54444D43  # "TDMC"
FORMAT = 1
SUFFIX = ".minhchung"
CHUNK = 1 << 20
LARGEST = 50 << 20  # bytes of one content
HASH = 32
_PAGE = 16384
FRAME = 8 * _PAGE  # bytes of a file without contents, at most
_HIGHEST = 1 << 40  # number of a chunk: no file ever has so many

TABLES: dict[str, str] = {
    "content": (
        "CREATE TABLE content(hash BLOB NOT NULL PRIMARY KEY CHECK(length(hash) = 32), "
        "size INTEGER NOT NULL CHECK(size > 0), first INTEGER NOT NULL CHECK(first > 0)) "
        "STRICT, WITHOUT ROWID"
    ),
    "chunk": (
        "CREATE TABLE chunk(id INTEGER PRIMARY KEY, "
        "data BLOB NOT NULL CHECK(length(data) BETWEEN 1 AND 1048576)) STRICT"
    ),
    "slip": (
        "CREATE TABLE slip(sender BLOB NOT NULL CHECK(length(sender) = 16), "
        "receiver BLOB NOT NULL CHECK(length(receiver) = 16), number INTEGER NOT NULL, "
        "answers INTEGER NOT NULL, PRIMARY KEY(sender, receiver)) STRICT, WITHOUT ROWID"
    ),
    "holds": (
        "CREATE TABLE holds(hash BLOB NOT NULL PRIMARY KEY CHECK(length(hash) = 32)) "
        "STRICT, WITHOUT ROWID"
    ),
}

Progress = Callable[[int, int], None]
"""Called between chunks with the bytes done and the bytes in all; what it raises
(CancelledError) ends the work, and what was not finished leaves nothing behind."""


def path_beside(book: Path) -> Path:
    """``so.thamdinh`` -> ``so.minhchung``."""
    return book.with_suffix(SUFFIX)


def weight(*sizes: int) -> int:
    """At most so many bytes has a file with contents of these sizes."""
    return FRAME + sum(size + size // 64 + 2 * _PAGE for size in sizes)


def new_digest() -> hashlib.blake2b:
    """BLAKE2b-256, under which contents are known."""
    return hashlib.blake2b(digest_size=HASH)


class EvidenceFile:
    """An open file of evidence. ``connection`` is for ``db`` only."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self.connection = path, connection

    @classmethod
    def read(cls, path: Path) -> EvidenceFile | None:
        """Opens for reading; None where there is no file yet.

        Raises EvidenceFileError of some kind, FileUnusableError, BookBusyError.
        """
        with _named(path):
            storage.finish_interrupted(path)
            if not _look(path):
                return None
            return cls._checked(path, storage.connect(path, readonly=True))

    @classmethod
    def write(cls, path: Path) -> EvidenceFile:
        """Opens for adding; the file is made where there is none. Raises as :meth:`read`."""
        with _named(path):
            new = not _look(path)
            connection = storage.connect(path, create=new)
            if new:
                try:
                    _create(path, connection)
                except BaseException:
                    connection.close()
                    raise
            return cls._checked(path, connection)

    @classmethod
    def _checked(cls, path: Path, connection: sqlite3.Connection) -> EvidenceFile:
        """People copy this file by hand, so it is looked at each time as one from elsewhere."""
        try:
            require_ours(path, connection)
        except BaseException:
            connection.close()
            raise
        return cls(path, connection)

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    def __enter__(self) -> EvidenceFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def hashes(self) -> set[bytes]:
        """What is here."""
        with _named(self.path):
            return {hash_ for (hash_,) in self.connection.execute("SELECT hash FROM content")}

    def sizes(self, hashes: Iterable[bytes]) -> dict[bytes, int]:
        """Bytes of those that are here."""
        query = "SELECT size FROM content WHERE hash = ?"
        with _named(self.path):
            found = {h: self.connection.execute(query, (h,)).fetchone() for h in hashes}
        return {hash_: row[0] for hash_, row in found.items() if row is not None}

    def __contains__(self, hash_: bytes) -> bool:
        with _named(self.path):
            found = self.connection.execute("SELECT 1 FROM content WHERE hash = ?", (hash_,))
            return found.fetchone() is not None

    def chunks(self, hash_: bytes) -> Iterator[bytes]:
        """The content chunk by chunk; at the end it is known to be what the hash says.

        Raises EvidenceMissingError, EvidenceDamagedError, FileUnusableError.
        """
        with _named(self.path):
            found = self.connection.execute(
                "SELECT size, first FROM content WHERE hash = ?", (hash_,)
            ).fetchone()
        if found is None:
            raise EvidenceMissingError(hash=hash_.hex())
        return read_chunks(self.connection, self.path, hash_, *found)

    def is_whole(self, hash_: bytes) -> bool:
        """Whether the content is here and what its hash says. Reads all of it."""
        try:
            for _ in self.chunks(hash_):
                pass
        except (EvidenceMissingError, EvidenceDamagedError):
            return False
        return True

    def add(self, hash_: bytes, chunks: Iterable[bytes]) -> int:
        """Appends a content, all of it or nothing; returns its size in bytes.

        ``chunks`` are of CHUNK bytes, the last may be shorter. One that is here but damaged
        is appended anew and the old bytes are let be. Raises EvidenceDamagedError where the
        hash is another one, DiskFullError, and whatever the source raises.
        """
        with _named(self.path), storage.transaction(self.connection, self.path):
            ((last,),) = self.connection.execute("SELECT coalesce(max(id), 0) FROM chunk")
            if last > _HIGHEST:
                raise DamagedEvidenceFileError(path=self.path, detail="numbers")
            digest, size, number = new_digest(), 0, last
            for data in chunks:
                number += 1
                self.connection.execute("INSERT INTO chunk VALUES (?, ?)", (number, data))
                digest.update(data)
                size += len(data)
            if digest.digest() != hash_ or not 0 < size <= LARGEST:
                raise EvidenceDamagedError(hash=hash_.hex())
            self.connection.execute(
                "INSERT INTO content VALUES (?, ?, ?) ON CONFLICT(hash) "
                "DO UPDATE SET size = excluded.size, first = excluded.first",
                (hash_, size, last + 1),
            )
        return size

    def sign(
        self, sender: bytes, receiver: bytes, number: int, answers: int, holds: Iterable[bytes]
    ) -> None:
        """Says in a file that travels whose it is, for whom, and what its writer has."""
        with _named(self.path), storage.transaction(self.connection, self.path):
            self.connection.execute(
                "INSERT INTO slip(sender, receiver, number, answers) VALUES (?, ?, ?, ?)",
                (sender, receiver, number, answers),
            )
            rows = [(hash_,) for hash_ in sorted(holds)]
            self.connection.executemany("INSERT INTO holds VALUES (?)", rows)


def read_chunks(
    connection: sqlite3.Connection, path: Path, hash_: bytes, size: object, first: object
) -> Iterator[bytes]:
    """The chunks of one content out of any file with our tables, each of the length that it
    must have; the hash is compared after the last.

    Raises EvidenceDamagedError, FileUnusableError, BookBusyError.
    """
    damaged = EvidenceDamagedError(hash=hash_.hex())
    if not (isinstance(size, int) and isinstance(first, int)):
        raise damaged
    if not (0 < size <= LARGEST and 0 < first <= _HIGHEST):
        raise damaged
    digest, left, number = new_digest(), size, first
    while left:
        try:
            row = connection.execute("SELECT data FROM chunk WHERE id = ?", (number,)).fetchone()
        except sqlite3.DatabaseError as error:
            known = storage.translate(error, path)
            if isinstance(known, FileUnusableError | BookBusyError):  # the stick was pulled out
                raise known from error
            raise damaged from error
        if row is None or not isinstance(row[0], bytes) or len(row[0]) != min(left, CHUNK):
            raise damaged
        digest.update(row[0])
        left -= len(row[0])
        number += 1
        if not left and digest.digest() != hash_:
            raise damaged
        yield row[0]


def require_ours(path: Path, connection: sqlite3.Connection) -> None:
    """Exactly our tables, to the letter, and nothing else at all.

    Raises NotEvidenceFileError.
    """
    found = connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    if dict(found) != TABLES or len(found) != len(TABLES):
        raise NotEvidenceFileError(path=path)


def _create(path: Path, connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    with storage.transaction(connection, path):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
        for statement in TABLES.values():
            connection.execute(statement)


def _look(path: Path) -> bool:
    """Whether there is a file with our header; an empty one is what a crash left of making it.

    Raises NotEvidenceFileError, NewerEvidenceFileError, FileUnusableError.
    """
    try:
        if not path.exists():
            return False
        if not path.is_file():
            raise NotEvidenceFileError(path=path)
        with path.open("rb") as stream:
            header = stream.read(100)
            if not header and not os.fstat(stream.fileno()).st_size:
                return False
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise NotEvidenceFileError(path=path)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotEvidenceFileError(path=path)
    version = int.from_bytes(header[60:64], "big")
    if version > FORMAT:
        raise NewerEvidenceFileError(path=path, format=version)
    return True


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """SQLite's errors as ours, and those that speak of a book as those of a file of evidence."""
    try:
        try:
            yield
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise storage.translate(error, path) from error
    except NotABookError as error:
        raise NotEvidenceFileError(path=path) from error
    except DamagedBookError as error:
        raise DamagedEvidenceFileError(path=path, detail=error.facts.get("detail")) from error
