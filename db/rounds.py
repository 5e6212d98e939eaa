"""Rounds of scoring: what the standing committee sends back (thẩm định lại) is scored anew.

Which round a submission is in follows from the log alone, the same in every copy: one more for
each meeting whose decision sends it back, unless those results were opened again (mở chốt).
A ballot says of which round it is; only those of the present round count, all stay on record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FIRST = 1
_AGREED_IN = " · vòng "  # as the history shows the name

# Whether a decision stands: while nobody has withdrawn the snapshot that it speaks of.
_STANDING = (
    "FROM sent_back b JOIN decision d ON d.id = b.decision WHERE d.session IS NOT NULL AND "
    "NOT EXISTS (SELECT 1 FROM unfreeze u WHERE u.session = d.session AND u.digest = d.digest)"
)


@dataclass(frozen=True, slots=True)
class SentBack:
    """One time that a submission was sent back: out of which meeting, by what, and why."""

    session: bytes
    number: int
    document: str
    date: str | None
    reason: str


def round_of(connection: sqlite3.Connection, submission: bytes) -> int:
    """The round that a submission is in, from 1."""
    (times,) = connection.execute(
        f"SELECT count(DISTINCT d.session) {_STANDING} AND b.submission = ?", (submission,)
    ).fetchone()
    return FIRST + int(times)


def rounds(connection: sqlite3.Connection) -> dict[bytes, int]:
    """The round by submission, of those alone that were sent back."""
    return {
        submission: FIRST + times
        for submission, times in connection.execute(
            f"SELECT b.submission, count(DISTINCT d.session) {_STANDING} GROUP BY b.submission"
        )
    }


def pairs(connection: sqlite3.Connection) -> set[tuple[bytes, bytes]]:
    """(submission, meeting that it was sent back from): it is in that meeting no more."""
    return set(connection.execute(f"SELECT DISTINCT b.submission, d.session {_STANDING}"))


def sent_back(connection: sqlite3.Connection, submission: bytes) -> list[SentBack]:
    """Every time that a submission was sent back, in the order of the meetings."""
    found = connection.execute(
        "SELECT d.session, coalesce(s.number, 0), d.document, d.date, b.reason "
        + _STANDING.replace("WHERE", "LEFT JOIN session s ON s.id = d.session WHERE", 1)
        + " AND b.submission = ? ORDER BY 2, d.id",
        (submission,),
    )
    once: dict[bytes, SentBack] = {}
    for session, number, document, date, reason in found:
        once.setdefault(session, SentBack(session, number, document or "", date, reason))
    return list(once.values())


def last_sent_back(connection: sqlite3.Connection) -> dict[bytes, tuple[str, str, str]]:
    """Document, ISO day and reason of the last time that a submission was sent back, by it."""
    found = {ident: sent_back(connection, ident)[-1] for ident in rounds(connection)}
    return {ident: (b.document, b.date or "", b.reason) for ident, b in found.items()}


def stated(body: Mapping[str, Any]) -> int:
    """The round that a ballot's body states; those of the first round state none."""
    value = body.get("round")
    return value if type(value) is int and value > FIRST else FIRST


def agreed_name(criterion: str, number: int) -> str:
    """The name under which an agreed mark of that round is kept (see ``db.agreed``)."""
    return criterion if number == FIRST else f"{criterion}{_AGREED_IN}{number}"


def agreed_criterion(name: str) -> str:
    """The criterion's code in the name that an agreed mark is kept under."""
    return name if agreed_round(name) == FIRST else name.rpartition(_AGREED_IN)[0]


def agreed_round(name: str) -> int:
    """The round of an agreed mark by the name that it is kept under."""
    number = name.rpartition(_AGREED_IN)[2] if _AGREED_IN in name else ""
    return int(number) if number.isdecimal() and number.isascii() else FIRST


def begun_after(connection: sqlite3.Connection, session: bytes) -> list[bytes]:
    """The submissions that a meeting's decision sent back and that were scored since."""
    found = pairs(connection)
    return sorted(
        submission
        for submission, meeting in found
        if meeting == session
        and (_begun(connection, submission) or any(s == submission and m != session
                                                   for s, m in found))
    )


def rescored(connection: sqlite3.Connection, session: bytes, digest: str) -> bool:
    """Whether the decision on that very snapshot sent something back that was scored since."""
    named = {
        submission
        for (submission,) in connection.execute(
            "SELECT b.submission FROM decision d JOIN sent_back b ON b.decision = d.id "
            "WHERE d.session = ? AND d.digest = ?",
            (session, digest),
        )
    }
    return not named.isdisjoint(begun_after(connection, session))


def _begun(connection: sqlite3.Connection, submission: bytes) -> bool:
    """Whether anything was scored in the round that a submission is in."""
    number = round_of(connection, submission)
    agreed = connection.execute(
        "SELECT criterion FROM agreed_mark WHERE submission = ?", (submission,)
    )
    handed_in = connection.execute(
        "SELECT 1 FROM ballot_state WHERE submission = ? LIMIT 1", (submission,)
    ).fetchone()
    return handed_in is not None or any(agreed_round(name) == number for (name,) in agreed)
