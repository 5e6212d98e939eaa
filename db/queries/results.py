"""Results of a campaign: one row a submission, in code order, barred ones too."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from db import rounds
from db.book import Book
from db.queries.noted import Noted
from db.queries.standings import Standing
from db.records import Campaign, Rubric, Ruling, Settings, SubjectKind
from db.rules import bands, rulings
from db.rules.models import subject_score
from db.rules.ranks import places
from db.rules.vietnamese import fold
from db.tallies import kind_of

_TOGETHER = 1000  # submissions in one query


class Result(NamedTuple):
    """All points in hundredths. ``class_name`` is what the marks come to, ``concluded_class``
    what the panel concluded instead, with its reason, None where it did not. ``class_code``
    says why there is no class ("" where there is one); ``eligible`` is None where somebody must
    decide, ``eligible_code`` names the rule and ``clause`` the letter; ``flags``: spread,
    borderline, ballot_conflict, unconfirmed."""

    id: bytes
    code: str
    title: str
    kind: SubjectKind
    subject: str
    unit: str
    field: str
    self_score: int | None
    self_class: str
    ballots_valid: int
    ballots_expected: int
    recused: int
    means: str | None  # see :attr:`criteria`
    final: int | None
    median: int | None
    spread: int | None
    class_name: str | None
    class_code: str
    concluded_class: str | None
    concluded_reason: str
    decided_class: str | None
    rank: int | None
    flags: tuple[str, ...]
    eligible: bool | None
    eligible_code: str
    clause: str
    registered: bool
    reported: bool
    is_main: bool
    ruling: Ruling | None = None
    round: int = rounds.FIRST  # later ones where it was sent back (thẩm định lại)

    @property
    def criteria(self) -> Mapping[str, int] | None:
        """The means by criterion, None without a score."""
        return None if self.means is None else json.loads(self.means)

    @property
    def panel_class(self) -> str | None:
        """The panel's class: as it concluded, else as the marks come to."""
        return self.concluded_class or self.class_name


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """Where a subject has several scored models: how many, and its score and class by the
    campaign's setting; both None where no main model is marked (domain.md §4)."""

    models: int
    score: int | None
    class_name: str | None


def of_subject(
    found: Sequence[Result], one: Result, settings: Settings, rubric: Rubric | None
) -> SubjectResult | None:
    """The result of the subject of ``one``, or None where it is its only scored model."""
    name = fold(one.subject)
    models = [
        r
        for r in found
        if r.final is not None
        and (r.kind, r.unit) == (one.kind, one.unit)
        and fold(r.subject) == name
    ]
    if len(models) < 2:
        return None
    score = subject_score([(r.final, r.is_main) for r in models], settings.several_models)
    return SubjectResult(len(models), score, bands.class_of(rubric, score) if rubric else None)


def results(book: Book, campaign: Campaign) -> list[Result]:
    """Every submission of the campaign with its result so far.

    "borderline" is told to the chair's and the secretary's laptop alone, once every ballot of
    the submission is in.
    """
    reader = Reader(book, campaign)
    rows = [row for part in reader.parts() for row in part]
    return reader.made(rows, places((kind_of(row.kind), row.final) for row in rows))


def some(book: Book, campaign: Campaign, idents: Sequence[bytes]) -> list[Result]:
    """Those that are named, in code order and without ranks (see ``rules.ranks``): what it takes
    does not depend on how many others the campaign has."""
    return Reader(book, campaign, idents).some(idents)


def ranks(book: Book, campaign: Campaign) -> dict[tuple[SubjectKind, int], int]:
    """The rank that each score of the campaign has among those of its kind."""
    taken: Counter[SubjectKind] = Counter()
    found: dict[tuple[SubjectKind, int], int] = {}
    for name, final, count in book.connection.execute(
        "SELECT kind, final, count(*) FROM tally WHERE campaign = ? AND code IS NOT NULL "
        "AND final IS NOT NULL GROUP BY kind, final ORDER BY final DESC",
        (campaign.id,),
    ):
        kind = kind_of(name)
        found.setdefault((kind, final), taken[kind] + 1)
        taken[kind] += count
    return found


def nothing_but(one: Standing) -> Result:
    """The result of a submission that is there no more: as far as it is known."""
    return Result(
        one.id, one.code, "", one.kind, "", "", "", None, "", 0, 0, 0, None, one.final, None,
        None, one.class_name, one.class_code, None, "", None, None, one.flags, one.eligible,
        one.eligible_code, "", False, False, False,
    )  # fmt: skip


