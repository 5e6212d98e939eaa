"""The picture: typed tables that screens and papers read, derived from the log.

It is written in the transaction of the change itself and equals a rebuild from the log at
any time (``check`` proves it). A row here stands for the counting heads of its cells.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from db import history_picture, schema
from db.change_log import (
    Authority,
    Cell,
    Value,
    evaluate,
    id_of,
    load_authority,
    removal,
    row_changes,
)
from db.kind_types import Kind, Type
from db.kinds import ANSWER, GONE, KINDS, split
from db.rules.novelty import SCORED, stamp
from db.rules.vietnamese import fold, person_key, sort_key

Row = tuple[str, bytes]  # kind and id

_COLUMN = {Type.REF: bytes, Type.TEXT: str, Type.DATE: str}  # all others are whole numbers

# Columns beside the fields: what lists are searched and sorted by.
_DERIVED: dict[str, tuple[tuple[str, type], ...]] = {
    "unit": (("sort", str),),
    "member": (("sort", str),),
    "subject": (("sort", str), ("search", str)),
    "submission": (
        ("sort", str), ("subject_sort", str), ("title_sort", str), ("search", str),
        ("text_stamp", int),
    ),
}


def create(connection: sqlite3.Connection) -> None:
    """Makes the picture's empty tables; older ones are dropped."""
    from sqlite_utils import Database

    database = Database(connection)
    known = {*schema.TRAVELLING, *schema.LOCAL}
    for name in database.table_names():
        if name not in known and not name.startswith("sqlite_"):
            connection.execute(f'DROP TABLE "{name}"')
    for name, kind in KINDS.items():
        columns: dict[str, type] = {"id": bytes}
        columns |= {f: _COLUMN.get(t, int) for f, t in kind.fields.items()}
        columns |= dict(_DERIVED.get(name, ()))
        table = database.table(name)
        table.create(columns, pk="id", strict=True)
        for index in kind.index:
            table.create_index(index)
        for family in kind.families.values():
            database.table(family.table).create(
                {
                    name: bytes,
                    family.key: bytes if family.key_is_id else str,
                    family.value: _COLUMN.get(family.type, int),
                },
                pk=(name, family.key),
                strict=True,
            )
    for name, columns, pk in _TABLES:
        database.table(name).create(columns, pk=pk, strict=True)
    database.table("tally").create_index(["campaign"])
    history_picture.create(connection)
    schema.create_local(connection)
    connection.execute(
        "INSERT OR REPLACE INTO local(name, value) VALUES ('picture', ?)", (schema.PICTURE,)
    )


_TABLES: tuple[tuple[str, dict[str, type], tuple[str, ...] | str], ...] = (
    ("trouble", {"ent": bytes, "fld": str, "what": str}, ("ent", "fld", "what")),
    (
        "ballot_state",
        {
            "submission": bytes,
            "member": bytes,
            "ballot": bytes,
            "status": str,
            "seq": int,
            "paper": int,
            "entry": str,
            "marks": str,
            "total": int,
            "comment": str,
            "reason": str,
            "time": int,
            "scale": str,
        },
        ("submission", "member"),
    ),
    ("standing", {"session": bytes, "seq": int, "sig": bytes}, "session"),
    (
        "frozen",
        {"submission": bytes, "session": bytes, "class": str},
        ("submission", "session"),
    ),
    (
        "tally",
        {
            "submission": bytes,
            "campaign": bytes,
            "eligible": int,
            "eligible_code": str,
            "clause": str,
            "ballots_valid": int,
            "ballots_expected": int,
            "recused": int,
            "criteria": str,
            "final": int,
            "median": int,
            "spread": int,
            "wide": str,
            "class": str,
            "borderline": int,
        },
        "submission",
    ),
)


