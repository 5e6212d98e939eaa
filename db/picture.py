"""The picture: typed tables that screens and papers read, derived from the log.

It is written in the transaction of the change itself and equals a rebuild from the log at
any time (``check`` proves it). A row here stands for the counting heads of its cells.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from db import history_picture, schema
from db.change_log import Authority, load_authority
from db.kind_types import Type
from db.kinds import KINDS
from db.picture_rows import DERIVED, apply_all_rows

_COLUMN = {Type.REF: bytes, Type.TEXT: str, Type.DATE: str}  # all others are whole numbers


def create(connection: sqlite3.Connection) -> None:
    """Makes the picture's empty tables; older ones are dropped."""
    known = {*schema.TRAVELLING, *schema.LOCAL}
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
    for (name,) in found:
        if name not in known and not name.startswith("sqlite_"):
            connection.execute(f'DROP TABLE "{name}"')
    for statement in _statements():
        connection.execute(statement)
    schema.create_local(connection)
    connection.execute(
        "INSERT OR REPLACE INTO local(name, value) VALUES ('picture', ?)", (schema.PICTURE,)
    )


@cache
def _statements() -> tuple[str, ...]:
    """What makes the empty tables; put together once a process, every file opened needs it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        _create_anew(memory)
        made = memory.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        return tuple(statement for (statement,) in made)


def _create_anew(connection: sqlite3.Connection) -> None:
    from sqlite_utils import Database

    database = Database(connection)
    for name, kind in KINDS.items():
        columns: dict[str, type] = {"id": bytes}
        columns |= {f: _COLUMN.get(t, int) for f, t in kind.fields.items()}
        columns |= dict(DERIVED.get(name, ()))
        table = database.table(name)
        table.create(columns, pk="id", strict=True)
        for index in kind.index:
            table.create_index(index)
        for family in kind.families.values():
            database.table(family.table).create(
                {
                    name: bytes,
                    family.key: bytes if family.key_is_id else str,
                    family.value: _COLUMN.get(family.type, int),
                },
                pk=(name, family.key),
                strict=True,
            )
    for name, columns, pk in _TABLES:
        database.table(name).create(columns, pk=pk, strict=True)
    database.table("tally").create_index(["campaign"])
    for statement in _INDEXES:
        connection.execute(statement)
    history_picture.create(connection)


_INDEXES = (
    # The few ballots that do not simply count: found without looking at all.
    "CREATE INDEX ballot_odd ON ballot_state(status) WHERE status IN ('conflict', 'unconfirmed')",
    # Lists are gone through in the order of the codes and searched without the rows themselves.
    "CREATE INDEX submission_list ON submission(campaign, sort, id, code, unit, search)",
    "CREATE INDEX submission_unit ON submission(campaign, unit)",
)
_TABLES: tuple[tuple[str, dict[str, type], tuple[str, ...] | str], ...] = (
    ("trouble", {"ent": bytes, "fld": str, "what": str}, ("ent", "fld", "what")),
    (
        "ballot_state",
        {
            "submission": bytes,
            "member": bytes,
            "ballot": bytes,
            "status": str,
            "seq": int,
            "paper": int,
            "entry": str,
            "marks": str,
            "total": int,
            "comment": str,
            "reason": str,
            "time": int,
            "scale": str,
        },
        ("submission", "member"),
    ),
    ("standing", {"session": bytes, "seq": int, "sig": bytes}, "session"),
    (
        "frozen",
        {"submission": bytes, "session": bytes, "class": str},
        ("submission", "session"),
    ),
    (
        "tally",
        {
            "submission": bytes,
            "campaign": bytes,
            "eligible": int,
            "eligible_code": str,
            "clause": str,
            "ballots_valid": int,
            "ballots_expected": int,
            "recused": int,
            "criteria": str,
            "final": int,
            "median": int,
            "spread": int,
            "wide": str,
            "class": str,
            "borderline": int,
            "self_score": int,
            "kind": str,
            "code": str,
        },
        "submission",
    ),
)


def rebuild(connection: sqlite3.Connection, book: bytes, root: bytes) -> Authority:
    """Makes the whole picture from the log, inside the caller's transaction.

    Returns the authority as the log has it now.
    """
    from db.ballot_picture import apply_pairs
    from db.frozen_picture import apply_frozen
    from db.same_code import apply_all as apply_same_code
    from db.tallies import apply_all

    create(connection)
    office_only = load_authority(connection, book, root)
    first = ("member", "office")  # whose keys count must be known before anything else
    apply_all_rows(connection, office_only, first)
    authority = load_authority(connection, book, root)
    apply_all_rows(connection, authority, set(KINDS) - set(first))
    apply_same_code(connection)
    pairs = connection.execute("SELECT DISTINCT submission, member FROM ballot")
    apply_pairs(connection, authority, pairs)
    sessions = connection.execute("SELECT DISTINCT session FROM snapshot").fetchall()
    apply_frozen(connection, authority, [session for (session,) in sessions])
    apply_all(connection)
    history_picture.apply_all(connection)
    return authority
