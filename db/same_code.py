"""Trùng mã: two rows of one campaign that bear one code, each typed where the other was unknown.

They are marked in the table ``trouble`` for a person to settle (see ``db.conflicts``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from db.kinds import UNIQUE

SAME_CODE = "same_code"

_Key = tuple[str, bytes, object]  # kind, campaign, code


class SameCode:
    """Keeps the marks right after a write: those codes are looked at that a row left or took."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._keys: dict[_Key, None] = {}

    def note(self, rows: Iterable[tuple[str, bytes]]) -> None:
        """Called with rows before and after the picture changes."""
        for kind, ent in rows:
            field = UNIQUE.get(kind)
            if field is None:
                continue
            found = self._connection.execute(
                f"SELECT campaign, {field} FROM {kind} WHERE id = ?", (ent,)
            ).fetchone()
            if found is not None and None not in found:
                self._keys[kind, found[0], found[1]] = None

    def apply(self) -> None:
        """Marks the rows that share a code, and takes the mark from those that no longer do."""
        for kind, campaign, code in self._keys:
            field = UNIQUE[kind]
            rows = self._connection.execute(
                # Else SQLite may choose an index of the list and read the whole campaign each time.
                f"SELECT id FROM {kind} INDEXED BY idx_{kind}_campaign_{field} "
                f"WHERE campaign = ? AND {field} = ?",
                (campaign, code),
            ).fetchall()
            if len(rows) == 1:
                self._connection.execute(
                    "DELETE FROM trouble WHERE ent = ? AND fld = ? AND what = ?",
                    (rows[0][0], f"{kind}.{field}", SAME_CODE),
                )
            else:
                _mark(self._connection, f"{kind}.{field}", rows)


def apply_all(connection: sqlite3.Connection) -> None:
    """Marks every row of the picture that shares its code, as a rebuild does."""
    for kind, field in UNIQUE.items():
        shared = connection.execute(
            f"SELECT a.id FROM {kind} a JOIN (SELECT campaign, {field} AS code FROM {kind} "
            f"WHERE campaign IS NOT NULL AND {field} IS NOT NULL "
            "GROUP BY 1, 2 HAVING count(*) > 1) b "
            f"ON b.campaign = a.campaign AND b.code = a.{field}"
        ).fetchall()
        _mark(connection, f"{kind}.{field}", shared)


def _mark(connection: sqlite3.Connection, fld: str, rows: Iterable[tuple[bytes]]) -> None:
    connection.executemany(
        "INSERT OR REPLACE INTO trouble VALUES (?, ?, ?)",
        [(ent, fld, SAME_CODE) for (ent,) in rows],
    )
