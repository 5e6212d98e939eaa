"""What the standing committee has decided, as results and papers say it.

A decision belongs to the very snapshot that the committee had before it. Where results were
amended since, it stays visible, and is said to be older than the amendment.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.amendments import chain, number_of
from db.decisions import Decision, decision_of
from db.frozen_picture import digest_of, panel_classes


@dataclass(frozen=True, slots=True)
class InForce:
    """A decision that holds for a session. ``amended_by`` is lần of the first amendment made
    after it, 0 where it is on what stands; ``panel`` are the classes that it had before it."""

    decision: Decision
    amended_by: int
    panel: dict[bytes, str | None]

    def class_of(self, submission: bytes) -> str | None:
        """The decided class; None where there is none, or the submission was sent back."""
        if submission in self.decision.sent_back:
            return None
        changed = self.decision.changed.get(submission)
        return self.panel.get(submission) if changed is None else changed[0]


def decision_in_force(
    connection: sqlite3.Connection, session: bytes, digest: str | None = None
) -> InForce | None:
    """The decision on the snapshot of that digest (None: on what stands), else the newest one
    on what that amends; None while there is none."""
    later = 0
    for snapshot in reversed(chain(connection, session, digest)):
        decision = decision_of(connection, session, digest_of(snapshot.body))
        if decision is not None:
            return InForce(decision, later, panel_classes(snapshot.body))
        later = number_of(snapshot.body)
    return None


def attach(
    connection: sqlite3.Connection,
    session: bytes,
    body: dict[str, Any],
    digest: str | None = None,
) -> None:
    """Adds to a frozen session's body, for its papers, what the committee decided: every paper
    after the decision carries both classes (domain.md part 4). Nothing while nothing is."""
    found = decision_in_force(connection, session, digest)
    if found is None:
        return
    decision = found.decision
    body["decision"] = {
        "document": decision.document,
        "date": decision.date,
        "note": decision.note,
        **({"amended_by": found.amended_by} if found.amended_by else {}),
    }
    for submission in body["submissions"]:
        ident = bytes.fromhex(submission["id"])
        _, reason = decision.changed.get(ident, ("", ""))
        back = decision.sent_back.get(ident)
        submission |= {
            "decided_class": found.class_of(ident),
            "decided_reason": "" if back is not None else reason,
            "sent_back": back or "",
        }


def decided_classes(connection: sqlite3.Connection, campaign: bytes) -> dict[bytes, str | None]:
    """The decided class of each submission that a decision covers, by id: as the decision
    changed it, else the panel's. One that was sent back has none out of that meeting."""
    return decisions(connection, campaign)[0]


def decisions(
    connection: sqlite3.Connection, campaign: bytes, only: Sequence[bytes] | None = None
) -> tuple[dict[bytes, str | None], set[bytes]]:
    """(:func:`decided_classes`, the submissions whose decided class is older than an amendment
    of their results); ``only`` for these submissions, where others would take their time."""
    classes: dict[bytes, str | None] = {}
    before: set[bytes] = set()
    for session in _decided_on(connection, campaign, only):
        found = decision_in_force(connection, session)
        if found is None:
            continue
        held = {ident for ident in _held(connection, session) if ident in found.panel}
        classes |= {ident: found.class_of(ident) for ident in held}
        before |= held if found.amended_by else set()
    return classes, before


def _decided_on(
    connection: sqlite3.Connection, campaign: bytes, only: Sequence[bytes] | None
) -> list[bytes]:
    """The sessions with a decision, those alone that hold one of ``only``."""
    where, values = "", [campaign]
    if only is not None:
        named = ", ".join("?" * len(only))
        where = f"AND s.id IN (SELECT session FROM frozen WHERE submission IN ({named})) "
        values += only
    rows = connection.execute(
        "SELECT DISTINCT d.session FROM decision d JOIN session s ON s.id = d.session "
        f"WHERE s.campaign = ? {where}ORDER BY d.session",
        values,
    )
    return [session for (session,) in rows]


def _held(connection: sqlite3.Connection, session: bytes) -> list[bytes]:
    rows = connection.execute("SELECT submission FROM frozen WHERE session = ?", (session,))
    return [submission for (submission,) in rows]
