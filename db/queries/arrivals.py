"""The intake register (sổ tiếp nhận): what arrived, what is missing, what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.campaigns import Campaign
from db.rules.codes import next_code
from db.rules.vietnamese import fold, sort_key


class ArrivalFilter(StrEnum):
    """Which rows the register shows."""

    ALL = "all"
    MISSING = "missing"  # something is missing and has not come yet
    OVERDUE = "overdue"  # and the day for it has passed


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row; dates are ISO text or None, ``unit`` and ``submission`` are codes."""

    id: bytes
    number: str
    date: str | None
    unit: str
    submission: str
    what: str  # registration | report | other
    carrier: str  # paper | scan | word | excel
    missing: str
    return_by: str | None
    completed_on: str | None
    note: str

    @property
    def waiting(self) -> bool:
        """Whether something has still to come."""
        return bool(self.missing or self.return_by) and not self.completed_on

    def overdue(self, today: str) -> bool:
        """Whether it should have come before ``today`` (ISO)."""
        return self.waiting and self.return_by is not None and self.return_by < today


def arrivals(book: Book, campaign: Campaign) -> list[Arrival]:
    """The whole register, the newest row first."""
    rows = [
        Arrival(
            id=row[0],
            number=row[1] or "",
            date=row[2],
            unit=row[3] or "",
            submission=row[4] or "",
            what=row[5] or "",
            carrier=row[6] or "",
            missing=row[7] or "",
            return_by=row[8],
            completed_on=row[9],
            note=row[10] or "",
        )
        for row in book.connection.execute(
            "SELECT id, number, date, unit, submission, what, carrier, missing, return_by, "
            "completed_on, note FROM arrival WHERE campaign = ?",
            (campaign.id,),
        )
    ]
    return sorted(rows, key=lambda r: (r.date or "", sort_key(r.number), r.id), reverse=True)


def shown(
    rows: Sequence[Arrival], which: ArrivalFilter, today: str
) -> list[Arrival]:
    """Those that a filter shows."""
    match which:
        case ArrivalFilter.MISSING:
            return [row for row in rows if row.waiting]
        case ArrivalFilter.OVERDUE:
            return [row for row in rows if row.overdue(today)]
    return list(rows)


def suggested_number(rows: Sequence[Arrival]) -> str:
    """The next arrival number, in the pattern of those given out."""
    return next_code([row.number for row in rows if row.number], first="1")


def submission_choices(book: Book, campaign: Campaign) -> list[tuple[str, str, str]]:
    """(code, title, unit code) of every submission, in code order."""
    return [
        (code, title or "", unit or "")
        for code, title, unit in book.connection.execute(
            "SELECT code, title, unit FROM submission WHERE campaign = ? AND code IS NOT NULL "
            "ORDER BY sort, id",
            (campaign.id,),
        )
    ]


def fits(row: Arrival, words: str, unit_name: str) -> bool:
    """Whether every word stands in the row, diacritics or not."""
    text = fold(
        " ".join((row.number, row.unit, unit_name, row.submission, row.missing, row.note))
    )
    return all(word in text for word in fold(words).split())
