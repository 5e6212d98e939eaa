"""What a foreign file holds, row by row, each id and signature verified before it is given out.

One pass a table, in the table's own order, so that memory does not grow with the file. What
is wrong refuses the whole file: half a file is no file.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from db.ballot_body import sent_message
from db.ballot_picture import read_body
from db.change_log import ID, change_id, load_office, ms_of, op_message, op_message_in_order
from db.errors import AlteredFileError, DamagedBookError, OtherBodyError
from db.exchange.rows import TABLES, ChangeRow, OpRow, SentRow, SnapshotRow
from db.keys import verify
from db.operation import SignedBallot

SOURCE, MADE, FOR = "copy.source", "copy.made", "copy.for"  # names in a copy's table ``local``

Progress = Callable[[int, int], None]  # done, all; raises to stop

PARTS: Final = 1000
"""What ``all`` is where work is told in thousandths and nothing is counted."""

_ROWS, _BYTES = 512, 4 << 20  # of one batch, at most: memory does not grow with the file


def quiet(done: int, all_: int) -> None:
    """For who does not watch."""


class Content:
    """The rows of a foreign book. Every method may raise AlteredFileError, DamagedBookError."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path
        rows = list(self._rows("SELECT id, office FROM book"))
        if len(rows) != 1 or not all(isinstance(part, bytes) for part in rows[0]):
            raise DamagedBookError(path=path, detail="book")
        self.book, self.root = rows[0]

    def require(self, book: bytes, root: bytes) -> None:
        """That it is a copy of that book. Raises OtherBodyError, AlteredFileError."""
        if self.book != book:
            raise OtherBodyError(path=self._path)
        if self.root != root:
            raise self.altered("office")

    def label(self) -> tuple[str, int | None]:
        """(who made the copy, when by their clock in ms) as the copy says; nobody vouches."""
        query = "SELECT name, value FROM local WHERE name IN (?, ?) LIMIT 2"
        said = dict(self._rows(query, SOURCE, MADE)) if self._has_local() else {}
        who, made = said.get(SOURCE), said.get(MADE)
        return (
            who[:200] if isinstance(who, str) else "",
            made if type(made) is int and 0 <= made < 2**48 else None,
        )

    def _has_local(self) -> bool:
        return bool(list(self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'local'")))

    def size(self) -> int:
        """How many rows there are to read, all tables together."""
        tables = ("change", "op", "ballot", "sent", "snapshot")
        counts = (next(self._rows(f"SELECT count(*) FROM {table}")) for table in tables)
        return sum(int(count) for (count,) in counts)

    def _rows(self, query: str, *arguments: bytes | str) -> Iterator[tuple[Any, ...]]:
        """Rows of the file; what SQLite says of it, and text that is no text, is its damage."""
        try:
            # Not "yield from": that would close the cursor when the rows are left half read,
            # maybe after the file itself is closed.
            for row in self._connection.execute(query, arguments):  # noqa: UP028
                yield row
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self.damaged(str(error)) from error

    def batches(self, table: str) -> Iterator[list[tuple[Any, ...]]]:
        """A table's rows in the order of its key, many at a time, not verified yet."""
        key, more, long = TABLES[table]
        try:
            rows = self._connection.execute(f"SELECT {key}, {more} FROM {table} ORDER BY {key}")
            while batch := _batch(rows, long):
                yield batch
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise self.damaged(str(error)) from error

    def changes(self) -> Iterator[ChangeRow]:
        """All changes in the order of their cells; every id is over what stands beside it."""
        for batch in self.batches("change"):
            yield from self.true_changes(batch)

    def true_changes(self, batch: Iterable[tuple[Any, ...]]) -> Iterator[ChangeRow]:
        """Those rows of ``change``, each verified."""
        book, types = self.book, (bytes, str, bytes, bytes, str, bytes)
        for record in batch:
            ent, fld, ident, prev, val, who, op = record
            if (type(ent), type(fld), type(ident), type(prev), type(who), type(op)) != types:
                raise self.damaged("type")
            if len(ident) != ID or len(prev) % ID or ident != change_id(
                book, ms_of(ident), ent, fld, prev, val, who, op
            ):
                raise self.altered("change")
            yield ChangeRow._make(record)

    def ops(self) -> Iterator[OpRow]:
        """All operations; :meth:`signed` verifies one."""
        for batch in self.batches("op"):
            yield from self.typed_ops(batch)

    def typed_ops(self, batch: Iterable[tuple[Any, ...]]) -> Iterator[OpRow]:
        """Those rows of ``op``; what they sign is not looked at."""
        for record in batch:
            row = OpRow(*record)
            if not _typed(row, (bytes, bytes, bytes)):
                raise self.damaged("type")
            yield row

    def require_whole(self) -> None:
        """That the file is whole and each index says what its table says: else a query by an
        index might be told of rows that are not there. Raises DamagedBookError."""
        for (line,) in self._rows("PRAGMA integrity_check(1)"):
            if line != "ok":
                raise self.damaged(str(line))

    def signed(self, row: OpRow, ids: Iterable[bytes] | None = None) -> int:
        """How many changes the operation has here, its signature over them verified. ``ids``
        are theirs in order, where somebody trusted has them; else the file's index is asked."""
        if ids is None:
            found = self._rows("SELECT id FROM change WHERE op = ? ORDER BY id", row.op)
            ids = (ident for (ident,) in found)
        message = op_message_in_order(self.book, row.op, ids)
        count = (len(message) - len(op_message(self.book, row.op, ()))) // ID
        if not count or not verify(row.key, row.sig, message):
            raise self.altered("operation")
        return count

    def ballots(self) -> Iterator[SignedBallot]:
        """All ballots: the id is over the body, the columns say what the body says, the key
        that it names has signed it."""
        for batch in self.batches("ballot"):
            yield from self.true_ballots(batch)

    def true_ballots(self, batch: Iterable[tuple[Any, ...]]) -> Iterator[SignedBallot]:
        """Those rows of ``ballot``, each verified."""
        for record in batch:
            row = SignedBallot(*record)
            if not _typed(row, (bytes,) * 7):
                raise self.damaged("type")
            if not honest(row, self.book):
                raise self.altered("ballot")
            yield row

    def sent(self) -> Iterator[SentRow]:
        """All lists of what was handed in, signed."""
        for batch in self.batches("sent"):
            yield from self.true_sent(batch)

    def true_sent(self, batch: Iterable[tuple[Any, ...]]) -> Iterator[SentRow]:
        """Those rows of ``sent``, each verified."""
        for record in batch:
            row = SentRow(*record)
            if not _typed(row, (bytes, int, bytes, bytes, bytes, bytes)):
                raise self.damaged("type")
            if not 0 < row.seq < 2**63 or not verify(
                row.key, row.sig, sent_message(self.book, row.member, row.seq, row.prev, row.ids)
            ):
                raise self.altered("list")
            yield row

    def snapshots(self) -> Iterator[SnapshotRow]:
        """All frozen sessions, each signed by an office key that the file itself can prove."""
        for batch in self.batches("snapshot"):
            yield from self.true_snapshots(batch)

    def true_snapshots(self, batch: Iterable[tuple[Any, ...]]) -> Iterator[SnapshotRow]:
        """Those rows of ``snapshot``, each verified."""
        office = load_office(self._connection, self.book, self.root, ever=True)
        for record in batch:
            row = SnapshotRow(*record)
            if not _typed(row, (bytes, int, bytes, bytes, bytes)):
                raise self.damaged("type")
            stated = (self.book.hex(), row.session.hex(), row.seq)
            if (
                row.key not in office
                or not verify(row.key, row.sig, row.body)
                or stated_by(row.body) != stated
            ):
                raise self.altered("snapshot")
            yield row

    def damaged(self, detail: str) -> DamagedBookError:
        """The refusal of this file: what in it cannot be read, for whoever mends it."""
        return DamagedBookError(path=self._path, detail=detail)

    def altered(self, what: str) -> AlteredFileError:
        """The refusal of this file: what in it is not what its author signed."""
        return AlteredFileError(path=self._path, what=what)


def verify_all(content: Content, progress: Progress = quiet) -> None:
    """Reads all of a file and verifies it. Raises AlteredFileError, DamagedBookError."""
    content.require_whole()
    size, done = content.size(), 0
    counted = 0
    for changes, _ in enumerate(content.changes(), 1):
        counted = changes
        if changes % 1024 == 0:
            progress(changes, size)
    done = counted
    for op in content.ops():
        counted -= content.signed(op)
        done += 1
        progress(done, size)
    if counted:  # changes that no operation answers for
        raise content.altered("operation")
    for rows in (content.ballots(), content.sent(), content.snapshots()):
        for _ in rows:
            done += 1
            progress(done, size)


def honest(row: SignedBallot, book: bytes) -> bool:
    """Whether a ballot's id, columns and signature agree with its signed bytes."""
    content = read_body(row.body)
    stated = {
        "book": book.hex(),
        "member": row.member.hex(),
        "submission": row.submission.hex(),
        "prev": [row.prev[i : i + 16].hex() for i in range(0, len(row.prev), 16)],
        "key": row.key.hex(),
    }
    return (
        hashlib.blake2b(row.body, digest_size=16).digest() == row.id
        and all(content.get(name) == value for name, value in stated.items())
        and verify(row.key, row.sig, row.body)
    )


def stated_by(body: bytes) -> tuple[object, ...]:
    """Book, session and number as a snapshot's signed bytes have them."""
    try:
        content = json.loads(body)
        return content["book"], content["session"]["id"], content["seq"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()


def _batch(rows: Iterable[tuple[Any, ...]], long: int) -> list[tuple[Any, ...]]:
    """The next rows: so many, or fewer that are long."""
    batch, held = [], 0
    for row in rows:
        batch.append(row)
        value = row[long]
        if type(value) is str or type(value) is bytes:
            held += len(value)
        if len(batch) == _ROWS or held > _BYTES:
            break
    return batch


def _typed(row: tuple[Any, ...], types: tuple[type | None, ...]) -> bool:
    """Whether each value is of its column's type (None: any), whatever the file's own says."""
    return all(kind is None or type(value) is kind for value, kind in zip(row, types, strict=True))
