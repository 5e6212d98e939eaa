"""Rows of the picture out of the cells of the log: one kind of row after the other, in bulk.

A row stands for the counting heads of its cells (``db.change_log.evaluate``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import groupby, islice
from operator import itemgetter

from db.change_log import Authority, Cell, Change, Value, evaluate, id_of, removal
from db.errors import DamagedBookError
from db.kind_types import Type
from db.kinds import ANSWER, GONE, KINDS, split
from db.rules.novelty import SCORED, stamp
from db.rules.vietnamese import fold, person_key, sort_key

Row = tuple[str, bytes]  # kind and id

# Columns beside the fields: what lists are searched and sorted by.
DERIVED: dict[str, tuple[tuple[str, type], ...]] = {
    "unit": (("sort", str),),
    "member": (("sort", str),),
    "subject": (("sort", str), ("search", str)),
    "submission": (
        ("sort", str), ("subject_sort", str), ("title_sort", str), ("search", str),
        ("text_stamp", int),
    ),
}  # fmt: skip

_BATCH = 1024  # rows that are written together: memory does not grow with the book
_CELLS = (
    "SELECT c.ent, c.fld, c.id, c.prev, c.val, c.who, c.op, o.key "
    "FROM {rows} LEFT JOIN op o ON o.op = c.op WHERE {which} ORDER BY c.ent, c.fld, c.id"
)


def apply_rows(connection: sqlite3.Connection, authority: Authority, rows: Iterable[Row]) -> None:
    """Writes these rows of the picture anew from all changes of their cells."""
    wanted: dict[str, list[bytes]] = {}
    for kind, ent in rows:
        if kind in KINDS:
            wanted.setdefault(kind, []).append(ent)
    for kind, idents in wanted.items():
        waiting = iter(idents)
        while batch := list(islice(waiting, _BATCH)):
            _apply_batch(connection, authority, kind, batch)


def apply_all_rows(
    connection: sqlite3.Connection, authority: Authority, kinds: Collection[str]
) -> None:
    """Writes every row of these kinds that the log speaks of, into empty tables."""
    query = _CELLS.format(rows="change c", which="instr(c.fld, '.')")
    _write(connection, authority, connection.execute(query), kinds)


def _apply_batch(
    connection: sqlite3.Connection, authority: Authority, kind: str, idents: list[bytes]
) -> None:
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS anew(ent BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID"
    )
    connection.execute("DELETE FROM temp.anew")
    connection.executemany("INSERT OR IGNORE INTO temp.anew VALUES (?)", [(i,) for i in idents])
    for statement in _deletions(kind):
        connection.execute(statement)
    span = (f"{kind}.", f"{kind}/")
    connection.execute(
        "DELETE FROM trouble WHERE ent IN (SELECT ent FROM temp.anew) AND fld >= ? AND fld < ?",
        span,
    )
    # CROSS: in this order, so that nothing has to be sorted.
    query = _CELLS.format(
        rows="temp.anew a CROSS JOIN change c ON c.ent = a.ent",
        which="c.fld >= ? AND c.fld < ?",
    )
    _write(connection, authority, connection.execute(query, span), (kind,))


def _write(
    connection: sqlite3.Connection,
    authority: Authority,
    changes: Iterable[tuple[bytes, str, bytes, bytes, Value, str, bytes, bytes | None]],
    kinds: Collection[str],
) -> None:
    """Rows out of changes in the order of their cells."""
    waiting = _rows(authority, changes, kinds)
    while batch := list(islice(waiting, _BATCH)):
        lines: dict[str, list[tuple[Value, ...]]] = {}
        for statement, values in batch:
            lines.setdefault(statement, []).append(values)
        for statement, listed in lines.items():
            try:
                connection.executemany(statement, listed)
            except sqlite3.IntegrityError as error:  # a cell comes twice: the log's index is off
                raise DamagedBookError(detail=str(error)) from error


Line = tuple[str, tuple[Value, ...]]  # a statement that inserts, and its values


def _rows(
    authority: Authority,
    changes: Iterable[tuple[bytes, str, bytes, bytes, Value, str, bytes, bytes | None]],
    kinds: Collection[str],
) -> Iterator[Line]:
    counts = authority.counts
    for ent, of_row in groupby(changes, key=itemgetter(0)):
        of_cells: dict[str, dict[str, list[Change]]] = {}  # by kind, then by cell
        for record in of_row:
            fld = record[1]
            name = kind_of(fld)
            if name in kinds and not fld.startswith(ANSWER):
                cells = of_cells.setdefault(name, {})
                cells.setdefault(fld, []).append(Change(*record[1:]))
        for name, found in of_cells.items():
            yield from _row(name, ent, {f: evaluate(c, counts) for f, c in found.items()})


def _row(name: str, ent: bytes, cells: dict[str, Cell]) -> Iterator[Line]:
    for fld, cell in cells.items():
        if cell.conflict:
            yield _TROUBLE, (ent, fld, "conflict")
        if cell.proposals:
            yield _TROUBLE, (ent, fld, "proposal")
    gone = cells.pop(f"{name}.{GONE}", None)
    if not any(cell.heads for cell in cells.values()):
        return
    state = removal(gone, cells.values())
    if state == "gone":
        return
    if state:
        yield _TROUBLE, (ent, f"{name}.{GONE}", state)
    kind = KINDS[name]
    values: dict[str, Value] = {}
    for fld, cell in cells.items():
        _, column, key = _split(fld)
        if not key:
            if column in kind.fields:
                values[column] = _typed(kind.fields[column], cell.value)
            continue
        family = kind.families.get(column)
        if family is None:
            continue
        value = _typed(family.type, cell.value)
        column_key = id_of(key) if family.key_is_id else key
        if value is not None and column_key is not None:
            yield f'INSERT INTO "{family.table}" VALUES (?, ?, ?)', (ent, column_key, value)
    fields = (values.get(column) for column in kind.fields)
    yield _insertion(name), (ent, *fields, *_derive(name, values))


@lru_cache(maxsize=4096)
def kind_of(fld: str) -> str:
    """The kind of row that a cell belongs to."""
    return fld.partition(".")[0]


_split = lru_cache(maxsize=4096)(split)
def _derive(name: str, values: dict[str, Value]) -> tuple[Value, ...]:
    def text(column: str) -> str:
        value = values.get(column)
        return value if isinstance(value, str) else ""

    match name:
        case "unit":
            return (sort_key(text("name")),)
        case "member":
            return (person_key(text("name")),)
        case "subject" | "submission":
            who = "name" if name == "subject" else "subject"
            person = text("kind") == "individual"
            key = person_key(text(who)) if person else sort_key(text(who))
            if name == "subject":
                return (key, fold(f"{text('code')} {text(who)} {text('unit')}"))
            words = " ".join(text(c) for c in ("code", "title", who, "post", "unit", "field"))
            return (
                sort_key(text("code")), key, sort_key(text("title")), fold(words),
                stamp(text(f) for f in SCORED),
            )  # fmt: skip
    return ()


def _typed(kind: Type, value: Value) -> Value:
    """The value where it is of the field's type, else None: a forged type shows as empty."""
    match kind, value:
        case (Type.TEXT, str()):
            return value
        case (Type.DATE, str()) if _is_date(value):
            return value
        case (Type.INT | Type.POINTS, int()):
            return value
        case (Type.BOOL, 0 | 1):
            return value
        case (Type.REF, bytes()) if len(value) == 16:
            return value
    return None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_TROUBLE = "INSERT OR REPLACE INTO trouble VALUES (?, ?, ?)"


@cache
def _deletions(name: str) -> tuple[str, ...]:
    """What empties the picture of the rows in ``anew``."""
    listed = "IN (SELECT ent FROM temp.anew)"
    kind = KINDS[name]
    families = (f'DELETE FROM "{f.table}" WHERE "{name}" {listed}' for f in kind.families.values())
    return (f'DELETE FROM "{name}" WHERE id {listed}', *families)


@cache
def _insertion(name: str) -> str:
    columns = ["id", *KINDS[name].fields, *(c for c, _ in DERIVED.get(name, ()))]
    listed = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" * len(columns))
    return f'INSERT INTO "{name}"({listed}) VALUES ({places})'
