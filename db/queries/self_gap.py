"""How far the subjects' own scores are from the panel's: by criterion, by unit, over the years.

Says nothing of a single member. Counted are submissions with a result of the panel and a mark
of their own for the criterion.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from db.book import Book
from db.in_parts import Steps, run_through
from db.records import Campaign, SubjectKind
from db.rules.points import half_up
from db.surroundings import rubrics

_TOGETHER = 200  # submissions in one query
TOTAL = ""
"""In place of a criterion's code: the whole score."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One submission's own mark beside the panel's mean, in hundredths; ``criterion`` may be
    TOTAL."""

    year: int
    kind: SubjectKind
    unit: str
    criterion: str
    own: int
    panel: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A line of the comparison. ``own`` and ``panel`` are means in hundredths, half up; ``gap``
    the mean of the differences, positive where subjects give themselves more."""

    key: str  # criterion code, unit code or year
    name: str
    most: int | None  # the criterion's maximum, or the rubric's total
    count: int
    own: int
    panel: int
    gap: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that there is: marks of all years, names of criteria and units."""

    marks: tuple[Mark, ...]
    criteria: dict[tuple[int, SubjectKind, str], tuple[str, int, int]]  # name, maximum, place
    units: dict[str, str]

    @property
    def years(self) -> list[int]:
        """Newest first."""
        return sorted({mark.year for mark in self.marks}, reverse=True)

    def chosen(
        self, *, kind: SubjectKind | None = None, year: int | None = None
    ) -> list[Mark]:
        """The marks of one kind and one year; None for all."""
        return [
            mark
            for mark in self.marks
            if kind in (None, mark.kind) and year in (None, mark.year)
        ]

    def by_criterion(self, marks: Iterable[Mark]) -> list[Gap]:
        """A line a criterion in the rubric's order, the whole score last. Criteria of one code
        and name are one line; where a code meant something else, it has its own."""
        groups: dict[tuple[int, str, str], list[Mark]] = {}
        most: dict[tuple[int, str, str], set[int]] = {}
        for mark in marks:
            name, largest, place = self.criteria[mark.year, mark.kind, mark.criterion]
            key = (place, mark.criterion, name)
            groups.setdefault(key, []).append(mark)
            most.setdefault(key, set()).add(largest)
        found = []
        for key in sorted(groups):
            one = most[key]
            largest_of = next(iter(one)) if len(one) == 1 else None
            found.append(_gap(key[1], key[2], largest_of, groups[key]))
        return found

    def by_unit(self, marks: Iterable[Mark]) -> list[Gap]:
        """A line a unit by the whole score, the largest gap first."""
        groups: dict[str, list[Mark]] = {}
        for mark in marks:
            if mark.criterion == TOTAL:
                groups.setdefault(mark.unit, []).append(mark)
        found = [_gap(u, self.units.get(u, u), None, group) for u, group in groups.items()]
        return sorted(found, key=lambda gap: (-gap.gap, gap.name))

    def by_year(self, marks: Iterable[Mark]) -> list[Gap]:
        """A line a year by the whole score, newest first."""
        groups: dict[int, list[Mark]] = {}
        for mark in marks:
            if mark.criterion == TOTAL:
                groups.setdefault(mark.year, []).append(mark)
        return [
            _gap(str(year), str(year), None, groups[year])
            for year in sorted(groups, reverse=True)
        ]


def compared(book: Book, campaigns: Iterable[Campaign]) -> Compared:
    """The campaigns' submissions that the panel scored and that scored themselves."""
    return run_through(in_steps(book, campaigns))


def in_steps(book: Book, campaigns: Iterable[Campaign]) -> Steps[Compared]:
    """The same a little at a time."""
    marks: list[Mark] = []
    criteria: dict[tuple[int, SubjectKind, str], tuple[str, int, int]] = {}
    units: dict[str, str] = {}
    for campaign in sorted(campaigns, key=lambda each: each.year):
        scales = rubrics(book.connection, campaign.id)
        for kind, rubric in scales.items():
            for place, criterion in enumerate(rubric.criteria):
                said = (criterion.name, criterion.max, place)
                criteria[campaign.year, kind, criterion.code] = said
            said = ("Tổng điểm", rubric.total, len(rubric.criteria))
            criteria[campaign.year, kind, TOTAL] = said
        units.update(
            book.connection.execute(
                "SELECT code, coalesce(name, code) FROM unit WHERE campaign = ? "
                "AND code IS NOT NULL ORDER BY id",
                (campaign.id,),
            ).fetchall()
        )
        marks += yield from _marks(book, campaign, set(criteria))
    return Compared(tuple(marks), criteria, units)


def _marks(
    book: Book, campaign: Campaign, known: set[tuple[int, SubjectKind, str]]
) -> Steps[list[Mark]]:
    found = []
    scored = book.connection.execute(
        "SELECT s.id, s.kind, s.unit, t.criteria, t.final FROM submission s "
        "JOIN tally t ON t.submission = s.id WHERE s.campaign = ? AND t.final IS NOT NULL "
        "AND t.criteria IS NOT NULL ORDER BY s.code, s.id",
        (campaign.id,),
    ).fetchall()
    own: dict[bytes, dict[str, int]] = {}
    for number, (ident, kind, unit, panel, final) in enumerate(scored):
        if not number % _TOGETHER:
            own = _own(book, [row[0] for row in scored[number : number + _TOGETHER]])
            yield
        said = own.get(ident)
        if not said or kind not in set(SubjectKind):
            continue
        of = (campaign.year, SubjectKind(kind), unit or "")
        means: dict[str, int] = json.loads(panel)
        both = [code for code in means if code in said and (*of[:2], code) in known]
        found += [Mark(*of, code, said[code], means[code]) for code in both]
        if len(both) == len(means):  # only a whole own score can be set beside the whole
            found.append(Mark(*of, TOTAL, sum(said[code] for code in both), final))
    return found


def _own(book: Book, idents: list[bytes]) -> dict[bytes, dict[str, int]]:
    """The marks that these submissions gave themselves."""
    found: dict[bytes, dict[str, int]] = {}
    for submission, criterion, mark in book.connection.execute(
        "SELECT submission, criterion, mark FROM self_mark "
        f"WHERE submission IN ({', '.join('?' * len(idents))})",
        idents,
    ):
        found.setdefault(submission, {})[criterion] = mark
    return found


def _gap(key: str, name: str, most: int | None, marks: list[Mark]) -> Gap:
    count = len(marks)
    own, panel = sum(mark.own for mark in marks), sum(mark.panel for mark in marks)
    means = half_up(own, count), half_up(panel, count)
    return Gap(key, name, most, count, *means, half_up(own - panel, count))
