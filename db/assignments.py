"""Phân công chấm: who scores what. Without any assignment everybody scores a submission."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from db.book import Book
from db.change_log import Value
from db.errors import SessionFrozenError
from db.locked import locked_in
from db.operation import Changes
from db.records import Member


def assign(book: Book, submissions: Iterable[bytes], members: Iterable[Member]) -> Changes:
    """Exactly these members score these submissions; no members: everybody again.

    Ballots of members who are not assigned stay on record and do not count.
    Raises NoOfficeKeyError, SessionFrozenError.
    """
    wanted = frozenset(member.id for member in members)
    return assign_each(book, dict.fromkeys(submissions, wanted))


def assign_each(book: Book, wanted: Mapping[bytes, Collection[bytes]]) -> Changes:
    """Exactly the members named score each submission; none named: everybody again.

    All in one operation. Raises NoOfficeKeyError, SessionFrozenError.
    """
    book.require_office()
    with book.write() as operation:
        for submission, members in wanted.items():
            session = locked_in(book.connection, submission)
            if session is not None:
                raise SessionFrozenError(session=session, what=submission.hex())
            stored = {
                member
                for (member,) in book.connection.execute(
                    "SELECT member FROM assignment WHERE submission = ? AND given = 1",
                    (submission,),
                )
            }
            cells: dict[str, Value] = {f"assigned:{m.hex()}": None for m in stored - {*members}}
            cells |= {f"assigned:{m.hex()}": 1 for m in sorted(members)}
            operation.set("submission", submission, cells)
    return operation.changes


def assigned(book: Book, campaign: bytes) -> dict[bytes, set[bytes]]:
    """Members by submission, only where some are assigned."""
    found: dict[bytes, set[bytes]] = {}
    for submission, member in book.connection.execute(
        "SELECT a.submission, a.member FROM assignment a JOIN submission s "
        "ON s.id = a.submission WHERE s.campaign = ? AND a.given = 1",
        (campaign,),
    ):
        found.setdefault(submission, set()).add(member)
    return found
