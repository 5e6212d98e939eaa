"""The fingerprint of everything that travels: two books with the same one hold the same.

Compared by voice, so short: 80 bits. Evidence stays aside, and so does all that is local.
"""

from __future__ import annotations

import hashlib
import sqlite3
from itertools import chain

_SIZE = 10
_TOGETHER = 1024  # rows

# Each table's rows in a fixed order; a ballot's or a snapshot's bytes are covered by its
# signature, an operation's by the ids of its changes.
_PARTS = (
    "SELECT id FROM change ORDER BY id",
    "SELECT op, key, sig FROM op ORDER BY op",
    "SELECT id, sig FROM ballot ORDER BY id",
    "SELECT member, seq, sig FROM sent ORDER BY member, seq, sig",
    "SELECT session, seq, sig FROM snapshot ORDER BY session, seq, sig",
)


def fingerprint(connection: sqlite3.Connection) -> str:
    """Five groups of four hex digits over the sorted ids of all that travels.

    Memory does not grow with the book: SQLite sorts on disk where it must.
    """
    digest = hashlib.blake2b(digest_size=_SIZE, person=b"thamdinh-book")
    for query in _PARTS:
        count = 0
        rows = connection.execute(query)
        while some := rows.fetchmany(_TOGETHER):
            parts = chain.from_iterable(some)
            digest.update(b"".join(p if type(p) is bytes else b"%d." % p for p in parts))
            count += len(some)
        digest.update(count.to_bytes(8, "big"))
    text = digest.hexdigest().upper()
    return "-".join(text[i : i + 4] for i in range(0, len(text), 4))
