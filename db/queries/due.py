"""What is due in a campaign: deadlines, who is late, shares of the targets.

Without a deadline nobody is late; without a roster nobody must register.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.book import Book
from db.queries import owed
from db.queries.cases import Subject, subjects
from db.queries.owed import Late as Late
from db.records import Campaign
from db.rules import deadlines, targets, year
from db.rules.deadlines import Deadline
from db.rules.eligibility import R9
from db.rules.targets import Counted, Share
from db.rules.year import Target, YearRules
from db.year_rules import read


@dataclass(frozen=True, slots=True)
class Due:
    """Deadlines with the number of subjects late by each, of submissions not finished by the
    panel's own; targets with their shares."""

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
    if found is None and campaign.settings.several_models == owed.HIGHEST:
        late, counted = owed.read(book, campaign, rules, today)
    else:
        everybody = subjects(book, campaign) if found is None else found
        late = [one for subject in everybody for one in _late(subject, rules, today)]
        counted = [_counted(subject) for subject in everybody if not _left_out(subject)]
    return Due(
        rules,
        tuple((d, _late_by(d, rules, late, book, campaign, today)) for d in rules.deadlines),
        _shares(rules, counted),
        tuple(late),
    )


def shares(book: Book, campaign: Campaign) -> tuple[tuple[Target, Share], ...]:
    """The campaign's targets with their shares; () where it has set none."""
    rules = read(book.connection, campaign)
    if not rules.targets:
        return ()
    if campaign.settings.several_models == owed.HIGHEST:
        _, counted = owed.read(book, campaign, rules, "")
    else:
        counted = [_counted(s) for s in subjects(book, campaign) if not _left_out(s)]
    return _shares(rules, counted)


def _shares(rules: YearRules, counted: Sequence[Counted]) -> tuple[tuple[Target, Share], ...]:
    return tuple((target, share(target, counted)) for target in rules.targets)


def titles(book: Book, campaign: Campaign, codes: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Post of the subject and title of the model, by the submission's code."""
    return {
        code: (post or "", title or "")
        for code, post, title in book.connection.execute(
            "SELECT code, post, title FROM submission WHERE campaign = ? "
            "AND code IN (SELECT value FROM json_each(?)) ORDER BY id",
            (campaign.id, json.dumps(list(codes))),
        )
    }


def submission_id(book: Book, campaign: Campaign, code: str) -> bytes | None:
    """The submission of that code."""
    found = book.connection.execute(
        "SELECT id FROM submission WHERE campaign = ? AND code = ? ORDER BY id LIMIT 1",
        (campaign.id, code),
    ).fetchone()
    return None if found is None else bytes(found[0])


def share(target: Target, counted: Sequence[Counted]) -> Share:
    """The share that a target asks for."""
    if target.kind == year.REGISTER:
        return targets.registered(counted, target.of, target.least)
    return targets.with_product(
        counted, target.of, target.least, target.good, appraised=target.over == year.APPRAISED
    )


def _late_by(
    deadline: Deadline,
    rules: YearRules,
    late: Sequence[Late],
    book: Book,
    campaign: Campaign,
    today: str,
) -> int:
    if rules.deadline(deadline.name) != deadline:
        return 0  # another level's: this book does not see when things came there
    if deadline.name == deadlines.PANEL:
        return _unfinished(book, campaign, deadlines.last_day(deadline).isoformat(), today)
    return sum(1 for one in late if one.what == deadline.name)


def _unfinished(book: Book, campaign: Campaign, last: str, today: str) -> int:
    """Submissions that may be appraised and that no meeting up to ``last`` brought to frozen
    minutes, once that day is over (R17: the panel finishes, then the committee decides)."""
    if today <= last:
        return 0
    (count,) = book.connection.execute(
        "SELECT count(*) FROM tally t JOIN submission s ON s.id = t.submission "
        "WHERE s.campaign = ? AND s.code IS NOT NULL AND t.eligible = 1 "
        "AND NOT EXISTS(SELECT 1 FROM frozen f JOIN session n ON n.id = f.session "
        "WHERE f.submission = s.id AND n.date <= ?)",
        (campaign.id, last),
    ).fetchone()
    return int(count)


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
