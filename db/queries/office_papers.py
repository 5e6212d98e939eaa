"""What the papers around the minutes say that no session's body holds: how much came in, who
has not filed, who signs, and each submission in full for its brief. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db import year_rules
from db.book import Book
from db.queries.due import shares
from db.queries.excellent import ExcellentList, excellent
from db.queries.status import Status, status
from db.queries.submission import Details, details
from db.records import Campaign, SubjectKind
from db.rules.deadlines import Deadline
from db.rules.targets import Share
from db.rules.vietnamese import fold
from db.rules.year import Target
from db.surroundings import Surroundings

REGISTRATION, REPORT, BOTH = "registration", "report", "both"


@dataclass(frozen=True, slots=True)
class Owing:
    """Somebody who has not filed what is due: ``what`` is REGISTRATION, REPORT or BOTH;
    ``code`` and ``title`` are "" where there is no submission at all."""

    unit_name: str
    kind: SubjectKind
    subject: str
    post: str
    code: str
    title: str
    what: str
    days: int = 0  # that it is overdue, 0 where nobody counts


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs papers of the appraising body itself, as the office set it; "" is open.

    ``authority`` is on_behalf, by_order, instead, mandate or own (the bare title).
    """

    authority: str = ""
    of: str = ""  # on whose behalf: "Ban Thường vụ"
    title: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One submission in full, with the names of its evidence."""

    details: Details
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """Everything, for one session; ``owing`` in the order of units."""

    campaign: Campaign
    illustrative: bool
    received: Status
    owing: tuple[Owing, ...]
    briefs: tuple[Brief, ...]
    signer: Signer = field(default_factory=Signer)
    due: tuple[Deadline, ...] = ()  # the deadlines that the campaign has set
    excellent: ExcellentList | None = None  # of the whole campaign
    targets: tuple[tuple[Target, Share], ...] = ()  # R19, R21, as far as it has set them
    rewards: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By submission's code: what is proposed for its subject, and by whom."""


def office_facts(book: Book, campaign: Campaign, body: Mapping[str, Any]) -> OfficeFacts:
    """For the papers of the session whose body that is."""
    around = Surroundings(book.connection, campaign)
    rubrics = around.rubrics.values()
    # what is overdue today changes nobody's standing, so the day of printing does not count
    rated = excellent(book, campaign, f"{campaign.year}-12-31")
    return OfficeFacts(
        campaign=campaign,
        illustrative=any(rubric.illustrative for rubric in rubrics),
        received=status(book, campaign),
        owing=tuple(owing(book, around)),
        briefs=tuple(_briefs(book, around, body)),
        signer=signer_of(book, campaign),
        due=_due(book, campaign),
        excellent=rated,
        targets=shares(book, campaign),
        rewards={
            case.submission.code: (row.subject.reward, row.subject.reward_by)
            for row in rated.rows
            for case in row.subject.cases
            if row.subject.reward and case.submission is not None
        },
    )


def _due(book: Book, campaign: Campaign) -> tuple[Deadline, ...]:
    """What is due to this book's level, as far as the campaign sets it."""
    rules = year_rules.read(book.connection, campaign)
    found = (rules.deadline(kind) for kind in (REGISTRATION, REPORT))
    return tuple(deadline for deadline in found if deadline is not None)


def signer_of(book: Book, campaign: Campaign) -> Signer:
    """Who signs for the body, from the campaign's settings ``signer_…``."""
    found = dict(
        book.connection.execute(
            "SELECT name, value FROM setting WHERE campaign = ? AND name LIKE 'signer\\_%' "
            "ESCAPE '\\' ORDER BY name",
            (campaign.id,),
        ).fetchall()
    )
    return Signer(*(found.get(f"signer_{n}") or "" for n in ("authority", "of", "title", "name")))


def owing(book: Book, around: Surroundings) -> Iterator[Owing]:
    """Who has not registered or not reported, each once, as the book stands now.

    Barred kinds (R9), withdrawn submissions and individuals who rest on something else (R7)
    owe nothing; a subject that must register and has no submission at all owes both.
    """
    campaign = around.campaign
    found: list[tuple[str, str, Owing]] = []

    def add(unit: str, who: tuple[str, str, str], code: str, title: str, what: str) -> None:
        kind, subject, post = who
        name = unit_name(around, unit)
        known = SubjectKind(kind) if kind in set(SubjectKind) else SubjectKind.COLLECTIVE
        found.append((unit, code, Owing(name, known, subject, post, code, title, what)))

    filed = set()
    for code, kind, subject, post, unit, title, registered, reported in book.connection.execute(
        "SELECT s.code, s.kind, s.subject, s.post, s.unit, s.title, s.registered_on, s.has_report "
        "FROM submission s LEFT JOIN tally t ON t.submission = s.id "
        "WHERE s.campaign = ? AND s.code IS NOT NULL AND coalesce(s.withdrawn, '') = '' "
        "AND coalesce(t.eligible_code, '') NOT IN ('R7', 'R9') ORDER BY s.code, s.id",
        (campaign.id,),
    ):
        filed.add((kind or "", unit or "", subject or ""))
        who = (kind or "", subject or "", post or "")
        missing = BOTH if registered is None else REPORT
        if registered is None or not reported:
            what = REGISTRATION if reported else missing
            add(unit or "", who, code, title or "", what)
    for kind, name, post, unit in book.connection.execute(
        "SELECT kind, name, post, unit FROM subject WHERE campaign = ? AND must_register = 1 "
        "AND code IS NOT NULL ORDER BY code, id",
        (campaign.id,),
    ):
        if (kind or "", unit or "", name or "") not in filed and not _excluded(around, unit or ""):
            add(unit or "", (kind or "", name or "", post or ""), "", "", BOTH)
    yield from (each for _, _, each in sorted(found, key=lambda row: row[:2]))


def _excluded(around: Surroundings, code: str) -> bool:
    settings = around.campaign.settings
    unit = around.unit(code)
    if unit is None or not settings.exclude_kinds:
        return False
    return fold(unit.kind) in {fold(kind) for kind in settings.excluded_unit_kinds}


def unit_name(around: Surroundings, code: str) -> str:
    """The unit's name, its code where the book does not know it."""
    unit = around.unit(code)
    return unit.name if unit is not None and unit.name else code


def _briefs(book: Book, around: Surroundings, body: Mapping[str, Any]) -> Iterator[Brief]:
    """Of the submissions of the session; before anything is scored, of all that may be
    appraised."""
    codes = [str(row["code"]) for row in body["submissions"]]
    codes += [str(r["code"]) for r in body["left_out"] if r["code_reason"] != "barred"]
    rows = book.connection.execute(
        "SELECT s.id, s.code, coalesce(t.eligible, 1) FROM submission s "
        "LEFT JOIN tally t ON t.submission = s.id "
        "WHERE s.campaign = ? AND s.code IS NOT NULL ORDER BY s.code, s.id",
        (around.campaign.id,),
    ).fetchall()
    wanted = set(codes)
    for ident, code, eligible in rows:
        if code in wanted if wanted else eligible:
            names = book.connection.execute(
                "SELECT name FROM evidence WHERE submission = ? ORDER BY position, added, id",
                (ident,),
            ).fetchall()
            yield Brief(details(book, around, ident), tuple(name or "" for (name,) in names))
