"""The campaign at a glance: counts, who is late, the targets' shares, ballots by member.

Read a part at a time, so that ten thousand submissions never hold the window up: the first part
counts by SQL alone, the others look at a slice of the submissions each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from db.book import Book
from db.campaigns import Surroundings
from db.concluding import concluded
from db.decided import decided_classes
from db.queries.campaign_counts import Counts, counts
from db.queries.cases import Key, listed
from db.queries.due import share
from db.queries.subject_class import Scored, standing
from db.records import Campaign, Submission
from db.rules import deadlines
from db.rules.deadlines import Deadline
from db.rules.eligibility import R9, WITHDRAWN, eligible
from db.rules.targets import Counted, Share
from db.rules.vietnamese import fold, sort_key
from db.rules.year import Target
from db.sessions import frozen_submissions
from db.tallies import Scorers, kind_of
from db.year_rules import read

SLICE = 200  # submissions looked at between two answers
_HERE = frozenset({"valid", "stale", "conflict"})


@dataclass(slots=True)
class UnitLate:
    """What of a unit has not come though its day is over, and what came late."""

    code: str
    name: str
    registrations: int = 0
    reports: int = 0
    came_late: int = 0

    @property
    def missing(self) -> int:
        """Registrations and reports that have not come."""
        return self.registrations + self.reports


@dataclass(slots=True)
class MemberLeft:
    """A member's ballots: ``expected``, ``here``; ``unconfirmed`` lie under a key that nobody
    confirmed."""

    member: bytes
    code: str
    name: str
    expected: int = 0
    here: int = 0
    unconfirmed: int = 0

    @property
    def left(self) -> int:
        """Ballots that have not come."""
        return self.expected - self.here - self.unconfirmed


@dataclass(frozen=True, slots=True)
class Awaited:
    """A deadline that this book's submissions are held to; ``late`` have not come though it is
    over, ``open`` have not come and are not late yet."""

    deadline: Deadline
    late: int
    open: int


@dataclass(slots=True)
class Overview:
    """What is known so far; ``whole`` when all of it is."""

    counts: Counts = field(default_factory=Counts)
    late: list[UnitLate] = field(default_factory=list)
    late_reasons: int = 0  # came late without a reason written down
    awaited: list[Awaited] = field(default_factory=list)
    targets: list[tuple[Target, Share]] = field(default_factory=list)
    members: list[MemberLeft] = field(default_factory=list)
    whole: bool = False


def gather(
    book: Book, campaign: Campaign, today: str, of: Collection[bytes] | None = None
) -> Iterator[Overview]:
    """The overview as of ``today`` (ISO text), again and again with more in it; the last one is
    ``whole``. ``of`` are the members whose ballots are counted, None for the whole panel."""
    reader = _Reader(book, campaign, today, of)
    yield reader.found
    for part in reader.parts():
        part()
        yield reader.found


class _Reader:
    def __init__(
        self, book: Book, campaign: Campaign, today: str, of: Collection[bytes] | None
    ) -> None:
        self._book, self._campaign, self._today = book, campaign, today
        self._rules = read(book.connection, campaign)
        self._around = Surroundings(book.connection, campaign)
        self._scorers = Scorers(self._around)
        self._units: dict[str, UnitLate] = {}
        self._open: Counter[str] = Counter()
        self._missing: Counter[str] = Counter()
        self._filed: dict[Key, list[tuple[bool, bool, bool, Scored]]] = {}
        self._decided: dict[bytes, str | None] = {}
        self._frozen: dict[bytes, int] = {}  # they wait for no ballot any more
        self._concluded: dict[bytes, str] = {}
        self._counted: list[Counted] = []
        self._members = {
            m.id: MemberLeft(m.id, m.code, m.name)
            for m in self._around.members
            if of is None or m.id in of
        }
        self.found = Overview(counts(book, campaign))

    def parts(self) -> Iterator[Callable[[], None]]:
        """What is still to be done, each short."""
        idents = [
            ident
            for (ident,) in self._book.connection.execute(
                "SELECT id FROM submission WHERE campaign = ? AND code IS NOT NULL "
                "ORDER BY code, id",
                (self._campaign.id,),
            )
        ]
        self._frozen = frozen_submissions(self._book.connection, self._campaign.id)
        self._decided = decided_classes(self._book.connection, self._campaign.id)
        said = concluded(self._book.connection, self._campaign.id)
        self._concluded = {ident: each.name for ident, each in said.items()}
        for start in range(0, len(idents), SLICE):
            yield partial(self._look_at, idents[start : start + SLICE])
        yield self._roster
        yield self._conclude

    def _look_at(self, idents: list[bytes]) -> None:
        marks = ", ".join("?" * len(idents))
        ballots: dict[bytes, dict[bytes, str]] = {}
        if self._members:
            for submission, member, status in self._book.connection.execute(
                "SELECT submission, member, status FROM ballot_state "
                f"WHERE submission IN ({marks})",
                idents,
            ):
                ballots.setdefault(submission, {})[member] = status
        for row in self._book.connection.execute(
            "SELECT s.id, s.kind, s.subject, s.post, s.unit, s.registered_on, s.has_report, "
            "s.reported_on, s.withdrawn, s.late_reason, s.report_late_reason, s.is_main, "
            "t.eligible, t.eligible_code, t.class, t.final FROM submission s "
            f"LEFT JOIN tally t ON t.submission = s.id WHERE s.id IN ({marks})",
            idents,
        ).fetchall():
            self._take(row, ballots.get(row[0], {}))

    def _take(self, row: tuple[Any, ...], ballots: Mapping[bytes, str]) -> None:
        (ident, kind, subject, post, unit, registered, has_report, reported, withdrawn, reason,
         report_reason, is_main, may, code, class_name, final) = row  # fmt: skip
        kind, unit, withdrawn = kind_of(kind), unit or "", bool(withdrawn)
        panel = self._concluded.get(ident, class_name) if class_name else None
        result = Scored(final, bool(is_main), class_name, panel, self._decided.get(ident))
        there = (bool(registered), withdrawn, code == R9, result)
        self._filed.setdefault((kind, unit, fold(subject or "")), []).append(there)
        if code not in (R9, WITHDRAWN):
            self._day(unit, deadlines.REGISTRATION, registered, bool(registered), reason or "")
            self._day(unit, deadlines.REPORT, reported, bool(has_report), report_reason or "")
        if self._members and may != 0:
            one = Submission(ident, "", kind, "", subject or "", post or "", unit)
            for member in self._scorers.of(one)[0]:
                status = ballots.get(member, "")
                if member in self._members and (status or ident not in self._frozen):
                    self._ballot(self._members[member], status)

    def _day(self, unit: str, what: str, came: str | None, there: bool, reason: str) -> None:
        """Where something came and its day is not known, nobody is called late."""
        deadline = self._rules.deadline(what)
        if deadline is None or (there and not came):
            return
        days = deadlines.late(came, self._today, deadline)
        if not there:
            if days:
                self._late(unit, what)
            else:
                self._open[what] += 1
        elif days:
            self._unit(unit).came_late += 1
            self.found.late_reasons += not reason.strip()

    def _late(self, unit: str, what: str) -> None:
        self._missing[what] += 1
        late = self._unit(unit)
        if what == deadlines.REGISTRATION:
            late.registrations += 1
        else:
            late.reports += 1

    def _unit(self, code: str) -> UnitLate:
        if code not in self._units:
            unit = self._around.units.get(code)
            self._units[code] = UnitLate(code, unit.name if unit else code)
        return self._units[code]

    def _ballot(self, left: MemberLeft, status: str) -> None:
        left.expected += 1
        left.here += status in _HERE
        left.unconfirmed += status == "unconfirmed"

    def _roster(self) -> None:
        """Who must register and never filed is late with that alone; then the shares."""
        how = self._campaign.settings.several_models
        seen: set[Key] = set()
        for row in listed(self._book, self._campaign):
            key = (row.kind, row.unit, fold(row.name))
            if key in seen:
                continue
            seen.add(key)
            if key in self._filed:
                self._count(key, row.must_register, how)
                continue
            asked = Submission(b"", "", row.kind, "", "", "", row.unit)
            unit = self._around.units.get(row.unit)
            if eligible(asked, unit, self._campaign.settings).code == R9:
                continue
            self._counted.append(Counted(str(row.kind), row.must_register, False, None))
            if row.must_register:
                self._day(row.unit, deadlines.REGISTRATION, None, False, "")
        for key in self._filed:
            if key not in seen:
                self._count(key, must=False, how=how)

    def _count(self, key: Key, must: bool, how: str) -> None:
        models = self._filed[key]
        if any(left_out for _, _, left_out, _ in models):
            return
        there_still = [result for _, withdrawn, _, result in models if not withdrawn]
        there = any(registered and not withdrawn for registered, withdrawn, _, _ in models)
        found = standing(there_still, how, self._around.rubrics.get(key[0]))
        self._counted.append(Counted(str(key[0]), must, there, found.class_name))

    def _conclude(self) -> None:
        found = self.found
        late = (unit for unit in self._units.values() if unit.missing or unit.came_late)
        found.late = sorted(late, key=lambda u: (-u.missing, -u.came_late, sort_key(u.name)))
        for what in (deadlines.REGISTRATION, deadlines.REPORT):
            deadline = self._rules.deadline(what)
            if deadline is not None:
                found.awaited.append(Awaited(deadline, self._missing[what], self._open[what]))
        found.targets = [(t, share(t, self._counted)) for t in self._rules.targets]
        found.members = list(self._members.values())
        found.whole = True
