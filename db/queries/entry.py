"""What the entry form of a submission asks beyond its fields: codes, targets, what stops it."""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.campaigns import Campaign
from db.locked import locked_in
from db.records import SubjectKind
from db.rules.codes import next_code


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One line of a submission's targets, with the id that it is saved under."""

    id: bytes
    name: str
    measure: str
    baseline: str
    promised: str
    actual: str
    position: int


def targets(book: Book, submission: bytes) -> list[TargetRow]:
    """The targets of a submission in the order of its paper."""
    return [
        TargetRow(
            ident,
            name or "",
            measure or "",
            baseline or "",
            promised or "",
            actual or "",
            position or 0,
        )
        for ident, name, measure, baseline, promised, actual, position in book.connection.execute(
            "SELECT id, name, measure, baseline, promised, actual, position FROM target "
            "WHERE submission = ? ORDER BY position, name, id",
            (submission,),
        )
    ]


def suggested_code(book: Book, campaign: Campaign, kind: SubjectKind) -> str:
    """The next code of a submission, in the pattern of those of its kind where they have one
    of their own."""
    found = book.connection.execute(
        "SELECT code, kind FROM submission WHERE campaign = ? AND code IS NOT NULL "
        "ORDER BY code, id",
        (campaign.id,),
    ).fetchall()
    start = "-".join(part for part in (campaign.unit, str(campaign.year), "001") if part)
    every = [code for code, _ in found]
    own = [code for code, of in found if of == str(kind)]
    suggested = next_code(own or every, first=start, year=campaign.year)
    if suggested in every:  # both kinds share one series
        suggested = next_code(every, first=start, year=campaign.year)
    return suggested


def is_taken(book: Book, campaign: Campaign, code: str) -> bool:
    """Whether a submission of the campaign bears that code."""
    found = book.connection.execute(
        "SELECT 1 FROM submission WHERE campaign = ? AND code = ? LIMIT 1", (campaign.id, code)
    ).fetchone()
    return found is not None


def frozen_by(book: Book, submission: bytes) -> int | None:
    """The number of the meeting whose frozen results keep the submission as it is, or None."""
    return locked_in(book.connection, submission)


def has_ballots(book: Book, submission: bytes) -> bool:
    """Whether somebody has handed in a ballot on it."""
    found = book.connection.execute(
        "SELECT 1 FROM ballot WHERE submission = ? LIMIT 1", (submission,)
    ).fetchone()
    return found is not None
