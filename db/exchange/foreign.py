"""A file from a stick, opened as if an enemy had made it: copied first, then looked at, then read.

Nothing is written beside the file, no SQL of its own is run, and what is read is never the
picture inside it but only tables that are ours to the letter. The order of the checks is part
of the design: each makes the next one safe.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from db import schema
from db.errors import (
    DamagedBookError,
    FileMissingError,
    FileTooLargeError,
    FileUnusableError,
    NewerBookError,
    NotABookError,
    PassphraseNeededError,
    UnfinishedFileError,
)
from db.home import Home
from db.storage import translate, uri

LARGEST = 4 * 1024**3  # bytes; more does not fit on a stick either
_AGE = b"age-encryption.org/v1"
_MAGIC = b"SQLite format 3\0"
_SECONDS, _PER_SECOND = 60.0, 2_000_000  # deadline: so long, and so many bytes a second more
_STEPS = 100_000  # of SQLite's machine between two looks at the clock

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 128 * 1024**2,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 50,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 4,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 100,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_READS = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_TRANSACTION,
}


class Foreign:
    """A foreign file that passed the checks; ``connection`` reads our private copy of it."""

    def __init__(self, path: Path, folder: Path, connection: sqlite3.Connection) -> None:
        self.path, self.connection = path, connection
        self._folder = folder

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def renew(self) -> None:
        """Gives reading its whole time again: since the last reading a person may have thought
        about what was found."""
        _give_time(self.connection, (self._folder / "file").stat().st_size)

    def close(self) -> None:
        """Closes and removes the private copy."""
        self.connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Foreign:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_foreign(
    path: Path,
    home: Home,
    *,
    passphrase: str | None = None,
    tables: Mapping[str, str] = schema.TRAVELLING,
    application_id: int = schema.APPLICATION_ID,
    format_: int = schema.FORMAT,
) -> Foreign:
    """Opens a file that somebody brought; close it after use.

    Raises FileMissingError, FileUnusableError, FileTooLargeError, UnfinishedFileError,
    NotABookError, NewerBookError, DamagedBookError, PassphraseNeededError,
    WrongPassphraseError.
    """
    folder = Path(tempfile.mkdtemp(dir=home.folder("temp")))
    try:
        copy = folder / "file"
        _fetch(path, copy, passphrase)
        size = look_at_header(path, copy, application_id, format_)
        connection = connect_guarded(copy, size)
        try:
            _look_inside(path, connection, tables)
        except BaseException:
            connection.close()
            raise
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)):
            raise _named(error, path) from error
        if isinstance(error, OSError):
            raise FileUnusableError(path=path, errno=error.errno) from error
        raise
    return Foreign(path, folder, connection)


def book_id(path: Path) -> bytes | None:
    """Which body's book this is, by its own word: to choose what to do with it, not to trust
    it. None where it cannot be told."""
    try:
        connection = connect_guarded(path, path.stat().st_size)
        try:
            found = connection.execute("SELECT id FROM book").fetchone()
        finally:
            connection.close()
    except (OSError, sqlite3.Error, UnicodeDecodeError):
        return None
    return found[0] if found is not None and isinstance(found[0], bytes) else None


def is_sealed(path: Path) -> bool:
    """Whether the file lies under a passphrase. Raises FileUnusableError."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_AGE)) == _AGE
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error


def _fetch(path: Path, copy: Path, passphrase: str | None) -> None:
    """A private copy, so that nobody can change the file while it is read."""
    if not path.exists():
        raise FileMissingError(path=path)
    if not path.is_file():  # a folder, or a pipe that would never end
        raise NotABookError(path=path)
    if path.stat().st_size > LARGEST:
        raise FileTooLargeError(path=path, limit=LARGEST)
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            raise UnfinishedFileError(path=path)
    with path.open("rb") as source, copy.open("xb") as target:
        os.chmod(copy, 0o600)
        shutil.copyfileobj(source, target, 1024 * 1024)
    with copy.open("rb") as stream:
        sealed = stream.read(len(_AGE)) == _AGE
    if sealed:
        if passphrase is None:
            raise PassphraseNeededError(path=path)
        from db.exchange.age_file import unseal

        copy.write_bytes(unseal(copy.read_bytes(), passphrase, path))


def look_at_header(path: Path, copy: Path, application_id: int, format_: int) -> int:
    """The header by our own eyes, before SQLite sees the file; returns its size in bytes."""
    size = copy.stat().st_size
    with copy.open("rb") as stream:
        header = stream.read(100)
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise NotABookError(path=path)
    if int.from_bytes(header[68:72], "big") != application_id:
        raise NotABookError(path=path)
    version = int.from_bytes(header[60:64], "big")
    if version > format_:
        raise NewerBookError(path=path, format=version)
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    current = header[24:28] == header[92:96]  # else the number of pages says nothing
    if (
        version != format_
        or header[18:20] != b"\x01\x01"  # a rollback journal, no WAL
        or page < 512
        or page & (page - 1)
        or not current
        or pages * page != size
    ):
        raise DamagedBookError(path=path, detail="header")
    return size


def connect_guarded(copy: Path, size: int) -> sqlite3.Connection:
    """A connection that can only read, within limits and a deadline by the file's size."""
    connection = sqlite3.connect(
        uri(copy.absolute(), "mode=ro&immutable=1"), uri=True, isolation_level=None
    )
    try:
        if sys.version_info >= (3, 12):
            connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA mmap_size = 0")
        for limit, value in _LIMITS.items():
            connection.setlimit(limit, value)
        _give_time(connection, size)
        connection.set_authorizer(_only_read)
    except BaseException:
        connection.close()
        raise
    return connection


def _give_time(connection: sqlite3.Connection, size: int) -> None:
    deadline = time.monotonic() + _SECONDS + size / _PER_SECOND
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)


def _only_read(action: int, first: str | None, *_: object) -> int:
    if action in _READS or (action == sqlite3.SQLITE_PRAGMA and first == "integrity_check"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY


def _look_inside(path: Path, connection: sqlite3.Connection, tables: Mapping[str, str]) -> None:
    """Our tables to the letter, nothing that could act by itself, and a whole file."""
    if schema.strange(connection, tables) is not None:
        raise NotABookError(path=path)
    # Not quick_check: it lets an index pass that says otherwise than its table.
    for (line,) in connection.execute("PRAGMA integrity_check(1)"):
        if line != "ok":
            raise DamagedBookError(path=path, detail=str(line))


def _named(error: sqlite3.DatabaseError | UnicodeDecodeError, path: Path) -> Exception:
    """The typed error; what the limits or the deadline cut short counts as damaged."""
    known = translate(error, path)
    return DamagedBookError(path=path, detail=str(error)) if known is error else known
