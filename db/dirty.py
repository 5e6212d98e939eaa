"""What a write makes doubtful: the submissions whose ballots must be counted again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

Row = tuple[str, bytes]  # kind and id
_WIDE_KINDS = ("rubric", "member")


class Dirty:
    """Which submissions, or whole campaigns, must be counted again after a write."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.submissions: set[bytes] = set()
        self.campaigns: set[bytes] = set()
        self.units: set[tuple[bytes, str]] = set()  # campaign, code
        self.attended: set[bytes] = set()  # campaigns where attendance or a freeze changed

    def note(self, rows: Iterable[Row]) -> None:
        """Called with rows before and after the picture changes: what leaves counts too."""
        for kind, ent in rows:
            if kind == "submission":
                self.submissions.add(ent)
            elif kind == "campaign":
                self.campaigns.add(ent)
            elif kind == "unit":
                found = self._row("SELECT campaign, code FROM unit WHERE id = ?", ent)
                if found and found[0] and found[1]:
                    self.units.add((found[0], found[1]))
            elif kind == "ground":
                found = self._row("SELECT submission, id FROM ground WHERE id = ?", ent)
                if found and found[0]:
                    self.submissions.add(found[0])
            elif kind == "session":
                found = self._row("SELECT campaign FROM session WHERE id = ?", ent)
                if found and found[0]:
                    self.attended.add(found[0])
            elif kind in _WIDE_KINDS:
                found = self._row(f"SELECT campaign FROM {kind} WHERE id = ?", ent)
                if found and found[0]:
                    self.campaigns.add(found[0])

    def scored(self, pairs: Iterable[tuple[bytes, bytes]]) -> None:
        """Called with the (submission, member) pairs whose ballot changed."""
        self.submissions.update(submission for submission, _ in pairs)

    def frozen(self, sessions: Iterable[bytes]) -> None:
        """Called with the sessions that were frozen or opened again."""
        self.note(("session", session) for session in sessions)

    def _row(self, query: str, ent: bytes) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._connection.execute(query, (ent,)).fetchone()
        return found
