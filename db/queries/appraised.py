"""The submissions that are appraised, as the lists of the place Chấm điểm name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from db.book import Book
from db.records import SubjectKind, Submission
from db.rules.vietnamese import fold
from db.surroundings import Surroundings
from db.tallies import submissions

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


def appraised(
    book: Book, around: Surroundings, idents: Iterable[bytes] | None = None
) -> Iterator[Submission]:
    """Those of the campaign in code order, without the barred (R8, R9) and without those that
    have no code yet; only these with ``idents``."""
    barred = {
        ident
        for (ident,) in book.connection.execute(
            "SELECT submission FROM tally WHERE campaign = ? AND eligible = 0",
            (around.campaign.id,),
        )
    }
    for found in submissions(book.connection, around.campaign.id, idents):
        if found.code and found.id not in barred:
            yield found


def named(around: Surroundings, found: Submission, *also: str) -> Named:
    """What a list calls a submission; ``also`` are texts more that it is found by."""
    unit = around.units.get(found.unit)
    name = unit.name if unit else ""
    words = (found.code, found.title, found.subject, found.unit, name, *also)
    search = fold(" ".join(words))
    return found.id, found.code, found.title, found.kind, found.subject, name, search
