"""What is due in a campaign: deadlines, who is late, shares of the targets.

Without a deadline nobody is late; without a roster nobody must register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.book import Book
from db.queries.cases import Subject, subjects
from db.records import Campaign
from db.rules import deadlines, targets, year
from db.rules.deadlines import Deadline
from db.rules.eligibility import R9
from db.rules.targets import Counted, Share
from db.rules.year import Target, YearRules
from db.year_rules import read


@dataclass(frozen=True, slots=True)
class Late:
    """Who came late, or did not come yet (``came`` None) though the day is over; ``code`` is
    the submission's, "" for somebody of the roster who never filed; ``what`` is registration
    or report; ``due`` the last day in time."""

    code: str
    subject: str
    kind: str
    unit: str
    what: str
    due: str
    days: int
    came: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Due:
    """Deadlines with the number of subjects late by each; targets with their shares."""

    rules: YearRules
    deadlines: tuple[tuple[Deadline, int], ...]
    targets: tuple[tuple[Target, Share], ...]
    late: tuple[Late, ...]

    @property
    def chase(self) -> tuple[Late, ...]:
        """Whom to write to: what has not come though its day is over, latest first."""
        missing = [late for late in self.late if late.came is None]
        return tuple(sorted(missing, key=lambda late: (-late.days, late.unit, late.subject)))


def due(book: Book, campaign: Campaign, today: str, found: Sequence[Subject] | None = None) -> Due:
    """All of it as of ``today`` (ISO text); ``found`` where the subjects were read already."""
    rules = read(book.connection, campaign)
    if not (rules.deadlines or rules.targets):
        return Due(rules, (), (), ())
    everybody = subjects(book, campaign) if found is None else found
    late = [one for subject in everybody for one in _late(subject, rules, today)]
    return Due(
        rules,
        tuple((each, _late_by(each, rules, late)) for each in rules.deadlines),
        _shares(rules, everybody),
        tuple(late),
    )


def shares(book: Book, campaign: Campaign) -> tuple[tuple[Target, Share], ...]:
    """The campaign's targets with their shares; () where it has set none."""
    rules = read(book.connection, campaign)
    return _shares(rules, subjects(book, campaign)) if rules.targets else ()


def _shares(rules: YearRules, found: Sequence[Subject]) -> tuple[tuple[Target, Share], ...]:
    counted = [_counted(subject) for subject in found if not _left_out(subject)]
    return tuple((target, share(target, counted)) for target in rules.targets)


def share(target: Target, counted: Sequence[Counted]) -> Share:
    """The share that a target asks for."""
    count = targets.registered if target.kind == year.REGISTER else targets.with_product
    return count(counted, target.of, target.least)


def _late_by(deadline: Deadline, rules: YearRules, late: Sequence[Late]) -> int:
    if rules.deadline(deadline.name) != deadline:
        return 0  # another level's: this book does not see when things came there
    return sum(1 for one in late if one.what == deadline.name)


def _left_out(subject: Subject) -> bool:
    verdict = subject.case.verdict
    return verdict is not None and verdict.code == R9


def _late(subject: Subject, rules: YearRules, today: str) -> list[Late]:
    """Those of the roster who never filed are late with the registration if they must, and
    with nothing more; who is left out or has withdrawn is not late."""
    found = []
    asked: list[tuple[str, str | None, str]]
    for case in subject.cases:
        if case.verdict is not None and case.verdict.code in (R9, "withdrawn"):
            continue
        one = case.submission
        if one is None:
            if not (case.listed and case.listed.must_register):
                continue
            asked = [(deadlines.REGISTRATION, None, "")]
        else:
            asked = [(deadlines.REGISTRATION, one.registered_on, case.late_reason)]
            if not (one.has_report and not one.reported_on):  # its day is not known
                asked.append((deadlines.REPORT, one.reported_on, case.report_late_reason))
        for what, came, reason in asked:
            deadline = rules.deadline(what)
            days = deadlines.late(came, today, deadline)
            if deadline is not None and days:
                found.append(
                    Late(one.code if one else "", subject.name, str(case.kind), subject.unit,
                         what, deadlines.last_day(deadline).isoformat(), days, came, reason)
                )  # fmt: skip
    return found


def _counted(subject: Subject) -> Counted:
    models = [case.submission for case in subject.cases if case.submission is not None]
    there = any(one.registered_on and not one.withdrawn for one in models)
    must = bool(subject.listed and subject.listed.must_register)
    return Counted(str(subject.case.kind), must, there, subject.case.class_name)