def apply_row(connection: sqlite3.Connection, authority: Authority, row: Row) -> None:
    """Writes one row of the picture anew from all changes of its cells."""
    name, ent = row
    kind = KINDS.get(name)
    if kind is None:
        return
    cells = {
        fld: evaluate(changes, authority.counts)
        for fld, changes in row_changes(connection, name, ent).items()
        if not fld.startswith(ANSWER)
    }
    delete, insert = _statements(name)
    for statement in delete:
        connection.execute(statement, (ent,))
    connection.execute(
        "DELETE FROM trouble WHERE ent = ? AND fld >= ? AND fld < ?", (ent, name + ".", name + "/")
    )
    for fld, cell in cells.items():
        for what, there in (("conflict", cell.conflict), ("proposal", bool(cell.proposals))):
            if there:
                _trouble(connection, ent, fld, what)
    gone = cells.pop(f"{name}.{GONE}", None)
    if not any(cell.heads for cell in cells.values()):
        return
    state = removal(gone, cells.values())
    if state == "gone":
        return
    if state:
        _trouble(connection, ent, f"{name}.{GONE}", state)
    _insert(connection, name, kind, ent, cells, insert)


def _insert(
    connection: sqlite3.Connection,
    name: str,
    kind: Kind,
    ent: bytes,
    cells: dict[str, Cell],
    insert: str,
) -> None:
    values: dict[str, Value] = {}
    for fld, cell in cells.items():
        _, column, key = split(fld)
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
            connection.execute(
                f'INSERT INTO "{family.table}" VALUES (?, ?, ?)', (ent, column_key, value)
            )
    derived = _derive(name, values)
    connection.execute(
        insert, (ent, *(values.get(column) for column in kind.fields), *derived)
    )


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


def _trouble(connection: sqlite3.Connection, ent: bytes, fld: str, what: str) -> None:
    connection.execute("INSERT OR REPLACE INTO trouble VALUES (?, ?, ?)", (ent, fld, what))


@cache
def _statements(name: str) -> tuple[tuple[str, ...], str]:
    kind = KINDS[name]
    delete = [f'DELETE FROM "{name}" WHERE id = ?']
    delete += [f'DELETE FROM "{f.table}" WHERE "{name}" = ?' for f in kind.families.values()]
    columns = ["id", *kind.fields, *(c for c, _ in _DERIVED.get(name, ()))]
    listed = ", ".join(f'"{column}"' for column in columns)
    places = ", ".join("?" * len(columns))
    return tuple(delete), f'INSERT INTO "{name}"({listed}) VALUES ({places})'


def all_rows(connection: sqlite3.Connection, kinds: Iterable[str] | None = None) -> Iterator[Row]:
    """Every (kind, id) that the log speaks of, of the kinds that this version knows.

    One by one, so that memory does not grow with the book; the log must not change meanwhile.
    """
    wanted = set(KINDS if kinds is None else kinds)
    last = None
    for ent, kind in connection.execute(
        "SELECT ent, substr(fld, 1, instr(fld, '.') - 1) FROM change "
        "WHERE instr(fld, '.') ORDER BY ent, fld"
    ):
        if (kind, ent) != last and kind in wanted:
            last = (kind, ent)
            yield last


def rebuild(connection: sqlite3.Connection, book: bytes, root: bytes) -> Authority:
    """Makes the whole picture from the log, inside the caller's transaction.

    Returns the authority as the log has it now.
    """
    from db.ballot_picture import apply_pairs
    from db.frozen_picture import apply_frozen
    from db.same_code import apply_all as apply_same_code
    from db.tallies import apply_all

    create(connection)
    office_only = load_authority(connection, book, root)
    first = ("member", "office")  # whose keys count must be known before anything else
    for row in all_rows(connection, first):
        apply_row(connection, office_only, row)
    authority = load_authority(connection, book, root)
    for row in all_rows(connection, set(KINDS) - set(first)):
        apply_row(connection, authority, row)
    apply_same_code(connection)
    pairs = connection.execute("SELECT DISTINCT submission, member FROM ballot")
    apply_pairs(connection, authority, pairs)
    sessions = connection.execute("SELECT DISTINCT session FROM snapshot").fetchall()
    apply_frozen(connection, authority, [session for (session,) in sessions])
    apply_all(connection)
    history_picture.apply_all(connection)
    return authority
