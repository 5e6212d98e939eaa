"""The log of cell changes: ids, signatures, heads. The truth that everything else derives from.

A change names the changes that it replaces (``prev``). A cell's *heads* are the counting
changes that no other counting change of the cell names; two heads with different values are
a conflict. Which changes count is a matter of who signed the operation (design part 3).
"""

from __future__ import annotations

import hashlib
import sqlite3
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from db.kinds import MEMBER_CELLS

Value = None | int | float | str | bytes

ID = 22
LATEST = 2**48 - 1  # ms since 1970, the latest that a change can claim
_OP = b"thamdinh-op-1"
_size = struct.Struct(">Q").pack
_SIX = _size(6)
_NAME = 128  # letters; what is longer is no name that comes again, and is not remembered


class Change(NamedTuple):
    """One change of one cell with the key that signed its operation (None: unsigned)."""

    fld: str
    id: bytes
    prev: bytes
    val: Value
    who: str
    op: bytes
    key: bytes | None


def change_id(
    book: bytes, ms: int, ent: bytes, fld: str, prev: bytes, val: Value, who: str, op: bytes
) -> bytes:
    """48-bit claimed milliseconds, then BLAKE2b-128 over book, time and all other columns."""
    time, value = ms.to_bytes(6, "big"), encode(val)
    digest = hashlib.blake2b(
        b"".join(
            (
                _size(len(book)), book, _SIX, time, _size(len(ent)), ent, _sized(fld),
                _size(len(prev)), prev, _size(len(value)), value, _sized(who),
                _size(len(op)), op,
            )
        ),
        digest_size=16,
    )  # fmt: skip
    return time + digest.digest()


def _sized(text: str) -> bytes:
    """The text behind its length; names of cells and authors come again and again."""
    return _sized_name(text) if len(text) < _NAME else _sized_name.__wrapped__(text)


@lru_cache(maxsize=4096)
def _sized_name(text: str) -> bytes:
    name = text.encode()
    return _size(len(name)) + name


def encode(val: Value) -> bytes:
    """A value as bytes that differ for different types."""
    if type(val) is str:  # nearly every value
        return b"t" + val.encode()
    match val:
        case None:
            return b"n"
        case bool():
            raise TypeError("booleans are stored as 0 and 1")
        case int():
            return b"i%d" % val
        case float():
            return b"f" + struct.pack(">d", val)
        case str():
            return b"t" + val.encode()
        case bytes():
            return b"b" + val


def ms_of(change: bytes) -> int:
    """The claimed time of a change, in milliseconds since 1970."""
    return int.from_bytes(change[:6], "big")


def op_message(book: bytes, op: bytes, ids: Iterable[bytes]) -> bytes:
    """What the author of an operation signs."""
    return _OP + book + op + b"".join(sorted(ids))


def op_message_in_order(book: bytes, op: bytes, ids: Iterable[bytes]) -> bytes:
    """The same from ids that come in their order, one by one: an import may have a million."""
    message = bytearray(_OP + book + op)
    for ident in ids:
        message += ident
    return bytes(message)


def ids_in(joined: bytes) -> list[bytes]:
    """Splits a ``prev`` column (or the value of ``~gone``) into its ids."""
    return [joined[i : i + ID] for i in range(0, len(joined), ID)]


@dataclass(frozen=True, slots=True)
class Authority:
    """Whose signature counts for what: office keys, and confirmed keys by member id."""

    office: frozenset[bytes]
    members: Mapping[bytes, frozenset[bytes]]  # public key -> members that it speaks for

    def counts(self, fld: str, key: bytes | None) -> bool:
        """Whether a change of that cell, signed by that key, counts."""
        if key is None:
            return False
        if key in self.office:
            return True
        return any(
            fld == cell.format(member=member.hex())
            for member in self.members.get(key, ())
            for cell in MEMBER_CELLS
        )

    def speaks_for(self, key: bytes, member: bytes, paper: bool) -> bool:
        """Whether a ballot of that member under that key counts."""
        if paper:
            return key in self.office
        return member in self.members.get(key, ())


@dataclass(slots=True)
class Cell:
    """What a cell shows: the value of its newest head, all heads, and open proposals."""

    value: Value = None
    heads: list[bytes] = field(default_factory=list)
    conflict: bool = False
    proposals: list[bytes] = field(default_factory=list)


