"""The file under a book: opened, looked at, written in one transaction, SQLite's errors named."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath, PureWindowsPath

from db import schema
from db.errors import (
    BookBusyError,
    DamagedBookError,
    DiskFullError,
    FileMissingError,
    FileUnusableError,
    NewerBookError,
    NotABookError,
    StrangeJournalError,
)
from db.lock import PenLock

_POINTER = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"  # ends a journal that names a further file
_PAGES = 1024  # written between two words on progress
_PATIENCE = 5  # seconds, as SQLite's own
SYNCHRONOUS = "FULL"  # whole after every commit, also when the power fails; tests turn it off


def put_in_place(part: Path, path: Path) -> None:
    """Gives the finished file its name, never over another file."""
    try:
        os.link(part, path)  # unlike rename, refuses an existing name
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as a stick's
        if path.exists():
            raise FileExistsError(path) from None
        part.rename(path)


def uri(path: PurePath, query: str) -> str:
    """The name under which SQLite opens an absolute path, whatever signs are in it.

    A UNC path's own URI puts the server where SQLite allows no authority, so it gets an empty
    one (sqlite.org/uri.html); Windows' long form is written as the plain one.
    """
    text = str(path)
    if isinstance(path, PureWindowsPath) and text.startswith("\\\\?\\"):
        plain = text.removeprefix("\\\\?\\")
        server = plain.upper().startswith("UNC\\")
        path = PureWindowsPath("\\\\" + plain[4:] if server else plain)
    found = path.as_uri()
    if not found.startswith("file:///"):
        found = found.replace("file://", "file:////", 1)
    return f"{found}?{query}"


def connect(
    path: Path, *, readonly: bool = False, create: bool = False, any_thread: bool = False
) -> sqlite3.Connection:
    """A connection that begins no transaction by itself; ``any_thread``: one that may be let
    go by whichever thread collects it. Raises StrangeJournalError, what sqlite3 raises."""
    if not create:
        _look_at_journal(path)
    mode = "ro" if readonly else "rwc" if create else "rw"
    connection = sqlite3.connect(
        uri(path.absolute(), f"mode={mode}"),
        uri=True,
        isolation_level=None,
        check_same_thread=not any_thread,
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        if not readonly:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA synchronous = {SYNCHRONOUS}")
            connection.execute("PRAGMA secure_delete = ON")  # what was deleted leaves no trace
    except BaseException:
        connection.close()  # a file that cannot be used is let go at once
        raise
    return connection


def _look_at_journal(path: Path) -> None:
    """That the journal beside the file is one of a single file, as all of ours are.

    One of a transaction over several files names the journal over all of them, and SQLite deletes
    whatever is named there once it has rolled back (sqlite.org/atomiccommit.html, section 5.6): so
    a stranger's folder could have any file of this laptop deleted. Raises StrangeJournalError.
    """
    try:
        with path.with_name(path.name + "-journal").open("rb") as journal:
            size = journal.seek(0, os.SEEK_END)
            journal.seek(max(0, size - len(_POINTER)))
            ending = journal.read()
    except OSError:  # none, or nobody can read it
        return
    if ending == _POINTER:
        raise StrangeJournalError(path=path)


def finish_interrupted(path: Path) -> None:
    """Rolls back what a killed program left half written; a reader alone may not do that."""
    if not path.with_name(path.name + "-journal").exists():
        return
    pen = PenLock.take(path)
    if pen is None:  # somebody is writing just now, or the place cannot be written
        return
    try:
        connection = connect(path)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        finally:
            connection.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise translate(error, path) from error
    finally:
        pen.release()


def _clear_journal(path: Path, connection: sqlite3.Connection) -> None:
    """Has SQLite take away the journal that a killed program left where nothing of it has to be
    rolled back: else whoever copies the folder would bring a book that looks cut short.

    After the first read, which has rolled back what there was to roll back.
    """
    if path.with_name(path.name + "-journal").exists():
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        with transaction(connection, path):
            connection.execute(f"PRAGMA user_version = {version}")  # writes, so it has a journal


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All of the block or nothing. Raises the typed errors of :func:`translate`."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise translate(error, path) from error


def writes_of(path: Path) -> bytes:
    """SQLite's own count of the transactions that were written to a file."""
    with path.open("rb") as stream:
        return stream.read(28)[24:28]


def put_content(
    source: sqlite3.Connection,
    target: sqlite3.Connection,
    path: Path,
    progress: Callable[[int, int], None],
) -> bool:
    """All of ``source`` in the place of what the file at ``path`` holds: one transaction, all
    of it or nothing, whole also when the power fails. False, with nothing done, where something
    is being read from ``target``.

    Raises what ``progress`` raises (pages done, all), BookBusyError where somebody keeps reading
    the file for five seconds, and the other typed errors of :func:`translate`.
    """
    deadline = time.monotonic() + _PATIENCE

    def told(status: int, left: int, all_: int) -> None:
        nonlocal deadline
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            deadline = time.monotonic() + _PATIENCE
            if left:  # else it is done: too late to stop
                progress(all_ - left, all_)
        elif time.monotonic() > deadline:  # it would be tried without end
            raise BookBusyError(path=path)

    (pages,) = source.execute("PRAGMA page_count").fetchone()
    try:  # in two steps at least, so that it can be stopped
        source.backup(target, pages=min(_PAGES, pages // 2), progress=told)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # "destination database is in use"
            return False
        raise translate(error, path) from error
    except sqlite3.DatabaseError as error:
        raise translate(error, path) from error
    return True


def translate(error: sqlite3.DatabaseError | UnicodeDecodeError, path: Path) -> Exception:
    """The typed error for what SQLite says; a fault of our own stays what it is."""
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        return DamagedBookError(path=path, detail="text")
    match error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0:
        case sqlite3.SQLITE_FULL:
            return DiskFullError(path=path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return BookBusyError(path=path)
        case sqlite3.SQLITE_NOTADB:
            return NotABookError(path=path)
        case sqlite3.SQLITE_CORRUPT:
            return DamagedBookError(path=path, detail=str(error))
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_IOERR | sqlite3.SQLITE_CANTOPEN:
            return FileUnusableError(path=path, errno=None)
    return error


def look_at_header(path: Path) -> None:
    """That the file is a book of a format that this version reads, by its first 100 bytes.

    Raises FileMissingError, FileUnusableError, NotABookError, NewerBookError.
    """
    try:
        if not path.exists():
            raise FileMissingError(path=path)
        if not path.is_file():
            raise NotABookError(path=path)
        with path.open("rb") as stream:
            header = stream.read(100)
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if len(header) < 100 or not header.startswith(b"SQLite format 3\0"):
        raise NotABookError(path=path)
    if int.from_bytes(header[68:72], "big") != schema.APPLICATION_ID:
        raise NotABookError(path=path)
    version = int.from_bytes(header[60:64], "big")
    if version > schema.FORMAT:
        raise NewerBookError(path=path, format=version)


def look_inside(path: Path, connection: sqlite3.Connection, *, writes: bool = False) -> None:
    """That the travelling tables are ours to the letter. Whoever ``writes`` holds the pen, and
    clears away what a killed program left. Raises NotABookError, DamagedBookError."""
    if not schema.is_ours(connection):
        raise NotABookError(path=path)
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    if path.stat().st_size < pages * size:  # SQLite itself overlooks half a page
        raise DamagedBookError(path=path, detail="size")
    if connection.execute("SELECT count(*) FROM book").fetchone() != (1,):
        raise DamagedBookError(path=path, detail="book")
    if writes:
        _clear_journal(path, connection)
