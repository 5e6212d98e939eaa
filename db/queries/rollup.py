"""The roll-up of what the units delivered: classes, fields, shares of the yearly targets.

Counted is what stands on the desk, each submission of a unit once. The panel's and the
decided class stay apart (domain.md part 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from db.book import Book
from db.exchange.delivery_body import DeliveryBody, KindCounts, Line, Totals
from db.exchange.held import Held, held, standing
from db.queries.desk import Desk, desk
from db.records import Campaign, SubjectKind
from db.rules import year
from db.rules.bands import CLASSES
from db.rules.targets import (
    R19_LEAST,
    R21_CLASS_LEAST,
    R21_REGISTER_LEAST,
    Share,
    good_enough,
)
from db.rules.vietnamese import fold, sort_key
from db.rules.year import Target as Asked
from db.year_rules import read as year_rules
from db.year_rules import reading


@dataclass(slots=True)
class Classes:
    """Submissions by the panel's class and by the decided one; ``excellent`` aim at HTXSNV."""

    submissions: int = 0
    panel: Counter[str] = field(default_factory=Counter)
    decided: Counter[str] = field(default_factory=Counter)
    excellent: int = 0
    sent_back: int = 0  # to be appraised once more: without a class of either

    def add(self, line: Line) -> None:
        """Counts one more."""
        self.submissions += 1
        self.excellent += line.excellent
        if line.sent_back:
            self.sent_back += 1
            return
        if line.class_name is not None:
            self.panel[line.class_name] += 1
        if line.decided_class is not None:
            self.decided[line.decided_class] += 1

    def add_totals(self, totals: Totals) -> None:
        """Counts what a unit states without a list."""
        self.submissions += totals.submissions
        self.panel.update({name: n for name, n in totals.classes.items() if n})
        self.decided.update({name: n for name, n in totals.decided.items() if n})

    def row(self) -> tuple[int, ...]:
        """Submissions, then the panel's classes, then the decided ones, best first."""
        panel = (self.panel[name] for name in CLASSES)
        return (self.submissions, *panel, *(self.decided[name] for name in CLASSES))


@dataclass(frozen=True, slots=True)
class UnitRoll:
    """What one unit has; ``counts`` as it states them over its campaign, both kinds added."""

    code: str
    name: str
    sources: tuple[str, ...]
    proof_codes: tuple[str, ...]
    flags: tuple[str, ...]
    classes: Classes
    counts: KindCounts


@dataclass(frozen=True, slots=True)
class Target:
    """A target with what it was counted from: ``code`` is r19_units, r19_collectives,
    r21_register, r21_panel or r21_decided; ``units`` stated the figures. ``asked`` is the
    campaign's own target with its basis and its reading of "đạt", None where it sets none and
    the least of the letters stands."""

    code: str
    share: Share
    units: int
    asked: Asked | None = None
    good: str = year.GOOD_FROM
    over: str = year.REGISTERED

    @property
    def odd(self) -> bool:
        """Whether what units state cannot be a share: more counted than there are to count from,
        as where a unit states fewer registered than it has classed."""
        return self.units > 0 and self.share.numerator > self.share.denominator


@dataclass(frozen=True, slots=True)
class Rollup:
    """Everything the workbook says. ``kinds`` by kind, "" for totals without a list."""

    desk: Desk
    units: tuple[UnitRoll, ...]
    kinds: Mapping[str, Classes]
    fields: tuple[tuple[str, Classes], ...]
    total: Classes
    targets: tuple[Target, ...]
    illustrative: bool
    sent: Mapping[str, Sequence[Held]] = field(default_factory=dict)  # what counts, by unit


def rollup(book: Book, campaign: Campaign) -> Rollup:
    """The roll-up of a campaign over what was received."""
    found = held(book.connection, campaign.id)
    grid, by_unit = desk(book, campaign, found), _counting(found)
    units, total = [], Classes()
    kinds: dict[str, Classes] = {str(kind): Classes() for kind in SubjectKind}
    fields: dict[str, tuple[str, Classes]] = {}
    for line in grid.units:
        mine = by_unit.get(line.code)
        if not mine:
            continue
        classes = Classes()
        for result in once(mine):
            name = " ".join(result.field.split())
            place = fields.setdefault(fold(name), (name, Classes()))[1]
            for counter in (classes, total, kinds[result.kind], place):
                counter.add(result)
        for body in (one.body for one in mine):
            if not body.lines and body.totals is not None:
                for counter in (classes, total, kinds.setdefault("", Classes())):
                    counter.add_totals(body.totals)
        proofs = tuple(one.body.proof_code for one in mine if one.body.proof_code)
        counts = stated(newest(mine))
        units.append(
            UnitRoll(line.code, line.name, line.sources, proofs, line.flags, classes, counts)
        )
    return Rollup(
        desk=grid,
        units=tuple(units),
        kinds=kinds,
        fields=tuple(sorted(fields.values(), key=lambda one: (not one[0], sort_key(one[0])))),
        total=total,
        targets=tuple(
            _Targets(book, campaign).of(units, {c: newest(mine) for c, mine in by_unit.items()})
        ),
        illustrative=any(one.body.illustrative for mine in by_unit.values() for one in mine),
        sent=by_unit,
    )


