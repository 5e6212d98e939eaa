"""What stands frozen: the newest snapshot of each session that was not withdrawn.

``standing`` names it, ``frozen`` lists its submissions, so that no mark needs to read it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from db.change_log import Authority, id_of


def apply_frozen(
    connection: sqlite3.Connection, authority: Authority, sessions: Iterable[bytes]
) -> None:
    """Writes what stands frozen of each session anew. Only an office's signature counts."""
    for session in sessions:
        connection.execute("DELETE FROM standing WHERE session = ?", (session,))
        connection.execute("DELETE FROM frozen WHERE session = ?", (session,))
        for seq, sig, key, body in connection.execute(
            "SELECT seq, sig, key, body FROM snapshot WHERE session = ? AND seq NOT IN "
            "(SELECT seq FROM unfreeze WHERE session = ? AND seq IS NOT NULL) "
            "ORDER BY seq DESC, sig",
            (session, session),
        ).fetchall():
            if key not in authority.office:
                continue
            connection.execute("INSERT INTO standing VALUES (?, ?, ?)", (session, seq, sig))
            connection.executemany(
                "INSERT OR IGNORE INTO frozen VALUES (?, ?)",
                [(submission, session) for submission in _submissions(body)],
            )
            break


def _submissions(body: bytes) -> list[bytes]:
    try:
        content: Any = json.loads(body)
        return [ident for s in content["submissions"] if (ident := id_of(s["id"])) is not None]
    except (ValueError, KeyError, TypeError):
        return []  # signed by a program that writes something else
