"""Backups of the open book in THAMDINH_HOME, and back to one of them; a merge is undone so.

Each is the book's file as it was between two writes (we hold the pen and the file is whole after
every commit), with a note beside it. Evidence lies in a file of its own and is never in them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from db import schema
from db.book import Book
from db.errors import (
    BackupDamagedError,
    DiskFullError,
    FileError,
    NoMergeToUndoError,
    ReadOnlyBookError,
    WrittenSinceMergeError,
)
from db.exchange.fingerprint import fingerprint
from db.home import write_private
from db.kinds import KINDS
from db.operation import Changes
from db.storage import connect, look_at_header, look_inside
from db.whole_copy import Progress, named, pieces, settle_folder, write_checked

MERGE, ASKED, UNDO, RESTORE = "merge", "asked", "undo", "restore"
"""Why a backup was made: before a merge, because somebody wished it, before going back."""

_LAST, _DAYS, _SHARE = 10, 30, 10  # so many, one a day for so long, one part in so many of the disk
_REMNANT = 24 * 3600  # seconds
_NAME = re.compile(r"([0-9]{6})_.*" + re.escape(schema.SUFFIX))
ALL = Changes(frozenset({*KINDS, "ballot", "snapshot"}))


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup; ``number`` orders them whatever the clock says."""

    path: Path
    number: int
    book_path: str = ""  # where the book lay
    time: int = 0  # ms since 1970
    why: str = ""  # empty where the note was lost
    before: str = ""  # the book's fingerprint, which is the backup's own
    after: str = ""  # the fingerprint right after the merge, empty until it is done
    undone: bool = False
    digest: str = ""  # of the file

    @property
    def size(self) -> int:
        """Bytes; 0 where the file went meanwhile."""
        with contextlib.suppress(OSError):
            return self.path.stat().st_size
        return 0


def make(
    book: Book, why: str = ASKED, *, keep: Collection[Path] = (), progress: Progress | None = None
) -> Backup:
    """Backs the book up as it is now, read back and compared; thins the older backups, those in
    ``keep`` excepted.

    Not inside a write. Raises ReadOnlyBookError, DiskFullError, FileUnusableError,
    CopyDamagedError, and whatever ``progress`` raises; then there is no new backup.
    """
    if book.readonly:
        raise ReadOnlyBookError(path=book.path)
    if book.connection.in_transaction:
        raise RuntimeError("a backup is made between writes")
    folder = _folder(book)
    older = backups(book)
    number, now = (older[0].number if older else 0) + 1, book.clock()
    day = datetime.fromtimestamp(now / 1000).strftime("%Y-%m-%d_%H%M")
    path = folder / f"{number:06}_{day}{schema.SUFFIX}"
    part = path.with_name(path.name + ".part")
    try:
        size = book.path.stat().st_size
        if shutil.disk_usage(folder).free < size:
            raise DiskFullError(path=path)
        digest = write_checked(pieces(book.path, size), size, part, progress)
        made = Backup(
            path, number, _place(book), now, why, fingerprint(book.connection), digest=digest
        )
        _write_note(made)  # before the file gets its name: a backup without a note is no help
        os.replace(part, path)
    except OSError as error:
        raise named(error, path) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    settle_folder(folder)
    _thin(book, {path, *keep})
    return made


def backups(book: Book) -> list[Backup]:
    """All backups of the book on this laptop, newest first."""
    found = [
        _read(path, int(match[1]))
        for path in _folder(book).iterdir()
        if (match := _NAME.fullmatch(path.name))
    ]
    return sorted(found, key=lambda backup: backup.number, reverse=True)


def note_after(backup: Backup, after: str) -> Backup:
    """Notes the book's fingerprint right after the merge, without which it cannot be undone.

    Raises DiskFullError, FileUnusableError.
    """
    noted = replace(backup, after=after)
    try:
        _write_note(noted)
    except OSError as error:
        raise named(error, backup.path) from error
    return noted


def forget(backup: Backup) -> None:
    """Removes a backup: the merge that it was made for did not happen."""
    for path in (backup.path, _note_path(backup.path)):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def last_merge(book: Book) -> Backup:
    """The backup made before the newest merge into this file that is not undone.

    Raises NoMergeToUndoError, WrittenSinceMergeError.
    """
    place = _place(book)
    for backup in backups(book):
        if (backup.why, backup.book_path) == (MERGE, place) and backup.after and not backup.undone:
            if backup.after != fingerprint(book.connection):
                raise WrittenSinceMergeError(time=backup.time)
            return backup
    raise NoMergeToUndoError()


