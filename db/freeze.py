"""Freezing (chốt để ký): what a signing copy carries, as canonical JSON signed by the office.

:func:`compose` gathers the same body for a draft paper and for a snapshot, so a paper can
never say something else than what is frozen.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.book import Book
from db.canonical import dumps
from db.closing import require_open
from db.concluding import unchaired, unreasoned
from db.double_entries import withdraw_snapshot
from db.errors import (
    FreezeRefusedError,
    ReasonMissingError,
    SessionFrozenError,
    SessionNotFrozenError,
)
from db.frozen_picture import digest_of
from db.history_picture import note_frozen
from db.operation import Changes
from db.paper_bodies import paper_body
from db.records import Campaign, Submission
from db.rule_changes import PANEL, unfinished
from db.rules.proof import proof_code
from db.same_meeting import Circle, Former
from db.session_body import compose
from db.sessions import (
    OPEN_FIELDS,
    Session,
    Snapshot,
    find,
    frozen_in,
    snapshots,
    standing_snapshot,
)
from db.surroundings import Surroundings
from db.tallies import Scorers, submissions

Obstacle = tuple[str, dict[str, object]]
OBSTACLES = (
    "rubric_missing",
    "rubric_unconfirmed",
    "conflict",
    "ballot_conflict",
    "key_unconfirmed",
    "ballot_stale",
    "frozen_elsewhere",
    "conclusion_reason",
    "no_chair",
    "panel_open",
    "nothing",
)
"""All that may stand between a session and freezing, see :func:`obstacles`."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a freeze made; ``left_out`` are (code, why) of taken submissions not frozen."""

    session: int
    proof_code: str
    submissions: int
    left_out: tuple[tuple[str, str], ...]
    body: dict[str, Any]
    changes: Changes


def code_of(snapshot: Snapshot) -> str:
    """Mã đối chiếu of a snapshot. Takes about a tenth of a second."""
    return proof_code(hashlib.sha256(snapshot.body).digest())


def body_of(book: Book, campaign: Campaign, number: int) -> tuple[dict[str, Any], str | None]:
    """(body, proof code) for the papers of a session: the frozen one, or a draft and None.

    Raises UnknownCodeError.
    """
    session = find(book.connection, campaign, number)
    snapshot = standing_snapshot(book.connection, session.id)
    if snapshot is not None:
        return paper_body(book.connection, session, snapshot).body, code_of(snapshot)
    return compose(book, campaign, session, seq=0), None


def obstacles(
    book: Book,
    campaign: Campaign,
    session: Session,
    body: dict[str, Any],
    former: Former = None,
) -> list[Obstacle]:
    """Everything that stands between this session and freezing, each with its facts.

    Looked at are all submissions that the session takes, those left out too: a ballot under
    a key that nobody confirmed must not leave one out unnoticed. ``former`` is what was frozen
    of the session before, where that is amended.
    """
    around = Surroundings(book.connection, campaign)
    found: list[Obstacle] = []
    kinds = {s["kind"] for s in body["submissions"]} or {str(k) for k in around.rubrics}
    scales = {str(kind): rubric for kind, rubric in around.rubrics.items()}
    for kind in sorted(kinds):
        if kind not in scales:
            found.append(("rubric_missing", {"kind": kind}))
        elif not scales[kind].confirmed:
            found.append(("rubric_unconfirmed", {"rubric": scales[kind].name}))
    circle = Circle(around, session, former).submissions
    here = sorted(submissions(book.connection, campaign.id, circle), key=lambda s: (s.code, s.id))
    found += _conflicts(book.connection, around, session, here)
    for submission in here:
        found += _ballots(book.connection, around, submission)
        elsewhere = frozen_in(book.connection, submission.id)
        if elsewhere not in (None, session.number):
            found.append(("frozen_elsewhere", {"code": submission.code, "session": elsewhere}))
    for case in body["submissions"]:
        if unreasoned(case):
            found.append(("conclusion_reason", {"code": case["code"]}))
        if unchaired(body, case):
            found.append(("no_chair", {"code": case["code"]}))
    opened = unfinished(book.connection, campaign.id, PANEL)
    if opened is not None:
        found.append(("panel_open", {"reason": opened.reason}))
    if not body["submissions"]:
        found.append(("nothing", {}))
    return found


