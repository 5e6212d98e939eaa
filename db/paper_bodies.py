"""What the papers of a frozen session say, beyond what is frozen: numbers and dates as they stand
now, the decision, and of amending minutes the papers that they amend.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from db.amendments import amendment_of, chain
from db.decided import attach
from db.frozen_picture import amends, digest_of
from db.sessions import OPEN_FIELDS, Session, Snapshot


@dataclass(frozen=True, slots=True)
class PaperBody:
    """The body of one signing paper; ``snapshot`` is None for a draft."""

    body: dict[str, Any]
    snapshot: Snapshot | None


def paper_body(connection: sqlite3.Connection, session: Session, snapshot: Snapshot) -> PaperBody:
    """The body of the paper that a snapshot stands for: the minutes, or amending minutes."""
    body: dict[str, Any] = json.loads(snapshot.body)
    body["session"] |= {name: getattr(session, name) for name in OPEN_FIELDS}
    digest = digest_of(snapshot.body)
    attach(connection, session.id, body, digest)
    if amends(snapshot.body):
        own = amendment_of(connection, snapshot)
        body["amends"] |= {
            "minutes_no": own.minutes_no,
            "date": own.date,
            "papers": papers_before(connection, session, chain(connection, session.id, digest)),
        }
    return PaperBody(body, snapshot)


def minutes_body(connection: sqlite3.Connection, session: Session) -> PaperBody | None:
    """The first minutes of a session: what amends them has papers of its own. None where
    nothing is frozen."""
    found = chain(connection, session.id)
    return paper_body(connection, session, found[0]) if found else None


def amending_bodies(connection: sqlite3.Connection, session: Session) -> list[PaperBody]:
    """All amending minutes of a session, the first one first; [] where there are none."""
    return [paper_body(connection, session, one) for one in chain(connection, session.id)[1:]]


def papers_before(
    connection: sqlite3.Connection, session: Session, links: list[Snapshot]
) -> list[dict[str, Any]]:
    """The papers before the last link, each with the code that the next one names it by."""
    return [
        paper(connection, session, former, json.loads(latter.body)["amends"].get("code", ""))
        for former, latter in pairwise(links)
    ]


def paper(
    connection: sqlite3.Connection, session: Session, snapshot: Snapshot, code: str
) -> dict[str, Any]:
    """Which paper that is: lần, its number and date, its code."""
    if not amends(snapshot.body):
        number, minutes_no, date = 0, session.minutes_no, session.date
    else:
        own = amendment_of(connection, snapshot)
        number, minutes_no, date = own.number, own.minutes_no, own.date
    return {"number": number, "minutes_no": minutes_no, "date": date, "code": code}
