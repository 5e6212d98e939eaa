"""The roll-up year beside year, like with like: what units that ended, moved or were merged
delivered then stands with those who are in their place now (domain.md part 6: 1/7/2025).

The relations by date are those of the campaign that is looked at (``rules.unit_tree``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.book import Book
from db.exchange.delivery_body import Line
from db.exchange.held import Held
from db.queries.rollup import Classes, Rollup, Target, newest, once, rollup, stated
from db.records import Campaign
from db.rules.unit_tree import UnitTree
from db.rules.vietnamese import fold
from db.surroundings import Surroundings, campaigns


@dataclass(slots=True)
class Figures:
    """``registered`` as units state it over their whole campaign, None where nobody does."""

    classes: Classes = field(default_factory=Classes)
    registered: int | None = None

    def register(self, count: int | None) -> None:
        """Adds what one more unit states."""
        if count is not None:
            self.registered = (self.registered or 0) + count


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year: who sent of those who were to, everything together, and its shares."""

    year: int
    sent: int
    expected: int
    figures: Figures
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class UnitYears:
    """A unit of the campaign looked at, by year; a year is not there without figures."""

    code: str
    name: str
    by_year: Mapping[int, Figures]


@dataclass(frozen=True, slots=True)
class Loose:
    """What stands with no unit of today: its figures, and by the name of whom; ``registered``
    also of units whose organisations stand apart today, which nobody can divide."""

    figures: Figures
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """The years with deliveries, the latest first; ``loose`` by year."""

    years: tuple[YearLine, ...]
    units: tuple[UnitYears, ...]
    loose: Mapping[int, Loose]
    illustrative: bool


def years(book: Book, campaign: Campaign, now: Rollup | None = None) -> Years:
    """The campaign and all before it that anything was delivered in; ``now`` where the
    campaign's own roll-up was made already."""
    reading = YearsReading(book, campaign, now or rollup(book, campaign))
    while reading.step():
        pass
    return reading.found


class YearsReading:
    """The same a year at a time, so that a window can go on between two of them."""

    def __init__(self, book: Book, campaign: Campaign, now: Rollup) -> None:
        self._book, self._campaign, self._now = book, campaign, now
        tree = UnitTree(Surroundings(book.connection, campaign).units)
        self._names = {unit.code: unit.name for unit in now.desk.units}
        self._placing = _Placing(tree, self._names, f"{campaign.year}-12-31")
        self._left = [c for c in campaigns(book.connection) if c.year <= campaign.year]
        self._lines: list[YearLine] = []
        self._loose: dict[int, Loose] = {}
        self._by_unit: dict[str, dict[int, Figures]] = {code: {} for code in self._names}
        self._illustrative = False

    def step(self) -> bool:
        """Reads one more year; False where there is none left."""
        if not self._left:
            return False
        other = self._left.pop(0)
        own = other.id == self._campaign.id
        found = self._now if own else rollup(self._book, other)
        if found.units:
            self._lines.append(_line(other, found))
            self._illustrative = self._illustrative or found.illustrative
            placed, left = _by_unit(other, found, self._placing)
            for code, figures in placed.items():
                self._by_unit[code][other.year] = figures
            if left is not None:
                self._loose[other.year] = left
        return bool(self._left)

    @property
    def found(self) -> Years:
        """What was read so far."""
        units = tuple(
            UnitYears(code, self._names[code], found)
            for code, found in self._by_unit.items()
            if found
        )
        return Years(tuple(self._lines), units, self._loose, self._illustrative)


def _line(campaign: Campaign, found: Rollup) -> YearLine:
    figures = Figures(found.total)
    for unit in found.units:
        figures.register(unit.counts.registered)
    return YearLine(
        campaign.year, len(found.units), found.desk.expected, figures, found.targets
    )


