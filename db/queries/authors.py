"""Who did something: what the signature proves, and what the author merely says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.keys import fingerprint

DAY = 24 * 60 * 60 * 1000  # ms; a claimed time further ahead than that is warned of


class Standing(StrEnum):
    """How much is known of the key that signed."""

    OFFICE = "office"
    MEMBER = "member"  # confirmed
    UNCONFIRMED = "unconfirmed"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Author:
    """``name`` is the member's, by a confirmed key, or by what was claimed ("" where nobody
    is named); ``claimed`` the word in the log; ``fingerprint`` that of the key, to read out."""

    standing: Standing
    name: str = ""
    claimed: str = ""
    fingerprint: str = ""


class Authors:
    """Authors by key and claim, each looked up once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[tuple[bytes | None, str], Author] = {}

    def of(self, key: bytes | None, who: str) -> Author:
        """``who`` is the word in the log: office, laptop, a member's code, or the id of a
        ballot's member in hex."""
        found = self._known.get((key, who))
        if found is None:
            found = self._known[key, who] = self._look_up(key, who)
        return found

    def _look_up(self, key: bytes | None, who: str) -> Author:
        if key is None:
            return Author(Standing.UNSIGNED, self._claimed(who), who)
        authority, shown = self._book.authority, fingerprint(key)
        if key in authority.office:
            return Author(Standing.OFFICE, "", who, shown)
        members = authority.members.get(key)
        if members:
            names = sorted(filter(None, (self._name(member) for member in members)))
            return Author(Standing.MEMBER, names[0] if names else who, who, shown)
        return Author(Standing.UNCONFIRMED, self._claimed(who), who, shown)

    def _name(self, member: bytes) -> str:
        found = self._book.connection.execute(
            "SELECT name FROM member WHERE id = ?", (member,)
        ).fetchone()
        return (found[0] or "") if found else ""

    def _claimed(self, who: str) -> str:
        """The member whom a claim names, the newest campaign's first."""
        found = self._book.connection.execute(
            "SELECT m.name FROM member m LEFT JOIN campaign c ON c.id = m.campaign "
            "WHERE m.code = ? OR hex(m.id) = upper(?) ORDER BY c.year DESC LIMIT 1",
            (who, who),
        ).fetchone()
        return (found[0] or "") if found else ""
