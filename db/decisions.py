"""The standing committee's decision on a session (R14): recorded apart from what the panel
concluded, and it may change a class with a reason (domain.md part 4).

A decision belongs to the very snapshot that the committee had before it: a session that is
opened and frozen again needs a decision of its own.
"""

from __future__ import annotations

import datetime
import sqlite3
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from db.book import Book
from db.change_log import Value
from db.errors import (
    DecisionDateError,
    DecisionRefusedError,
    ReasonMissingError,
    SessionNotFrozenError,
    UnknownCodeError,
)
from db.frozen_picture import TWO_FROZEN, digest_of, panel_classes
from db.operation import Changes
from db.records import Campaign
from db.rounds import begun_after
from db.rules.bands import CLASSES
from db.sessions import Session, Snapshot, find, standing_snapshot


@dataclass(frozen=True, slots=True)
class Decision:
    """A recorded decision; by submission id, ``changed`` are (class, reason), ``sent_back``
    why a submission must be scored once more (thẩm định lại)."""

    id: bytes
    session: bytes
    document: str
    date: str | None
    note: str = ""
    changed: Mapping[bytes, tuple[str, str]] = field(default_factory=dict)
    sent_back: Mapping[bytes, str] = field(default_factory=dict)


def record(
    book: Book,
    campaign: Campaign,
    number: int,
    document: str,
    date: str,
    changes: Mapping[str, tuple[str, str]] | None = None,
    *,
    note: str = "",
    send_back: Mapping[str, str] | None = None,
) -> Changes:
    """Records the decision on a frozen session; recorded again, it says all anew.

    ``changes`` gives class and reason by submission code, for those alone whose class is not
    the panel's; ``send_back`` the reason, for those that open a new round (``db.rounds``).
    What was scored in such a round is not taken back by recording again. Raises
    NoOfficeKeyError, UnknownCodeError (session, submission, class), SessionNotFrozenError,
    DecisionRefusedError, DecisionDateError, ReasonMissingError.
    """
    book.require_office()
    session, snapshot = frozen_session(book.connection, campaign, number)
    if not document.strip():
        raise DecisionRefusedError(what="document", session=number)
    _check_date(campaign, session, date)
    there = _Frozen(book.connection, snapshot)
    classes = there.changed(changes or {})
    returned = there.sent_back(send_back or {})
    there.refuse_both(session, classes, returned)
    for submission in begun_after(book.connection, session.id):
        if submission not in returned:
            raise DecisionRefusedError(
                what="rescored", session=number, code=there.codes.get(submission, "")
            )
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
            if name.startswith(("class:", "reason:", "back:")):
                values[name] = None
        for submission, (name, reason) in classes.items():
            values[f"class:{submission.hex()}"] = name
            values[f"reason:{submission.hex()}"] = reason
        for submission, reason in returned.items():
            values[f"back:{submission.hex()}"] = reason
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


class _Frozen:
    """The submissions that the committee had before it, by the codes that they have now."""

    def __init__(self, connection: sqlite3.Connection, snapshot: Snapshot) -> None:
        self._panel = panel_classes(snapshot.body)
        self.codes: dict[bytes, str] = {}
        for ident in self._panel:
            row = connection.execute("SELECT code FROM submission WHERE id = ?", (ident,))
            (self.codes[ident],) = row.fetchone() or ("",)
        self._by_code = {code: ident for ident, code in self.codes.items() if code}

    def _id(self, typed: str) -> bytes:
        code = unicodedata.normalize("NFC", typed.strip())
        if code not in self._by_code:
            raise UnknownCodeError(kind="submission", code=code)
        return self._by_code[code]

    def changed(
        self, changes: Mapping[str, tuple[str, str]]
    ) -> dict[bytes, tuple[str, str]]:
        """By submission id; the panel's own class given as a change is none."""
        found = {}
        for typed, (name, reason) in changes.items():
            ident, decided = self._id(typed), read_class(name)
            if not reason.strip():
                raise ReasonMissingError(what="decide")
            if decided != self._panel[ident]:
                found[ident] = (decided, reason.strip())
        return found

    def sent_back(self, reasons: Mapping[str, str]) -> dict[bytes, str]:
        """The reasons by submission id."""
        found = {}
        for typed, reason in reasons.items():
            ident = self._id(typed)
            if not reason.strip():
                raise ReasonMissingError(what="send_back")
            found[ident] = reason.strip()
        return found

    def refuse_both(
        self, session: Session, changed: Collection[bytes], returned: Collection[bytes]
    ) -> None:
        """What is scored once more has no class yet. Raises DecisionRefusedError."""
        for ident in returned:
            if ident in changed:
                raise DecisionRefusedError(
                    what="both", session=session.number, code=self.codes[ident]
                )


def read_class(text: str) -> str:
    """One of the four classes as it was typed. Raises UnknownCodeError."""
    typed = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    for name in CLASSES:
        if name.casefold() == typed:
            return name
    raise UnknownCodeError(kind="class", code=text)


def decision_of(
    connection: sqlite3.Connection, session: bytes, digest: str | None = None
) -> Decision | None:
    """The decision on the snapshot of that digest, or on what stands frozen of a session; None
    while there is none."""
    if digest is None:
        snapshot = standing_snapshot(connection, session)
        if snapshot is None:
            return None
        digest = digest_of(snapshot.body)
    found = connection.execute(
        "SELECT id, document, date, note FROM decision WHERE session = ? AND digest = ? "
        "ORDER BY id LIMIT 1",
        (session, digest),
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
    returned = dict(
        connection.execute(
            "SELECT submission, reason FROM sent_back WHERE decision = ? ORDER BY submission",
            (ident,),
        ).fetchall()
    )
    return Decision(ident, session, document or "", day, note or "", changed, returned)