def undo_merge(book: Book, progress: Progress | None = None) -> tuple[Backup, Changes]:
    """Back to before the newest merge, if nothing was written since. The open ``book`` goes on
    with the former content (see :meth:`Book.swap_file`); what is there now is backed up first.

    Returns the backup that was put back, which stays, and that everything must be looked at
    anew. Raises as :func:`last_merge` and :func:`restore`.
    """
    backup = last_merge(book)
    changes = _go_back(book, backup, UNDO, progress)
    undone = replace(backup, undone=True)
    with contextlib.suppress(OSError):  # not noted, it only says "written since" the next time
        _write_note(undone)
    return undone, changes


def restore(book: Book, backup: Backup, progress: Progress | None = None) -> tuple[Backup, Changes]:
    """Back to a chosen backup; what is there now is backed up first. The backup stays.

    Returns and goes on as :func:`undo_merge`. Raises BackupDamagedError, BookBusyError (another
    window reads the book), and as :func:`make`; then the book is as it was.
    """
    return backup, _go_back(book, backup, RESTORE, progress)


def _go_back(book: Book, backup: Backup, why: str, progress: Progress | None) -> Changes:
    if book.readonly:
        raise ReadOnlyBookError(path=book.path)
    real = book.path.resolve()
    part = real.with_name(real.name + ".part")
    try:
        size = backup.path.stat().st_size
        digest = write_checked(pieces(backup.path, size), size, part, progress)
        _look(book, backup, part, digest)
        make(book, why, keep={backup.path})
        shutil.copymode(real, part)
        book.swap_file(part)
    except OSError as error:
        raise named(error, real) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    settle_folder(real.parent)
    return ALL


def _look(book: Book, backup: Backup, part: Path, digest: str) -> None:
    """That the copy is what was backed up, and of this book. Raises BackupDamagedError."""
    try:
        if backup.digest and digest != backup.digest:
            raise BackupDamagedError(path=backup.path)
        look_at_header(part)
        connection = connect(part, readonly=True)
        try:
            look_inside(part, connection)
            (ident,) = connection.execute("SELECT id FROM book").fetchone()
            (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except (FileError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise BackupDamagedError(path=backup.path) from error
    if ident != book.id or state != "ok":
        raise BackupDamagedError(path=backup.path)


def _thin(book: Book, keep: Collection[Path]) -> None:
    """Keeps the last ten, the newest of each of the last thirty days, and of those as many as a
    tenth of the disk's free room holds (their own room counted as free); the newest always."""
    _sweep(_folder(book))
    found = backups(book)
    try:
        free = shutil.disk_usage(_folder(book)).free
    except OSError:  # thinned the next time
        return
    left = (free + sum(backup.size for backup in found)) // _SHARE
    since = datetime.fromtimestamp(book.clock() / 1000) - timedelta(days=_DAYS)
    days: set[str] = set()
    for place, backup in enumerate(found):
        made = datetime.fromtimestamp(backup.time / 1000)
        first_of_day = made > since and f"{made:%Y%m%d}" not in days
        days.add(f"{made:%Y%m%d}")
        left -= backup.size
        wanted = (place < _LAST or first_of_day) and left >= 0
        if wanted or backup.path in keep:
            continue
        left += backup.size
        forget(backup)


def _sweep(folder: Path) -> None:
    """Removes what a killed program left half written (a day old: another may be at work)."""
    for part in folder.glob("*.part"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > _REMNANT:
                part.unlink()


def _folder(book: Book) -> Path:
    return book.home.folder("backups", book.id.hex())


def _place(book: Book) -> str:
    return os.path.normcase(book.path.resolve())


def _note_path(path: Path) -> Path:
    return path.with_suffix(".json")


def _write_note(backup: Backup) -> None:
    note = asdict(backup)
    del note["path"], note["number"]
    content = json.dumps(note, ensure_ascii=False, indent=1, sort_keys=True)
    write_private(_note_path(backup.path), content.encode())


def _read(path: Path, number: int) -> Backup:
    """A backup with what its note says; without one the file's own time."""
    try:
        said = json.loads(_note_path(path).read_bytes())
        bare = Backup(path, number)
        fields = {name: said[name] for name in asdict(bare) if name not in ("path", "number")}
        if any(type(value) is not type(getattr(bare, name)) for name, value in fields.items()):
            raise ValueError(path.name)
        datetime.fromtimestamp(fields["time"] / 1000)
        return Backup(path, number, **fields)
    except (OSError, OverflowError, ValueError, TypeError, KeyError):
        with contextlib.suppress(OSError):
            return Backup(path, number, time=path.stat().st_mtime_ns // 1_000_000)
        return Backup(path, number)
