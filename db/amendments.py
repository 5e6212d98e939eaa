"""The amending minutes that a session has: read out of its snapshots, oldest first."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.amending_causes import Cause
from db.frozen_picture import amends, digest_of
from db.rules.differences import Difference, Move
from db.sessions import Snapshot, snapshots, standing_snapshot


@dataclass(frozen=True, slots=True)
class Told:
    """A difference with its cause."""

    difference: Difference
    cause: Cause


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amending paper: lần ``number``; ``amended`` is the digest of the snapshot that it
    amends. ``minutes_no`` and ``date`` are its own, "" and None while they are open."""

    number: int
    snapshot: Snapshot
    amended: str
    reason: str
    minutes_no: str
    date: str | None

    @property
    def digest(self) -> str:
        """SHA-256 of its snapshot in hex."""
        return digest_of(self.snapshot.body)


def chain(
    connection: sqlite3.Connection, session: bytes, digest: str | None = None
) -> list[Snapshot]:
    """The snapshot of that digest (None: the one that stands) after all that it amends, the
    first minutes first; [] where nothing is frozen. What this book does not hold is left out."""
    known = {digest_of(each.body): each for each in snapshots(connection, session)}
    if digest is None:
        standing = standing_snapshot(connection, session)
        digest = digest_of(standing.body) if standing is not None else ""
    found: list[Snapshot] = []
    while digest in known:  # a digest cannot stand in what it is the digest of: no circle
        found.append(known[digest])
        digest = amends(known[digest].body)
    return found[::-1]


def amendments(connection: sqlite3.Connection, session: bytes) -> list[Amendment]:
    """The amending papers that lead to what stands, the first one first."""
    return [
        amendment_of(connection, snapshot)
        for snapshot in chain(connection, session)
        if amends(snapshot.body)
    ]


def amendment_of(connection: sqlite3.Connection, snapshot: Snapshot) -> Amendment:
    """An amending snapshot as a paper. ``snapshot`` must amend another."""
    said = json.loads(snapshot.body)["amends"]
    paper = connection.execute(
        "SELECT minutes_no, date FROM amendment WHERE session = ? AND digest = ? "
        "ORDER BY id LIMIT 1",
        (snapshot.session, digest_of(snapshot.body)),
    ).fetchone() or ("", None)
    number, reason = said.get("number"), said.get("reason")
    return Amendment(
        number if type(number) is int else 0,
        snapshot,
        amends(snapshot.body),
        reason if isinstance(reason, str) else "",
        paper[0] or "",
        paper[1],
    )


def amended_by(connection: sqlite3.Connection, session: bytes, digest: str) -> Amendment | None:
    """The newest amending paper that stands over that snapshot, None where none does."""
    found = chain(connection, session)
    if digest not in {digest_of(each.body) for each in found[:-1]}:
        return None
    return amendment_of(connection, found[-1])


def content_of(body: bytes) -> dict[str, Any]:
    """What a snapshot says of the session, without what it says of the one it amends."""
    content: dict[str, Any] = json.loads(body)
    content.pop("amends", None)
    return content


def number_of(body: bytes) -> int:
    """Lần: the number of an amending snapshot, 0 for the minutes themselves."""
    content = json.loads(body)
    found = content["amends"].get("number") if amends(body) else 0
    return found if type(found) is int else 0


def read_told(said: Mapping[str, Any]) -> list[Told]:
    """The differences that an amending body tells. Raises KeyError, TypeError, ValueError."""
    return [
        Told(
            Difference(
                tuple(map(str, each["path"])), Move(each["move"]), each["old"], each["new"]
            ),
            Cause(tuple(map(str, each["who"])), tuple(map(str, each["why"]))),
        )
        for each in said["differences"]
    ]
