"""The HTXSNV list: who is put forward, who qualifies on what basis (R6, R7, R18), who does not
and why, and the quota of each organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.in_parts import Steps, run_through
from db.queries import cases
from db.queries.cases import Subject
from db.records import Campaign, SubjectKind
from db.rules import grounds, rulings, targets
from db.rules.case import Outcome, Step, conclude
from db.rules.targets import Share
from db.rules.year import YearRules
from db.year_rules import read

_BREATH = 50  # subjects between two steps


class State(StrEnum):
    """Where a subject stands: nobody can decide on one that waits for a result."""

    QUALIFIES = "qualifies"
    DECIDE = "decide"
    WAITS = "waits"
    BARRED = "barred"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A subject with every rule as it turned out. ``aims``: it is put forward for HTXSNV."""

    subject: Subject
    aims: bool
    verdict: bool | None
    steps: tuple[Step, ...]
    unit_name: str = ""

    @property
    def state(self) -> State:
        """See :class:`State`."""
        if self.verdict is not None:
            return State.QUALIFIES if self.verdict else State.BARRED
        return State.WAITS if rulings.waits(self.steps) else State.DECIDE

    @property
    def why(self) -> tuple[Step, ...]:
        """The steps that say it in short: what bars, else what is open, else what opens (the
        step of R6 or R7); what was decided on goes with any of them."""
        wanted = {
            State.BARRED: Outcome.FAIL,
            State.DECIDE: Outcome.ASK,
            State.WAITS: Outcome.ASK,
        }.get(self.state, Outcome.PASS)
        found = [step for step in self.steps if step.outcome is wanted]
        if wanted is Outcome.PASS:
            found = [s for s in found if s.rule in ("R6", "R7") or "ruling" in s.facts]
        if len(found) > 1:  # "not appraised" says less than the rule that it comes from
            found = [step for step in found if step.code != "not_appraised"]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class UnitQuota:
    """Individuals of a unit that are put forward and qualify, of those rated "hoàn thành tốt
    nhiệm vụ" where the office typed how many (``rated``), else of all its individuals on
    record; beside the most per cent that the campaign allows."""

    unit: str
    name: str
    id: bytes  # of the unit, b"" where the book has none of that code
    proposed: int
    of: int
    rated: bool
    most: int

    @property
    def share(self) -> Share:
        """As a share; its ``met`` says nothing here."""
        return Share(self.proposed, self.of, self.most)

    @property
    def over(self) -> bool:
        """Whole numbers: 20,01 % is over 20 %; anybody at all is over the quota of nobody."""
        return targets.over_quota(self.proposed, self.of, self.most)


@dataclass(frozen=True, slots=True)
class ExcellentList:
    """``rows``: the roster in code order, then who filed without being on it."""

    rows: tuple[Proposed, ...]
    quotas: tuple[UnitQuota, ...]  # [] where the campaign sets none
    rules: YearRules

    @property
    def aiming(self) -> tuple[Proposed, ...]:
        """Those who are put forward."""
        return tuple(row for row in self.rows if row.aims)

    def quota(self, unit: str) -> UnitQuota | None:
        """That of a unit."""
        return next((quota for quota in self.quotas if quota.unit == unit), None)


def excellent(book: Book, campaign: Campaign, today: str) -> ExcellentList:
    """Everybody of the campaign."""
    return run_through(in_steps(book, campaign, today))


def in_steps(book: Book, campaign: Campaign, today: str) -> Steps[ExcellentList]:
    """The same a little at a time."""
    rules = read(book.connection, campaign)
    known = _units(book, campaign)
    rows = []
    everybody = yield from cases.in_steps(book, campaign)
    for number, subject in enumerate(everybody):
        aims = any(case.aims for case in subject.cases)
        taken = grounds.steps(subject.case, campaign.settings, rules, campaign.body, today)
        name = known[subject.unit][1] if subject.unit in known else subject.unit
        rows.append(Proposed(subject, aims, conclude(taken), tuple(taken), name))
        if not number % _BREATH:
            yield
    return ExcellentList(tuple(rows), tuple(_quotas(known, rules, rows)), rules)


def _units(book: Book, campaign: Campaign) -> dict[str, tuple[bytes, str, int | None]]:
    """Id, name and how many are rated "hoàn thành tốt nhiệm vụ", by code."""
    return {
        code: (ident, name or code, rated)
        for ident, code, name, rated in book.connection.execute(
            "SELECT id, code, name, rated_good FROM unit WHERE campaign = ? "
            "AND code IS NOT NULL ORDER BY id",
            (campaign.id,),
        )
    }


def _quotas(
    known: Mapping[str, tuple[bytes, str, int | None]],
    rules: YearRules,
    rows: Sequence[Proposed],
) -> list[UnitQuota]:
    if rules.quota is None:
        return []
    people = [row for row in rows if row.subject.case.kind == SubjectKind.INDIVIDUAL]
    listed: dict[str, int] = {}
    proposed: dict[str, int] = {}
    for row in people:
        unit = row.subject.unit
        listed[unit] = listed.get(unit, 0) + 1
        proposed[unit] = proposed.get(unit, 0) + bool(row.aims and row.verdict)
    found = []
    for unit in sorted(listed):
        ident, name, rated = known.get(unit, (b"", unit, None))
        of = listed[unit] if rated is None else rated
        found.append(
            UnitQuota(unit, name, ident, proposed[unit], of, rated is not None, rules.quota)
        )
    return found
