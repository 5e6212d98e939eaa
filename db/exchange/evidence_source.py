"""A file of evidence from a stick, opened as if an enemy had made it and read where it lies.

Gigabytes are not copied first: only the list is read, then what is wanted. Instead of a check of
the whole file, each content is proved by its own hash before it is kept.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from db.errors import (
    DamagedBookError,
    DamagedEvidenceFileError,
    EvidenceMissingError,
    FileMissingError,
    FileUnusableError,
    NewerBookError,
    NewerEvidenceFileError,
    NotABookError,
    NotEvidenceFileError,
    PassphraseNeededError,
    SealDamagedError,
    UnfinishedFileError,
)
from db.evidence_file import APPLICATION_ID, CHUNK, FORMAT, HASH, LARGEST, read_chunks, require_ours
from db.exchange.foreign import connect_guarded, is_sealed, look_at_header
from db.home import Home
from db.storage import translate

_MOST = 1_000_000  # contents
_HOLDER = 16


@dataclass(frozen=True, slots=True)
class Slip:
    """Who wrote a file for whom. ``number`` counts the sender's files for that receiver,
    ``answers`` is the last number that the sender took in from the receiver."""

    sender: bytes
    receiver: bytes
    number: int
    answers: int


class Source:
    """A file of evidence that passed the checks; close it after use.

    ``sizes`` has the contents in it as it says, ``holds`` what its writer said to have at home.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, folder: Path | None) -> None:
        self.path, self._connection, self._folder = path, connection, folder
        self._entries = {
            hash_: (size, first)
            for hash_, size, first in self._rows("SELECT hash, size, first FROM content")
            if isinstance(hash_, bytes) and len(hash_) == HASH and isinstance(size, int)
        }
        self.holds = {
            hash_
            for (hash_,) in self._rows("SELECT hash FROM holds")
            if isinstance(hash_, bytes) and len(hash_) == HASH
        }
        slips = self._rows("SELECT sender, receiver, number, answers FROM slip")
        self.slip = _slip(next(slips, None))

    @property
    def sizes(self) -> dict[bytes, int]:
        """Bytes by hash, as the file says; never more than a content may have."""
        return {hash_: min(max(size, 0), LARGEST) for hash_, (size, _) in self._entries.items()}

    def chunks(self, hash_: bytes) -> Iterator[bytes]:
        """See ``evidence_file.read_chunks``. Raises EvidenceMissingError too."""
        found = self._entries.get(hash_)
        if found is None:
            raise EvidenceMissingError(hash=hash_.hex())
        return read_chunks(self._connection, self.path, hash_, *found)

    def close(self) -> None:
        """Closes the file; a private copy of a sealed one is removed."""
        self._connection.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _rows(self, query: str) -> Iterator[tuple[object, ...]]:
        for count, row in enumerate(self._connection.execute(query)):
            if count >= _MOST:
                raise DamagedEvidenceFileError(path=self.path, detail="count")
            yield row


def open_source(path: Path, home: Home, *, passphrase: str | None = None) -> Source:
    """Opens a file of evidence that somebody brought.

    Raises FileMissingError, FileUnusableError, UnfinishedFileError, NotEvidenceFileError,
    NewerEvidenceFileError, DamagedEvidenceFileError, PassphraseNeededError,
    WrongPassphraseError.
    """
    folder = None
    try:
        _require_finished(path)
        clear = path
        if is_sealed(path):
            if passphrase is None:
                raise PassphraseNeededError(path=path)
            folder = Path(tempfile.mkdtemp(dir=home.folder("temp")))
            clear = _unseal(path, folder, passphrase)
        size = look_at_header(path, clear, APPLICATION_ID, FORMAT)
        connection = connect_guarded(clear, size)
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, CHUNK + 4096)
            require_ours(path, connection)
            return Source(path, connection, folder)
        except BaseException:
            connection.close()
            raise
    except BaseException as error:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        named = _named(error, path)
        if named is error:
            raise
        raise named from error


def _require_finished(path: Path) -> None:
    if not path.exists():
        raise FileMissingError(path=path)
    if not path.is_file():
        raise NotEvidenceFileError(path=path)
    for ending in ("-journal", "-wal"):
        beside = path.with_name(path.name + ending)
        if beside.exists() and beside.stat().st_size:
            raise UnfinishedFileError(path=path)


def _unseal(path: Path, folder: Path, passphrase: str) -> Path:
    from db.exchange.age_file import check_size, unseal

    size = path.stat().st_size
    check_size(size - size // 64, path)  # sealing itself adds a little
    clear = folder / "file"
    clear.touch(mode=0o600)
    clear.write_bytes(unseal(path.read_bytes(), passphrase, path))
    return clear


def _slip(row: tuple[object, ...] | None) -> Slip | None:
    match row:
        case (bytes(sender), bytes(receiver), int(number), int(answers)) if (
            len(sender) == len(receiver) == _HOLDER and number > 0 and answers >= 0
        ):
            return Slip(sender, receiver, number, answers)
    return None


def _named(error: BaseException, path: Path) -> BaseException:
    """The typed error; what the limits or the deadline cut short counts as damaged."""
    if isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)):
        known = translate(error, path)
        if known is error:
            return DamagedEvidenceFileError(path=path, detail=str(error))
        error = known
    match error:
        case SealDamagedError():
            return error  # has a sentence of its own
        case NotABookError():
            return NotEvidenceFileError(path=path)
        case NewerBookError():
            return NewerEvidenceFileError(path=path, format=error.facts.get("format"))
        case DamagedBookError():
            return DamagedEvidenceFileError(path=path, detail=error.facts.get("detail"))
        case OSError():
            return FileUnusableError(path=path, errno=error.errno)
    return error
