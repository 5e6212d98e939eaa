"""Signed copies of frozen minutes (bản đã ký): a PDF signed digitally, or the scan of the paper
that was signed by hand and stamped.

What a meeting has stands in the log, by the office; the content lies beside the book like any
evidence (``db.evidence``), stored once and never written again. From the first one on the frozen
results are opened no more (``db.closing``).
"""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from db.amendments import Amendment, amendment_of
from db.book import Book
from db.change_log import Value
from db.errors import SessionNotFrozenError, SignedPaperRefusedError
from db.evidence import Kept, keep
from db.evidence_file import EvidenceFile, Progress, path_beside
from db.evidence_kind import JPEG, PDF, PNG
from db.frozen_picture import amends, digest_of
from db.operation import Changes
from db.queries.authors import Author, Authors
from db.queries.evidence import hash_of
from db.records import Campaign
from db.sessions import Session, find, standing_snapshot

_KINDS = (PDF, PNG, JPEG)


class Sort(StrEnum):
    """How a copy was signed."""

    DIGITAL = "digital"
    SCAN = "scan"


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """One copy. ``digest`` names the snapshot (SHA-256 in hex), ``number`` and ``date`` stand on
    the paper ("" and None while open), ``size`` is in bytes, ``added`` in milliseconds since
    1970, by ``author``; ``here`` is false where the content is not on this laptop."""

    id: bytes
    session: bytes
    digest: str
    sort: Sort
    number: str
    date: str | None
    name: str
    hash: bytes
    size: int
    media: str
    added: int
    author: Author
    here: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be attached to, looked at before anything is stored: the meeting, the paper
    that number and date belong to, both as they will stand, and (hash, size) of the digital
    copies that a new one may go on from, the longest first."""

    meeting: Session
    amendment: Amendment | None
    number: str
    date: str | None
    earlier: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """A file whose content lies beside the book; ``former`` is the hash of the copy that it
    goes on from."""

    kept: Kept
    former: str | None


def wanted(
    book: Book, campaign: Campaign, session: int, digest: str, number: str, date: str | None
) -> Wanted:
    """The first half of :func:`attach`, which reads the book alone. Raises as that."""
    book.require_office()
    meeting = find(book.connection, campaign, session)
    snapshot = standing_snapshot(book.connection, meeting.id)
    if snapshot is None:
        raise SessionNotFrozenError(session=session, what="needed")
    if digest_of(snapshot.body) != digest:
        raise SignedPaperRefusedError(code="other", session=session)
    own = amendment_of(book.connection, snapshot) if amends(snapshot.body) else None
    stated: Session | Amendment = own or meeting  # amending minutes have their own
    number, date = number.strip() or stated.minutes_no, date or stated.date
    _check_date(meeting, date)
    earlier = book.connection.execute(
        "SELECT hash, size FROM signed_paper WHERE session = ? AND sort = ? ORDER BY size DESC",
        (meeting.id, Sort.DIGITAL),
    ).fetchall()
    return Wanted(meeting, own, number, date, tuple(earlier))


def bring(
    book: Book, path: Path, sort: Sort, found: Wanted, progress: Progress | None = None
) -> Brought:
    """Stores the file beside the book, where it does no harm unless a row speaks of it. Takes
    time, asks nothing of the book itself: for a thread of its own. Raises SignedPaperRefusedError
    (kind), and as ``evidence.keep``."""
    kept = keep(book, path, progress)
    if kept.media not in _KINDS:
        raise SignedPaperRefusedError(code="kind", path=path)
    return Brought(kept, _former(found.earlier, path) if sort is Sort.DIGITAL else None)


def attach(
    book: Book,
    campaign: Campaign,
    session: int,
    path: Path,
    sort: Sort,
    *,
    digest: str,
    number: str = "",
    date: str | None = None,
    progress: Progress | None = None,
    brought: Brought | None = None,
) -> Changes:
    """Keeps a signed copy of what stands frozen of a session; whose copy the file is has been
    looked at by the caller, who names the snapshot by its ``digest``.

    The same file again corrects number and date. A PDF that goes on from one attached before
    (one more signature) replaces it in the list. An open number or date of the minutes is filled
    in. ``brought``: the file was stored before. Raises NoOfficeKeyError, UnknownCodeError,
    SessionNotFrozenError, SignedPaperRefusedError (other | kind | date_unreadable |
    date_before), and as ``evidence.keep``.
    """
    found = wanted(book, campaign, session, digest, number, date)
    brought = brought or bring(book, path, sort, found, progress)
    kept, former = brought.kept, brought.former
    meeting, own, number, date = found.meeting, found.amendment, found.number, found.date
    stated: Session | Amendment = own or meeting
    with book.write() as operation:
        ident = operation.row_id("signed_paper", meeting.id, f"{digest} {kept.hash.hex()}")
        values: dict[str, Value] = {
            "session": meeting.id,
            "digest": digest,
            "sort": sort.value,
            "number": number or None,
            "date": date,
            "name": path.name,
            "hash": kept.hash.hex(),
            "size": kept.size,
            "media": kept.media,
        }
        if not operation.cells("signed_paper", ident):
            values |= {"replaces": former, "added": operation.ms}
        operation.set("signed_paper", ident, values)
        open_fields = {"minutes_no": (stated.minutes_no, number), "date": (stated.date, date)}
        filled = {name: new for name, (old, new) in open_fields.items() if new and not old}
        if filled and own is not None:
            row = operation.row_id("amendment", meeting.id, digest)
            operation.set("amendment", row, {"session": meeting.id, "digest": digest, **filled})
        elif filled:
            operation.set("session", meeting.id, filled)
    return operation.changes


def _check_date(meeting: Session, date: str | None) -> None:
    """The paper is not dated before the meeting."""
    if date is None:
        return
    try:
        right = datetime.date.fromisoformat(date).isoformat() == date
    except ValueError:
        right = False
    if not right:
        raise SignedPaperRefusedError(code="date_unreadable", date=date)
    if meeting.date is not None and date < meeting.date:
        raise SignedPaperRefusedError(code="date_before", date=date, session_date=meeting.date)


def _former(earlier: Iterable[tuple[str, int]], path: Path) -> str | None:
    """The hash of the newest digital copy that the file goes on from: a signature only ever
    adds to what was there."""
    data = path.read_bytes()
    for ident, size in earlier:
        if size < len(data):
            start = memoryview(data)[:size]
            if hashlib.blake2b(start, digest_size=32).hexdigest() == ident:
                return ident
    return None


def signed_papers(book: Book, session: bytes) -> list[SignedPaper]:
    """A session's signed copies, of all its snapshots, newest first; those that another one
    went on from are left out. Raises EvidenceFileError of some kind."""
    rows = book.connection.execute(
        "SELECT p.id, p.digest, p.sort, p.number, p.date, p.name, p.hash, p.size, p.media, "
        "p.added FROM signed_paper p WHERE p.session = ? AND NOT EXISTS (SELECT 1 FROM "
        "signed_paper n WHERE n.session = p.session AND n.digest = p.digest AND "
        "n.replaces = p.hash) ORDER BY p.added DESC, p.id",
        (session,),
    ).fetchall()
    authors, found = Authors(book), []
    for ident, digest, sort, number, date, name, text, size, media, added in rows:
        hash_ = hash_of(text)
        if hash_ is None or sort not in set(Sort):
            continue
        found.append(
            SignedPaper(
                ident, session, digest or "", Sort(sort), number or "", date, name or "", hash_,
                size or 0, media or "", added or 0, _author(book, authors, ident),
            )
        )  # fmt: skip
    store = EvidenceFile.read(path_beside(book.path)) if found else None
    if store is None:
        return found
    with store:
        return [replace(paper, here=paper.hash in store) for paper in found]


def _author(book: Book, authors: Authors, ident: bytes) -> Author:
    """Who attached it: the author of its hash in the log."""
    found = book.connection.execute(
        "SELECT o.key, c.who FROM change c LEFT JOIN op o ON o.op = c.op "
        "WHERE c.ent = ? AND c.fld = 'signed_paper.hash' ORDER BY c.id LIMIT 1",
        (ident,),
    ).fetchone()
    return authors.of(*found) if found else authors.of(None, "")


def signed(connection: sqlite3.Connection, session: bytes, digest: str) -> bool:
    """Whether a signed copy of that snapshot of the session was made or attached."""
    found = connection.execute(
        "SELECT 1 FROM signed_paper WHERE session = ? AND digest = ? LIMIT 1", (session, digest)
    ).fetchone()
    return found is not None


def signed_contents(connection: sqlite3.Connection, campaign: bytes) -> list[bytes]:
    """The contents of all signed copies of a campaign's meetings."""
    found = connection.execute(
        "SELECT DISTINCT p.hash FROM signed_paper p JOIN session s ON s.id = p.session "
        "WHERE s.campaign = ? ORDER BY p.added",
        (campaign,),
    )
    return [hash_ for (text,) in found if (hash_ := hash_of(text)) is not None]
