"""``check``: is the file whole, is every id and signature right, does the picture agree?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from db import picture, schema
from db.amendment_check import amendment_faults
from db.ballot_body import sent_message
from db.book import Book
from db.change_log import change_id, load_office, ms_of, op_message
from db.errors import DiskFullError
from db.exchange.verify import honest, stated_by
from db.frozen_picture import amends, digest_of
from db.keys import verify
from db.operation import SignedBallot
from db.sessions import snapshots
from db.storage import translate

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
    """Makes the picture anew in a copy and compares it row by row, table by table. SQLite keeps
    the copy in memory where it is small, else in a file of its own that goes when it is closed:
    memory does not grow with the book."""
    copy = sqlite3.connect("", isolation_level=None)
    try:
        book.connection.backup(copy)
        (root,) = copy.execute("SELECT office FROM book").fetchone()
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("BEGIN")
        picture.rebuild(copy, book.id, root)
        copy.execute("COMMIT")
        for name in sorted({*_names(book.connection), *_names(copy)}):
            if any(a != b for a, b in zip_longest(_rows(book.connection, name), _rows(copy, name))):
                yield Trouble("picture_differs", {"table": name})
    except sqlite3.OperationalError as error:
        found = translate(error, book.path)
        if isinstance(found, DiskFullError):  # no fault of the book's
            raise found from error
        raise
    finally:
        copy.close()


def _names(connection: sqlite3.Connection) -> list[str]:
    """The picture's tables."""
    known = {*schema.TRAVELLING, *schema.LOCAL}
    found = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return [name for (name,) in found if name not in known and not name.startswith("sqlite_")]


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """What a table holds, in a fixed order; the names of its columns first. Nothing where there
    is no such table."""
    if table not in _names(connection):
        return
    columns = connection.execute(f'SELECT * FROM "{table}" LIMIT 0').description
    yield tuple(name for name, *_ in columns)
    order = ", ".join(str(place) for place in range(1, len(columns) + 1))
    yield from connection.execute(f'SELECT * FROM "{table}" ORDER BY {order}')


def tables(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """The picture's rows by table, in a fixed order."""
    return {
        name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in _names(connection)
    }
