"""One operation on a book: cells set, rows removed, ballots added, signed as one."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from db.change_log import (
    LATEST,
    Authority,
    Cell,
    Value,
    change_id,
    encode,
    evaluate,
    op_message,
    row_changes,
)
from db.keys import Signer
from db.kinds import GONE
from db.picture_rows import Row
from db.refresh import Refresh


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched: kinds for views to look at, rows as (kind, id); ``op`` names
    the operation where it changed cells (see ``db.undo``); ``scored`` are the submissions whose
    ballots came, went or count anew."""

    kinds: frozenset[str] = frozenset()
    rows: frozenset[Row] = frozenset()
    op: bytes | None = None
    scored: frozenset[bytes] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.kinds)

    def submissions(self, aside: frozenset[str] = frozenset()) -> frozenset[bytes] | None:
        """The submissions that were touched, kinds ``aside`` left out of account; None where
        something was that any submission may hang on."""
        kinds = self.kinds - aside
        touched = self.scored | {ident for kind, ident in self.rows if kind == "submission"}
        told = bool(touched) and (bool(self.scored) or not kinds & {"ballot", "void"})
        return frozenset(touched) if told and kinds <= _OF_SUBMISSIONS else None


_OF_SUBMISSIONS = frozenset({"draft", "submission", "ballot", "void"})


class SignedBallot(NamedTuple):
    """A ballot as stored: ids as bytes, ``body`` the very bytes that were signed."""

    id: bytes
    member: bytes
    submission: bytes
    prev: bytes
    body: bytes
    sig: bytes
    key: bytes


def row_id(book: bytes, kind: str, campaign: bytes, code: str) -> bytes:
    """The id of an imported row: the same wherever the same workbook is imported."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (book, kind.encode(), campaign, code.encode()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


class Operation:
    """Collects changes inside an open transaction; :meth:`finish` signs and derives."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        book: bytes,
        authority: Authority,
        signer: Signer,
        who: str,
        ms: int,
    ) -> None:
        self.connection, self.book, self.signer, self.who = connection, book, signer, who
        self.op = os.urandom(16)
        self.ms = min(max(ms, 0), LATEST)  # a laptop's clock may say anything
        self.authority = authority
        self._ids: set[bytes] = set()
        self._refresh = Refresh(connection, book, authority)

    @property
    def changes(self) -> Changes:
        """What this operation touched so far."""
        touched = self._refresh
        kinds = touched.kinds | {kind for kind, _ in touched.rows}
        op = self.op if self._ids else None
        return Changes(frozenset(kinds), frozenset(touched.rows), op, touched.scored)

    def row_id(self, kind: str, campaign: bytes, code: str) -> bytes:
        """See :func:`row_id`."""
        return row_id(self.book, kind, campaign, code)

    def cells(self, kind: str, ent: bytes) -> dict[str, Cell]:
        """The row's cells as they stand, by field name."""
        return {
            fld.partition(".")[2]: evaluate(changes, self.authority.counts)
            for fld, changes in row_changes(self.connection, kind, ent).items()
        }

    def set(self, kind: str, ent: bytes, values: Mapping[str, Value]) -> set[str]:
        """Writes the cells whose value differs; returns the names of those written."""
        cells = self.cells(kind, ent)
        written = set()
        for name, value in values.items():
            if isinstance(value, bool):
                value = int(value)
            elif isinstance(value, str):
                value = unicodedata.normalize("NFC", value)
            cell = cells.get(name)
            if cell is None:
                if value is None:
                    continue
                cell = Cell()
            elif not cell.conflict and encode(cell.value) == encode(value):
                continue
            self.append(kind, ent, name, [*cell.heads, *cell.proposals], value)
            written.add(name)
        gone = cells.get(GONE)
        if written and gone is not None and gone.value:
            seen = [*gone.heads, *gone.proposals]
            self.append(kind, ent, GONE, seen, None)  # what is edited is there again
        return written

    def remove(self, kind: str, ent: bytes) -> None:
        """Takes a row away: it is gone while nobody has edited it beyond what is seen here."""
        cells = self.cells(kind, ent)
        gone = cells.pop(GONE, Cell())
        seen = b"".join(sorted(head for cell in cells.values() for head in cell.heads))
        if seen:
            self.append(kind, ent, GONE, [*gone.heads, *gone.proposals], seen)

    def restore(self, kind: str, ent: bytes) -> None:
        """Brings a removed row back as it was."""
        gone = self.cells(kind, ent).get(GONE)
        if gone is not None and gone.value:
            self.append(kind, ent, GONE, [*gone.heads, *gone.proposals], None)

    def append(self, kind: str, ent: bytes, name: str, prev: list[bytes], value: Value) -> None:
        """Writes one change that replaces ``prev``; who compares values first calls :meth:`set`."""
        if not self._ids:  # signed in finish(): whose it is must be known before
            self.connection.execute(
                "INSERT INTO op VALUES (?, ?, zeroblob(64))", (self.op, self.signer.public)
            )
        fld = f"{kind}.{name}"
        joined = b"".join(sorted(prev))
        ident = change_id(self.book, self.ms, ent, fld, joined, value, self.who, self.op)
        if ident in self._ids:  # said once already, by somebody whose word does not count
            return
        self.connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
            (ent, fld, ident, joined, value, self.who, self.op),
        )
        self._ids.add(ident)
        self._refresh.touch_row(kind, ent)

    def add_ballot(self, ballot: SignedBallot) -> None:
        """Stores a ballot that was handed in."""
        self.connection.execute("INSERT INTO ballot VALUES (?, ?, ?, ?, ?, ?, ?)", ballot)
        self._refresh.touch_ballot(ballot.submission, ballot.member)

    def add_sent(
        self, member: bytes, seq: int, prev: bytes, ids: bytes, key: bytes, sig: bytes
    ) -> None:
        """Stores a signed list of what a member has handed in."""
        self.connection.execute(
            "INSERT INTO sent(member, seq, sig, prev, ids, key) VALUES (?, ?, ?, ?, ?, ?)",
            (member, seq, sig, prev, ids, key),
        )

    def add_snapshot(self, session: bytes, seq: int, body: bytes) -> None:
        """Stores a frozen session, signed by this operation's key."""
        self.connection.execute(
            "INSERT INTO snapshot(session, seq, sig, body, key) VALUES (?, ?, ?, ?, ?)",
            (session, seq, self.signer.sign(body), body, self.signer.public),
        )
        self._refresh.touch_snapshot(session)

    def derive(self) -> None:
        """Brings the picture's rows up to date with what was written so far."""
        self._refresh.derive()

    def finish(self, root: bytes) -> Authority:
        """Signs the operation and brings the picture up to date; returns the authority."""
        if self._ids:
            message = op_message(self.book, self.op, self._ids)
            self.connection.execute(
                "UPDATE op SET sig = ? WHERE op = ?", (self.signer.sign(message), self.op)
            )
        self.authority = self._refresh.finish(root)
        return self.authority
