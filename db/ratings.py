"""What the office writes down for HTXSNV: what it decided on doubtful cases, the documents
that stand in for a registration (R7), who leads a unit, which reward is proposed by whom.

All of it hangs on the row that stands for the subject: that of the roster or a submission
(``queries.cases.Subject.holder``). Signing copies say none of it but the ruling, so all else
may be written after a freeze too.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from typing import Final

from db.book import Book
from db.change_log import Value
from db.errors import RatingRefusedError, SessionFrozenError
from db.locked import locked_in
from db.operation import Changes
from db.records import Campaign
from db.rules.eligibility import REFUSED
from db.rules.rating import KINDS
from db.rules.rulings import OUTCOMES

Holder = tuple[str, bytes]
"""Kind ("subject" or "submission") and id of the row."""

_GROUND: Final = ("what", "document", "number", "date", "level")


def decide(
    book: Book,
    holder: Holder,
    outcome: str,
    rules: Sequence[str],
    document: str,
    date: str,
    reason: str,
) -> Changes:
    """Records what was decided on the open ``rules`` of a subject, with its document and reason.

    ``date`` is ISO text, "" where the document says it. Raises NoOfficeKeyError,
    RatingRefusedError (facts: what rules, document, date, reason), SessionFrozenError (a
    frozen submission is not refused before its session is opened again).
    """
    book.require_office()
    kind, ident = holder
    if outcome not in OUTCOMES or not rules:
        raise RatingRefusedError(what="rules")
    for what, text in (("document", document), ("reason", reason)):
        if not text.strip():
            raise RatingRefusedError(what=what)
    if outcome == REFUSED:
        _refuse_frozen(book, holder)
    values: dict[str, Value] = {
        "ruling": outcome,
        "ruling_rules": ", ".join(rules),
        "ruling_document": document.strip(),
        "ruling_date": _day(date),
        "ruling_reason": reason.strip(),
    }
    return _write(book, kind, ident, values)


def take_back(book: Book, holder: Holder) -> Changes:
    """The decision is taken off; the log keeps it. Raises NoOfficeKeyError, SessionFrozenError."""
    book.require_office()
    _refuse_frozen(book, holder)
    names = ("ruling", "ruling_rules", "ruling_document", "ruling_date", "ruling_reason")
    return _write(book, *holder, dict.fromkeys(names))


def propose_reward(book: Book, holder: Holder, reward: str, by: str) -> Changes:
    """Which reward is proposed, and by whom; both empty take it back. Raises NoOfficeKeyError,
    RatingRefusedError (what reward, reward_by)."""
    book.require_office()
    if bool(reward.strip()) != bool(by.strip()):
        raise RatingRefusedError(what="reward_by" if reward.strip() else "reward")
    values = {"reward": reward.strip() or None, "reward_by": by.strip() or None}
    return _write(book, *holder, values)


def say_head(book: Book, subject: bytes, is_head: bool | None) -> Changes:
    """Whether a person of the roster leads the unit; None: nobody says. Raises
    NoOfficeKeyError."""
    book.require_office()
    return _write(book, "subject", subject, {"is_head": is_head})


def aim(book: Book, holders: Sequence[Holder], aims: bool) -> Changes:
    """Puts a subject forward for HTXSNV on all of its rows, or takes that back. Raises
    NoOfficeKeyError."""
    book.require_office()
    with book.write() as operation:
        for kind, ident in holders:
            operation.set(kind, ident, {"aims_excellent": aims})
    return operation.changes


def save_ground(
    book: Book,
    campaign: Campaign,
    holder: Holder,
    ground: bytes | None,
    values: Mapping[str, str],
) -> tuple[bytes, Changes]:
    """Writes a document that stands in for a registration; a new one where ``ground`` is None.

    ``values``: what (project, reward), document, number, date (ISO), level; what is not typed
    yet may stay empty, but for the document's title. Raises NoOfficeKeyError,
    RatingRefusedError (what what, document, date), SessionFrozenError.
    """
    book.require_office()
    if values.get("what") not in KINDS:
        raise RatingRefusedError(what="what")
    if not values.get("document", "").strip():
        raise RatingRefusedError(what="document")
    kind, ident = holder
    said: dict[str, Value] = {name: values.get(name, "").strip() or None for name in _GROUND}
    said["date"] = _day(values.get("date", ""))
    said |= {"campaign": campaign.id, kind: ident}
    row = os.urandom(16) if ground is None else ground
    return row, _write(book, "ground", row, said)


def rated_good(book: Book, unit: bytes, count: int | None) -> Changes:
    """How many individuals of a unit are rated "hoàn thành tốt nhiệm vụ": what the quota is
    taken of. Raises NoOfficeKeyError, RatingRefusedError (what count)."""
    book.require_office()
    if count is not None and not 0 <= count <= 100_000:
        raise RatingRefusedError(what="count")
    return _write(book, "unit", unit, {"rated_good": count})


def _write(book: Book, kind: str, ident: bytes, values: Mapping[str, Value]) -> Changes:
    with book.write() as operation:
        operation.set(kind, ident, values)
    return operation.changes


def _refuse_frozen(book: Book, holder: Holder) -> None:
    kind, ident = holder
    session = locked_in(book.connection, ident) if kind == "submission" else None
    if session is not None:
        raise SessionFrozenError(session=session, what="submission")


def _day(text: str) -> str | None:
    if not text.strip():
        return None
    try:
        return datetime.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise RatingRefusedError(what="date") from error
