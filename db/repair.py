"""``repair``: everything readable of a damaged book into a new one, and a list of what is lost.

Ids and signatures tell true rows from rubble. An operation that is whole goes over as it is;
what is left of one that lost changes is written anew by the office where its key is here,
because its signature covers all of it. Ballots, lists and snapshots stand each for itself.
"""

from __future__ import annotations

import mmap
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from db import salvage, schema
from db.ballot_body import sent_message
from db.ballot_picture import read_body
from db.book import Book, Clock, now
from db.change_log import ID, Change, Value, change_id, evaluate, id_of, ms_of, op_message
from db.errors import (
    FileExistsAlreadyError,
    FileMissingError,
    FileUnusableError,
    NotRepairableError,
)
from db.exchange.rows import ChangeRow, OpRow, SentRow, SnapshotRow
from db.exchange.verify import honest, stated_by
from db.home import Home
from db.keys import office_key, verify
from db.kinds import ANSWER
from db.operation import SignedBallot
from db.storage import connect, put_in_place, transaction


@dataclass(frozen=True, slots=True)
class Repaired:
    """Counts of what went over. ``rewritten`` are cells that the office wrote anew; ``lost``
    are operations of which nothing, or only a part, could be kept: (who, claimed ms, changes
    found of it)."""

    path: Path
    changes: int
    rewritten: int
    ballots: int
    lists: int
    snapshots: int
    omitted: int  # ballots that a member's signed list names and that are not there
    lost: tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class _Rubble:
    """What has the shape of our rows, unproved; each row once."""

    books: set[tuple[bytes, bytes]] = field(default_factory=set)
    changes: dict[bytes, ChangeRow] = field(default_factory=dict)
    ops: set[OpRow] = field(default_factory=set)
    ballots: dict[bytes, SignedBallot] = field(default_factory=dict)
    sent: set[SentRow] = field(default_factory=set)
    snapshots: set[SnapshotRow] = field(default_factory=set)


def repair(path: Path, out: Path, home: Home, clock: Clock = now) -> Repaired:
    """Makes ``out``, a book with all that is readable in ``path``, which stays as it is.

    Raises FileMissingError, FileUnusableError, FileExistsAlreadyError, NotRepairableError
    (nothing of a book can be recognised).
    """
    if not path.is_file():
        raise FileMissingError(path=path)
    if out.exists():
        raise FileExistsAlreadyError(path=out)
    try:
        with path.open("rb") as stream, mmap.mmap(
            stream.fileno(), 0, access=mmap.ACCESS_READ
        ) as content:
            rubble = _gather(salvage.records(content))
    except ValueError as error:  # an empty file
        raise NotRepairableError(path=path) from error
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    book, root = _identity(rubble, home, path)
    changes = [row for row in rubble.changes.values() if _true_change(book, row)]
    whole, broken = _by_operation(book, changes, rubble.ops)
    ballots = [row for row in rubble.ballots.values() if honest(row, book)]
    sent = [
        row
        for row in rubble.sent
        if verify(row.key, row.sig, sent_message(book, row.member, row.seq, row.prev, row.ids))
    ]
    snapshots = [
        row
        for row in rubble.snapshots
        if stated_by(row.body) == (book.hex(), row.session.hex(), row.seq)
        and verify(row.key, row.sig, row.body)
    ]
    _write(out, (book, root), whole, ballots, sent, snapshots)
    with Book.open(out, home, clock=clock) as made:
        rewritten = _rewrite(made, broken)
    here = {row.id for row in ballots}
    named = {row.ids[i : i + 16] for row in sent for i in range(0, len(row.ids), 16)}
    return Repaired(
        out,
        sum(len(rows) for _, rows in whole),
        rewritten,
        len(ballots),
        len(sent),
        len(snapshots),
        len(named - here),
        tuple((rows[0].who, max(ms_of(r.id) for r in rows), len(rows)) for rows in broken),
    )


def _gather(records: Iterable[salvage.Record]) -> _Rubble:
    found = _Rubble()
    for record in records:
        match record:
            case (bytes() as ident, bytes() as office) if (len(ident), len(office)) == (16, 32):
                found.books.add((ident, office))
            case (bytes(), str(), bytes(), bytes(), _, str(), bytes()):
                change = ChangeRow(*record)  # type: ignore[arg-type]  # the case has just said so
                found.changes[change.id] = change
            case (bytes(), bytes(), bytes()):
                found.ops.add(OpRow(*record))  # type: ignore[arg-type]  # the case has said so
            case (bytes(), bytes(), bytes(), bytes(), bytes(), bytes(), bytes()):
                ballot = SignedBallot(*record)  # type: ignore[arg-type]  # the case has said so
                found.ballots[ballot.id] = ballot
            case (bytes() as member, int() as seq, bytes() as sig, bytes() as prev,
                  bytes() as ids, bytes() as key):  # fmt: skip
                if 0 < seq < 2**63:
                    found.sent.add(SentRow(member, seq, sig, prev, ids, key))
            case (bytes() as session, int() as seq, bytes() as sig, bytes() as body,
                  bytes() as key):  # fmt: skip
                found.snapshots.add(SnapshotRow(session, seq, sig, body, key))
    return found


