"""What stands frozen: of each session the snapshot that was neither withdrawn nor amended.

``standing`` names it, ``frozen`` lists its submissions, so that no mark needs to read it: not
those that the standing committee sent back, which are open again (``db.rounds``).
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from db import rounds
from db.change_log import Authority, id_of

TWO_FROZEN = "snapshot.standing"  # a cell that no log has, so that no row's marks touch it


def apply_frozen(
    connection: sqlite3.Connection, authority: Authority, sessions: Iterable[bytes]
) -> None:
    """Writes what stands frozen of each session anew. Only an office's signature counts.

    Two snapshots that stand for one session (frozen, or amended, on two laptops) are a
    conflict: it is marked, and settled by withdrawing one (mở chốt).
    """
    returned = rounds.pairs(connection)
    for session in sessions:
        connection.execute("DELETE FROM standing WHERE session = ?", (session,))
        connection.execute("DELETE FROM frozen WHERE session = ?", (session,))
        connection.execute("DELETE FROM trouble WHERE ent = ? AND fld = ?", (session, TWO_FROZEN))
        standing = standing_of(connection, authority, session)
        for seq, sig, body in standing[:1]:
            connection.execute("INSERT INTO standing VALUES (?, ?, ?)", (session, seq, sig))
            connection.executemany(
                "INSERT OR IGNORE INTO frozen VALUES (?, ?, ?)",
                [
                    (submission, session, name)
                    for submission, name in panel_classes(body).items()
                    if (submission, session) not in returned
                ],
            )
        if len(standing) > 1:
            connection.execute(
                "INSERT INTO trouble VALUES (?, ?, 'two_frozen')", (session, TWO_FROZEN)
            )


def standing_of(
    connection: sqlite3.Connection, authority: Authority, session: bytes
) -> list[tuple[int, bytes, bytes]]:
    """(number, signature, body) of a session's snapshots that stand, newest first: nobody
    withdrew them, and nothing that was not withdrawn amends them, or what amends them."""
    withdrawn = set(
        connection.execute("SELECT seq, digest FROM unfreeze WHERE session = ?", (session,))
    )
    counting = [
        (seq, sig, body, digest_of(body))
        for seq, sig, key, body in connection.execute(
            "SELECT seq, sig, key, body FROM snapshot WHERE session = ? ORDER BY seq DESC, sig",
            (session,),
        )
        if key in authority.office
    ]
    former = {digest: amends(body) for _, _, body, digest in counting}
    kept = [each for each in counting if (each[0], each[3]) not in withdrawn]
    amended: set[str] = set()
    for _, _, _, digest in kept:
        while (digest := former.get(digest, "")) and digest not in amended:
            amended.add(digest)
    return [(seq, sig, body) for seq, sig, body, digest in kept if digest not in amended]


def digest_of(body: bytes) -> str:
    """What names a snapshot beside its number, as SHA-256 in hex: two laptops may both have
    frozen a session as its first."""
    return hashlib.sha256(body).hexdigest()


def amends(body: bytes) -> str:
    """The digest of the snapshot that this one amends (biên bản điều chỉnh, bổ sung); "" for
    one that amends none."""
    if b'"amends"' not in body:
        return ""
    try:
        content: Any = json.loads(body)
        found = content["amends"]["digest"]
    except (ValueError, KeyError, TypeError):
        return ""  # signed by a program that writes something else
    return found if isinstance(found, str) else ""


def panel_classes(body: bytes) -> dict[bytes, str | None]:
    """The submissions that a snapshot holds, each with the panel's class."""
    try:
        content: Any = json.loads(body)
        found: dict[bytes, str | None] = {}
        for s in content["submissions"]:
            if (ident := id_of(s["id"])) is not None:
                found.setdefault(ident, name if isinstance(name := s.get("class"), str) else None)
        return found
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # signed by a program that writes something else
