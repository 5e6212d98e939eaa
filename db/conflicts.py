"""What a person must settle: cells with two heads, deleted rows that were edited, proposals;
one code on two rows, one session frozen twice, two ballots that do not know of each other.

Settling is one more change that names all heads and proposals it has seen, so it travels
with the next copy and settles the same thing everywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from db import double_entries
from db.book import Book
from db.change_log import Change, Value, evaluate, ms_of, row_changes
from db.double_entries import Double
from db.errors import ReasonMissingError, UnknownCodeError
from db.operation import Changes, Operation
from db.rule_changes import Because
from db.rule_watch import Watch
from db.same_code import SAME_CODE

CELLS = ("conflict", "proposal", "gone_edited")
SHARED_CODE, TWO_FROZEN, BALLOTS = SAME_CODE, "two_frozen", "ballots"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value on offer: whose, when (claimed, ms), and the id that takes it: of a change, of
    a ballot, or a snapshot's digest."""

    change: bytes
    value: Value
    who: str
    ms: int
    stands: bool  # a head; False for a proposal


@dataclass(frozen=True, slots=True)
class Open:
    """One open matter. ``what`` is ``conflict``, ``proposal``, ``gone_edited``, ``same_code``
    (choices are rows by their names), ``two_frozen`` (proof codes) or ``ballots`` (totals in
    hundredths; ``ent`` is the submission, ``field`` the member's id in hex)."""

    kind: str
    ent: bytes
    field: str
    what: str
    choices: tuple[Choice, ...]
    before: Value

    @property
    def ident(self) -> str:
        """Eight hex digits to call it by on the command line."""
        parts = (self.what, self.kind, self.ent.hex(), self.field)
        return hashlib.blake2b(" ".join(parts).encode(), digest_size=4).hexdigest()


def open_matters(book: Book) -> list[Open]:
    """Everything that waits for a person: the doubles first, then cell by cell."""
    found = [
        Open(d.kind, d.ent, d.field, d.what, tuple(Choice(*c, True) for c in d.choices), None)
        for d in double_entries.doubles(book)
    ]
    for ent, fld, what in book.connection.execute(
        "SELECT ent, fld, what FROM trouble WHERE what IN (?, ?, ?) ORDER BY fld, ent, what", CELLS
    ).fetchall():
        kind, _, field = fld.partition(".")
        changes = row_changes(book.connection, kind, ent).get(fld, [])
        found.append(_open(book, kind, ent, field, what, changes))
    return found


def count(book: Book) -> tuple[int, int]:
    """(conflicts of all sorts, proposals) that wait for a person."""
    matters = open_matters(book)
    proposals = sum(matter.what == "proposal" for matter in matters)
    return len(matters) - proposals, proposals


def _open(book: Book, kind: str, ent: bytes, field: str, what: str, changes: list[Change]) -> Open:
    cell = evaluate(changes, book.authority.counts)
    offered = cell.heads if what != "proposal" else [*cell.heads, *cell.proposals]
    by_id = {change.id: change for change in changes}
    choices = tuple(
        Choice(c.id, c.val, c.who, ms_of(c.id), c.id in cell.heads)
        for c in (by_id[i] for i in offered)
    )
    replaced = {by_id[i].prev for i in offered}
    former = [c for c in changes if any(c.id in prev for prev in replaced)]
    before = max(former, key=lambda c: c.id).val if former else None
    return Open(kind, ent, field, what, choices, before)


def settle(
    book: Book, matter: Open, take: bytes | None, reason: str = "", basis: str = ""
) -> Changes:
    """Takes one of the choices; None refuses all proposals and keeps what stands.

    Only what the choices show is settled: what arrived since waits for a person of its own.
    For a deleted row that was edited, taking the deletion deletes it again with all edits
    seen; None keeps the row. Of two rows with one code the one taken keeps it, the others get
    the next free one. Of two snapshots, or two ballots, the others are withdrawn (voided) with
    the ``reason``. A choice that changes a rule once ballots are in needs reason and ``basis``.
    Raises NoOfficeKeyError, UnknownCodeError, ReasonMissingError, RuleReasonError.
    """
    book.require_office()
    because = Because(reason, basis)
    if matter.what == "gone_edited":
        with _watched(book, [matter], because) as operation:
            _settle_gone(operation, matter, take)
        return operation.changes
    values = {choice.change: choice.value for choice in matter.choices}
    if take not in values and (take is not None or matter.what not in CELLS):
        raise UnknownCodeError(kind="change", code=take.hex() if take else "")
    if matter.what in CELLS:
        with _watched(book, [matter], because) as operation:
            _write(operation, matter, take)
        return operation.changes
    assert take is not None
    if matter.what != SHARED_CODE and not reason.strip():
        raise ReasonMissingError(what="settle")
    double = Double(matter.kind, matter.ent, matter.field, matter.what, ())
    with _watched(book, [matter], because) as operation:
        settle_one: Callable[[Operation, Double, bytes, list[bytes], str], None] = {
            SHARED_CODE: double_entries.keep_code,
            TWO_FROZEN: double_entries.keep_snapshot,
            BALLOTS: double_entries.keep_ballot,
        }[matter.what]
        settle_one(operation, double, take, [c for c in values if c != take], reason.strip())
    return operation.changes


def keep_shown(book: Book, matters: Iterable[Open]) -> Changes:
    """Settles all cells that two places wrote differently by what is shown now, the newest, in
    one operation. Other matters stay open. Raises NoOfficeKeyError."""
    book.require_office()
    with book.write() as operation:  # what is shown holds already: no rule changes
        for matter in matters:
            if matter.what == "conflict":
                _write(operation, matter, None)
    return operation.changes


def settle_all(
    book: Book, matters: Sequence[Open], accept: bool, because: Because | None = None
) -> Changes:
    """Accepts the newest proposal of each matter, or refuses all, in one operation. Matters
    that are no proposals stay open. Raises NoOfficeKeyError, RuleReasonError (one of them
    changes a rule once ballots are in)."""
    book.require_office()
    with _watched(book, matters, because) as operation:
        for matter in matters:
            offered = [c.change for c in matter.choices if not c.stands]
            if matter.what == "proposal" and offered:
                _write(operation, matter, max(offered) if accept else None)
    return operation.changes


def _write(operation: Operation, matter: Open, take: bytes | None) -> None:
    values = {choice.change: choice.value for choice in matter.choices}
    if take is None:
        take = max((c.change for c in matter.choices if c.stands), default=None)
    value = None if take is None else values[take]
    operation.append(matter.kind, matter.ent, matter.field, list(values), value)


def _settle_gone(operation: Operation, matter: Open, take: bytes | None) -> None:
    if take is not None:
        operation.remove(matter.kind, matter.ent)
    else:
        operation.restore(matter.kind, matter.ent)


@contextmanager
def _watched(
    book: Book, matters: Sequence[Open], because: Because | None
) -> Iterator[Operation]:
    """A write that puts on record what rules it changes (``db.rule_watch``)."""
    with book.write() as operation:
        watch = Watch(operation.connection, {matter.kind for matter in matters})
        yield operation
        watch.settle(operation, because)

