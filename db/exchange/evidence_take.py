"""Evidence from a stick into the book's own file: the union by hash.

What is here is not read, let alone written again: of 300 scans of which 299 are here only the
list and one scan are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.book import Book
from db.errors import EvidenceDamagedError, ReadOnlyBookError
from db.evidence import require_room, told
from db.evidence_file import EvidenceFile, Progress, path_beside, weight
from db.exchange.evidence_record import OFFICE, record_of
from db.exchange.evidence_source import Source, open_source
from db.queries.evidence import named


@dataclass(frozen=True, slots=True)
class RefusedEvidence:
    """A content that is not what its hash says; ``names`` are the files that people know."""

    hash: bytes
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking in a file: new contents and their bytes, how many were here already,
    how many no submission of this book has (left alone), and what was refused."""

    taken: tuple[bytes, ...]
    size: int
    known: int
    unnamed: int
    refused: tuple[RefusedEvidence, ...]


def take(
    book: Book,
    source: Path,
    *,
    me: bytes | None = None,
    passphrase: str | None = None,
    progress: Progress | None = None,
) -> Taken:
    """Adds to the book's evidence what the file has, the book's log speaks of and is not here.

    ``me``: as in ``evidence_copy.send``. Merge the books first: a content that no row names is
    left alone. Each content is one transaction, proved by its hash before COMMIT; a damaged
    one is refused by name and the others are taken. What ``progress`` raises ends it; what was
    finished until then stays.
    Raises ReadOnlyBookError, DiskFullError, and as ``evidence_source.open_source``.
    """
    if book.readonly:
        raise ReadOnlyBookError(path=book.path)
    me = OFFICE if me is None and book.office is not None else me
    beside = path_beside(book.path)
    with open_source(source, book.home, passphrase=passphrase) as foreign:
        spoken = named(book)
        sizes = {hash_: size for hash_, size in foreign.sizes.items() if hash_ in spoken}
        here = _here(beside)
        new = {hash_: size for hash_, size in sizes.items() if hash_ not in here}
        _note_sender(book, foreign, spoken, me)
        taken, damaged = [], []
        total, done = sum(new.values()), 0
        if new:
            require_room(beside, weight(*new.values()))
            with EvidenceFile.write(beside) as own:
                for hash_, size in new.items():
                    try:
                        own.add(hash_, told(foreign.chunks(hash_), total, progress, done))
                        taken.append(hash_)
                    except EvidenceDamagedError:
                        damaged.append(hash_)
                    done += size
        slip = foreign.slip
    if slip is not None and slip.receiver == me != slip.sender:
        with record_of(book) as record:
            record.took(slip.sender, slip.number)
    return Taken(
        taken=tuple(taken),
        size=sum(new[hash_] for hash_ in taken),
        known=len(sizes) - len(new),
        unnamed=len(foreign.sizes) - len(sizes),
        refused=tuple(RefusedEvidence(hash_, _names(book, hash_)) for hash_ in damaged),
    )


def _here(beside: Path) -> set[bytes]:
    own = EvidenceFile.read(beside)
    if own is None:
        return set()
    with own:
        return own.hashes()


def _note_sender(book: Book, foreign: Source, spoken: set[bytes], me: bytes | None) -> None:
    """What the sender says to have at home need not be sent there again."""
    slip = foreign.slip
    if slip is None or slip.sender == me:
        return
    answers = slip.answers if slip.receiver == me else 0
    with record_of(book) as record:
        record.seen(slip.sender, (foreign.holds | foreign.sizes.keys()) & spoken, answers)


def _names(book: Book, hash_: bytes) -> tuple[str, ...]:
    found = book.connection.execute(
        "SELECT name FROM evidence WHERE hash = ?1 AND name IS NOT NULL UNION "
        "SELECT name FROM signed_paper WHERE hash = ?1 AND name IS NOT NULL ORDER BY name",
        (hash_.hex(),),
    )
    return tuple(name for (name,) in found)
