"""How far a campaign is: counts for ``status`` and the overview."""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.keys import fingerprint
from db.members import keys_seen
from db.records import Campaign
from db.sessions import frozen_submissions
from db.surroundings import members


@dataclass(frozen=True, slots=True)
class Status:
    """Counts of submissions: all, registered, reported, with a result, frozen."""

    submissions: int
    registered: int
    reported: int
    scored: int
    frozen: int


@dataclass(frozen=True, slots=True)
class MemberState:
    """A member with the fingerprint of the newest key seen, and ballots on record."""

    code: str
    name: str
    role: str
    fingerprint: str | None
    confirmed: bool
    ballots: int


def status(book: Book, campaign: Campaign) -> Status:
    """Counts over all submissions of the campaign."""
    counts = book.connection.execute(
        "SELECT count(*), count(s.registered_on), coalesce(sum(s.has_report), 0), count(t.final) "
        "FROM submission s LEFT JOIN tally t ON t.submission = s.id "
        "WHERE s.campaign = ? AND s.code IS NOT NULL",
        (campaign.id,),
    ).fetchone()
    submissions, registered, reported, scored = counts
    frozen = len(frozen_submissions(book.connection, campaign.id))
    return Status(submissions, registered, reported, scored, frozen)


def member_states(book: Book, campaign: Campaign) -> list[MemberState]:
    """The panel with keys and ballots, by code.

    The fingerprint is that of the newest key that nobody confirmed yet, else of a confirmed
    one: what is left to compare comes first.
    """
    found = []
    for member in sorted(members(book.connection, campaign.id), key=lambda m: (m.code, m.id)):
        seen = keys_seen(book, member)
        open_keys = [k for k in seen if not book.authority.speaks_for(k, member.id, paper=False)]
        key = next(iter(open_keys or seen), None)
        (ballots,) = book.connection.execute(
            "SELECT count(*) FROM submission s JOIN ballot_state b ON b.submission = s.id "
            "AND b.member = ? WHERE s.campaign = ? AND b.status <> 'void'",
            (member.id, campaign.id),
        ).fetchone()
        found.append(
            MemberState(
                code=member.code,
                name=member.name,
                role=str(member.role),
                fingerprint=None if key is None else fingerprint(key),
                confirmed=key is not None and not open_keys,
                ballots=ballots,
            )
        )
    return found
