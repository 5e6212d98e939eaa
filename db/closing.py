"""The one gate behind which a frozen session is opened no more (design part 3, Freeze).

Mở chốt is for results that nobody else holds yet. Once a paper of them was signed, or they went
to the level above, whatever changes later is said in amending minutes (biên bản điều chỉnh, bổ
sung); the snapshot itself stays on record.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from enum import StrEnum

from db.errors import SessionClosedError
from db.handovers import delivered
from db.rounds import rescored
from db.signed_papers import signed

Answers = Callable[[sqlite3.Connection, bytes, str], bool]
"""Whether something holds of a session's snapshot, named by its SHA-256 in hex."""


class Closed(StrEnum):
    """Why a snapshot is withdrawn no more."""

    DELIVERED = "delivered"  # it went to the level above
    SIGNED = "signed"  # a signed copy of it was made or attached
    RESCORED = "rescored"  # what its decision sent back is being appraised once more


_REASONS: Sequence[tuple[Closed, Answers]] = (
    (Closed.DELIVERED, delivered),
    (Closed.SIGNED, signed),
    (Closed.RESCORED, rescored),
)
"""In the order in which they are told; a further reason is one more line."""


def closed(connection: sqlite3.Connection, session: bytes, digest: str) -> Closed | None:
    """Why that snapshot of the session is withdrawn no more; None while it may be.

    ``digest`` is the snapshot's SHA-256 in hex (``frozen_picture.digest_of``).
    """
    return next((why for why, holds in _REASONS if holds(connection, session, digest)), None)


def require_open(connection: sqlite3.Connection, session: bytes, digest: str) -> None:
    """Raises SessionClosedError where that snapshot of the session is withdrawn no more."""
    why = closed(connection, session, digest)
    if why is not None:
        found = connection.execute("SELECT number FROM session WHERE id = ?", (session,))
        raise SessionClosedError(session=(found.fetchone() or (0,))[0] or 0, why=why)
