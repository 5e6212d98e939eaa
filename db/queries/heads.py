"""Heads who rest on their organisation's result (R7): who follows whose, so that the history of
either says why the other changed."""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.decisions import decision_of
from db.queries.events import Event
from db.records import SubjectKind
from db.rules.rating import GOOD
from db.rules.vietnamese import fold

_MOST = 64  # changed classes of one decision that are told of


@dataclass(frozen=True, slots=True)
class Following:
    """What an event did to the ground that heads rest on: the organisation, its class before
    and after ("" where the event tells none), the names of its heads."""

    organisation: str
    before: str
    after: str
    heads: tuple[str, ...]

    @property
    def turned(self) -> bool | None:
        """True where the heads qualify now and did not before, False the other way round,
        None where nothing turned or no class is told."""
        if not (self.before and self.after):
            return None
        was, stands = self.before in GOOD, self.after in GOOD
        return None if was == stands else stands


def followed(book: Book, submission: bytes) -> tuple[bytes, ...]:
    """The submissions of the organisation whose result a head's submission rests on; () for a
    submission that rests on its own."""
    row = book.connection.execute(
        "SELECT campaign, kind, unit, subject, is_head, registered_on FROM submission "
        "WHERE id = ?",
        (submission,),
    ).fetchone()
    if row is None:
        return ()
    campaign, kind, unit, name, head, registered = row
    if kind != SubjectKind.INDIVIDUAL or registered:
        return ()
    if not head and fold(name or "") not in _listed_heads(book, campaign, unit):
        return ()
    found = book.connection.execute(
        "SELECT id FROM submission WHERE campaign = ? AND unit = ? AND kind = ? "
        "AND coalesce(withdrawn, '') = '' AND code IS NOT NULL ORDER BY code, id",
        (campaign, unit, str(SubjectKind.COLLECTIVE)),
    )
    return tuple(ident for (ident,) in found)


def heads_of(book: Book, submission: bytes) -> tuple[str, ...]:
    """Who rests on the result of a collective's submission: the heads of its unit that did not
    register, filed or only listed; () for an individual's."""
    row = book.connection.execute(
        "SELECT campaign, kind, unit FROM submission WHERE id = ?", (submission,)
    ).fetchone()
    if row is None or row[1] != SubjectKind.COLLECTIVE:
        return ()
    campaign, _, unit = row
    filed = book.connection.execute(
        "SELECT subject, is_head, registered_on FROM submission WHERE campaign = ? AND unit = ? "
        "AND kind = ? AND coalesce(withdrawn, '') = '' ORDER BY code, id",
        (campaign, unit, str(SubjectKind.INDIVIDUAL)),
    ).fetchall()
    registered = {fold(name or "") for name, _, day in filed if day}
    listed = _listed_heads(book, campaign, unit)
    found = {fold(name or ""): name or "" for name, head, _ in filed if head}
    found |= listed
    return tuple(name for key, name in found.items() if key not in registered)


def following(book: Book, event: Event) -> list[Following]:
    """What an event did to the heads of the organisations that it is about: a ballot, or the
    classes that a decision changed."""
    if event.ballot is not None:
        ident = event.ballot.submission.ident
        heads = heads_of(book, ident)
        return [Following(_subject(book, ident), "", "", heads)] if heads else []
    found = []
    for session, ident, name in book.connection.execute(
        "SELECT d.session, c.submission, c.class FROM decision d "
        "JOIN decided_class c ON c.decision = d.id WHERE d.id IN "
        "(SELECT ent FROM change WHERE op = ?) ORDER BY c.submission LIMIT ?",
        (event.id, _MOST),
    ).fetchall():
        heads = heads_of(book, ident)
        if heads and decision_of(book.connection, session) is not None:
            before = book.connection.execute(
                "SELECT class FROM frozen WHERE session = ? AND submission = ?", (session, ident)
            ).fetchone()
            panel = (before[0] or "") if before else ""
            found.append(Following(_subject(book, ident), panel, name or "", heads))
    return found


def _listed_heads(book: Book, campaign: bytes, unit: str) -> dict[str, str]:
    """The roster's heads of a unit: folded name -> name."""
    return {
        fold(name or ""): name or ""
        for (name,) in book.connection.execute(
            "SELECT name FROM subject WHERE campaign = ? AND unit = ? AND is_head = 1 "
            "AND kind = ? ORDER BY code, id",
            (campaign, unit, str(SubjectKind.INDIVIDUAL)),
        )
    }


def _subject(book: Book, submission: bytes) -> str:
    found = book.connection.execute(
        "SELECT subject FROM submission WHERE id = ?", (submission,)
    ).fetchone()
    return (found[0] or "") if found else ""
