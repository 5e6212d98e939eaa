"""A copy of the book for a stick: all of it, or for one member without others' ballots.

A copy is built fresh, so no deleted row leaves a trace in it; it leaves ballots, lists and
snapshots out but never a change; it carries nothing local and no draft. Before it goes to the
stick it is read as if it were foreign.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import enrolment, schema
from db.book import Book
from db.campaigns import campaigns
from db.exchange import usb_file
from db.exchange.fingerprint import fingerprint
from db.exchange.foreign import open_foreign
from db.exchange.verify import FOR, MADE, SOURCE, Content, Progress, quiet, verify_all
from db.keys import has_member_key
from db.records import Member
from db.storage import connect, transaction, uri
from db.surroundings import members

_CHANGES = "SELECT ent, fld, id, prev, val, who, op FROM src.change ORDER BY ent, fld, id"
_TABLES = {
    "book": "SELECT id, office FROM src.book",
    "change": _CHANGES,
    "op": "SELECT op, key, sig FROM src.op ORDER BY op",
}
_CLOSED = {  # what a member's copy has of that member alone, and of nobody else
    "ballot": "SELECT id, member, submission, prev, body, sig, key FROM src.ballot",
    "sent": "SELECT member, seq, sig, prev, ids, key FROM src.sent",
}
_SNAPSHOTS = "SELECT session, seq, sig, body, key FROM src.snapshot ORDER BY session, seq, sig"


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was written and read back; counts of what it holds."""

    path: Path
    fingerprint: str
    changes: int
    ballots: int
    enrols: bool  # it carries a one-time secret for the member's new key


def copy(
    book: Book,
    target: Path,
    *,
    for_member: Member | None = None,
    passphrase: str | None = None,
    progress: Progress = quiet,
) -> Copied:
    """Writes a copy to ``target`` (another name beside it where that is taken).

    A copy for a member made where the office key lies carries a new one-time secret. Raises
    what :func:`db.exchange.usb_file.write` raises, CancelledError through ``progress``.
    """
    folder = Path(tempfile.mkdtemp(dir=book.home.folder("temp")))
    try:
        local = folder / "copy"
        secret = None
        if for_member is not None and book.office is not None:
            secret = enrolment.issue(book, for_member.id)
        _build(book, local, for_member, secret)
        with open_foreign(local, book.home) as foreign:
            verify_all(Content(foreign.connection, foreign.path), progress)
            mark = fingerprint(foreign.connection)
            counts = (
                foreign.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("change", "ballot")
            )
            changes, ballots = counts
        placed = usb_file.write(
            local, target, passphrase=passphrase, never=(book.path,), progress=progress
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Copied(placed, mark, changes, ballots, secret is not None)


def owner(book: Book, known: Sequence[Member]) -> Member | None:
    """The member whose copy this is: whose key lies on this laptop, else for whom the copy was
    made; None at the office, or where it cannot be told."""
    if book.office is not None:
        return None
    keyed = [m for m in known if has_member_key(book.home, book.id, m.id)]
    if keyed:
        return keyed[0] if len(keyed) == 1 else None
    found = book.connection.execute("SELECT value FROM local WHERE name = ?", (FOR,)).fetchone()
    return next((m for m in known if found is not None and m.id == found[0]), None)


def source_of(book: Book) -> str:
    """Who makes copies on this laptop, in the words that the receiver reads: the office's body,
    or the member."""
    known = campaigns(book.connection)
    if not known:
        return ""
    if book.office is not None:
        return known[0].body
    member = owner(book, members(book.connection, known[0].id))
    return "" if member is None else f"{member.name} ({member.code})"


def suggested_name(book: Book, for_member: Member | None) -> str:
    """A dated name for a copy: body, member, time."""
    known = campaigns(book.connection)
    body = f"{known[0].body}-{known[0].year}" if known else book.path.stem
    who = for_member or (owner(book, members(book.connection, known[0].id)) if known else None)
    return usb_file.dated_name(body, who.code if who else "", book.clock())


def _build(book: Book, path: Path, for_member: Member | None, secret: bytes | None) -> None:
    connection = connect(path, create=True)
    try:
        connection.execute("ATTACH ? AS src", (uri(book.path.absolute(), "mode=ro"),))
        with transaction(connection, path):
            schema.create_log(connection)
            _fill(connection, for_member)
            said = {SOURCE: source_of(book), MADE: book.clock()}
            if for_member is not None:
                said[FOR] = for_member.id
            connection.executemany("INSERT INTO local(name, value) VALUES (?, ?)", said.items())
            if for_member is not None and secret is not None:
                enrolment.put_into(connection, for_member.id, secret)
        connection.execute("DETACH src")
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, for_member: Member | None) -> None:
    for table, select in _TABLES.items():
        _insert(connection, table, select)
    for table, select in _CLOSED.items():
        if for_member is None:
            _insert(connection, table, select)
        else:
            _insert(connection, table, f"{select} WHERE member = ?", for_member.id)
    if for_member is None:
        _insert(connection, "snapshot", _SNAPSHOTS)


def _insert(connection: sqlite3.Connection, table: str, select: str, *arguments: bytes) -> None:
    columns = select.removeprefix("SELECT ").partition(" FROM ")[0]
    connection.execute(f"INSERT INTO {table}({columns}) {select}", arguments)
