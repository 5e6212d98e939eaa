"""Rules that change after scoring has begun: with a reason and a basis, and on record.

domain.md part 4: "A change of step, drop rule, bands, rubric or panel after scoring has begun
needs a reason and a basis, lists the ballots it touches, and stands in the minutes." Which ballots
a change touches is worked out from the ballots (``db.rule_effects``); the record itself names none.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from db.book import Book
from db.errors import RuleReasonError
from db.operation import Changes, Operation
from db.records import Band, Member, Rubric, Settings, SubjectKind
from db.session_parts import rubric_part
from db.surroundings import members

PANEL: Final = "panel"
GUARDED: Final = frozenset(
    {"drop_extremes", "recusal_by_unit", "absent_ballot_counts", "agreed_mark"}
)
"""Settings that say which ballots count: none changes without a reason once there are ballots."""


@dataclass(frozen=True, slots=True)
class Because:
    """Why a rule changes, and the document that it rests on."""

    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One change on record. ``old`` and ``new`` are JSON values: of a setting its value, of a
    rubric as in a session's body, of the panel a list of its members; ``new`` is None while the
    change is not finished. ``at`` in claimed milliseconds since 1970."""

    id: bytes
    what: str
    old: Any
    new: Any
    reason: str
    basis: str
    at: int


def of_rubric(kind: SubjectKind) -> str:
    """The name under which changes of that rubric are kept."""
    return f"rubric_{kind}"


def begun(
    connection: sqlite3.Connection, campaign: bytes, kind: SubjectKind | None = None
) -> bool:
    """Whether a ballot was handed in, on a submission of that kind where one is given."""
    query = (
        "SELECT 1 FROM submission s JOIN ballot b ON b.submission = s.id WHERE s.campaign = ? "
        "AND (?2 IS NULL OR s.kind = ?2) LIMIT 1"
    ).replace("campaign = ?", "campaign = ?1")
    values = (campaign, None if kind is None else str(kind))
    return connection.execute(query, values).fetchone() is not None


def changes(connection: sqlite3.Connection, campaign: bytes) -> list[RuleChange]:
    """All changes on record, oldest first."""
    found = connection.execute(
        "SELECT id, what, old, new, reason, basis, at FROM rule_change "
        "WHERE campaign = ? AND what IS NOT NULL ORDER BY at, id",
        (campaign,),
    )
    return [
        RuleChange(ident, what, _read(old), _read(new), reason or "", basis or "", at or 0)
        for ident, what, old, new, reason, basis, at in found
    ]


def unfinished(connection: sqlite3.Connection, campaign: bytes, what: str) -> RuleChange | None:
    """The change that was begun with a reason and is not finished; None where there is none."""
    found = [c for c in changes(connection, campaign) if c.what == what and c.new is None]
    return found[-1] if found else None


def required(because: Because | None, what: str) -> Because:
    """The reason and basis, both said. Raises RuleReasonError."""
    reason = "" if because is None else " ".join(because.reason.split())
    basis = "" if because is None else " ".join(because.basis.split())
    if not (reason and basis):
        raise RuleReasonError(what=what)
    return Because(reason, basis)


def note(
    operation: Operation, campaign: bytes, what: str, old: Any, new: Any, because: Because
) -> None:
    """Puts a change on record, in the write that makes it."""
    operation.set(
        "rule_change",
        os.urandom(16),
        {
            "campaign": campaign,
            "what": what,
            "old": write(old),
            "new": None if new is None else write(new),
            "reason": because.reason,
            "basis": because.basis,
            "at": operation.ms,
        },
    )


def finish(operation: Operation, change: RuleChange, new: Any) -> None:
    """Ends a change that was begun; one that came to nothing is taken off the record."""
    if new == change.old:
        operation.remove("rule_change", change.id)
    else:
        operation.set("rule_change", change.id, {"new": write(new)})


def rule_of(rubric: Rubric) -> dict[str, Any]:
    """What of a rubric results depend on."""
    part = rubric_part(rubric)
    return {name: part[name] for name in ("name", "total", "step", "criteria", "bands")}


def other_rule(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether marks are given otherwise under one rule of a rubric than under the other, or
    classes begin elsewhere; bands that nobody had entered yet are no change."""
    marks = [
        (rule["step"], rule["total"], [(c["code"], c["max"]) for c in rule["criteria"]])
        for rule in (old, new)
    ]
    return marks[0] != marks[1] or (bool(old["bands"]) and old["bands"] != new["bands"])


def with_rule(rubric: Rubric, rule: Mapping[str, Any]) -> Rubric:
    """The rubric with another step and other bands."""
    return replace(
        rubric,
        step=int(rule.get("step") or rubric.step),
        bands=tuple(Band(b["class"], b["from"]) for b in rule.get("bands", ())),
    )


def panel_of(people: Sequence[Member]) -> list[dict[str, str]]:
    """The panel as a change keeps it."""
    return [
        {
            "id": m.id.hex(),
            "code": m.code,
            "name": m.name,
            "role": str(m.role),
            "unit": m.unit,
            "post": m.post,
        }
        for m in sorted(people, key=lambda m: (m.code, m.id))
    ]


def setting_of(settings: Settings, name: str) -> Any:
    """A setting as a change keeps it."""
    found = getattr(settings, name)
    return list(found) if isinstance(found, tuple) else found


def write(value: Any) -> str:
    """The text that the log keeps for a value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _read(text: str | None) -> Any:
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError):
        return None


def open_panel(book: Book, campaign: bytes, because: Because) -> Changes:
    """Begins a change of the panel; one that was left unfinished ends here.

    Raises RuleReasonError, NoOfficeKeyError.
    """
    book.require_office()
    why = required(because, PANEL)
    panel = panel_of(members(book.connection, campaign))
    former = unfinished(book.connection, campaign, PANEL)
    with book.write() as operation:
        if former is not None:
            finish(operation, former, panel)
        note(operation, campaign, PANEL, panel, None, why)
    return operation.changes


def close_panel(book: Book, campaign: bytes) -> Changes:
    """Ends the change of the panel; one that came to nothing leaves no record."""
    book.require_office()
    found = unfinished(book.connection, campaign, PANEL)
    with book.write() as operation:
        if found is not None:
            finish(operation, found, panel_of(members(book.connection, campaign)))
    return operation.changes


def check_panel(connection: sqlite3.Connection, campaign: bytes, fields: Collection[str]) -> None:
    """Raises RuleReasonError where these fields of a member cannot be typed as things stand:
    scoring has begun and nobody said why the panel changes."""
    ruled = _RULED & set(fields) and begun(connection, campaign)
    if ruled and unfinished(connection, campaign, PANEL) is None:
        raise RuleReasonError(what=PANEL)


_RULED = frozenset({"campaign", "code", "name", "role", "unit", "post"})
