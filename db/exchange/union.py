"""Set union: what a foreign book has and this one has not comes in, verified, and no more.

Called inside an open transaction; the caller undoes a file that turns out to be bad. Both books
are read in the order of their keys, many rows at a time: what is ours to the letter was verified
when it came, so that only the rest needs to be.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from db.exchange.rows import TABLES, OpRow
from db.exchange.verify import Content, Progress, quiet
from db.picture_rows import kind_of
from db.refresh import Refresh

DAY = 24 * 60 * 60 * 1000  # ms
_SPARSE = 4  # so many times as many rows of ours between two of theirs: asked for one by one

_STEP = 512  # rows at least between two words on progress

Row = tuple[Any, ...]


@dataclass(slots=True)
class Gain:
    """What came in from one file; ``sent`` and ``new`` count ballots by member."""

    changes: int = 0
    lists: int = 0
    snapshots: int = 0
    ahead: int = 0  # new changes that claim a time over 24 h ahead of this laptop's clock
    sent: Counter[bytes] = field(default_factory=Counter)
    new: Counter[bytes] = field(default_factory=Counter)

    @property
    def ballots(self) -> int:
        """New ballots of all members."""
        return sum(self.new.values())

    def __bool__(self) -> bool:
        return bool(self.changes or self.lists or self.snapshots or self.ballots)


class Union:
    """Takes foreign books into one, file after file."""

    def __init__(self, connection: sqlite3.Connection, refresh: Refresh, now: int) -> None:
        self._connection, self._refresh = connection, refresh
        self._ahead = (now + DAY).to_bytes(6, "big") + b"\xff"
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS coming(op BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID"
        )

    def take(self, content: Content, run: int, progress: Progress = quiet) -> Gain:
        """Takes one file in; ``run`` says which, for the history.

        Raises AlteredFileError, DamagedBookError, and what ``progress`` raises to stop.
        """
        gain = Gain()
        reader = _Reader(self._connection, content, progress)
        self._changes(reader, gain)
        self._ops(reader, run)
        self._ballots(reader, run, gain)
        self._lists(reader, gain)
        self._snapshots(reader, gain)
        return gain

    def _changes(self, reader: _Reader, gain: Gain) -> None:
        self._connection.execute("DELETE FROM temp.coming")
        for _, unknown in reader.unknown("change"):
            new = list(reader.content.true_changes(unknown))
            reader.insert("change", new)
            ops = [(op,) for op in {row.op for row in new}]
            self._connection.executemany("INSERT OR IGNORE INTO temp.coming VALUES (?)", ops)
            gain.changes += len(new)
            gain.ahead += sum(row.id > self._ahead for row in new)
            seen: tuple[str, bytes] | None = None
            for row in new:  # cells of one row lie side by side
                touched = kind_of(row.fld), row.ent
                if touched != seen:
                    self._refresh.touch_row(*touched)
                    seen = touched

    def _ops(self, reader: _Reader, run: int) -> None:
        """Every new change needs its operation, whole and signed by one author."""
        content, answered = reader.content, 0
        for _, unknown in reader.unknown("op"):
            for row in content.typed_ops(unknown):
                if self._has("op", row.op):  # two authors of one operation
                    raise content.altered("operation")
                self._new_op(content, row, run)
                answered += 1
        (waiting,) = self._connection.execute("SELECT count(*) FROM temp.coming").fetchone()
        if waiting != answered:  # changes without an operation, or added to one that is signed
            raise content.altered("operation")

    def _new_op(self, content: Content, row: OpRow, run: int) -> None:
        """Its changes are asked of our own table, where they are by now: what an index of the
        file says of them proves nothing."""
        found = self._connection.execute(
            "SELECT id FROM change WHERE op = ? ORDER BY id", (row.op,)
        )
        content.signed(row, (ident for (ident,) in found))
        self._connection.execute("INSERT INTO op VALUES (?, ?, ?)", row)
        self._came(row.op, run)

    def _ballots(self, reader: _Reader, run: int, gain: Gain) -> None:
        content = reader.content
        for batch, unknown in reader.unknown("ballot"):
            for row in content.true_ballots(unknown):
                if self._has("ballot", row.id):  # ours has another signature
                    raise content.altered("ballot")
                self._connection.execute("INSERT INTO ballot VALUES (?, ?, ?, ?, ?, ?, ?)", row)
                self._refresh.touch_ballot(row.submission, row.member)
                self._came(row.id, run)
                gain.new[row.member] += 1
            gain.sent.update(member for _, member, *_ in batch)

    def _lists(self, reader: _Reader, gain: Gain) -> None:
        for _, unknown in reader.unknown("sent"):
            new = list(reader.content.true_sent(unknown))
            reader.insert("sent", new)
            gain.lists += len(new)

    def _snapshots(self, reader: _Reader, gain: Gain) -> None:
        for _, unknown in reader.unknown("snapshot"):
            new = list(reader.content.true_snapshots(unknown))
            reader.insert("snapshot", new)
            gain.snapshots += len(new)
            for row in new:
                self._refresh.touch_snapshot(row.session)

    def _has(self, table: str, key: bytes) -> bool:
        query = f"SELECT 1 FROM {table} WHERE {TABLES[table][0]} = ?"
        return self._connection.execute(query, (key,)).fetchone() is not None

    def _came(self, ident: bytes, run: int) -> None:
        self._connection.execute("INSERT OR IGNORE INTO origin VALUES (?, ?)", (ident, run))


class _Reader:
    """Reads a foreign file beside our own book, and tells how far it is."""

    def __init__(
        self, connection: sqlite3.Connection, content: Content, progress: Progress
    ) -> None:
        self.content = content
        self._connection, self._progress = connection, progress
        self._done, self._told, self._size = 0, 0, content.size()

    def unknown(self, table: str) -> Iterator[tuple[list[Row], list[Row]]]:
        """(rows, those of them that are not ours to the letter), many at a time. A row that
        differs in anything from ours of the same key is among the latter."""
        for batch in self.content.batches(table):
            self._done += len(batch)
            if self._done - self._told >= _STEP:
                self._told = self._done
                self._progress(self._done, self._size)
            ours = self._ours(table, batch)
            if ours == batch:
                yield batch, []
            else:
                known = set(ours)
                yield batch, [row for row in batch if row not in known]

    def insert(self, table: str, rows: list[Any]) -> None:
        """Adds new rows. Raises DamagedBookError where ours has the key with other contents
        after all: the file is not in the order of its keys, so that it was not found."""
        key, more, _ = TABLES[table]
        places = ", ".join("?" * len(f"{key}, {more}".split(", ")))
        try:
            self._connection.executemany(
                f"INSERT INTO {table}({key}, {more}) VALUES ({places})", rows
            )
        except sqlite3.IntegrityError as error:
            raise self.content.damaged(str(error)) from error

    def _ours(self, table: str, batch: list[Row]) -> list[Row]:
        """Our rows from the first to the last key of a batch; where there are many more of
        ours between, only those of its keys."""
        key, more, _ = TABLES[table]
        width = len(key.split(", "))
        places = ", ".join("?" * width)
        select, most = f"SELECT {key}, {more} FROM {table}", _SPARSE * len(batch)
        found = self._connection.execute(
            f"{select} WHERE ({key}) >= ({places}) AND ({key}) <= ({places}) "
            f"ORDER BY {key} LIMIT {most}",
            (*batch[0][:width], *batch[-1][:width]),
        ).fetchall()
        if len(found) < most:
            return found
        single = f"{select} WHERE ({key}) = ({places})"
        rows = (self._connection.execute(single, row[:width]).fetchone() for row in batch)
        return [row for row in rows if row is not None]
