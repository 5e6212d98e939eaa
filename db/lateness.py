"""What came after its deadline is taken in with a reason only, and the reason is kept.

A campaign without deadlines holds nobody up (design part 5).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, Final

from db.errors import LateReasonError
from db.records import Campaign
from db.rules import deadlines
from db.surroundings import campaigns
from db.year_rules import read

_DAYS: Final = (
    (deadlines.REGISTRATION, "registered_on", "late_reason"),
    (deadlines.REPORT, "reported_on", "report_late_reason"),
)


class LateGate:
    """Asks for the reason of one campaign's late submissions."""

    def __init__(self, connection: sqlite3.Connection, campaign: Campaign) -> None:
        self._connection = connection
        rules = read(connection, campaign)
        self._due = [
            (kind, day, reason, deadline)
            for kind, day, reason in _DAYS
            if (deadline := rules.deadline(kind)) is not None
        ]

    def check(
        self,
        submission: bytes | None,
        values: Mapping[str, Any],
        cells: Mapping[str, str] | None = None,
        code: str = "",
    ) -> None:
        """Raises LateReasonError where ``values`` bring a day after its deadline that was not
        here before, or take the reason of one away, and no reason stands.

        ``submission`` is None for a new row; ``cells`` name where the day stood.
        """
        for kind, day_field, reason_field, deadline in self._due:
            if day_field not in values and reason_field not in values:
                continue
            held_day, held_reason, held_code = self._held(submission, day_field, reason_field)
            day = values.get(day_field, held_day) or None
            reason = values.get(reason_field, held_reason) or ""
            stood = day_field not in values or values[day_field] == held_day
            if stood and not held_reason:
                continue  # it was here before: only taking its reason away is refused
            days = 0 if day is None else deadlines.late(str(day), str(day), deadline)
            if days and not str(reason).strip():
                raise LateReasonError(
                    submission=code or held_code or "mới",
                    what=kind,
                    days=days,
                    due=deadlines.last_day(deadline).isoformat(),
                    cell=(cells or {}).get(day_field, ""),
                )

    def _held(self, submission: bytes | None, day: str, reason: str) -> tuple[Any, Any, str]:
        row = self._connection.execute(
            f"SELECT {day}, {reason}, code FROM submission WHERE id = ?", (submission,)
        ).fetchone()
        return (None, None, "") if row is None else (row[0], row[1], row[2] or "")


def check_typed(
    connection: sqlite3.Connection, submission: bytes | None, values: Mapping[str, Any]
) -> None:
    """The same for what is typed into a form. Raises LateReasonError."""
    if not any(name in values for _, *names in _DAYS for name in names):
        return
    owner = values.get("campaign")
    if owner is None and submission is not None:
        row = connection.execute(
            "SELECT campaign FROM submission WHERE id = ?", (submission,)
        ).fetchone()
        owner = row[0] if row else None
    for campaign in campaigns(connection):
        if campaign.id == owner:
            LateGate(connection, campaign).check(submission, values, code=values.get("code") or "")
