"""What frozen results keep from being written to, and what is being put right meanwhile.

What is frozen is not changed; while a closed session is put right (``db.correcting``) its rows
may be written to, and the frozen snapshot stays as it is.
"""

from __future__ import annotations

import sqlite3

from db.frozen_picture import digest_of
from db.sessions import frozen_in, frozen_row, frozen_submissions


def correcting(connection: sqlite3.Connection, session: bytes) -> str | None:
    """The reason for which a session's rows are written again, None while they are not."""
    for reason, digest, body in connection.execute(
        "SELECT c.reason, c.digest, n.body FROM correction c "
        "JOIN standing s ON s.session = c.session AND s.seq = c.seq "
        "JOIN snapshot n ON n.session = s.session AND n.seq = s.seq AND n.sig = s.sig "
        "WHERE c.session = ? ORDER BY c.id",
        (session,),
    ):
        if digest == digest_of(body):
            return reason or ""
    return None


def locked_in(connection: sqlite3.Connection, submission: bytes) -> int | None:
    """The number of the meeting whose frozen results keep the submission from being written
    to, or None."""
    number = frozen_in(connection, submission)
    if number is None or _corrected(connection, submission):
        return None
    return number


def locked_row(connection: sqlite3.Connection, kind: str, ident: bytes) -> int | None:
    """The number of the meeting whose frozen results keep that row from being written to."""
    number = frozen_row(connection, kind, ident)
    if number is None or kind == "decision":  # what was scored since is put right by nobody
        return number
    if kind == "session":
        return None if correcting(connection, ident) is not None else number
    if kind == "hearing":
        query = "SELECT session FROM hearing WHERE id = ? AND session IS NOT NULL"
        sessions = [session for (session,) in connection.execute(query, (ident,))]
        free = all(correcting(connection, session) is not None for session in sessions)
        return None if free else number
    if kind == "evidence":
        query = "SELECT submission FROM evidence WHERE id = ?"
        (ident,) = connection.execute(query, (ident,)).fetchone()
    return None if _corrected(connection, ident) else number


def locked_submissions(connection: sqlite3.Connection, campaign: bytes) -> dict[bytes, int]:
    """Those of a campaign that are kept as they are, with the number of their meeting."""
    free = {
        number
        for session, number in connection.execute(
            "SELECT id, number FROM session WHERE campaign = ?", (campaign,)
        ).fetchall()
        if correcting(connection, session) is not None
    }
    frozen = frozen_submissions(connection, campaign)
    return {ident: number for ident, number in frozen.items() if number not in free}


def _corrected(connection: sqlite3.Connection, submission: bytes) -> bool:
    """Whether every meeting whose frozen results hold the submission is being put right; no
    where none holds it."""
    found = connection.execute("SELECT session FROM frozen WHERE submission = ?", (submission,))
    sessions = [session for (session,) in found]
    return bool(sessions) and all(
        correcting(connection, session) is not None for session in sessions
    )
