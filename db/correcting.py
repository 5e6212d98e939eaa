"""Putting results right that are closed: signed, or with the level above (see ``db.closing``).

What is frozen is not changed, and what is closed is not opened. Where a mistake is found later,
the office says so, with the reason: from then on its rows may be written again, while the frozen
snapshot, its paper and its code stay as they are. The amending minutes (``db.amending``) end it.
"""

from __future__ import annotations

import sqlite3

from db.book import Book
from db.closing import Closed, closed
from db.errors import AmendingRefusedError, ReasonMissingError, SessionNotFrozenError
from db.frozen_picture import digest_of
from db.operation import Changes
from db.records import Campaign
from db.sessions import (
    Session,
    Snapshot,
    find,
    frozen_in,
    frozen_row,
    frozen_submissions,
    standing_snapshot,
)


def begin(book: Book, campaign: Campaign, number: int, reason: str) -> Changes:
    """Lets the rows of a closed session be written again; the reason travels with the book.

    Raises NoOfficeKeyError, UnknownCodeError, SessionNotFrozenError, AmendingRefusedError
    (it can still be opened), ReasonMissingError.
    """
    book.require_office()
    session, snapshot, _ = closed_session(book.connection, campaign, number)
    if not reason.strip():
        raise ReasonMissingError(what="correct")
    digest = digest_of(snapshot.body)
    with book.write() as operation:
        ident = operation.row_id("correction", session.id, digest)
        operation.restore("correction", ident)  # begun once before and given up
        operation.set(
            "correction",
            ident,
            {
                "session": session.id,
                "seq": snapshot.seq,
                "digest": digest,
                "reason": reason.strip(),
            },
        )
    return operation.changes


def give_up(book: Book, campaign: Campaign, number: int) -> Changes:
    """Closes the rows again. What was written meanwhile stays, and is told as changed.

    Raises NoOfficeKeyError, UnknownCodeError, SessionNotFrozenError.
    """
    book.require_office()
    session = find(book.connection, campaign, number)
    snapshot = standing_snapshot(book.connection, session.id)
    if snapshot is None:
        raise SessionNotFrozenError(session=number, what="needed")
    with book.write() as operation:
        ident = operation.row_id("correction", session.id, digest_of(snapshot.body))
        operation.remove("correction", ident)
    return operation.changes


def closed_session(
    connection: sqlite3.Connection, campaign: Campaign, number: int
) -> tuple[Session, Snapshot, Closed]:
    """A session with the snapshot that stands for it, and why that is opened no more.

    Raises UnknownCodeError, SessionNotFrozenError, AmendingRefusedError (nobody else holds
    those results yet: mở chốt will do).
    """
    session = find(connection, campaign, number)
    snapshot = standing_snapshot(connection, session.id)
    if snapshot is None:
        raise SessionNotFrozenError(session=number, what="needed")
    why = closed(connection, session.id, digest_of(snapshot.body))
    if why is None:
        raise AmendingRefusedError(session=number, what="open")
    return session, snapshot, why


def correcting(connection: sqlite3.Connection, session: bytes) -> str | None:
    """The reason for which a session's rows are written again, None while they are not."""
    for reason, digest, body in connection.execute(
        "SELECT c.reason, c.digest, n.body FROM correction c "
        "JOIN standing s ON s.session = c.session AND s.seq = c.seq "
        "JOIN snapshot n ON n.session = s.session AND n.seq = s.seq AND n.sig = s.sig "
        "WHERE c.session = ? ORDER BY c.id",
        (session,),
    ):
        if digest == digest_of(body):
            return reason or ""
    return None


def locked_in(connection: sqlite3.Connection, submission: bytes) -> int | None:
    """The number of the meeting whose frozen results keep the submission from being written
    to, or None."""
    number = frozen_in(connection, submission)
    if number is None or _corrected(connection, submission):
        return None
    return number


def locked_row(connection: sqlite3.Connection, kind: str, ident: bytes) -> int | None:
    """The number of the meeting whose frozen results keep that row from being written to."""
    number = frozen_row(connection, kind, ident)
    if number is None:
        return None
    if kind == "session":
        return None if correcting(connection, ident) is not None else number
    if kind == "hearing":
        query = "SELECT session FROM hearing WHERE id = ? AND session IS NOT NULL"
        sessions = [session for (session,) in connection.execute(query, (ident,))]
        free = all(correcting(connection, session) is not None for session in sessions)
        return None if free else number
    if kind == "evidence":
        query = "SELECT submission FROM evidence WHERE id = ?"
        (ident,) = connection.execute(query, (ident,)).fetchone()
    return None if _corrected(connection, ident) else number


def locked_submissions(connection: sqlite3.Connection, campaign: bytes) -> dict[bytes, int]:
    """Those of a campaign that are kept as they are, with the number of their meeting."""
    free = {
        number
        for session, number in connection.execute(
            "SELECT id, number FROM session WHERE campaign = ?", (campaign,)
        ).fetchall()
        if correcting(connection, session) is not None
    }
    frozen = frozen_submissions(connection, campaign)
    return {ident: number for ident, number in frozen.items() if number not in free}


def _corrected(connection: sqlite3.Connection, submission: bytes) -> bool:
    """Whether every meeting whose frozen results hold the submission is being put right."""
    return all(
        correcting(connection, session) is not None
        for (session,) in connection.execute(
            "SELECT session FROM frozen WHERE submission = ?", (submission,)
        ).fetchall()
    )
