"""Set union: what a foreign book has and this one has not comes in, verified, and no more.

Called inside an open transaction; the caller undoes a file that turns out to be bad.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass, field

from db.change_log import ms_of
from db.exchange.verify import Content, OpRow, Progress, quiet
from db.refresh import Refresh

DAY = 24 * 60 * 60 * 1000  # ms
_STEP = 512  # rows between two words on progress


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
        self._connection, self._refresh, self._now = connection, refresh, now
        connection.execute(
            "CREATE TEMP TABLE IF NOT EXISTS coming(op BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID"
        )

    def take(self, content: Content, run: int, progress: Progress = quiet) -> Gain:
        """Takes one file in; ``run`` says which, for the history.

        Raises AlteredFileError, DamagedBookError, and what ``progress`` raises to stop.
        """
        gain = Gain()
        done = self._changes(content, gain, progress)
        done = self._ops(content, run, done, progress)
        self._ballots(content, run, gain, done, progress)
        self._lists(content, gain)
        self._snapshots(content, gain)
        return gain

    def _changes(self, content: Content, gain: Gain, progress: Progress) -> int:
        self._connection.execute("DELETE FROM temp.coming")
        size, done, last = content.size(), 0, None
        for done, row in enumerate(content.changes(), 1):
            if done % _STEP == 0:
                progress(done, size)
            if self._has("SELECT 1 FROM change WHERE ent = ? AND fld = ? AND id = ?", row[:3]):
                continue
            self._connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._connection.execute("INSERT OR IGNORE INTO temp.coming VALUES (?)", (row.op,))
            gain.changes += 1
            gain.ahead += ms_of(row.id) > self._now + DAY
            touched = (row.fld.partition(".")[0], row.ent)
            if touched != last:
                self._refresh.touch_row(*touched)
                last = touched
        return done

    def _ops(self, content: Content, run: int, done: int, progress: Progress) -> int:
        """Every new change needs its operation, whole and signed by one author."""
        size, answered = content.size(), 0
        for row in content.ops():
            done += 1
            if done % _STEP == 0:
                progress(done, size)
            known = self._connection.execute(
                "SELECT key, sig FROM op WHERE op = ?", (row.op,)
            ).fetchone()
            if known is not None:
                if known != (row.key, row.sig):  # two authors of one operation
                    raise content.altered("operation")
                continue
            answered += self._new_op(content, row, run)
        (waiting,) = self._connection.execute("SELECT count(*) FROM temp.coming").fetchone()
        if waiting != answered:  # changes without an operation, or added to one that is signed
            raise content.altered("operation")
        return done

    def _new_op(self, content: Content, row: OpRow, run: int) -> int:
        """Its changes are asked of our own table, where they are by now: what an index of the
        file says of them proves nothing."""
        found = self._connection.execute(
            "SELECT id FROM change WHERE op = ? ORDER BY id", (row.op,)
        )
        content.signed(row, (ident for (ident,) in found))
        self._connection.execute("INSERT INTO op VALUES (?, ?, ?)", row)
        self._came(row.op, run)
        return 1

    def _ballots(
        self, content: Content, run: int, gain: Gain, done: int, progress: Progress
    ) -> None:
        size = content.size()
        for row in content.ballots():
            done += 1
            if done % _STEP == 0:
                progress(done, size)
            gain.sent[row.member] += 1
            known = self._connection.execute(
                "SELECT sig FROM ballot WHERE id = ?", (row.id,)
            ).fetchone()
            if known is not None:
                if known[0] != row.sig:
                    raise content.altered("ballot")
                continue
            self._connection.execute("INSERT INTO ballot VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            self._refresh.touch_ballot(row.submission, row.member)
            self._came(row.id, run)
            gain.new[row.member] += 1

    def _lists(self, content: Content, gain: Gain) -> None:
        for row in content.sent():
            if self._has("SELECT 1 FROM sent WHERE member = ? AND seq = ? AND sig = ?", row[:3]):
                continue
            self._connection.execute(
                "INSERT INTO sent(member, seq, sig, prev, ids, key) VALUES (?, ?, ?, ?, ?, ?)", row
            )
            gain.lists += 1

    def _snapshots(self, content: Content, gain: Gain) -> None:
        for row in content.snapshots():
            if self._has(
                "SELECT 1 FROM snapshot WHERE session = ? AND seq = ? AND sig = ?", row[:3]
            ):
                continue
            self._connection.execute(
                "INSERT INTO snapshot(session, seq, sig, body, key) VALUES (?, ?, ?, ?, ?)", row
            )
            self._refresh.touch_snapshot(row.session)
            gain.snapshots += 1

    def _has(self, query: str, key: tuple[object, ...]) -> bool:
        return self._connection.execute(query, key).fetchone() is not None

    def _came(self, ident: bytes, run: int) -> None:
        self._connection.execute("INSERT OR IGNORE INTO origin VALUES (?, ?)", (ident, run))
