"""What hangs on a row that somebody wants to change or take away: ballots, meetings, papers."""

from __future__ import annotations

from db.book import Book
from db.campaigns import Campaign
from db.records import Member, SubjectKind


def ballots_of_kind(book: Book, campaign: Campaign, kind: SubjectKind) -> int:
    """How many ballots were handed in on submissions of that kind: any locks the criteria."""
    return _count(
        book,
        "SELECT count(*) FROM ballot b JOIN submission s ON s.id = b.submission "
        "WHERE s.campaign = ? AND s.kind = ?",
        (campaign.id, str(kind)),
    )


def ballots(book: Book, campaign: Campaign) -> int:
    """How many ballots were handed in: scoring has begun where there is one."""
    return _count(
        book,
        "SELECT count(*) FROM ballot b JOIN submission s ON s.id = b.submission "
        "WHERE s.campaign = ?",
        (campaign.id,),
    )


def submissions_of(book: Book, campaign: Campaign) -> int:
    """How many submissions the campaign has."""
    return _count(book, "SELECT count(*) FROM submission WHERE campaign = ?", (campaign.id,))


def scored_by(book: Book, member: bytes) -> list[bytes]:
    """The submissions that a member has handed in ballots on."""
    query = "SELECT DISTINCT submission FROM ballot WHERE member = ? ORDER BY submission"
    return [ident for (ident,) in book.connection.execute(query, (member,))]


def uses_of_member(book: Book, campaign: Campaign, member: Member) -> tuple[int, int]:
    """(ballots, meetings) that name the member."""
    return (
        _count(book, "SELECT count(*) FROM ballot WHERE member = ?", (member.id,)),
        _count(
            book,
            "SELECT count(*) FROM session WHERE campaign = ? AND ? IN (chair, secretary)",
            (campaign.id, member.code),
        ),
    )


def uses_of_unit(book: Book, campaign: Campaign, code: str) -> dict[str, int]:
    """How many rows of each kind name the unit: submission, member, subject, unit, arrival."""
    found = {}
    for kind, column in (
        ("submission", "unit"),
        ("member", "unit"),
        ("subject", "unit"),
        ("unit", "parent"),
        ("arrival", "unit"),
    ):
        count = _count(
            book,
            f"SELECT count(*) FROM {kind} WHERE campaign = ? AND {column} = ?",
            (campaign.id, code),
        )
        if count:
            found[kind] = count
    return found


def _count(book: Book, query: str, values: tuple[object, ...]) -> int:
    return int(book.connection.execute(query, values).fetchone()[0])
