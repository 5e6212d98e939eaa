"""The rows of the list of submissions, by the window as they come into sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.book import Book
from db.campaigns import Surroundings
from db.queries.register import EVERYTHING, EVIDENCE, OWES, SELF, TALLY, UNIT, View, asked_of
from db.queries.stages import Stage, expression
from db.records import SubjectKind
from db.rules import deadlines


@dataclass(frozen=True, slots=True)
class Listed:
    """One submission in the list; ``eligible`` as in db.rules.eligibility, ``late`` days that
    its report came late or is overdue (0 in time), ``self_score`` in hundredths."""

    id: bytes
    code: str = ""
    kind: SubjectKind = SubjectKind.COLLECTIVE
    subject: str = ""
    unit_name: str = ""
    title: str = ""
    field: str = ""
    registered_on: str | None = None
    has_report: bool = False
    reported_on: str | None = None
    eligible: bool | None = None
    eligible_code: str = ""
    stage: Stage = Stage.REGISTERED
    post: str = ""
    arrival_no: str = ""
    recheck: str = ""
    self_score: int | None = None
    self_class: str = ""
    aims: bool = False
    evidence: int = 0
    owes: bool = False
    late: int = 0


def window(
    book: Book, around: Surroundings, wanted: Sequence[bytes], view: View = EVERYTHING
) -> dict[bytes, Listed]:
    """The rows of these ids."""
    _, values = asked_of(book, around, "", view)
    marks = ", ".join(f":i{n}" for n in range(len(wanted)))
    values |= {f"i{n}": ident for n, ident in enumerate(wanted)}
    last = values["report_last"]
    return {
        row[0]: Listed(
            id=row[0],
            code=row[1],
            kind=SubjectKind(row[2]) if row[2] in set(SubjectKind) else SubjectKind.COLLECTIVE,
            subject=row[3] or "",
            unit_name=row[4] or row[5] or "",
            title=row[6] or "",
            field=row[7] or "",
            registered_on=row[8],
            has_report=bool(row[9]),
            reported_on=row[10],
            eligible=None if row[11] is None else bool(row[11]),
            eligible_code=row[12] or "",
            stage=Stage(row[13]),
            post=row[14] or "",
            arrival_no=row[15] or "",
            recheck=row[16] or "",
            self_score=row[17],
            self_class=row[18] or "",
            aims=bool(row[19]),
            evidence=row[20],
            owes=bool(row[21]),
            late=_late(row[10] if row[9] else view.today if row[21] else "", last),
        )
        for row in book.connection.execute(
            "SELECT s.id, s.code, s.kind, s.subject, u.name, s.unit, s.title, s.field, "
            "s.registered_on, s.has_report, s.reported_on, t.eligible, t.eligible_code, "
            f"{expression(sealed=view.sealed)}, s.post, s.arrival_no, s.recheck, {SELF}, "
            f"s.self_class, s.aims_excellent, {EVIDENCE}, {OWES} "
            f"FROM submission s {UNIT}{TALLY}WHERE s.id IN ({marks}) "
            "AND +s.campaign = :campaign AND s.code IS NOT NULL",  # by the id, not the campaign
            values,
        )
    }


def _late(came: str | None, last: str | None) -> int:
    if not came or not last:
        return 0
    return deadlines.late(came, came, deadlines.Deadline("", last, "", inclusive=True))
