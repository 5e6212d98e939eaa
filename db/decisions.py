"""The standing committee's decision on a session (R14): recorded apart from what the panel
concluded, and it may change a class with a reason (domain.md part 4).

A decision belongs to the very snapshot that the committee had before it: a session that is
opened and frozen again needs a decision of its own.
"""

from __future__ import annotations

import datetime
import sqlite3
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.book import Book
from db.change_log import Value
from db.errors import (
    DecisionDateError,
    DecisionRefusedError,
    ReasonMissingError,
    SessionNotFrozenError,
    UnknownCodeError,
)
from db.frozen_picture import TWO_FROZEN, digest_of
from db.operation import Changes
from db.records import Campaign
from db.rules.bands import CLASSES
from db.sessions import Session, Snapshot, find, standing_snapshot


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision; ``changed`` are (class, reason) by submission id."""

    id: bytes
    session: bytes
    document: str
    date: str | None
    note: str = ""
    changed: Mapping[bytes, tuple[str, str]] = field(default_factory=dict)


def record(
    book: Book,
    campaign: Campaign,
    number: int,
    document: str,
    date: str,
    changes: Mapping[str, tuple[str, str]] | None = None,
    *,
    note: str = "",
) -> Changes:
    """Records the decision on a frozen session; recorded again, it says all anew.

    ``changes`` gives class and reason by submission code, for those alone whose class is not
    the panel's. Raises NoOfficeKeyError, UnknownCodeError (session, submission, class),
    SessionNotFrozenError, DecisionRefusedError, DecisionDateError, ReasonMissingError.
    """
    book.require_office()
    session, snapshot = frozen_session(book.connection, campaign, number)
    if not document.strip():
        raise DecisionRefusedError(what="document", session=number)
    _check_date(campaign, session, date)
    classes = _changed(book.connection, session, changes or {})
    with book.write() as operation:
        ident = operation.row_id("decision", session.id, digest_of(snapshot.body))
        values: dict[str, Value] = {
            "session": session.id,
            "digest": digest_of(snapshot.body),
            "document": document.strip(),
            "date": date,
            "note": note.strip(),
        }
        for name in operation.cells("decision", ident):
            if name.startswith(("class:", "reason:")):
                values[name] = None
        for submission, (name, reason) in classes.items():
            values[f"class:{submission.hex()}"] = name
            values[f"reason:{submission.hex()}"] = reason
        operation.restore("decision", ident)  # recorded once before and undone
        operation.set("decision", ident, values)
    return operation.changes


def frozen_session(
    connection: sqlite3.Connection, campaign: Campaign, number: int
) -> tuple[Session, Snapshot]:
    """A session with the one snapshot that stands for it.

    Raises UnknownCodeError, SessionNotFrozenError, DecisionRefusedError where two stand.
    """
    session = find(connection, campaign, number)
    snapshot = standing_snapshot(connection, session.id)
    if snapshot is None:
        raise SessionNotFrozenError(session=number, what="needed")
    if two_frozen(connection, session.id):
        raise DecisionRefusedError(what="two_frozen", session=number)
    return session, snapshot


def two_frozen(connection: sqlite3.Connection, session: bytes) -> bool:
    """Whether two snapshots stand for one session, frozen on two laptops."""
    found = connection.execute(
        "SELECT 1 FROM trouble WHERE ent = ? AND fld = ?", (session, TWO_FROZEN)
    ).fetchone()
    return found is not None


def _check_date(campaign: Campaign, session: Session, date: str) -> None:
    """A day from the meeting on, at the latest in the year after the campaign's."""
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError as error:
        raise DecisionDateError(date=date, why="unreadable") from error
    if day.isoformat() != date:
        raise DecisionDateError(date=date, why="unreadable")
    if session.date is not None and date < session.date:
        raise DecisionDateError(date=date, why="before", session_date=session.date)
    if not campaign.year <= day.year <= campaign.year + 1:
        raise DecisionDateError(date=date, why="year", year=campaign.year)


def _changed(
    connection: sqlite3.Connection, session: Session, changes: Mapping[str, tuple[str, str]]
) -> dict[bytes, tuple[str, str]]:
    """The changes by submission id; the panel's own class given as a change is none."""
    known = {
        code: (ident, panel)
        for ident, code, panel in connection.execute(
            "SELECT f.submission, s.code, f.class FROM frozen f "
            "JOIN submission s ON s.id = f.submission WHERE f.session = ?",
            (session.id,),
        )
    }
    found = {}
    for typed, (name, reason) in changes.items():
        code = unicodedata.normalize("NFC", typed.strip())
        if code not in known:
            raise UnknownCodeError(kind="submission", code=code)
        decided = read_class(name)
        ident, panel = known[code]
        if not reason.strip():
            raise ReasonMissingError(what="decide")
        if decided != panel:
            found[ident] = (decided, reason.strip())
    return found


def read_class(text: str) -> str:
    """One of the four classes as it was typed. Raises UnknownCodeError."""
    typed = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    for name in CLASSES:
        if name.casefold() == typed:
            return name
    raise UnknownCodeError(kind="class", code=text)


def decision_of(connection: sqlite3.Connection, session: bytes) -> Decision | None:
    """The decision on what stands frozen of a session, None while there is none."""
    snapshot = standing_snapshot(connection, session)
    if snapshot is None:
        return None
    found = connection.execute(
        "SELECT id, document, date, note FROM decision WHERE session = ? AND digest = ? "
        "ORDER BY id LIMIT 1",
        (session, digest_of(snapshot.body)),
    ).fetchone()
    if found is None:
        return None
    ident, document, day, note = found
    reasons = dict(
        connection.execute(
            "SELECT submission, reason FROM decided_reason WHERE decision = ?", (ident,)
        ).fetchall()
    )
    changed = {
        submission: (name, reasons.get(submission, ""))
        for submission, name in connection.execute(
            "SELECT submission, class FROM decided_class WHERE decision = ? ORDER BY submission",
            (ident,),
        )
        if name in CLASSES
    }
    return Decision(ident, session, document or "", day, note or "", changed)


def attach(connection: sqlite3.Connection, session: bytes, body: dict[str, Any]) -> None:
    """Adds to a frozen session's body, for its papers, what the committee decided: every paper
    after the decision carries both classes (domain.md part 4). Nothing while nothing is."""
    decision = decision_of(connection, session)
    if decision is None:
        return
    body["decision"] = {
        "document": decision.document,
        "date": decision.date,
        "note": decision.note,
    }
    for submission in body["submissions"]:
        name, reason = decision.changed.get(
            bytes.fromhex(submission["id"]), (submission["class"], "")
        )
        submission |= {"decided_class": name, "decided_reason": reason}


def decided_classes(connection: sqlite3.Connection, campaign: bytes) -> dict[bytes, str | None]:
    """The decided class of each submission that a decision covers, by id: as the decision
    changed it, else the panel's."""
    found: dict[bytes, str | None] = {}
    for (session,) in connection.execute(
        "SELECT DISTINCT d.session FROM decision d JOIN session s ON s.id = d.session "
        "WHERE s.campaign = ? ORDER BY d.session",
        (campaign,),
    ).fetchall():
        decision = decision_of(connection, session)
        if decision is None:
            continue
        for submission, panel in connection.execute(
            "SELECT submission, class FROM frozen WHERE session = ?", (session,)
        ):
            changed = decision.changed.get(submission)
            found[submission] = panel if changed is None else changed[0]
    return found
