"""The file format: what travels from book to book, and what is only this laptop's.

``TRAVELLING`` is compared text for text when a foreign file is inspected; a change in it
is a new ``FORMAT``. Local tables and the picture may change shape at any time: the picture
is rebuilt from the log.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping

APPLICATION_ID = 0x54444448  # "TDDH"
FORMAT = 1
PICTURE = 17  # shape of the picture; another number there means: rebuild
SUFFIX = ".thamdinh"

# Where a table is WITHOUT ROWID its key comes first, in the key's order: SQLite 3.40 (Debian 12)
# reports "NULL value in ..." for a whole file otherwise, in integrity_check and quick_check.
TRAVELLING: dict[str, str] = {
    "book": (
        "CREATE TABLE book(id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16), "
        "office BLOB NOT NULL CHECK(length(office) = 32)) STRICT"
    ),
    "change": (
        "CREATE TABLE change(ent BLOB NOT NULL CHECK(length(ent) = 16), fld TEXT NOT NULL, "
        "id BLOB NOT NULL CHECK(length(id) = 22), "
        "prev BLOB NOT NULL CHECK(length(prev) % 22 = 0), val ANY, who TEXT NOT NULL, "
        "op BLOB NOT NULL CHECK(length(op) = 16), "
        "PRIMARY KEY(ent, fld, id)) STRICT, WITHOUT ROWID"
    ),
    "change_op": "CREATE INDEX change_op ON change(op)",
    "op": (
        "CREATE TABLE op(op BLOB NOT NULL PRIMARY KEY CHECK(length(op) = 16), "
        "key BLOB NOT NULL CHECK(length(key) = 32), "
        "sig BLOB NOT NULL CHECK(length(sig) = 64)) STRICT, WITHOUT ROWID"
    ),
    "ballot": (
        "CREATE TABLE ballot(id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16), "
        "member BLOB NOT NULL CHECK(length(member) = 16), "
        "submission BLOB NOT NULL CHECK(length(submission) = 16), "
        "prev BLOB NOT NULL CHECK(length(prev) % 16 = 0), body BLOB NOT NULL, "
        "sig BLOB NOT NULL CHECK(length(sig) = 64), "
        "key BLOB NOT NULL CHECK(length(key) = 32)) STRICT"
    ),
    "ballot_pair": "CREATE INDEX ballot_pair ON ballot(submission, member)",
    "sent": (
        "CREATE TABLE sent(member BLOB NOT NULL CHECK(length(member) = 16), "
        "seq INTEGER NOT NULL, sig BLOB NOT NULL CHECK(length(sig) = 64), "
        "prev BLOB NOT NULL CHECK(length(prev) IN (0, 64)), "
        "ids BLOB NOT NULL CHECK(length(ids) % 16 = 0), "
        "key BLOB NOT NULL CHECK(length(key) = 32), "
        "PRIMARY KEY(member, seq, sig)) STRICT, WITHOUT ROWID"
    ),
    "snapshot": (
        "CREATE TABLE snapshot(session BLOB NOT NULL CHECK(length(session) = 16), "
        "seq INTEGER NOT NULL, sig BLOB NOT NULL CHECK(length(sig) = 64), body BLOB NOT NULL, "
        "key BLOB NOT NULL CHECK(length(key) = 32), "
        "PRIMARY KEY(session, seq, sig)) STRICT, WITHOUT ROWID"
    ),
}

LOCAL: dict[str, str] = {
    "local": "CREATE TABLE local(name TEXT NOT NULL PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID",
    # Which files were taken in here, and what each brought: an operation or a ballot by its id.
    "taken_in": (
        "CREATE TABLE taken_in(run INTEGER PRIMARY KEY, name TEXT NOT NULL, "
        "fingerprint TEXT NOT NULL, source TEXT NOT NULL, made INTEGER, time INTEGER NOT NULL, "
        "changes INTEGER NOT NULL, ballots INTEGER NOT NULL) STRICT"
    ),
    "origin": (
        "CREATE TABLE origin(id BLOB NOT NULL PRIMARY KEY, run INTEGER NOT NULL) "
        "STRICT, WITHOUT ROWID"
    ),
    # What became of each file that units handed in, the refused ones too, for the intake desk.
    "received_file": (
        "CREATE TABLE received_file(campaign BLOB NOT NULL, name TEXT NOT NULL, "
        "unit TEXT NOT NULL, verdict TEXT NOT NULL, code TEXT NOT NULL, facts TEXT NOT NULL, "
        "proof_code TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY(campaign, name)) "
        "STRICT, WITHOUT ROWID"
    ),
}


def create_log(connection: sqlite3.Connection) -> None:
    """Makes the tables of an empty book and stamps the header."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT}")
    for statement in (*TRAVELLING.values(), *LOCAL.values()):
        connection.execute(statement)


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the header names our application and the travelling tables are to the letter."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        return False
    return strange(connection, TRAVELLING) is None


# Comments count as blanks between the two words.
_VIRTUAL = re.compile(r"CREATE(\s|/\*.*?\*/|--[^\n]*\n)+VIRTUAL\b", re.IGNORECASE | re.DOTALL)


def strange(connection: sqlite3.Connection, tables: Mapping[str, str]) -> str | None:
    """The name of something that no file of ours holds, None where there is nothing: a table
    of ours in other words, anything that could act by itself (trigger, view, virtual table),
    or an index of somebody else's on our tables, which could answer in their place."""
    found = {}
    for kind, name, table, sql in connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
    ):
        if sql is None:  # an index that SQLite itself keeps
            continue
        if kind not in ("table", "index") or not isinstance(sql, str) or _VIRTUAL.match(sql):
            return str(name)
        if kind == "index" and table in tables and name not in tables:
            return str(name)
        found[name] = sql
    return next((name for name, sql in tables.items() if found.get(name) != sql), None)


def picture_version(connection: sqlite3.Connection) -> int | None:
    """The shape of the picture in this file, None where it has none (a fresh copy)."""
    if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'local'").fetchone():
        return None
    found = connection.execute("SELECT value FROM local WHERE name = 'picture'").fetchone()
    return found[0] if found is not None and isinstance(found[0], int) else None


def create_local(connection: sqlite3.Connection) -> None:
    """Makes the laptop's own tables where a file lacks them."""
    for name, statement in LOCAL.items():
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchone():
            connection.execute(statement)
