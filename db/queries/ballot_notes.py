"""What there is to say of ballots that files brought, each by its member and its submission.

Whole files that were altered are refused, and what a member handed in that did not come is in
``queries.handed_in``; here stands what came and is not simply one more ballot.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from db.ballot_picture import is_paper, read_body
from db.change_log import Authority

STRANGE, DOUBLE, VOIDED, CHANGED = "strange", "double", "voided", "changed"


@dataclass(frozen=True, slots=True)
class BallotNote:
    """One ballot. ``what``: ``strange`` (signed by a key that does not speak for the member:
    forged, or not confirmed yet; it does not count), ``double`` (two that do not know of each
    other: neither counts), ``voided``, or ``changed`` (a new version of one handed in)."""

    what: str
    member: str  # name, code where it has none
    code: str  # of the submission


def ballot_notes(
    connection: sqlite3.Connection, authority: Authority, first_run: int
) -> Iterator[BallotNote]:
    """Notes on the ballots that came with that run (``taken_in.run``) and later ones, by
    member and submission. Looks at the picture as it stands after them."""
    for member, key, raw, prev, void, status, name, code in connection.execute(
        "SELECT b.member, b.key, b.body, b.prev, "
        "EXISTS(SELECT 1 FROM void v WHERE v.ballot = b.id), s.status, "
        "coalesce(m.name, m.code, ''), coalesce(h.code, '') "
        "FROM origin o JOIN ballot b ON b.id = o.id "
        "LEFT JOIN ballot_state s ON s.submission = b.submission AND s.member = b.member "
        "LEFT JOIN member m ON m.id = b.member LEFT JOIN submission h ON h.id = b.submission "
        "WHERE o.run >= ? ORDER BY m.code, h.code, b.id",
        (first_run,),
    ):
        if not authority.speaks_for(key, member, is_paper(read_body(raw))):
            yield BallotNote(STRANGE, name, code)
        elif void:
            yield BallotNote(VOIDED, name, code)
        elif status == "conflict":
            yield BallotNote(DOUBLE, name, code)
        elif prev:
            yield BallotNote(CHANGED, name, code)
