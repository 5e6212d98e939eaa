"""The novelty list of one submission: what is most like it in earlier campaigns and in other
units, and which passages they share (R20, R24). It tells nothing of marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.errors import UnknownCodeError
from db.novelty_index import NoveltyIndex
from db.rules.novelty import COPIED, SHOWN, SIMILAR, Passage, passages

MOST = 10  # that a panel can look at


class Relation(StrEnum):
    """Where the other submission is from."""

    OTHER_UNIT = "other_unit"  # of the same year
    EARLIER = "earlier"  # another unit's, of an earlier year
    OWN_EARLIER = "own_earlier"  # the unit's own, of an earlier year


@dataclass(frozen=True, slots=True)
class Side:
    """One submission; ``texts`` are those of db.rules.novelty.SHOWN, "" where there is none."""

    id: bytes
    code: str
    year: int
    title: str
    subject: str
    unit: str
    unit_name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """``score`` in whole hundredths, 0 to 100; ``copied``: largely the same words; ``passages``
    with the asked one at the left."""

    other: Side
    score: int
    copied: bool
    relation: Relation
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Novelty:
    """``finding`` of the panel and its ``basis``, "" until it is recorded."""

    asked: Side
    similar: tuple[Similar, ...]
    finding: str
    basis: str


def similar(book: Book, index: NoveltyIndex, ident: bytes) -> Novelty:
    """The most similar first. The index must be up to date. Raises UnknownCodeError."""
    found = {side.id: side for side in _sides(book, [ident])}
    if ident not in found:
        raise UnknownCodeError(kind="submission", code=ident.hex())
    asked = found[ident]
    near = index.near(ident, SIMILAR)
    others = {side.id: side for side in _sides(book, [each.id for each in near])}
    rows = []
    for each in near:
        other = others.get(each.id)
        relation = None if other is None else _relation(asked, other)
        if other is None or relation is None:
            continue
        shared = tuple(passages(asked.texts, other.texts))
        score = round(each.score * 100)
        rows.append(Similar(other, score, each.score >= COPIED, relation, shared))
        if len(rows) == MOST:
            break
    finding, basis = book.connection.execute(
        "SELECT novelty_finding, novelty_basis FROM submission WHERE id = ?", (ident,)
    ).fetchone()
    return Novelty(asked, tuple(rows), finding or "", basis or "")


def _relation(asked: Side, other: Side) -> Relation | None:
    """None for another submission of the same unit in the same year: a head's own model beside
    the collective's is no repetition."""
    same_unit = bool(asked.unit) and asked.unit == other.unit
    if other.year < asked.year:
        return Relation.OWN_EARLIER if same_unit else Relation.EARLIER
    return None if same_unit else Relation.OTHER_UNIT


def _sides(book: Book, idents: list[bytes]) -> Iterator[Side]:
    places = ", ".join("?" * len(idents))
    texts = ", ".join(f"s.{name}" for name in SHOWN)
    for row in book.connection.execute(
        "SELECT s.id, s.code, c.year, s.title, s.subject, s.unit, "
        "(SELECT u.name FROM unit u WHERE u.campaign = s.campaign AND u.code = s.unit), "
        f"{texts} FROM submission s JOIN campaign c ON c.id = s.campaign "
        f"WHERE s.id IN ({places})",
        idents,
    ):
        ident, code, year, title, subject, unit, unit_name = row[:7]
        yield Side(
            ident, code or "", year or 0, title or "", subject or "", unit or "",
            unit_name or unit or "", tuple(text or "" for text in row[7:]),
        )  # fmt: skip