def _counting(found: Sequence[Held]) -> dict[str, list[Held]]:
    """The deliveries that count, by the code of the unit that sent them."""
    why = standing(found)
    by_unit: dict[str, list[Held]] = {}
    for one in found:
        if not why[one.id]:
            by_unit.setdefault(one.unit, []).append(one)
    return by_unit


def newest(mine: Iterable[Held]) -> DeliveryBody:
    """What speaks for a unit's whole campaign: the delivery made last."""
    return max(mine, key=lambda one: (one.body.time, one.order)).body


def once(mine: Iterable[Held]) -> list[Line]:
    """Each submission of a unit once; its last round says what it is, within it the delivery
    made last."""
    seen: dict[tuple[str, str], Line] = {}
    for one in sorted(mine, key=lambda one: (one.body.time, one.order)):
        for line in one.body.lines:
            former = seen.get((line.kind, line.code))
            if former is None or former.round <= line.round:
                seen[line.kind, line.code] = line
    return list(seen.values())


def stated(body: DeliveryBody) -> KindCounts:
    """Both kinds together; a figure that no kind states stays unstated."""

    def added(name: str) -> int | None:
        said = [getattr(counts, name) for counts in body.counts.values()]
        known = [value for value in said if value is not None]
        return sum(known) if known else None

    return KindCounts(
        *(
            added(name)
            for name in ("must_register", "must_registered", "registered", "reported", "appraised")
        )
    )


_COLLECTIVE: Final = str(SubjectKind.COLLECTIVE)


class _Targets:
    """The shares that the letters ask for, by the campaign's own targets where it sets any."""

    def __init__(self, book: Book, campaign: Campaign) -> None:
        rules = year_rules(book.connection, campaign)
        self._asked = {(target.kind, target.of): target for target in rules.targets}
        self._good, self._over = reading(book.connection, campaign)

    def of(
        self, units: Sequence[UnitRoll], latest: Mapping[str, DeliveryBody]
    ) -> Iterable[Target]:
        stating = [u for u in units if u.counts.registered is not None]
        did = sum(bool(u.counts.registered) for u in stating)
        collective = (year.REGISTER, _COLLECTIVE)
        yield self._target("r19_units", did, len(stating), len(stating), collective, R19_LEAST)
        for code, scope, kinds, least in (
            ("r19_collectives", _COLLECTIVE, (_COLLECTIVE,), R19_LEAST),
            ("r21_register", year.ALL, tuple(map(str, SubjectKind)), R21_REGISTER_LEAST),
        ):
            did = must = said = 0
            for body in latest.values():
                pairs = [
                    (counts.must_registered, counts.must_register)
                    for kind, counts in body.counts.items()
                    if kind in kinds
                    and counts.must_register
                    and counts.must_registered is not None
                ]
                did += sum(one or 0 for one, _ in pairs)
                must += sum(all_ or 0 for _, all_ in pairs)
                said += bool(pairs)
            yield self._target(code, did, must, said, (year.REGISTER, scope), least)
        name = "appraised" if self._over == year.APPRAISED else "registered"
        over = sum(getattr(u.counts, name) or 0 for u in stating)
        for code, which in (("r21_panel", "panel"), ("r21_decided", "decided")):
            grades = good_enough(self._good)
            good = sum(getattr(u.classes, which)[grade] for u in stating for grade in grades)
            product = (year.PRODUCT, year.ALL)
            yield self._target(code, good, over, len(stating), product, R21_CLASS_LEAST)

    def _target(
        self, code: str, did: int, of: int, units: int, key: tuple[str, str], least: int
    ) -> Target:
        asked = self._asked.get(key)
        share = Share(did, of, asked.least if asked is not None else least)
        return Target(code, share, units, asked, self._good, self._over)
