"""What happened, by time: one row for each operation, ballot and snapshot (``event``).

The log is keyed by row and cell; a list of the newest out of a million changes needs an order
by time. An operation, a ballot and a snapshot never change, so their rows are written once
and never touched again. ``event_row`` names the rows that hang on a submission, also those
that are gone: its history takes them in.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator
from enum import IntFlag
from functools import lru_cache
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from db.ballot_picture import is_paper, read_body, whole
from db.change_log import id_of, ms_of
from db.frozen_picture import digest_of
from db.kinds import GONE

if TYPE_CHECKING:
    from db.operation import Operation

TABLES = ("event", "event_row")
_DDL = (
    "CREATE TABLE event(time INTEGER NOT NULL, id BLOB NOT NULL, who TEXT NOT NULL, "
    "topics INTEGER NOT NULL, changes INTEGER NOT NULL, PRIMARY KEY(time, id)) "
    "STRICT, WITHOUT ROWID",
    "CREATE UNIQUE INDEX event_id ON event(id)",
    "CREATE INDEX event_who ON event(who)",
    "CREATE TABLE event_row(submission BLOB NOT NULL, ent BLOB NOT NULL, "
    "PRIMARY KEY(submission, ent)) STRICT, WITHOUT ROWID",
)
_INSERT = "INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?)"
_INSERT_ROW = "INSERT OR IGNORE INTO event_row VALUES (?, ?)"
_HANG = "INSERT OR IGNORE INTO event_row SELECT val, ent FROM change"
_IDS = "AND typeof(val) = 'blob' AND length(val) = 16"
_FROZEN = "snapshot.made:"  # a cell beside a session's, for its claimed time alone
_BATCH = 5_000
_TOGETHER = 500  # rows asked for at once
_HANGING = ("target.submission", "hearing.submission", "ground.submission")


class Topic(IntFlag):
    """What an event is about; several for an operation that touches several things."""

    SUBMISSION = 1
    BALLOT = 2
    PAPER = 4  # a ballot entered by the office
    VOID = 8
    SHARING = 16  # assignments, recusals, dismissals
    SESSION = 32
    SNAPSHOT = 64
    UNFREEZE = 128
    DECISION = 256
    PANEL = 512  # members, units, subjects, keys
    RUBRIC = 1024  # and settings
    ARRIVAL = 2048
    DELIVERY = 4096
    IMPORT = 8192
    REMOVAL = 16384
    OTHER = 32768
    OPEN = 65536  # at least one cell that may be seen while scoring is blind


_KINDS = {
    "submission": Topic.SUBMISSION,
    "target": Topic.SUBMISSION,
    "ground": Topic.SUBMISSION,
    "session": Topic.SESSION,
    "hearing": Topic.SESSION,
    "void": Topic.VOID,
    "unfreeze": Topic.UNFREEZE,
    "correction": Topic.UNFREEZE,
    "amendment": Topic.SESSION,
    "decision": Topic.DECISION,
    "member": Topic.PANEL,
    "unit": Topic.PANEL,
    "subject": Topic.PANEL,
    "office": Topic.PANEL,
    "rubric": Topic.RUBRIC,
    "campaign": Topic.RUBRIC,
    "rule_change": Topic.RUBRIC,
    "arrival": Topic.ARRIVAL,
    "delivery": Topic.DELIVERY,
    "handover": Topic.DELIVERY,
    "signed_paper": Topic.SESSION,
    "import_run": Topic.IMPORT,
}
_SHARING = ("submission.assigned:", "submission.recused:", "submission.dismissed:")
_SEALED = (
    "hearing.", "void.", "submission.reward", "subject.reward", "submission.agreed:",
    "session.conclusion", "decision.", "delivery.",
)  # fmt: skip


def sealed(fld: str) -> bool:
    """Whether a cell may tell of marks, totals or what came of them: nobody but the office
    sees it while scoring is blind (domain.md part 4)."""
    return fld.startswith(_SEALED)


@lru_cache(maxsize=4096)
def topics_of(fld: str) -> Topic:
    """What a change of that cell is about."""
    kind, _, name = fld.partition(".")
    found = Topic.SHARING if fld.startswith(_SHARING) else _KINDS.get(kind, Topic.OTHER)
    if name == GONE:
        found |= Topic.REMOVAL
    return found if sealed(fld) else found | Topic.OPEN


@lru_cache(maxsize=4096)
def _number_of(fld: str) -> int:
    return int(topics_of(fld))


def create(connection: sqlite3.Connection) -> None:
    """Makes the empty tables."""
    for statement in _DDL:
        connection.execute(statement)


def apply_all(connection: sqlite3.Connection) -> None:
    """Everything that the log, the ballots and the snapshots tell, into empty tables."""
    waiting = _operations(
        connection.execute(
            "SELECT op, ent, fld, id FROM change INDEXED BY change_op ORDER BY op, ent, fld, id"
        ),
        connection,
    )
    while batch := list(islice(waiting, _BATCH)):
        connection.executemany(_INSERT, batch)
    connection.execute(f"{_HANG} WHERE fld IN (?, ?, ?) {_IDS}", _HANGING)
    _add_ballots(
        connection, connection.execute("SELECT id, member, body FROM ballot ORDER BY id")
    )
    _add_snapshots(
        connection, connection.execute("SELECT session, seq, sig, key, body FROM snapshot")
    )


def apply_touched(
    connection: sqlite3.Connection,
    rows: Iterable[tuple[str, bytes]],
    pairs: Iterable[tuple[bytes, bytes]],
    sessions: Iterable[bytes],
) -> None:
    """Adds what is new about rows that were touched, as (kind, id), about the ballots of
    (submission, member) and about the snapshots of sessions."""
    fresh: dict[bytes, None] = {}
    frozen = dict.fromkeys(sessions)
    waiting = iter(rows)
    while some := list(islice(waiting, _TOGETHER)):
        idents = [ent for _, ent in some]
        found = connection.execute(
            f"SELECT DISTINCT op FROM change c WHERE ent IN ({', '.join('?' * len(idents))}) "
            "AND NOT EXISTS(SELECT 1 FROM event e WHERE e.id = c.op)",
            idents,
        )
        fresh.update((op, None) for (op,) in found)
        for kind, ent in some:
            if kind == "snapshot":  # the time beside one may be said again, or later than it came
                frozen[ent] = None
            elif f"{kind}.submission" in _HANGING:
                _hang(connection, ent, f"{kind}.submission")
    for op in fresh:
        changes = connection.execute(
            "SELECT op, ent, fld, id FROM change WHERE op = ? ORDER BY op, ent, fld, id", (op,)
        )
        connection.executemany(_INSERT, list(_operations(changes, connection)))
    for pair in pairs:
        ballots = connection.execute(
            "SELECT id, member, body FROM ballot WHERE submission = ? AND member = ?", pair
        )
        _add_ballots(connection, ballots.fetchall())
    for session in frozen:
        snapshots = connection.execute(
            "SELECT session, seq, sig, key, body FROM snapshot WHERE session = ?", (session,)
        )
        _add_snapshots(connection, snapshots.fetchall())


def snapshot_id(session: bytes, seq: int, sig: bytes) -> bytes:
    """What names a snapshot among the events."""
    return hashlib.blake2b(
        session + seq.to_bytes(8, "big", signed=True) + sig, digest_size=16
    ).digest()


def note_frozen(operation: Operation, session: bytes, seq: int, body: bytes) -> None:
    """Says beside a snapshot when it was made, see :func:`frozen_at`."""
    kind, _, name = _FROZEN.partition(".")
    operation.append(kind, session, f"{name}{digest_of(body)}", [], seq)


def frozen_at(connection: sqlite3.Connection, session: bytes, key: bytes, body: bytes) -> int:
    """When a snapshot was made, as its author claimed in a cell beside it; 0 where nobody did.

    No part of what is frozen: the same content has the same code at any time.
    """
    found = connection.execute(
        "SELECT min(c.id) FROM change c JOIN op o ON o.op = c.op "
        "WHERE c.ent = ? AND c.fld = ? AND o.key = ?",
        (session, f"{_FROZEN}{digest_of(body)}", key),
    ).fetchone()
    return 0 if found[0] is None else ms_of(found[0])


def _operations(
    changes: Iterable[tuple[bytes, bytes, str, bytes]], connection: sqlite3.Connection
) -> Iterator[tuple[object, ...]]:
    """Rows of ``event`` out of changes in the order of their operation."""
    for op, group in groupby(changes, key=itemgetter(0)):
        topics, count, time, first = 0, 0, -1, None  # topics as a number: quicker by far
        seen = ""
        for _, ent, fld, ident in group:
            if fld.startswith(_FROZEN):  # its snapshot stands in the list
                continue
            count += 1
            time = max(time, ms_of(ident))
            if first is None:
                first = (ent, fld, ident)
            if fld != seen:
                topics |= _number_of(fld)
                seen = fld
        if not count:
            continue
        found = connection.execute(
            "SELECT who FROM change WHERE ent = ? AND fld = ? AND id = ?", first or ()
        ).fetchone()
        yield time, op, found[0] if found else "", topics, count


def _add_ballots(
    connection: sqlite3.Connection, ballots: Iterable[tuple[bytes, bytes, bytes]]
) -> None:
    for ident, member, raw in ballots:
        body = read_body(raw)
        topics = Topic.BALLOT | (Topic.PAPER if is_paper(body) else Topic(0))
        row = (whole(body, "time"), ident, member.hex(), int(topics), 1)
        connection.execute(_INSERT, row)


def _add_snapshots(
    connection: sqlite3.Connection, snapshots: Iterable[tuple[bytes, int, bytes, bytes, bytes]]
) -> None:
    for session, seq, sig, key, raw in snapshots:
        ident = snapshot_id(session, seq, sig)
        body = read_body(raw)
        topics = Topic.SNAPSHOT | Topic.OPEN
        time = frozen_at(connection, session, key, raw)
        connection.execute("DELETE FROM event WHERE id = ?", (ident,))
        connection.execute(_INSERT, (time, ident, "office", int(topics), 1))
        held = body.get("submissions")
        for each in held if isinstance(held, list) else ():
            submission = id_of(str(each.get("id", ""))) if isinstance(each, dict) else None
            if submission is not None:
                connection.execute(_INSERT_ROW, (submission, ident))


def _hang(connection: sqlite3.Connection, ent: bytes, fld: str) -> None:
    """Notes every submission that a row was ever said to hang on."""
    connection.execute(f"{_HANG} WHERE ent = ? AND fld = ? {_IDS}", (ent, fld))
