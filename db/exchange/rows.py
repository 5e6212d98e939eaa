"""The rows that travel from book to book, as they are stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from db.change_log import Value

# What travels: (columns of the key, further columns, which of all may be long, from 0).
TABLES: Mapping[str, tuple[str, str, int]] = {
    "change": ("ent, fld, id", "prev, val, who, op", 4),
    "op": ("op", "key, sig", 0),
    "ballot": ("id", "member, submission, prev, body, sig, key", 4),
    "sent": ("member, seq, sig", "prev, ids, key", 4),
    "snapshot": ("session, seq, sig", "body, key", 3),
}


class ChangeRow(NamedTuple):
    """A change as stored."""

    ent: bytes
    fld: str
    id: bytes
    prev: bytes
    val: Value
    who: str
    op: bytes


class OpRow(NamedTuple):
    """An operation as stored."""

    op: bytes
    key: bytes
    sig: bytes


class SentRow(NamedTuple):
    """A link of a member's chain of what was handed in."""

    member: bytes
    seq: int
    sig: bytes
    prev: bytes
    ids: bytes
    key: bytes


class SnapshotRow(NamedTuple):
    """A frozen session."""

    session: bytes
    seq: int
    sig: bytes
    body: bytes
    key: bytes
