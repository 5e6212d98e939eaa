"""What a person types into forms: rows of any kind, saved field by field.

Rows typed by hand have random ids, rows of a workbook derived ones; a code that is taken is
refused here and shown as a conflict (trùng mã) where two books meet.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from db.book import Book
from db.change_log import Value
from db.errors import DuplicateCodeError, ReasonMissingError, SessionFrozenError, UnknownCodeError
from db.kinds import KINDS
from db.operation import Changes
from db.sessions import frozen_in, standing_snapshot

_UNIQUE = {
    "unit": "code",
    "member": "code",
    "subject": "code",
    "submission": "code",
    "session": "number",
}


def save(
    book: Book, kind: str, ident: bytes | None, values: Mapping[str, Value]
) -> tuple[bytes, Changes]:
    """Writes the fields that differ; a new row where ``ident`` is None. Returns its id.

    New rows need ``campaign`` (or the row that they hang on) among the values. Without the
    office key the cells are proposals. Raises UnknownCodeError for a field that the kind does
    not have, DuplicateCodeError, SessionFrozenError.
    """
    fields = KINDS[kind]
    for name in values:
        if name not in fields.fields and name.partition(":")[0] not in fields.families:
            raise UnknownCodeError(kind="field", code=f"{kind}.{name}")
    if ident is not None:
        _refuse_frozen(book, kind, ident)
    _refuse_taken(book, kind, ident, values)
    row = os.urandom(16) if ident is None else ident
    with book.write() as operation:
        operation.set(kind, row, values)
    return row, operation.changes


def remove(book: Book, kind: str, ident: bytes) -> Changes:
    """Takes a row away. A submission with ballots is withdrawn instead, with a reason.

    Raises SessionFrozenError, ReasonMissingError.
    """
    _refuse_frozen(book, kind, ident)
    if kind == "submission" and _has_ballots(book, ident):
        raise ReasonMissingError(what="withdraw")
    with book.write() as operation:
        operation.remove(kind, ident)
    return operation.changes


def withdraw(book: Book, submission: bytes, reason: str | None) -> Changes:
    """Rút hồ sơ, with the reason; None takes the withdrawal back.

    Raises ReasonMissingError, SessionFrozenError.
    """
    if reason is not None and not reason.strip():
        raise ReasonMissingError(what="withdraw")
    _, changes = save(book, "submission", submission, {"withdrawn": reason and reason.strip()})
    return changes


def _has_ballots(book: Book, submission: bytes) -> bool:
    found = book.connection.execute(
        "SELECT 1 FROM ballot WHERE submission = ? LIMIT 1", (submission,)
    ).fetchone()
    return found is not None


def _refuse_frozen(book: Book, kind: str, ident: bytes) -> None:
    session: object = None
    if kind == "submission":
        session = frozen_in(book.connection, ident)
    elif kind == "session" and standing_snapshot(book.connection, ident) is not None:
        session = _number(book, ident)
    elif kind == "hearing":
        found = book.connection.execute(
            "SELECT session FROM hearing WHERE id = ?", (ident,)
        ).fetchone()
        if found and standing_snapshot(book.connection, found[0]) is not None:
            session = _number(book, found[0])
    if session is not None:
        raise SessionFrozenError(session=session, what=kind)


def _number(book: Book, session: bytes) -> object:
    return book.connection.execute(
        "SELECT number FROM session WHERE id = ?", (session,)
    ).fetchone()[0]


def _refuse_taken(
    book: Book, kind: str, ident: bytes | None, values: Mapping[str, Value]
) -> None:
    field = _UNIQUE.get(kind)
    if field is None or values.get(field) is None:
        return
    campaign = values.get("campaign")
    if campaign is None and ident is not None:
        row = book.connection.execute(
            f"SELECT campaign FROM {kind} WHERE id = ?", (ident,)
        ).fetchone()
        campaign = row[0] if row else None
    taken = book.connection.execute(
        f"SELECT 1 FROM {kind} WHERE campaign IS ? AND {field} = ? AND id IS NOT ?",
        (campaign, values[field], ident),
    ).fetchone()
    if taken:
        raise DuplicateCodeError(kind=kind, code=values[field])
