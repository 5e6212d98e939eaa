"""Changes of cells as people read them: which row, which field, what it was, what it became."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.change_log import Cell, Change, Value, evaluate, ids_in, ms_of
from db.history_picture import sealed
from db.kinds import GONE, KINDS, split
from db.queries.authors import DAY, Author, Authors
from db.queries.row_names import RowName, RowNames

Shown = Value | RowName

HEADLINE = 2  # cells that a line of the list may name
MOST = 200  # cells that are shown of one operation


class State(StrEnum):
    """What became of a change."""

    STANDS = "stands"
    REPLACED = "replaced"
    CONFLICT = "conflict"  # stands beside another
    PROPOSAL = "proposal"  # waits for the office
    IDLE = "idle"  # never counted, and waits no more


@dataclass(frozen=True, slots=True)
class CellChange:
    """One change. ``fld`` is the cell's name in the log, ``key`` what stands after its colon.
    ``former`` is what it replaced: the newest of several; ``known`` False where that is not
    in this book."""

    ent: bytes
    fld: str
    id: bytes
    row: RowName
    key: str | RowName
    value: Shown
    former: Shown = None
    known: bool = True
    state: State = State.STANDS


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value that a cell has had; ``time`` is claimed, ``ahead`` over 24 hours in the future;
    ``run`` the file that brought it (None: made here)."""

    change: bytes
    op: bytes
    value: Shown
    time: int
    ahead: bool
    author: Author
    state: State
    run: int | None


def first_cells(
    book: Book, names: RowNames, op: bytes, rows: Sequence[bytes] = (), *, open_to: bool
) -> tuple[CellChange, ...]:
    """The first cells of an operation, those of ``rows`` before others."""
    found: list[tuple[bytes, str, bytes, Value]] = []
    if rows:
        found = book.connection.execute(
            "SELECT ent, fld, id, val FROM change "
            f"WHERE op = ? AND ent IN ({', '.join('?' * len(rows))}) LIMIT ?",
            (op, *rows, HEADLINE),
        ).fetchall()
    if not found:
        found = book.connection.execute(
            "SELECT ent, fld, id, val FROM change WHERE op = ? LIMIT ?", (op, 2 * HEADLINE)
        ).fetchall()
        if not open_to and any(sealed(fld) for _, fld, _, _ in found):
            found = book.connection.execute(
                "SELECT ent, fld, id, val FROM change WHERE op = ?", (op,)
            ).fetchall()
    seen = [row for row in found if open_to or not sealed(row[1])]
    return tuple(
        CellChange(ent, fld, ident, *_named(names, ent, fld), names.shown(fld, val))
        for ent, fld, ident, val in seen[:HEADLINE]
    )


def cells_of(
    book: Book, op: bytes, rows: Sequence[bytes] = (), *, open_to: bool, most: int = MOST
) -> list[CellChange]:
    """The cells of an operation with their former values, those of ``rows`` first."""
    names, connection = RowNames(book.connection), book.connection
    found: list[tuple[bytes, str, bytes]] = []
    if rows:
        found = connection.execute(
            "SELECT ent, fld, id FROM change "
            f"WHERE op = ? AND ent IN ({', '.join('?' * len(rows))}) LIMIT ?",
            (op, *rows, most),
        ).fetchall()
    there = set(found)
    if len(found) < most:
        for row in connection.execute(
            "SELECT ent, fld, id FROM change WHERE op = ?", (op,)
        ):
            if row not in there and (open_to or not sealed(row[1])):
                found.append(row)
                if len(found) >= most:
                    break
    shown = [row for row in found[:most] if open_to or not sealed(row[1])]
    places = {ent: place for place, ent in enumerate(rows)}
    shown.sort(key=lambda row: (places.get(row[0], len(places)), *_in_the_form(*row)))
    return [_change(book, names, *row) for row in shown]


def _in_the_form(ent: bytes, fld: str, ident: bytes) -> tuple[object, ...]:
    """Row by row, fields in the order of the form, families after them."""
    kind, name, _ = split(fld)
    fields = list(KINDS[kind].fields) if kind in KINDS else []
    return kind, ent, fields.index(name) if name in fields else len(fields), fld, ident


def values_of(book: Book, ent: bytes, fld: str, *, open_to: bool) -> list[CellValue]:
    """Every value of a cell, newest claimed time first; [] where the viewer may not see it."""
    if not open_to and sealed(fld):
        return []
    names, authors = RowNames(book.connection), Authors(book)
    changes = cell_changes(book.connection, ent, fld)
    cell = evaluate(changes, book.authority.counts)
    limit = book.clock() + DAY
    runs = dict(
        book.connection.execute(
            "SELECT o.id, o.run FROM change c JOIN origin o ON o.id = c.op "
            "WHERE c.ent = ? AND c.fld = ?",
            (ent, fld),
        ).fetchall()
    )
    return [
        CellValue(
            change.id,
            change.op,
            names.shown(fld, change.val),
            ms_of(change.id),
            ms_of(change.id) > limit,
            authors.of(change.key, change.who),
            state_of(book, change, cell),
            runs.get(change.op),
        )
        for change in sorted(changes, key=lambda change: change.id, reverse=True)
    ]


def cell_changes(connection: sqlite3.Connection, ent: bytes, fld: str) -> list[Change]:
    """All changes of one cell."""
    return [
        Change(*row)
        for row in connection.execute(
            "SELECT c.fld, c.id, c.prev, c.val, c.who, c.op, o.key FROM change c "
            "LEFT JOIN op o ON o.op = c.op WHERE c.ent = ? AND c.fld = ?",
            (ent, fld),
        )
    ]


def state_of(book: Book, change: Change, cell: Cell) -> State:
    """What became of a change of that cell."""
    if change.id in cell.heads:
        return State.CONFLICT if cell.conflict else State.STANDS
    if change.id in cell.proposals:
        return State.PROPOSAL
    if book.authority.counts(change.fld, change.key):
        return State.REPLACED
    return State.IDLE


def _named(names: RowNames, ent: bytes, fld: str) -> tuple[RowName, str | RowName]:
    return names.of(fld.partition(".")[0], ent), names.key(fld)


def worded(
    book: Book, names: RowNames, ent: bytes, change: Change, changes: Sequence[Change], cell: Cell
) -> CellChange:
    """One change of a cell, given all changes of it and what they make of it."""
    replaced = set(ids_in(change.prev))
    before = [other for other in changes if other.id in replaced]
    value, former = change.val, max(before, key=lambda c: c.id).val if before else None
    if change.fld.endswith(f".{GONE}"):  # which changes it has seen says nothing to people
        value, former = int(bool(value)), int(bool(former))
    return CellChange(
        ent,
        change.fld,
        change.id,
        *_named(names, ent, change.fld),
        names.shown(change.fld, value),
        names.shown(change.fld, former),
        bool(before) or not change.prev,
        state_of(book, change, cell),
    )


def _change(book: Book, names: RowNames, ent: bytes, fld: str, ident: bytes) -> CellChange:
    changes = cell_changes(book.connection, ent, fld)
    cell = evaluate(changes, book.authority.counts)
    change = next(change for change in changes if change.id == ident)
    return worded(book, names, ent, change, changes, cell)