def evaluate(changes: Sequence[Change], counts: Callable[[str, bytes | None], bool]) -> Cell:
    """Heads, value and proposals of one cell's changes, in any order.

    The newest claimed time is shown, ties go to the larger id.
    """
    if len(changes) == 1:  # nearly every cell
        only = changes[0]
        if counts(only.fld, only.key):
            return Cell(only.val, [only.id])
        return Cell(proposals=[only.id])
    counting = [c for c in changes if counts(c.fld, c.key)]
    replaced = {i for c in counting for i in ids_in(c.prev)}
    heads = sorted((c for c in counting if c.id not in replaced), key=lambda c: c.id)
    cell = Cell(heads=[c.id for c in heads])
    if heads:
        cell.value = heads[-1].val
        cell.conflict = len({encode(c.val) for c in heads}) > 1
    if len(counting) < len(changes):
        settled = {c.id for c in counting} | {i for c in changes for i in ids_in(c.prev)}
        shown = encode(cell.value)
        cell.proposals = sorted(
            c.id for c in changes if c.id not in settled and encode(c.val) != shown
        )
    return cell


def removal(gone: Cell | None, others: Iterable[Cell]) -> str:
    """What the cell ``~gone`` makes of a row: "gone" while it lists every head of the other
    cells, "gone_edited" when somebody edited beyond what it has seen, "" without it."""
    if gone is None or not isinstance(gone.value, bytes) or not gone.value:
        return ""
    listed = set(ids_in(gone.value))
    seen = all(head in listed for cell in others for head in cell.heads)
    return "gone" if seen else "gone_edited"


def row_changes(connection: sqlite3.Connection, kind: str, ent: bytes) -> dict[str, list[Change]]:
    """All changes of one row, by cell name."""
    cells: dict[str, list[Change]] = {}
    for record in connection.execute(
        "SELECT c.fld, c.id, c.prev, c.val, c.who, c.op, o.key FROM change c "
        "LEFT JOIN op o ON o.op = c.op WHERE c.ent = ? AND c.fld >= ? AND c.fld < ?",
        (ent, kind + ".", kind + "/"),
    ):
        change = Change(*record)
        cells.setdefault(change.fld, []).append(change)
    return cells


def load_office(
    connection: sqlite3.Connection, book: bytes, root: bytes, *, ever: bool = False
) -> set[bytes]:
    """The book's office keys: the root and those that office keys made. ``ever``: those too
    that were withdrawn since; what they signed is on record, whether or not it still counts."""
    office = {root}

    def by_office(_: str, key: bytes | None) -> bool:
        return key in office

    cells = row_changes(connection, "office", book)
    grown = True
    while grown:
        grown = False
        for fld, changes in cells.items():
            public = _public_of(fld, "office.key:")
            if ever:
                made = any(c.val is not None and by_office(c.fld, c.key) for c in changes)
            else:
                made = evaluate(changes, by_office).value is not None
            if public is not None and made and public not in office:
                office.add(public)
                grown = True
    return office


def load_authority(connection: sqlite3.Connection, book: bytes, root: bytes) -> Authority:
    """Office keys, then confirmed member keys."""
    office = load_office(connection, book, root)

    def by_office(_: str, key: bytes | None) -> bool:
        return key in office

    members: dict[bytes, set[bytes]] = {}
    confirmed: dict[tuple[bytes, str], list[Change]] = {}
    for ent, *rest in connection.execute(
        "SELECT c.ent, c.fld, c.id, c.prev, c.val, c.who, c.op, o.key FROM change c "
        "JOIN op o ON o.op = c.op WHERE c.ent IN (SELECT id FROM member) "
        "AND c.fld >= 'member.key:' AND c.fld < 'member.key;'"
    ):
        change = Change(*rest)
        confirmed.setdefault((ent, change.fld), []).append(change)
    for (ent, fld), changes in confirmed.items():
        public = _public_of(fld, "member.key:")
        cell = evaluate(changes, by_office)
        if public is not None and cell.value is not None:
            members.setdefault(public, set()).add(ent)
    return Authority(frozenset(office), {k: frozenset(v) for k, v in members.items()})


def _public_of(fld: str, prefix: str) -> bytes | None:
    public = id_of(fld.removeprefix(prefix))
    return public if public is not None and len(public) == 32 else None


def id_of(text: str) -> bytes | None:
    """The id (or key) that a part of a cell's name spells, in small hex only: one spelling
    for one id, so that no two cells stand for the same row."""
    try:
        ident = bytes.fromhex(text)
    except ValueError:
        return None
    return ident if ident.hex() == text else None
