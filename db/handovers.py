"""Which frozen sessions went to the level above: from then on none of them is opened again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Handover:
    """One delivery that was made of a session; ``time`` is claimed, in ms since 1970."""

    session: bytes
    digest: str  # SHA-256 of the snapshot in hex
    seq: int
    time: int
    decided: bool


def handovers(connection: sqlite3.Connection, session: bytes) -> list[Handover]:
    """All deliveries made of a session, the newest first."""
    return [
        Handover(session, digest or "", seq or 0, time or 0, bool(decided))
        for digest, seq, time, decided in connection.execute(
            "SELECT digest, seq, time, decided FROM handover WHERE session = ? "
            "ORDER BY seq DESC, time DESC, id",
            (session,),
        )
    ]


def delivered(connection: sqlite3.Connection, session: bytes, digest: str) -> bool:
    """Whether that snapshot of the session went out in a delivery."""
    found = connection.execute(
        "SELECT 1 FROM handover WHERE session = ? AND digest = ? LIMIT 1", (session, digest)
    ).fetchone()
    return found is not None
