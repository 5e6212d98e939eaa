"""Deadlines of a campaign and how late something came (R12, R16, R17, R19, R21, R22)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

REGISTRATION: Final = "registration"
REPORT: Final = "report"
PANEL: Final = "panel"
AGGREGATE: Final = "aggregate"
KINDS: Final = (REGISTRATION, REPORT, PANEL, AGGREGATE)
"""What is due: the registration, the result report, the panel's end, the figures sent up."""

GRASSROOTS: Final = "grassroots"
COMMITTEE: Final = "committee"
SUPERIOR: Final = "superior"
LEVELS: Final = (GRASSROOTS, COMMITTEE, SUPERIOR)
"""Whom it is due to: the grassroots committee, the standing committee, the level above."""

_WRITTEN: Final = re.compile(r"(<=)?(?:(\d{4})-)?(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due, with its basis (căn cứ).

    ``name`` is one of KINDS, ``level`` one of LEVELS, ``date`` ISO text. The letters say
    "trước ngày 15/12" (before: S3 §4, S4 §3), so the day itself is already late;
    ``inclusive`` is for a basis that says "chậm nhất ngày". ``yearly`` holds in every year.
    """

    name: str
    date: str
    basis: str
    inclusive: bool = False
    level: str = COMMITTEE
    yearly: bool = False


def last_day(deadline: Deadline) -> date:
    """The last day that is in time. Raises ValueError where the date is not ISO."""
    due = date.fromisoformat(deadline.date)
    return due if deadline.inclusive else due - timedelta(days=1)


def late_days(day: str | None, deadline: Deadline | None) -> int | None:
    """By how many days ``day`` (ISO text) misses the deadline; 0 when in time.

    None where there is no day or no deadline: a campaign without deadlines has nobody
    late (design.md §5). What has not come yet is measured by passing today's date.
    Raises ValueError where a date is not ISO.
    """
    if day is None or deadline is None:
        return None
    return max(0, (date.fromisoformat(day) - last_day(deadline)).days)


def read(kind: str, level: str, text: str, basis: str, year: int) -> Deadline | None:
    """The deadline that a setting spells, None where it spells none.

    ``2023-03-28`` means before that day, ``<=2023-03-28`` that day at the latest; without a
    year it is of every campaign's own year ("hàng năm", S3 §4).
    """
    found = _WRITTEN.fullmatch(text)
    if found is None or kind not in KINDS or level not in LEVELS:
        return None
    at_latest, of_year, month, day = found.groups()
    try:
        due = date(int(of_year or year), int(month), int(day))
    except ValueError:
        return None
    return Deadline(kind, due.isoformat(), basis, bool(at_latest), level, of_year is None)


def of(deadlines: tuple[Deadline, ...], kind: str, level: str) -> Deadline | None:
    """The deadline of that kind at that level, or None."""
    return next((d for d in deadlines if (d.name, d.level) == (kind, level)), None)


def late(came: str | None, today: str, deadline: Deadline | None) -> int:
    """By how many days something is late: by the day it came, or still missing today.

    0 where it is in time or nothing is due. Days that are not ISO count as in time: an
    unreadable date is another check's business.
    """
    try:
        return late_days(came or today, deadline) or 0
    except ValueError:
        return 0
