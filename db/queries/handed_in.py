"""Which ballots are expected of whom, which are here and which are missing, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from db.book import Book
from db.queries.appraised import in_parts
from db.records import Campaign
from db.surroundings import Surroundings
from db.tallies import Scorers

_HERE = frozenset({"valid", "stale", "conflict"})


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A member's ballots in a campaign; texts are codes of submissions, in code order."""

    member: bytes
    code: str
    name: str
    expected: int
    here: int
    unconfirmed: int  # under a key that nobody confirmed: they do not count yet
    missing: tuple[str, ...]  # expected and not here at all; none of what is frozen
    omitted: int  # said to be handed in by the member's own signed list, and not here


def handed_in(book: Book, campaign: Campaign) -> list[HandedIn]:
    """The whole panel, in its order. Barred and withdrawn submissions expect nothing, those
    whose results are frozen nothing more."""
    return next(found for found in handed_in_parts(book, campaign) if found is not None)


def handed_in_parts(book: Book, campaign: Campaign) -> Iterator[list[HandedIn] | None]:
    """The same a part at a time: None until all is counted."""
    around = Surroundings(book.connection, campaign)
    scorers = Scorers(around)
    counts = {m.id: Counter[str]() for m in around.members}
    missing: dict[bytes, list[str]] = {m.id: [] for m in around.members}
    for part in in_parts(book, around):
        ids = [submission.id for submission in part]
        marks = ", ".join("?" * len(ids))
        frozen = {
            ident
            for (ident,) in book.connection.execute(
                f"SELECT submission FROM frozen WHERE submission IN ({marks})", ids
            )
        }
        scorers.look_at(ids)
        status = {
            (submission, member): state
            for submission, member, state in book.connection.execute(
                "SELECT submission, member, status FROM ballot_state "
                f"WHERE submission IN ({marks})",
                ids,
            )
        }
        for submission in part:
            for scorer in scorers.of(submission)[0]:
                state = status.get((submission.id, scorer), "")
                if not state and submission.id in frozen:
                    continue
                counts[scorer][state] += 1
                if not state:
                    missing[scorer].append(submission.code)
        yield None
    omitted = _omitted(book)
    yield [
        HandedIn(
            member.id,
            member.code,
            member.name,
            expected=counts[member.id].total(),
            here=sum(counts[member.id][state] for state in _HERE),
            unconfirmed=counts[member.id]["unconfirmed"],
            missing=tuple(sorted(missing[member.id])),
            omitted=omitted.get(member.id, 0),
        )
        for member in around.members
    ]


def _omitted(book: Book) -> dict[bytes, int]:
    """By member: ballots that the signed chain of a confirmed key names and that are not here."""
    here = {ident for (ident,) in book.connection.execute("SELECT id FROM ballot")}
    lists = book.connection.execute("SELECT member, ids, prev, sig, key FROM sent").fetchall()
    signatures = {sig for _, _, _, sig, _ in lists}
    lost: dict[bytes, int] = {}
    for member, ids, prev, _, key in lists:
        if book.authority.speaks_for(key, member, paper=False):
            gaps = sum(ids[i : i + 16] not in here for i in range(0, len(ids), 16))
            gaps += prev != b"" and prev not in signatures
            if gaps:
                lost[member] = lost.get(member, 0) + gaps
    return lost
