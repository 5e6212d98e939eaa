"""A book that lies on a stick: worked on in a copy on this laptop, then written back.

A stick that is pulled while SQLite writes to it costs the commit, and some sticks the file. So the
book is copied into THAMDINH_HOME and opened there; a note beside it says where it came from. It is
written back whole, read back, and only over a file all of whose content the copy here holds:
what somebody else wrote to the stick meanwhile is merged first.

Every opening of a book asks :func:`origin`; the rest is imported when it is used.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

from db.book import Book
from db.errors import (
    BookBusyError,
    DamagedBookError,
    FileMissingError,
    FileUnusableError,
    StickAwayError,
    StickNewerError,
    UnfinishedFileError,
)
from db.home import Home, write_private
from db.lock import PenLock
from db.storage import look_at_header
from db.whole_copy import Progress, named, pieces, write_checked

_NOTE = "tu-usb.json"


def _quiet(done: int, size: int) -> None:
    """No progress."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where on a stick the open book came from. ``newer``: the file there is another one than
    when it was last taken or written back, as far as its size and time tell."""

    path: Path
    newer: bool


def take_in(path: Path, home: Home, progress: Progress = _quiet) -> Path:
    """Copies a book off a stick, with the evidence beside it; returns the copy's path. Where a
    copy of that book is being worked on here already, that one, as it is.

    Raises FileMissingError, NotABookError, NewerBookError, DamagedBookError, UnfinishedFileError,
    FileUnusableError, DiskFullError, CopyDamagedError, and what ``progress`` raises.
    """
    from db.evidence_file import path_beside
    from db.exchange.foreign import book_id

    look_at_header(path)
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            raise UnfinishedFileError(path=path)
    book = book_id(path)
    if book is None:
        raise DamagedBookError(path=path, detail="book")
    folder = home.folder("tu-usb", book.hex())
    note = _read(folder)
    local = folder / Path(str(note.get("book") or path.name)).name
    if local.is_file():
        mark = note.get("mark") if note.get("from") == str(path) else None
        _keep(folder, local, path, mark)
        return local
    mark = _mark(path)
    for source, target in ((path_beside(path), path_beside(local)), (path, local)):
        if source.is_file():  # the book last: it alone says that all is here
            _fetch(source, target, progress)
    _keep(folder, local, path, mark)
    return local


def origin(book: Book) -> Origin | None:
    """Where the open book was taken from; None where it is no such copy."""
    note = _read(book.path.parent)
    path = note.get("from")
    if note.get("book") != book.path.name or not isinstance(path, str):
        return None
    now = _mark(Path(path))
    return Origin(Path(path), newer=now is not None and now != note.get("mark"))


def write_back(book: Book, progress: Progress = _quiet) -> Path:
    """Puts the open book back to where it was taken from; returns that path. The evidence beside
    it follows where there is more of it here.

    Raises StickAwayError, StickNewerError (then the stick's file is to be merged first), what is
    wrong with the file there, what ``usb_file.renew`` raises; then the stick is as it was.
    """
    from db.exchange import usb_file
    from db.exchange.foreign import open_foreign
    from db.exchange.verify import Content, verify_all

    found = origin(book)
    if found is None:
        raise FileMissingError(path=book.path)
    target = found.path
    if not target.parent.is_dir():
        raise StickAwayError(path=target)
    seen = _mark(target)
    pen = None
    if seen is not None:
        pen = PenLock.take(target)
        if pen is None and os.access(target.parent, os.W_OK):
            raise BookBusyError(path=target)  # another window works on it there
    folder = Path(tempfile.mkdtemp(dir=book.home.folder("temp")))
    try:
        if seen is not None:
            _holds_nothing_else(book, target, progress)
        whole = folder / "copy"
        copied = sqlite3.connect(whole)
        try:
            book.connection.backup(copied)
        finally:
            copied.close()
        with open_foreign(whole, book.home) as foreign:
            verify_all(Content(foreign.connection, foreign.path), progress)
        usb_file.renew(
            whole, target, unchanged=lambda: _mark(target) == seen, progress=progress
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if pen is not None:
            pen.release()
    _keep(book.path.parent, book.path, target, _mark(target))
    _write_evidence(book, target, progress)
    return target


def _holds_nothing_else(book: Book, target: Path, progress: Progress) -> None:
    from db.exchange import merge

    with merge.plan(book, [target], progress=progress) as planned:
        (file,) = planned.report.files
    if file.error is not None:
        raise file.error
    if file.verdict != merge.NOTHING_NEW:
        raise StickNewerError(path=target)


def _write_evidence(book: Book, target: Path, progress: Progress) -> None:
    from db.evidence_file import EvidenceFile, path_beside
    from db.exchange import usb_file
    from db.exchange.evidence_source import open_source
    from db.exchange.evidence_take import take

    here, there = path_beside(book.path), path_beside(target)
    seen = _mark(there)
    known = set[bytes]()
    if seen is not None:
        take(book, there, progress=progress)  # what somebody else put there stays
        with open_source(there, book.home) as foreign:
            known = set(foreign.sizes)
    own = EvidenceFile.read(here)
    if own is None:
        return
    with own:
        more = own.hashes() - known
    if more:
        usb_file.renew(here, there, unchanged=lambda: _mark(there) == seen, progress=progress)


def _fetch(source: Path, target: Path, progress: Progress) -> None:
    part = target.with_name(target.name + ".part")
    try:
        size = source.stat().st_size
    except OSError as error:
        raise FileUnusableError(path=source, errno=error.errno) from error
    try:
        write_checked(pieces(source, size), size, part, progress)
        os.replace(part, target)
    except OSError as error:
        raise named(error, target) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _mark(path: Path) -> list[int] | None:
    """Size in bytes and time of the last write; None where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


def _keep(folder: Path, local: Path, source: Path, mark: object) -> None:
    note = {"book": local.name, "from": str(source), "mark": mark}
    try:
        write_private(folder / _NOTE, json.dumps(note, ensure_ascii=False).encode())
    except OSError as error:
        raise named(error, folder / _NOTE) from error


def _read(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / _NOTE).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
