"""What a person must settle: cells with two heads, deleted rows that were edited, proposals.

Settling is one more change that names all heads and proposals it has seen, so it travels
with the next copy and settles the same thing everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.change_log import Change, Value, evaluate, ms_of, row_changes
from db.errors import UnknownCodeError
from db.operation import Changes


@dataclass(frozen=True, slots=True)
class Choice:
    """One value on offer: whose, when (claimed, ms), and the change that carries it."""

    change: bytes
    value: Value
    who: str
    ms: int
    stands: bool  # a head; False for a proposal


@dataclass(frozen=True, slots=True)
class Open:
    """One open matter. ``what`` is ``conflict``, ``proposal`` or ``gone_edited``."""

    kind: str
    ent: bytes
    field: str
    what: str
    choices: tuple[Choice, ...]
    before: Value


def open_matters(book: Book) -> list[Open]:
    """Everything that waits for a person."""
    found = []
    for ent, fld, what in book.connection.execute(
        "SELECT ent, fld, what FROM trouble ORDER BY fld, ent, what"
    ).fetchall():
        kind, _, field = fld.partition(".")
        changes = row_changes(book.connection, kind, ent).get(fld, [])
        found.append(_open(book, kind, ent, field, what, changes))
    return found


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


def settle(book: Book, matter: Open, take: bytes | None) -> Changes:
    """Takes one of the choices; None refuses all proposals and keeps what stands.

    Only what the choices show is settled: what arrived since waits for a person of its own.
    For a deleted row that was edited, taking the deletion deletes it again with all edits
    seen; None keeps the row. Raises NoOfficeKeyError, UnknownCodeError.
    """
    book.require_office()
    if matter.what == "gone_edited":
        return _settle_gone(book, matter, take)
    values = {choice.change: choice.value for choice in matter.choices}
    if take is not None and take not in values:
        raise UnknownCodeError(kind="change", code=take.hex())
    if take is None:
        take = max((c.change for c in matter.choices if c.stands), default=None)
    value = None if take is None else values[take]
    with book.write() as operation:
        operation.append(matter.kind, matter.ent, matter.field, list(values), value)
    return operation.changes


def _settle_gone(book: Book, matter: Open, take: bytes | None) -> Changes:
    with book.write() as operation:
        if take is not None:
            operation.remove(matter.kind, matter.ent)
        else:
            operation.restore(matter.kind, matter.ent)
    return operation.changes