class _Row(NamedTuple):
    """The columns that a result is made of, in the order of the query."""

    id: bytes
    code: str
    title: str
    kind: str | None
    subject: str
    unit: str
    field: str
    self_score: int | None
    self_class: str
    eligible: int | None
    eligible_code: str
    clause: str
    ballots_valid: int
    ballots_expected: int
    recused: int
    criteria: str | None
    final: int | None
    median: int | None
    spread: int | None
    wide: int
    class_name: str | None
    borderline: int
    registered: int
    reported: int
    is_main: int
    ruling: str | None
    ruling_rules: str | None
    ruling_document: str | None
    ruling_date: str | None
    ruling_reason: str | None


_QUERY = (
    "SELECT s.id, s.code, coalesce(s.title, ''), s.kind, coalesce(s.subject, ''), "
    "coalesce(s.unit, ''), coalesce(s.field, ''), t.self_score, coalesce(s.self_class, ''), "
    "t.eligible, t.eligible_code, t.clause, t.ballots_valid, t.ballots_expected, t.recused, "
    "t.criteria, t.final, t.median, t.spread, t.wide <> '', t.class, t.borderline, "
    "s.registered_on IS NOT NULL, coalesce(s.has_report, 0), coalesce(s.is_main, 0), s.ruling, "
    "s.ruling_rules, s.ruling_document, s.ruling_date, s.ruling_reason "
    "FROM submission s JOIN tally t ON t.submission = s.id "
    "WHERE s.campaign = ? AND s.code IS NOT NULL "
)


class Reader:
    """Reads all of a campaign, in parts; ``places`` are ranks by kind and score."""

    def __init__(self, book: Book, campaign: Campaign, only: Sequence[bytes] | None = None) -> None:
        self._book, self._campaign = book, campaign
        self._noted = Noted(book, campaign, only)

    def some(self, idents: Sequence[bytes]) -> list[Result]:
        """Those that are named, in code order and without ranks."""
        named = f"AND s.id IN ({', '.join('?' * len(idents))}) ORDER BY s.code, s.id"
        return self.made(self.rows(named, *idents))

    def parts(self) -> Iterator[list[_Row]]:
        """All rows in code order, a part at a time."""
        after: tuple[str, bytes] | None = None
        while True:
            from_there = "AND (s.code, s.id) > (?, ?) " if after else ""
            found = self.rows(
                f"{from_there}ORDER BY s.code, s.id LIMIT {_TOGETHER}", *(after or ())
            )
            yield found
            if len(found) < _TOGETHER:
                return
            after = found[-1].code, found[-1].id

    def rows(self, where: str, *values: Any) -> list[_Row]:
        """Rows as they stand; a nearness to a band's edge that nobody may be told is left out."""
        found = self._book.connection.execute(_QUERY + where, (self._campaign.id, *values))
        rows = list(map(_Row._make, found))
        near = [(r.id, r.ballots_valid, r.ballots_expected) for r in rows if r.borderline]
        hidden = self._noted.hidden(near)
        if not hidden:
            return rows
        return [row._replace(borderline=0) if row.id in hidden else row for row in rows]

    def made(
        self, rows: Iterable[_Row], ranks: Mapping[tuple[str, int], int] = MappingProxyType({})
    ) -> list[Result]:
        """Results out of rows; ``ranks`` by kind and score."""
        return [self._result(row, ranks) for row in rows]

    def _result(self, row: _Row, ranks: Mapping[tuple[str, int], int]) -> Result:
        (ident, code, title, kind_name, subject, unit, field, own, own_class, eligible,
         eligible_code, clause, valid, expected, recused, means, final, median, spread, wide,
         class_name, near, registered, reported, is_main, *ruling) = row  # fmt: skip
        noted, kind = self._noted, kind_of(kind_name)
        apart = noted.concluded(ident, class_name)
        return Result(
            ident, code, title, kind, subject, unit, field, own, own_class, valid, expected,
            recused, means, final, median, spread, class_name,
            noted.why_no_class(kind, class_name),
            apart.name if apart else None,
            apart.reason if apart else "",
            noted.decided.get(ident),
            None if final is None else ranks.get((kind, final)),
            noted.flags(ident, wide, bool(near), apart),
            None if eligible is None else bool(eligible),
            eligible_code, clause, bool(registered), bool(reported), bool(is_main),
            rulings.read(*ruling) if ruling[0] else None,
            noted.rounds.get(ident, rounds.FIRST),
        )  # fmt: skip