def _conflicts(
    connection: sqlite3.Connection, around: Surroundings, session: Session, here: list[Submission]
) -> Iterator[Obstacle]:
    """Open conflicts on any row that the frozen content is drawn from."""
    codes = {submission.id: submission.code for submission in here}
    units = {submission.unit for submission in here} | {m.unit for m in around.members}
    rows = [session.id, around.campaign.id, *(m.id for m in around.members), *codes]
    rows += [around.units[code].id for code in sorted(units) if code in around.units]
    for query, key in (
        ("SELECT id FROM rubric WHERE campaign = ? ORDER BY id", around.campaign.id),
        ("SELECT id FROM hearing WHERE session = ? ORDER BY id", session.id),
    ):
        rows += [ident for (ident,) in connection.execute(query, (key,))]
    for ent in rows:
        for fld, what in connection.execute(
            "SELECT fld, what FROM trouble WHERE ent = ? AND what <> 'proposal' ORDER BY fld, what",
            (ent,),
        ):
            yield "conflict", {"code": codes.get(ent, ""), "field": fld, "what": what}


_BALLOTS = {
    "conflict": "ballot_conflict",
    "unconfirmed": "key_unconfirmed",
    "stale": "ballot_stale",
}


def _ballots(
    connection: sqlite3.Connection, around: Surroundings, submission: Submission
) -> Iterator[Obstacle]:
    """Ballots of the members expected to score that neither count nor were set aside."""
    expected, _ = Scorers(around).of(submission)
    status = dict(
        connection.execute(
            "SELECT member, status FROM ballot_state WHERE submission = ?", (submission.id,)
        ).fetchall()
    )
    for member in around.members:
        code = _BALLOTS.get(status.get(member.id, ""))
        if code is not None and member.id in expected:
            yield code, {"code": submission.code, "member": member.name}


def freeze(book: Book, campaign: Campaign, number: int) -> Frozen:
    """Freezes a session and gives its proof code.

    Raises NoOfficeKeyError, UnknownCodeError, SessionFrozenError, FreezeRefusedError with
    every obstacle.
    """
    book.require_office()
    session = find(book.connection, campaign, number)
    if standing_snapshot(book.connection, session.id) is not None:
        raise SessionFrozenError(session=number, what="")
    seq = max((s.seq for s in snapshots(book.connection, session.id)), default=0) + 1
    content = compose(book, campaign, session, seq=seq)
    in_the_way = obstacles(book, campaign, session, content)
    if in_the_way:
        raise FreezeRefusedError(
            session=number, obstacles=in_the_way, left_out=left_out_of(content)
        )
    meeting = {k: v for k, v in content["session"].items() if k not in OPEN_FIELDS}
    body = dumps({**content, "session": meeting})
    with book.write() as operation:
        operation.add_snapshot(session.id, seq, body)
        note_frozen(operation, session.id, seq, body)
    return Frozen(
        number,
        proof_code(hashlib.sha256(body).digest()),
        len(content["submissions"]),
        left_out_of(content),
        content,
        operation.changes,
    )


def left_out_of(body: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """(code, why) of what a body leaves out, but for what is not appraised at all."""
    return tuple(
        (s["code"], s["code_reason"]) for s in body["left_out"] if s["code_reason"] != "barred"
    )


def unfreeze(book: Book, campaign: Campaign, number: int, reason: str) -> Changes:
    """Mở chốt: the snapshot stays on record, its code then answers "withdrawn".

    Raises NoOfficeKeyError, UnknownCodeError, SessionNotFrozenError, ReasonMissingError,
    SessionClosedError (others hold those results already).
    """
    book.require_office()
    session = find(book.connection, campaign, number)
    snapshot = standing_snapshot(book.connection, session.id)
    if snapshot is None:
        raise SessionNotFrozenError(session=number)
    if not reason.strip():
        raise ReasonMissingError(what="unfreeze")
    digest = digest_of(snapshot.body)
    require_open(book.connection, session.id, digest)
    with book.write() as operation:
        withdraw_snapshot(operation, session.id, snapshot.seq, digest, reason.strip())
    return operation.changes
