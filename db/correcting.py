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
from db.sessions import Session, Snapshot, find, standing_snapshot


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
