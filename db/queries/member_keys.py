"""Every key that speaks or asks to speak for a member: whose, how confirmed, how many ballots."""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.keys import fingerprint
from db.members import keys_seen
from db.records import Campaign, Member
from db.surroundings import members


@dataclass(frozen=True, slots=True)
class MemberKey:
    """One key of a member; ``key`` empty where the member has none yet.

    ``basis`` is how it was confirmed (see ``db.members``), "" where it is not; ``withdrawn``
    the reason for that; ``ballots`` how many submissions it has ballots on; ``paper`` how many
    of the member's ballots the office entered from paper.
    """

    member: Member
    key: bytes
    fingerprint: str
    basis: str
    withdrawn: str
    ballots: int
    paper: int

    @property
    def confirmed(self) -> bool:
        """Whether its ballots count."""
        return bool(self.basis)


def member_keys(book: Book, campaign: Campaign) -> list[MemberKey]:
    """All keys of the panel, in its order; a member without any has one line, too."""
    connection, found = book.connection, []
    basis = {
        (member, key): text or "fingerprint"
        for member, key, text in connection.execute("SELECT member, key, basis FROM member_key")
    }
    withdrawn = {
        (member, key): reason or ""
        for member, key, reason in connection.execute(
            "SELECT member, key, reason FROM withdrawn_key"
        )
    }
    counts = {
        (member, key): count
        for member, key, count in connection.execute(
            "SELECT b.member, b.key, count(DISTINCT b.submission) FROM ballot b "
            "JOIN submission s ON s.id = b.submission WHERE s.campaign = ? "
            "GROUP BY b.member, b.key",
            (campaign.id,),
        )
    }
    office = book.authority.office
    for member in members(connection, campaign.id):
        paper = sum(n for (who, key), n in counts.items() if who == member.id and key in office)
        for key in keys_seen(book, member) or [b""]:
            pair = (member.id, key)
            found.append(
                MemberKey(
                    member,
                    key,
                    fingerprint(key) if key else "",
                    basis.get(pair, ""),
                    withdrawn.get(pair, ""),
                    counts.get(pair, 0),
                    paper,
                )
            )
    return found
