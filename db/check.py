"""``check``: is the file whole, is every id and signature right, does the picture agree?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from db import picture, schema
from db.amendment_check import amendment_faults
from db.ballot_body import sent_message
from db.book import Book
from db.change_log import change_id, load_office, ms_of, op_message
from db.exchange.verify import honest, stated_by
from db.frozen_picture import amends, digest_of
from db.keys import verify
from db.operation import SignedBallot
from db.sessions import snapshots

DAY = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing wrong: ``code`` for the sentence, ``facts`` for its gaps."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


def check(book: Book) -> list[Trouble]:
    """Everything that is wrong with an open book; empty when all is well."""
    try:
        with book.reading() as connection:
            damage = [
                line for (line,) in connection.execute("PRAGMA integrity_check(20)") if line != "ok"
            ]
            if damage:
                return [Trouble("damaged", {"detail": line}) for line in damage]
            return [
                *_changes(book),
                *_ballots(book),
                *_lists(book),
                *_snapshots(book),
                *_picture(book),
            ]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return [Trouble("damaged", {"detail": str(error)})]


def _changes(book: Book) -> Iterator[Trouble]:
    connection = book.connection
    wrong = ahead = 0
    limit = book.clock() + DAY
    for ent, fld, ident, prev, val, who, op in connection.execute(
        "SELECT ent, fld, id, prev, val, who, op FROM change"
    ):
        ms = ms_of(ident)
        if change_id(book.id, ms, ent, fld, prev, val, who, op) != ident:
            wrong += 1
        ahead += ms > limit
    if wrong:
        yield Trouble("change_altered", {"count": wrong})
    if ahead:
        yield Trouble("clock_ahead", {"count": ahead})
    unsigned = 0
    for op, key, sig in connection.execute("SELECT op, key, sig FROM op"):
        ids = [i for (i,) in connection.execute("SELECT id FROM change WHERE op = ?", (op,))]
        if not verify(key, sig, op_message(book.id, op, ids)):
            unsigned += 1
    (orphans,) = connection.execute(
        "SELECT count(DISTINCT c.op) FROM change c LEFT JOIN op o ON o.op = c.op "
        "WHERE o.op IS NULL"
    ).fetchone()
    if unsigned or orphans:
        yield Trouble("operation_unsigned", {"count": unsigned + orphans})


def _ballots(book: Book) -> Iterator[Trouble]:
    """Ids and signatures; and that the columns say what was signed."""
    wrong = 0
    for record in book.connection.execute(
        "SELECT id, member, submission, prev, body, sig, key FROM ballot"
    ):
        wrong += not honest(SignedBallot(*record), book.id)
    if wrong:
        yield Trouble("ballot_altered", {"count": wrong})


def _lists(book: Book) -> Iterator[Trouble]:
    """Whether anything is missing of what a member signed as handed in: a ballot, or a list
    that the next one names. Keys that nobody confirmed prove nothing."""
    here = {ident for (ident,) in book.connection.execute("SELECT id FROM ballot")}
    signatures = {sig for (sig,) in book.connection.execute("SELECT sig FROM sent")}
    for member, seq, prev, ids, key, sig in book.connection.execute(
        "SELECT member, seq, prev, ids, key, sig FROM sent ORDER BY member, seq"
    ):
        if not verify(key, sig, sent_message(book.id, member, seq, prev, ids)):
            yield Trouble("list_altered", {"seq": seq})
            continue
        missing = {ids[i : i + 16] for i in range(0, len(ids), 16)} - here
        lost = len(missing) + (prev != b"" and prev not in signatures)
        if lost and book.authority.speaks_for(key, member, paper=False):
            yield Trouble("ballot_omitted", {"count": lost, "seq": seq})


def _snapshots(book: Book) -> Iterator[Trouble]:
    office = load_office(book.connection, book.id, book.root, ever=True)
    for session, seq, body, sig, key in book.connection.execute(
        "SELECT session, seq, body, sig, key FROM snapshot ORDER BY session, seq"
    ):
        if (
            key not in office
            or not verify(key, sig, body)
            or stated_by(body) != (book.id.hex(), session.hex(), seq)
        ):
            yield Trouble("snapshot_altered", {"seq": seq})
        elif amends(body):
            known = {digest_of(each.body): each for each in snapshots(book.connection, session)}
            former = known.get(amends(body))
            for what in amendment_faults(body, None if former is None else former.body):
                yield Trouble("amendment", {"seq": seq, "what": what})


def _picture(book: Book) -> Iterator[Trouble]:
    """Rebuilds the picture in memory and compares it, table by table."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    try:
        memory.deserialize(book.connection.serialize())
        before = tables(memory)
        root = memory.execute("SELECT office FROM book").fetchone()[0]
        memory.execute("BEGIN")
        picture.rebuild(memory, book.id, root)
        after = tables(memory)
        memory.execute("COMMIT")
    finally:
        memory.close()
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield Trouble("picture_differs", {"table": name})


def tables(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The picture's rows by table, in a fixed order."""
    known = {*schema.TRAVELLING, *schema.LOCAL}
    names = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if name not in known and not name.startswith("sqlite_")
    ]
    return {
        name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in names
    }
