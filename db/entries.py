"""What a person types into forms: rows of any kind, saved field by field.

Rows typed by hand have random ids, rows of a workbook derived ones; a code that is taken is
refused here and shown as a conflict (trùng mã) where two books meet.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping, Sequence

from db.book import Book
from db.change_log import Value
from db.errors import DuplicateCodeError, ReasonMissingError, SessionFrozenError, UnknownCodeError
from db.kinds import KINDS, UNIQUE
from db.lateness import check_typed
from db.locked import locked_row
from db.operation import Changes
from db.rule_changes import check_panel
from db.sessions import OPEN_FIELDS

Made = Sequence[tuple[str, bytes, Mapping[str, Value]]]


def save(
    book: Book, kind: str, ident: bytes | None, values: Mapping[str, Value]
) -> tuple[bytes, Changes]:
    """Writes the fields that differ; a new row where ``ident`` is None. Returns its id.

    New rows need ``campaign`` (or the row that they hang on) among the values. Without the
    office key the cells are proposals. Raises UnknownCodeError for a field that the kind does
    not have, DuplicateCodeError, SessionFrozenError, LateReasonError,
    RuleReasonError (the panel after scoring has begun).
    """
    fields = KINDS[kind]
    for name in values:
        if name not in fields.fields and name.partition(":")[0] not in fields.families:
            raise UnknownCodeError(kind="field", code=f"{kind}.{name}")
    if ident is not None and not (kind == "session" and values.keys() <= OPEN_FIELDS):
        _refuse_frozen(book, kind, ident)
    session = values.get("session")
    if kind == "hearing" and isinstance(session, bytes):
        _refuse_frozen(book, "session", session)
    _refuse_taken(book, kind, ident, values)
    if kind == "submission":
        check_typed(book.connection, ident, values)
    if kind == "member":
        _check_panel(book, ident, values)
    row = os.urandom(16) if ident is None else ident
    with book.write() as operation:
        operation.set(kind, row, values)
    return row, operation.changes


def save_many(
    book: Book, kind: str, rows: Mapping[bytes, Mapping[str, Value]], others: Made = ()
) -> Changes:
    """Writes fields of several rows as one, so that one undo takes all back; ``others`` are
    (kind, id, values) that go with them.

    Nothing is written where one is refused. Raises as :func:`save`.
    """
    written = [*((kind, ident, values) for ident, values in rows.items()), *others]
    for of, ident, values in written:
        if any(name.partition(":")[0] not in _names(of) for name in values):
            raise UnknownCodeError(kind="field", code=of)
        _refuse_frozen(book, of, ident)
        _refuse_taken(book, of, ident, values)
        if of == "submission":
            check_typed(book.connection, ident, values)
        if of == "member":
            _check_panel(book, ident, values)
    with book.write() as operation:
        for of, ident, values in written:
            operation.set(of, ident, values)
    return operation.changes


def _names(kind: str) -> set[str]:
    return {*KINDS[kind].fields, *KINDS[kind].families}


def remove(book: Book, kind: str, ident: bytes) -> Changes:
    """Takes a row away. A submission with ballots is withdrawn instead, with a reason.

    Raises SessionFrozenError, ReasonMissingError.
    """
    _refuse_frozen(book, kind, ident)
    if kind == "submission" and _has_ballots(book, ident):
        raise ReasonMissingError(what="withdraw")
    if kind == "member":
        _check_panel(book, ident, {"code": None})
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


def _check_panel(book: Book, ident: bytes | None, values: Mapping[str, Value]) -> None:
    """The panel changes with a reason once scoring has begun (db.rule_changes)."""
    row = book.connection.execute("SELECT campaign FROM member WHERE id = ?", (ident,)).fetchone()
    campaign = values.get("campaign") or (row[0] if row else None)
    if isinstance(campaign, bytes):
        check_panel(book.connection, campaign, values)


def _has_ballots(book: Book, submission: bytes) -> bool:
    found = book.connection.execute(
        "SELECT 1 FROM ballot WHERE submission = ? LIMIT 1", (submission,)
    ).fetchone()
    return found is not None


def _refuse_frozen(book: Book, kind: str, ident: bytes) -> None:
    session = locked_row(book.connection, kind, ident)
    if session is not None:
        raise SessionFrozenError(session=session, what=kind)


def _refuse_taken(
    book: Book, kind: str, ident: bytes | None, values: Mapping[str, Value]
) -> None:
    field = UNIQUE.get(kind)
    value = values.get(field) if field else None
    if value is None:
        return
    if isinstance(value, str):
        value = unicodedata.normalize("NFC", value)
    campaign = values.get("campaign")
    if campaign is None and ident is not None:
        row = book.connection.execute(
            f"SELECT campaign FROM {kind} WHERE id = ?", (ident,)
        ).fetchone()
        campaign = row[0] if row else None
    taken = book.connection.execute(
        f"SELECT 1 FROM {kind} WHERE campaign IS ? AND {field} = ? AND id IS NOT ?",
        (campaign, value, ident),
    ).fetchone()
    if taken:
        raise DuplicateCodeError(kind=kind, code=value)