def _by_unit(
    campaign: Campaign, found: Rollup, placing: _Placing
) -> tuple[dict[str, Figures], Loose | None]:
    """One year's figures by the units of today, and what stands with none."""
    placed: dict[str, Figures] = {}
    left, names = Figures(), Counter[str]()
    then = _Then(placing, f"{campaign.year}-12-31")
    for unit in found.units:
        mine = found.sent[unit.code]
        heads = set()
        for head, line in _lines(mine, unit.code, unit.name, then):
            heads.add(head)
            if not head:
                names[line.unit_name or line.subject] += 1
            _figures(placed, left, head).classes.add(line)
        whole = then.whole(unit.code, unit.name)
        for body in (one.body for one in mine):
            if not body.lines and body.totals is not None:
                heads.add(whole)
                if not whole:
                    names[unit.name] += 1
                _figures(placed, left, whole).classes.add_totals(body.totals)
        one_place = heads.pop() if len(heads) == 1 else ""
        _figures(placed, left, one_place).register(stated(newest(mine)).registered)
    there = left.classes.submissions or left.registered is not None
    return placed, Loose(left, tuple(names)) if there else None


def _figures(placed: dict[str, Figures], left: Figures, head: str) -> Figures:
    return placed.setdefault(head, Figures()) if head else left


def _lines(
    mine: Iterable[Held], code: str, name: str, then: _Then
) -> Iterable[tuple[str, Line]]:
    for line in once(mine):
        yield then.place(code, name, line.unit, line.unit_name), line


class _Placing:
    """Who of today's units stands for a unit of the tree on the day looked at."""

    def __init__(self, tree: UnitTree, heads: Mapping[str, str], day: str) -> None:
        self.tree, self._heads, self._day = tree, heads, day
        self.by_name: dict[str, list[str]] = {}
        for unit in tree.units.values():
            self.by_name.setdefault(fold(unit.name), []).append(unit.code)
        self._known: dict[str, str] = {}

    def head(self, code: str) -> str:
        """The one of today's units that stands for it, "" where none does."""
        if code not in self._known:
            self._known[code] = self._climb(code)
        return self._known[code]

    def _climb(self, code: str) -> str:
        heir = self.tree.heir(code, self._day)
        for one in (heir, *self.tree.above(heir, self._day)):
            for candidate in (one, self.tree.heir(one, self._day)):
                if candidate in self._heads:
                    return candidate if not self._over(candidate) else ""
        return ""

    def _over(self, code: str) -> bool:
        """Whether that unit is over by the day: then it stands for nobody any more."""
        unit = self.tree.units.get(code)
        return unit is not None and unit.end is not None and unit.end < f"{self._day[:4]}-01-01"


class _Then:
    """One earlier year: an organisation of a delivery is looked for among those that stood
    under the unit that sent it, by its name; codes of other offices are their own."""

    def __init__(self, placing: _Placing, day: str) -> None:
        self._placing = placing
        self._under: dict[str, set[str]] = {}
        for code in placing.tree.units:
            for above in placing.tree.above(code, day):
                self._under.setdefault(above, set()).add(code)

    def whole(self, code: str, name: str) -> str:
        """The one of today's units that stands for the sender itself."""
        sender = self._sender(code, name)
        return self._placing.head(sender) if sender else ""

    def place(self, sender: str, sender_name: str, code: str, name: str) -> str:
        """The one of today's units that stands for an organisation of the sender's list."""
        tree = self._placing.tree
        known = self._sender(sender, sender_name)
        among = {known, *self._under.get(known, ())} if known else set(tree.units)
        named = [c for c in self._placing.by_name.get(fold(name), ()) if name and c in among]
        if len(named) == 1:
            return self._placing.head(named[0])
        if code in among and code != known:
            return self._placing.head(code)
        return self._placing.head(known) if known else ""

    def _sender(self, code: str, name: str) -> str:
        if code in self._placing.tree.units:
            return code
        named = self._placing.by_name.get(fold(name), [])
        return named[0] if len(named) == 1 else ""
