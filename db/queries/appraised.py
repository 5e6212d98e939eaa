"""The submissions that are appraised, as the lists of the place Chấm điểm name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.book import Book
from db.records import SubjectKind, Submission
from db.rules.vietnamese import fold
from db.surroundings import Surroundings
from db.tallies import submissions

TOGETHER = 128  # submissions that lists read in one go

Named = tuple[bytes, str, str, SubjectKind, str, str, str]
"""The fields of :class:`Appraised` in their order."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """A submission in a list; ``search`` is folded text: code, title, subject, unit."""

    id: bytes
    code: str
    title: str
    kind: SubjectKind
    subject: str
    unit_name: str
    search: str


class Place(NamedTuple):
    """A submission's place in a list, before anything more is read of it; ``valid`` ballots of
    those ``expected``; ``scored``: it has a score, of ballots or agreed on."""

    id: bytes
    code: str
    valid: int
    expected: int
    scored: bool

    @property
    def full(self) -> bool:
        """Whether every ballot expected is there (or an agreed mark)."""
        return self.valid >= self.expected and (self.valid > 0 or self.scored)


def places(
    book: Book, around: Surroundings, idents: Sequence[bytes] | None = None
) -> list[Place]:
    """Those that are appraised, in code order: without the barred (R8, R9) and without those
    that have no code yet; of ``idents`` only, where they are given."""
    if idents is None:
        where, values = "s.campaign = ?", [around.campaign.id]
    else:
        where = f"+s.campaign = ? AND s.id IN ({', '.join('?' * len(idents))})"
        values = [around.campaign.id, *idents]  # by their ids: the campaign may have thousands
    return [
        Place(ident, code, valid, expected, bool(scored))
        for ident, code, valid, expected, scored in book.connection.execute(
            "SELECT s.id, s.code, coalesce(t.ballots_valid, 0), coalesce(t.ballots_expected, 0), "
            "t.final IS NOT NULL FROM submission s LEFT JOIN tally t ON t.submission = s.id "
            f"WHERE {where} AND coalesce(s.code, '') <> '' AND coalesce(t.eligible, 1) "
            "ORDER BY s.code, s.id",
            values,
        )
    ]


def barred_ids(book: Book, around: Surroundings) -> list[bytes]:
    """The submissions that are not appraised (R8, R9)."""
    return [
        ident
        for (ident,) in book.connection.execute(
            "SELECT submission FROM tally WHERE campaign = ? AND eligible = 0",
            (around.campaign.id,),
        )
    ]


def appraised(
    book: Book, around: Surroundings, idents: Iterable[bytes] | None = None
) -> Iterator[Submission]:
    """Those of :func:`places`, whole."""
    for part in in_parts(book, around, idents):
        yield from part


def in_parts(
    book: Book, around: Surroundings, idents: Iterable[bytes] | None = None
) -> Iterator[list[Submission]]:
    """The same, so many at once as are well read together."""
    wanted = None if idents is None else list(idents)
    if wanted is not None and len(wanted) > TOGETHER:
        for start in range(0, len(wanted), TOGETHER):
            yield from in_parts(book, around, wanted[start : start + TOGETHER])
        return
    found = [place.id for place in places(book, around, wanted)]
    for start in range(0, len(found), TOGETHER):
        part = found[start : start + TOGETHER]
        yield list(submissions(book.connection, around.campaign.id, part))


def named(around: Surroundings, found: Submission, *also: str) -> Named:
    """What a list calls a submission; ``also`` are texts more that it is found by."""
    unit = around.units.get(found.unit)
    name = unit.name if unit else ""
    words = (found.code, found.title, found.subject, found.unit, name, *also)
    search = fold(" ".join(words))
    return found.id, found.code, found.title, found.kind, found.subject, name, search
