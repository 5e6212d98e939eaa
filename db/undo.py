"""Undo out of the log: the former value is written back where what I wrote still stands alone.

Nothing is taken out of the log; an undo is an operation like any other, so undoing the undo
is the redo. Ballots, freezes, voids and imports are not undone this way: each has a step of
its own that asks for a reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from db.book import Book
from db.change_log import Change, Value, encode, evaluate, ids_in, row_changes
from db.errors import SessionFrozenError
from db.kinds import GONE
from db.locked import locked_row
from db.operation import Changes, Operation
from db.picture_rows import Row
from db.rule_watch import Watch

_LONGEST = 500
_FOUNDING = {  # else campaign
    "campaign": "year",
    "target": "submission",
    "evidence": "submission",
    "hearing": "session",
    "decision": "session",
    "correction": "session",
    "amendment": "session",
}
_NOT_UNDONE = frozenset(
    {"ballot", "snapshot", "void", "unfreeze", "import_run", "office", "handover", "signed_paper"}
)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo wrote; ``left`` counts the cells that somebody changed since."""

    changes: Changes
    left: int


class History:
    """The operations of this sitting that can be undone and redone, newest last."""

    def __init__(self) -> None:
        self._done: list[bytes] = []
        self._undone: list[bytes] = []
        self._own: set[bytes] = set()  # all that was done, undone and redone

    def record(self, changes: Changes) -> None:
        """Remembers a write; what had been undone can then not be redone any more."""
        if changes.op is None or changes.kinds & _NOT_UNDONE:
            return
        self._done.append(changes.op)
        self._own.add(changes.op)
        del self._done[:-_LONGEST]
        self._undone.clear()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return bool(self._undone)

    def undo(self, book: Book) -> Undone | None:
        """Undoes the newest operation; None where there is none. Raises as :func:`undo`."""
        return self._take(book, self._done, self._undone)

    def redo(self, book: Book) -> Undone | None:
        """Does again what was undone last; None where there is none. Raises as :func:`undo`."""
        return self._take(book, self._undone, self._done)

    def _take(self, book: Book, source: list[bytes], target: list[bytes]) -> Undone | None:
        if not source:
            return None
        undone = undo(book, source[-1], self._own)
        del source[-1]
        if undone.changes.op is not None:
            target.append(undone.changes.op)
            self._own.add(undone.changes.op)
        return undone


def undo(book: Book, op: bytes, own: Collection[bytes] = ()) -> Undone:
    """Undoes one operation of the office as far as nobody wrote over it since: its change is
    the cell's only head, or one of ``own`` operations that brought the same value back.

    A row that it made is taken away, where nobody else has added to it and no ballot hangs
    on it; a campaign never is. Raises NoOfficeKeyError, SessionFrozenError,
    ReadOnlyBookError, RuleReasonError (it would change a rule, and ballots came in since).
    """
    book.require_office()
    rows = _rows(book.connection, op)
    if any(kind == "campaign" and _founded(book.connection, ent, op) for kind, ent in rows):
        return Undone(Changes(), len(rows))
    for kind, ent in rows:
        session = locked_row(book.connection, kind, ent)
        if session is not None:
            raise SessionFrozenError(session=session, what=kind)
    left = 0
    with book.write() as operation:
        watch = Watch(operation.connection, {kind for kind, _ in rows})
        for row in rows:
            left += _undo_row(operation, row, op, {op, *own})
        watch.settle(operation, None)
    return Undone(operation.changes, left)


def _rows(connection: sqlite3.Connection, op: bytes) -> list[Row]:
    found = connection.execute("SELECT fld, ent FROM change WHERE op = ? ORDER BY fld, ent", (op,))
    rows = dict.fromkeys((fld.partition(".")[0], ent) for fld, ent in found)
    return [row for row in rows if row[0] not in _NOT_UNDONE]


def _founded(connection: sqlite3.Connection, campaign: bytes, op: bytes) -> bool:
    stored = row_changes(connection, "campaign", campaign)
    return _made("campaign", {f: [c for c in cs if c.op == op] for f, cs in stored.items()})


def _undo_row(operation: Operation, row: Row, op: bytes, own: Collection[bytes]) -> int:
    """Writes back one row; returns how many cells were left alone."""
    kind, ent = row
    counts = operation.authority.counts
    stored = row_changes(operation.connection, kind, ent)
    mine = {fld: [c for c in changes if c.op == op] for fld, changes in stored.items()}
    if _made(kind, mine):
        others = any(c.op not in own for changes in stored.values() for c in changes)
        if others or _has_ballots(operation.connection, row):
            return sum(map(bool, mine.values()))
        operation.remove(kind, ent)
        return 0
    left, gone_again = 0, False
    for fld, changes in stored.items():
        if not mine[fld]:
            continue
        cell = evaluate(changes, counts)
        written = _last(mine[fld])
        heads = [c for c in changes if c.id in cell.heads]
        if len(heads) != 1 or heads[0].op not in own or not _same(heads[0], written):
            left += 1
            continue
        former = _former(changes, written, op, operation)
        name = fld.partition(".")[2]
        if name == GONE and former:
            gone_again = True  # once the other cells are written back
        else:
            operation.append(kind, ent, name, cell.heads, former)
    if gone_again:
        operation.remove(kind, ent)
    return left


def _made(kind: str, mine: dict[str, list[Change]]) -> bool:
    """Whether an operation, by its changes of a row, made that row: it was the first to say
    what the row hangs on."""
    founding = mine.get(f"{kind}.{_FOUNDING.get(kind, 'campaign')}", ())
    return any(not change.prev for change in founding)


def _last(mine: list[Change]) -> Change:
    """What an operation wrote into a cell in the end, where it wrote more than once."""
    replaced = {i for change in mine for i in ids_in(change.prev)}
    return next(change for change in mine if change.id not in replaced)


def _same(one: Change, other: Change) -> bool:
    """Whether both say the same; what a removal has seen is another thing each time."""
    if one.fld.endswith(f".{GONE}"):
        return bool(one.val) is bool(other.val)
    return encode(one.val) == encode(other.val)


def _former(changes: list[Change], mine: Change, op: bytes, operation: Operation) -> Value:
    """What the cell showed before the operation, which may have written it twice."""
    by_id = {c.id: c for c in changes}
    before = [by_id[i] for i in ids_in(mine.prev) if i in by_id]
    own = [c for c in before if c.op == op]
    if own:
        return _former(changes, own[0], op, operation)
    return evaluate(before, operation.authority.counts).value


def _has_ballots(connection: sqlite3.Connection, row: Row) -> bool:
    kind, ent = row
    if kind not in ("submission", "member"):
        return False
    found = connection.execute(f"SELECT 1 FROM ballot WHERE {kind} = ? LIMIT 1", (ent,)).fetchone()
    return found is not None
