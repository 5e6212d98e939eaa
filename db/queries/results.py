"""Results of a campaign: one row a submission, in code order, barred ones too."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db import rounds
from db.book import Book
from db.concluding import Concluded, concluded
from db.decided import decided_before, decided_classes
from db.queries.still_scoring import may_see_borderline, still_scoring
from db.records import Campaign, Rubric, Ruling, Settings, SubjectKind
from db.rules import bands, rulings, totals
from db.rules.models import subject_score
from db.rules.ranks import rank
from db.rules.vietnamese import fold
from db.surroundings import rubrics
from db.tallies import kind_of


@dataclass(frozen=True, slots=True)
class Result:
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
    criteria: Mapping[str, int] | None
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
    connection = book.connection
    scales = rubrics(connection, campaign.id)
    self_marks: dict[bytes, dict[str, int]] = {}
    for submission, criterion, mark in connection.execute(
        "SELECT m.submission, m.criterion, m.mark FROM self_mark m "
        "JOIN submission s ON s.id = m.submission WHERE s.campaign = ?",
        (campaign.id,),
    ):
        self_marks.setdefault(submission, {})[criterion] = mark
    odd: dict[bytes, set[str]] = {}
    for submission, status in connection.execute(
        "SELECT b.submission, b.status FROM ballot_state b JOIN submission s "
        "ON s.id = b.submission WHERE s.campaign = ? AND b.status IN ('conflict', 'unconfirmed')",
        (campaign.id,),
    ):
        odd.setdefault(submission, set()).add(
            "ballot_conflict" if status == "conflict" else "unconfirmed"
        )
    rows = [
        _Row(*row)
        for row in connection.execute(
            "SELECT s.id, s.code, s.title, s.kind, s.subject, s.unit, s.field, s.self_class, "
            "t.eligible, t.eligible_code, t.clause, t.ballots_valid, t.ballots_expected, "
            "t.recused, t.criteria, t.final, t.median, t.spread, t.wide, t.class, t.borderline, "
            "s.registered_on, s.has_report, s.is_main, s.ruling, s.ruling_rules, "
            "s.ruling_document, s.ruling_date, s.ruling_reason "
            "FROM submission s JOIN tally t ON t.submission = s.id "
            "WHERE s.campaign = ? AND s.code IS NOT NULL ORDER BY s.code, s.id",
            (campaign.id,),
        )
    ]
    near = [row.id for row in rows if row.borderline]
    hidden = set(near)
    if near and may_see_borderline(book, campaign):
        waiting = [row.id for row in rows if row.id in hidden and _waiting(row)]
        hidden = still_scoring(book, campaign, waiting)
    rows = [row._replace(borderline=0) if row.id in hidden else row for row in rows]
    ranks = rank([(row.id, kind_of(row.kind), row.final) for row in rows])
    decided = decided_classes(connection, campaign.id)
    for ident in decided_before(connection, campaign.id):
        odd.setdefault(ident, set()).add("decided_before")
    open_here = book.office is not None or not campaign.settings.blind
    apart = concluded(connection, campaign.id) if open_here else {}
    later = rounds.rounds(connection)
    return [
        _result(
            row,
            scales,
            self_marks.get(row.id),
            odd.get(row.id, set()),
            ranks[row.id],
            decided.get(row.id),
            apart.get(row.id),
            later.get(row.id, rounds.FIRST),
        )
        for row in rows
    ]


def _waiting(row: _Row) -> bool:
    return row.ballots_valid < row.ballots_expected


class _Row(NamedTuple):
    """The columns that a result is made of, in the order of the query."""

    id: bytes
    code: str
    title: str | None
    kind: str | None
    subject: str | None
    unit: str | None
    field: str | None
    self_class: str | None
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
    wide: str
    class_name: str | None
    borderline: int
    registered_on: str | None
    has_report: int | None
    is_main: int | None
    ruling: str | None
    ruling_rules: str | None
    ruling_document: str | None
    ruling_date: str | None
    ruling_reason: str | None


def _result(
    row: _Row,
    scales: Mapping[SubjectKind, Rubric],
    self_marks: Mapping[str, int] | None,
    odd: set[str],
    place: int | None,
    decided: str | None,
    apart: Concluded | None,
    number: int,
) -> Result:
    kind = kind_of(row.kind)
    rubric = scales.get(kind)
    note = "no_rubric" if rubric is None else bands.class_note_code(rubric, row.final)
    if apart is not None and row.class_name in (None, apart.name):
        apart = None
    flags = [
        flag
        for flag, there in (
            ("spread", row.wide),
            ("borderline", row.borderline),
            ("again", number > rounds.FIRST),
        )
        if there
    ]
    return Result(
        id=row.id,
        code=row.code,
        title=row.title or "",
        kind=kind,
        subject=row.subject or "",
        unit=row.unit or "",
        field=row.field or "",
        self_score=totals.total(self_marks) if self_marks else None,
        self_class=row.self_class or "",
        ballots_valid=row.ballots_valid,
        ballots_expected=row.ballots_expected,
        recused=row.recused,
        criteria=None if row.criteria is None else json.loads(row.criteria),
        final=row.final,
        median=row.median,
        spread=row.spread,
        class_name=row.class_name,
        class_code=note or "",
        concluded_class=apart.name if apart else None,
        concluded_reason=apart.reason if apart else "",
        decided_class=decided,
        rank=place,
        flags=(*flags, *(("concluded",) if apart else ()), *sorted(odd)),
        eligible=None if row.eligible is None else bool(row.eligible),
        eligible_code=row.eligible_code,
        clause=row.clause,
        registered=row.registered_on is not None,
        reported=bool(row.has_report),
        is_main=bool(row.is_main),
        ruling=rulings.read(*row[-5:]),
        round=number,
    )
