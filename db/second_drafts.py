"""The second, blind entry of paper ballots and the totals written on them: drafts of this laptop.

What a second person types lies apart from what the first did, until the two are compared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db.storage import transaction

DDL = (
    "CREATE TABLE IF NOT EXISTS second(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "criterion TEXT NOT NULL, mark INTEGER NOT NULL, "
    "PRIMARY KEY(member, submission, criterion)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS settled(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "criterion TEXT NOT NULL, first INTEGER NOT NULL, second INTEGER NOT NULL, "
    "taken INTEGER NOT NULL, "
    "PRIMARY KEY(member, submission, criterion)) STRICT, WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS control(member BLOB NOT NULL, submission BLOB NOT NULL, "
    "total INTEGER NOT NULL, PRIMARY KEY(member, submission)) STRICT, WITHOUT ROWID",
)
_TABLES = ("second", "settled", "control")
Pair = tuple[bytes, bytes]  # member, submission


@dataclass(frozen=True, slots=True)
class Settled:
    """A mark that two people typed differently, and what the paper says (in hundredths)."""

    criterion: str
    first: int
    second: int
    taken: int


class SecondDrafts:
    """Marks and totals in hundredths; every write is one durable transaction."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def marks(self, member: bytes, submission: bytes) -> dict[str, int]:
        """What was typed the second time, by criterion."""
        return dict(
            self._connection.execute(
                "SELECT criterion, mark FROM second WHERE member = ? AND submission = ?",
                (member, submission),
            ).fetchall()
        )

    def pairs(self) -> set[Pair]:
        """The ballots that a second person has begun."""
        return set(self._connection.execute("SELECT DISTINCT member, submission FROM second"))

    def set_marks(
        self, submission: bytes, marks: Iterable[tuple[bytes, str, int | None]]
    ) -> None:
        """Keeps marks (member, criterion, hundredths); None takes one away."""
        with transaction(self._connection, self._path):
            for member, criterion, mark in marks:
                if mark is None:
                    self._connection.execute(
                        "DELETE FROM second WHERE member = ? AND submission = ? AND criterion = ?",
                        (member, submission, criterion),
                    )
                else:
                    self._connection.execute(
                        "INSERT OR REPLACE INTO second VALUES (?, ?, ?, ?)",
                        (member, submission, criterion, mark),
                    )

    def settled(self, member: bytes, submission: bytes) -> list[Settled]:
        """What was settled of a ballot, by criterion."""
        return [
            Settled(*row)
            for row in self._connection.execute(
                "SELECT criterion, first, second, taken FROM settled "
                "WHERE member = ? AND submission = ? ORDER BY criterion",
                (member, submission),
            )
        ]

    def keep_settled(self, member: bytes, submission: bytes, one: Settled) -> None:
        """Keeps that the two differed and what was taken; the second mark is that from now on."""
        with transaction(self._connection, self._path):
            self._connection.execute(
                "INSERT OR REPLACE INTO settled VALUES (?, ?, ?, ?, ?, ?)",
                (member, submission, one.criterion, one.first, one.second, one.taken),
            )
            self._connection.execute(
                "INSERT OR REPLACE INTO second VALUES (?, ?, ?, ?)",
                (member, submission, one.criterion, one.taken),
            )

    def control(self, member: bytes, submission: bytes) -> int | None:
        """The total that stands on the paper, as it was typed."""
        found = self._connection.execute(
            "SELECT total FROM control WHERE member = ? AND submission = ?", (member, submission)
        ).fetchone()
        return None if found is None else int(found[0])

    def set_control(self, member: bytes, submission: bytes, total: int | None) -> None:
        """Keeps it; None takes it away."""
        with transaction(self._connection, self._path):
            self._connection.execute(
                "DELETE FROM control WHERE member = ? AND submission = ?", (member, submission)
            )
            if total is not None:
                self._connection.execute(
                    "INSERT INTO control VALUES (?, ?, ?)", (member, submission, total)
                )

    def forget(self, member: bytes, submission: bytes) -> None:
        """The ballot was handed in, or given up. Inside the caller's transaction."""
        for table in _TABLES:
            self._connection.execute(
                f"DELETE FROM {table} WHERE member = ? AND submission = ?", (member, submission)
            )
