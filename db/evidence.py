"""Minh chứng: files attached to submissions. What a submission has stands in the log; the
contents lie beside the book in ``NAME.minhchung``, which may be absent or hold only a part.

The same file is stored once. Detaching takes the row away; the content stays.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.book import Book
from db.errors import (
    DiskFullError,
    EvidenceChangingError,
    EvidenceDamagedError,
    EvidenceKindError,
    EvidenceMissingError,
    EvidenceSecretError,
    EvidenceTooLargeError,
    FileExistsAlreadyError,
    FileMissingError,
    FileUnusableError,
    ReadOnlyBookError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.evidence_file import CHUNK, LARGEST, EvidenceFile, Progress, new_digest, path_beside
from db.evidence_kind import SUFFIXES, Secrecy, media_of, media_of_content, secrecy
from db.locked import locked_in
from db.operation import Changes
from db.queries.evidence import Evidence as Evidence
from db.queries.evidence import listed as listed
from db.queries.evidence import listing as listing
from db.queries.evidence import missing as missing
from db.queries.evidence import named as named
from db.storage import put_in_place

_SPARE = 16 << 20  # bytes of the disk that are left for everything else


@dataclass(frozen=True, slots=True)
class Kept:
    """A content that lies beside the book; ``size`` in bytes."""

    hash: bytes
    size: int
    media: str


def keep(book: Book, path: Path, progress: Progress | None = None) -> Kept:
    """Stores the content of a file beside the book, before any row speaks of it.

    Raises EvidenceError of some kind, EvidenceFileError of some kind, FileError of some kind,
    DiskFullError.
    """
    with _opened(path) as stream:
        media = media_of(path.name, stream)
        mark = secrecy(path.name, stream).mark
        if mark is not None:
            raise EvidenceSecretError(path=path, mark=mark)
        hash_, size = _hash(stream, path)
        _store(book, hash_, stream, size, path, progress)
    return Kept(hash_, size, media)


def attach(
    book: Book, submission: bytes, path: Path, *, note: str = "", progress: Progress | None = None
) -> Changes:
    """Keeps a file as evidence of a submission; empty where it has that content already.

    The content is stored before the log speaks of it. Without the office key the row is a
    proposal. Ask :func:`secrecy_of` first. Raises ReadOnlyBookError, UnknownCodeError,
    SessionFrozenError, EvidenceError of some kind, EvidenceFileError of some kind, FileError
    of some kind, DiskFullError; nothing is changed then.
    """
    _require_open(book, submission)
    kept = keep(book, path, progress)
    if any(item.hash == kept.hash for item in listing(book, submission)):
        return Changes()
    ((last,),) = book.connection.execute(
        "SELECT coalesce(max(position), 0) FROM evidence WHERE submission = ?", (submission,)
    )
    with book.write() as operation:
        operation.set(
            "evidence",
            os.urandom(16),
            {
                "submission": submission,
                "name": path.name,
                "hash": kept.hash.hex(),
                "size": kept.size,
                "media": kept.media,
                "note": note.strip() or None,
                "added": operation.ms,
                "position": last + 1,
            },
        )
    return operation.changes


def detach(book: Book, submission: bytes, hash_: bytes) -> Changes:
    """Takes a file away from a submission; the content stays in the file of evidence.

    Raises ReadOnlyBookError, UnknownCodeError, SessionFrozenError.
    """
    _require_open(book, submission)
    rows = book.connection.execute(
        "SELECT id FROM evidence WHERE submission = ? AND hash = ?", (submission, hash_.hex())
    ).fetchall()
    with book.write() as operation:
        for (ident,) in rows:
            operation.remove("evidence", ident)
    return operation.changes


def open_content(book: Book, hash_: bytes) -> Iterator[bytes]:
    """The content in chunks of at most one megabyte; the last is given only once the whole
    is known to be what the hash says.

    Raises EvidenceMissingError, EvidenceDamagedError, EvidenceFileError of some kind.
    """
    store = EvidenceFile.read(path_beside(book.path))
    if store is None:
        raise EvidenceMissingError(hash=hash_.hex())
    with store:
        yield from store.chunks(hash_)


def content(book: Book, hash_: bytes) -> bytes:
    """The whole content, at most 50 MB. Raises as :func:`open_content`."""
    return b"".join(open_content(book, hash_))


def extract(book: Book, hash_: bytes, target: Path) -> Path:
    """Writes the content to a new file that ends as its kind does (``evidence_kind.file_name``),
    whole or not at all.

    Raises as :func:`open_content`, and EvidenceKindError where the content is none of the
    kinds or the name ends otherwise, FileExistsAlreadyError, FileUnusableError.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as stream:
            for data in open_content(book, hash_):
                stream.write(data)
        with part.open("rb") as written:
            media = media_of_content(written, target.name)
        if media is None:
            raise EvidenceKindError(path=target, detail="unknown")
        if target.suffix.lower() not in SUFFIXES[media]:
            raise EvidenceKindError(path=target, detail="name")
        put_in_place(part, target)
    except FileExistsError as error:
        raise FileExistsAlreadyError(path=target) from error
    except OSError as error:
        raise FileUnusableError(path=target, errno=error.errno) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def secrecy_of(path: Path, heading: str = "") -> Secrecy:
    """What the file's name and heading say of a state secret. ``heading``: the first lines of
    a PDF, where the caller has them; a docx is read here.

    Raises FileError of some kind, EvidenceError of some kind.
    """
    with _opened(path) as stream:
        return secrecy(path.name, stream, heading)


