"""Deadlines of a campaign and how late something came (R12, R16, R19, R21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due, with its basis (căn cứ).

    ``date`` is ISO text. The letters say "trước ngày 15/12" (before: S3 §4, S4 §3), so the
    day itself is already late; ``inclusive`` is for a basis that says "chậm nhất ngày".
    """

    name: str
    date: str
    basis: str
    inclusive: bool = False


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