def _identity(rubble: _Rubble, home: Home, path: Path) -> tuple[bytes, bytes]:
    """(book, root key): under which most changes prove true; also a book whose key is here."""
    candidates = set(rubble.books)
    keys = home.root / "keys"
    for folder in keys.iterdir() if keys.is_dir() else ():
        try:
            book = bytes.fromhex(folder.name)
            key = office_key(home, book)
        except (ValueError, FileUnusableError):
            continue
        if key is not None:
            candidates.add((book, key.public))
    if not candidates and rubble.ops:  # ballots say whose they are; the office writes most
        root, _ = Counter(op.key for op in rubble.ops).most_common(1)[0]
        said = {read_body(row.body).get("book") for row in rubble.ballots.values()}
        books = {id_of(text) for text in said if isinstance(text, str)}
        candidates = {(book, root) for book in books if book is not None and len(book) == 16}
    some = list(rubble.changes.values())[:200]
    rated = [(sum(_true_change(b, row) for row in some), b, root) for b, root in candidates]
    if not rated or max(rated)[0] == 0:
        raise NotRepairableError(path=path)
    _, book, root = max(rated)
    return book, root


def _true_change(book: bytes, row: ChangeRow) -> bool:
    return len(row.id) == ID and row.id == change_id(
        book, ms_of(row.id), row.ent, row.fld, row.prev, row.val, row.who, row.op
    )


def _by_operation(
    book: bytes, changes: Iterable[ChangeRow], ops: Iterable[OpRow]
) -> tuple[list[tuple[OpRow, list[ChangeRow]]], list[list[ChangeRow]]]:
    """(operations that are whole, what is left of the others)."""
    grouped: dict[bytes, list[ChangeRow]] = {}
    for row in changes:
        grouped.setdefault(row.op, []).append(row)
    signed: dict[bytes, list[OpRow]] = {}
    for op in ops:
        signed.setdefault(op.op, []).append(op)
    whole, broken = [], []
    for ident, rows in grouped.items():
        message = op_message(book, ident, [row.id for row in rows])
        author = next((o for o in signed.get(ident, ()) if verify(o.key, o.sig, message)), None)
        if author is None:
            broken.append(rows)
        else:
            whole.append((author, rows))
    return whole, broken


def _write(
    out: Path,
    identity: tuple[bytes, bytes],
    whole: list[tuple[OpRow, list[ChangeRow]]],
    ballots: list[SignedBallot],
    sent: list[SentRow],
    snapshots: list[SnapshotRow],
) -> None:
    part = out.with_name(out.name + ".part")
    try:
        part.unlink(missing_ok=True)
        connection = connect(part, create=True)
        try:
            with transaction(connection, part):
                schema.create_log(connection)
                connection.execute("INSERT INTO book VALUES (?, ?)", identity)
                for op, rows in whole:
                    connection.execute("INSERT INTO op VALUES (?, ?, ?)", op)
                    connection.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
                connection.executemany("INSERT INTO ballot VALUES (?, ?, ?, ?, ?, ?, ?)", ballots)
                connection.executemany(
                    "INSERT INTO sent(member, seq, sig, prev, ids, key) VALUES (?, ?, ?, ?, ?, ?)",
                    sent,
                )
                connection.executemany(
                    "INSERT INTO snapshot(session, seq, sig, body, key) VALUES (?, ?, ?, ?, ?)",
                    snapshots,
                )
        finally:
            connection.close()
        put_in_place(part, out)
    except OSError as error:
        raise FileUnusableError(path=out, errno=error.errno) from error
    finally:
        part.unlink(missing_ok=True)


def _rewrite(book: Book, broken: list[list[ChangeRow]]) -> int:
    """The newest values of broken operations as new changes of the office; how many cells.
    Without the office's key they stay lost."""
    if book.office is None or not broken:
        return 0
    cells: dict[tuple[bytes, str], list[Change]] = {}
    for row in (row for rows in broken for row in rows):
        change = Change(row.fld, row.id, row.prev, row.val, row.who, row.op, b"")
        cells.setdefault((row.ent, row.fld), []).append(change)
    written = 0
    with book.write() as operation:
        for (ent, fld), changes in sorted(cells.items()):
            kind, _, name = fld.partition(".")
            if not name or fld.startswith(ANSWER):
                continue
            newest = evaluate(changes, lambda _fld, _key: True)
            kept = operation.cells(kind, ent).get(name)
            if kept is not None and kept.heads and kept.heads[-1] > newest.heads[-1]:
                continue  # a later operation, which is whole, has its say
            value: Value = newest.value
            if operation.set(kind, ent, {name: value}):
                written += 1
    return written