def require_room(path: Path, size: int) -> None:
    """Raises DiskFullError where the disk of ``path`` has no room for so many bytes more."""
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    if free < size + _SPARE:
        raise DiskFullError(path=path)


def _require_open(book: Book, submission: bytes) -> None:
    if book.readonly:
        raise ReadOnlyBookError(path=book.path)
    known = book.connection.execute("SELECT 1 FROM submission WHERE id = ?", (submission,))
    if known.fetchone() is None:
        raise UnknownCodeError(kind="submission", code=submission.hex())
    session = locked_in(book.connection, submission)
    if session is not None:
        raise SessionFrozenError(session=session, what="evidence")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """The file, where it is a regular one of at most 50 MB."""
    if not path.exists():
        raise FileMissingError(path=path)
    if not path.is_file():  # a folder, or a pipe that would never end
        raise EvidenceKindError(path=path, detail="unknown")
    try:
        with path.open("rb") as stream:
            state = os.fstat(stream.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise EvidenceKindError(path=path, detail="unknown")
            if state.st_size > LARGEST:
                raise EvidenceTooLargeError(path=path, limit=LARGEST)
            yield stream
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while data := stream.read(CHUNK):
        yield data


def _hash(stream: BinaryIO, path: Path) -> tuple[bytes, int]:
    digest, size = new_digest(), 0
    for data in _pieces(stream):
        digest.update(data)
        size += len(data)
        if size > LARGEST:  # it grows while it is read
            raise EvidenceChangingError(path=path)
    return digest.digest(), size


def _store(
    book: Book,
    hash_: bytes,
    stream: BinaryIO,
    size: int,
    path: Path,
    progress: Progress | None,
) -> None:
    beside = path_beside(book.path)
    with EvidenceFile.write(beside) as store:
        if store.is_whole(hash_):
            return
        require_room(beside, size)
        try:
            store.add(hash_, told(_pieces(stream), size, progress))
        except EvidenceDamagedError as error:
            raise EvidenceChangingError(path=path) from error


def told(
    chunks: Iterable[bytes], total: int, progress: Progress | None, done: int = 0
) -> Iterator[bytes]:
    """The chunks, with progress told before each and after the last."""
    for data in chunks:
        if progress is not None:
            progress(done, total)
        done += len(data)
        yield data
    if progress is not None:
        progress(done, total)
