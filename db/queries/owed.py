"""Who is late and what the targets count, read in two queries: ten thousand submissions take a
fraction of a second. ``db.queries.due`` says the same from whole cases, where it has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from db.book import Book
from db.decided import decided_classes
from db.records import Campaign, SubjectKind
from db.rules import deadlines
from db.rules.bands import CLASSES
from db.rules.targets import Counted
from db.rules.vietnamese import fold
from db.rules.year import YearRules
from db.surroundings import Surroundings
from db.tallies import kind_of

HIGHEST: Final = "highest"


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


@dataclass(slots=True)
class _Subject:
    kind: SubjectKind
    name: str
    unit: str
    must: bool = False
    models: list[_Model] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Model:
    code: str
    registered_on: str | None
    reported_on: str | None
    has_report: bool
    withdrawn: bool
    late_reason: str
    report_late_reason: str
    class_name: str | None


def read(
    book: Book, campaign: Campaign, rules: YearRules, today: str
) -> tuple[list[Late], list[Counted]]:
    """Everybody late, roster first, and the subjects as the targets count them; who is left
    out (R9) stands in neither. The class is the highest of a subject's models: for campaigns
    that count several models otherwise use ``due``."""
    late: list[Late] = []
    counted = []
    left_out = _left_out(Surroundings(book.connection, campaign))
    for subject in _subjects(book, campaign):
        if subject.unit in left_out:
            continue
        late += _late(subject, rules, today)
        standing = [m for m in subject.models if not m.withdrawn]
        classes = [CLASSES.index(m.class_name) for m in standing if m.class_name in CLASSES]
        counted.append(
            Counted(
                str(subject.kind),
                subject.must,
                any(m.registered_on for m in standing),
                CLASSES[min(classes)] if classes else None,
            )
        )
    return late, counted


def _left_out(around: Surroundings) -> set[str]:
    settings = around.campaign.settings
    if not settings.exclude_kinds:
        return set()
    kinds = {fold(kind) for kind in settings.excluded_unit_kinds} - {""}
    return {code for code, unit in around.units.items() if fold(unit.kind) in kinds}


def _subjects(book: Book, campaign: Campaign) -> Iterator[_Subject]:
    """The roster in code order, then who filed without being on it."""
    found: dict[tuple[SubjectKind, str, str], _Subject] = {}
    for kind, name, unit, must in book.connection.execute(
        "SELECT kind, name, unit, must_register FROM subject "
        "WHERE campaign = ? AND code IS NOT NULL ORDER BY code, id",
        (campaign.id,),
    ):
        of = kind_of(kind)
        key = (of, unit or "", fold(name or ""))
        found.setdefault(key, _Subject(of, name or "", unit or "", bool(must)))
    decided = decided_classes(book.connection, campaign.id)
    for ident, code, kind, name, unit, class_name, withdrawn, *days in book.connection.execute(
        "SELECT s.id, s.code, s.kind, s.subject, s.unit, t.class, s.withdrawn, s.registered_on, "
        "s.reported_on, s.has_report, s.late_reason, s.report_late_reason FROM submission s "
        "LEFT JOIN tally t ON t.submission = s.id "
        "WHERE s.campaign = ? AND s.code IS NOT NULL AND s.code <> '' ORDER BY s.code, s.id",
        (campaign.id,),
    ):
        of = kind_of(kind)
        key = (of, unit or "", fold(name or ""))
        subject = found.setdefault(key, _Subject(of, name or "", unit or ""))
        registered_on, reported_on, has_report, reason, report_reason = days
        subject.models.append(
            _Model(code, registered_on, reported_on, bool(has_report), bool(withdrawn),
                   reason or "", report_reason or "", decided.get(ident) or class_name)
        )  # fmt: skip
    yield from found.values()


def _late(subject: _Subject, rules: YearRules, today: str) -> Iterator[Late]:
    """Those of the roster who never filed are late with the registration if they must, and
    with nothing more; who has withdrawn is not late."""
    asked: list[tuple[str, str, str | None, str]] = []
    if not subject.models and subject.must:
        asked.append(("", deadlines.REGISTRATION, None, ""))
    for model in subject.models:
        if model.withdrawn:
            continue
        asked.append((model.code, deadlines.REGISTRATION, model.registered_on, model.late_reason))
        if not (model.has_report and not model.reported_on):  # its day is not known
            reason = model.report_late_reason
            asked.append((model.code, deadlines.REPORT, model.reported_on, reason))
    for code, what, came, reason in asked:
        deadline = rules.deadline(what)
        days = deadlines.late(came, today, deadline)
        if deadline is not None and days:
            last = deadlines.last_day(deadline).isoformat()
            yield Late(
                code, subject.name, str(subject.kind), subject.unit, what, last, days, came, reason
            )
