"""Amending minutes (biên bản điều chỉnh, bổ sung): what changed after results were closed.

An amendment is a further snapshot of the session: its whole results as they are now, and beside
them which snapshot it amends, the how-manieth it is, why, and every difference with old value,
new value, who and why. The one it amends stays on record, and its paper stays genuine.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from typing import Any

from db.amending_causes import Causes
from db.amendments import Amendment, Told, chain, content_of, number_of
from db.book import Book
from db.canonical import dumps
from db.closing import Closed
from db.correcting import closed_session
from db.decisions import two_frozen
from db.errors import (
    AmendingRefusedError,
    FreezeRefusedError,
    ReasonMissingError,
    SessionNotFrozenError,
)
from db.freeze import Obstacle, code_of, left_out_of, obstacles
from db.frozen_picture import digest_of
from db.history_picture import note_frozen
from db.locked import correcting
from db.operation import Changes
from db.paper_bodies import PaperBody, amending_bodies, minutes_body, paper, papers_before
from db.records import Campaign
from db.rules.change_lines import Line, lines
from db.rules.differences import differences
from db.rules.proof import proof_code
from db.session_body import compose
from db.sessions import OPEN_FIELDS, Session, Snapshot, find, snapshots


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a closed session would say now. ``number`` is that of the amendment to come;
    ``body`` has no ``amends`` yet; ``reason`` is that of putting right, "" where nobody does;
    ``lines`` are what a person reads: none means that nothing is to be amended."""

    session: Session
    snapshot: Snapshot
    why: Closed
    number: int
    body: dict[str, Any]
    told: tuple[Told, ...]
    lines: tuple[Line, ...]
    correcting: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment made."""

    session: int
    number: int
    proof_code: str
    lines: tuple[Line, ...]
    told: tuple[Told, ...]
    body: dict[str, Any]
    changes: Changes


def outlook(book: Book, campaign: Campaign, number: int) -> Outlook:
    """What has changed since the results were closed.

    Raises UnknownCodeError, SessionNotFrozenError, AmendingRefusedError (it can still be
    opened, or two snapshots stand).
    """
    session, snapshot, why = closed_session(book.connection, campaign, number)
    if two_frozen(book.connection, session.id):
        raise AmendingRefusedError(session=number, what="two_frozen")
    former = content_of(snapshot.body)
    seq = max(s.seq for s in snapshots(book.connection, session.id)) + 1
    body = compose(book, campaign, session, seq=seq, former=former)
    body["session"] = {k: v for k, v in body["session"].items() if k not in OPEN_FIELDS}
    body = content_of(dumps(body)) | {"seq": seq}  # as it will be read: JSON, NFC
    found = differences(former, body)
    causes = Causes(book, campaign, session, body).of(found)
    told = tuple(map(Told, found, causes))
    reason = correcting(book.connection, session.id)
    return Outlook(
        session,
        snapshot,
        why,
        number_of(snapshot.body) + 1,
        body,
        told,
        tuple(lines(found)),
        reason is not None,
        reason or "",
    )


def amending_obstacles(book: Book, campaign: Campaign, found: Outlook) -> list[Obstacle]:
    """Everything that stands between a closed session and its amending minutes."""
    former = content_of(found.snapshot.body)
    return obstacles(book, campaign, found.session, found.body, former)


def amend(
    book: Book,
    campaign: Campaign,
    number: int,
    reason: str,
    *,
    minutes_no: str = "",
    date: str | None = None,
) -> Amended:
    """Makes the next amending minutes of a closed session.

    ``minutes_no`` and ``date`` (ISO) of that paper may be written later. Raises
    NoOfficeKeyError, UnknownCodeError, SessionNotFrozenError, AmendingRefusedError,
    ReasonMissingError, FreezeRefusedError with every obstacle.
    """
    book.require_office()
    found = outlook(book, campaign, number)
    if not found.lines:
        raise AmendingRefusedError(session=number, what="nothing")
    if not reason.strip():
        raise ReasonMissingError(what="amend")
    in_the_way = amending_obstacles(book, campaign, found)
    if in_the_way:
        raise FreezeRefusedError(
            session=number, obstacles=in_the_way, left_out=left_out_of(found.body)
        )
    said = {**found.body, "amends": frame(found, reason.strip())}
    body = dumps(said)
    digest = digest_of(body)
    with book.write() as operation:
        operation.add_snapshot(found.session.id, found.body["seq"], body)
        note_frozen(operation, found.session.id, found.body["seq"], body)
        operation.set(
            "amendment",
            operation.row_id("amendment", found.session.id, digest),
            {
                "session": found.session.id,
                "digest": digest,
                "minutes_no": minutes_no.strip() or None,
                "date": date,
            },
        )
    return Amended(
        number,
        found.number,
        proof_code(hashlib.sha256(body).digest()),
        found.lines,
        found.told,
        said,
        operation.changes,
    )


def frame(found: Outlook, reason: str, code: str | None = None) -> dict[str, Any]:
    """What an amending body says of the one it amends. A difference that nobody gave a reason
    for has the reason of the whole. ``code`` is that of the amended one where it is known."""
    return {
        "number": found.number,
        "seq": found.snapshot.seq,
        "digest": digest_of(found.snapshot.body),
        "code": code_of(found.snapshot) if code is None else code,
        "reason": reason,
        "differences": [_written(each, reason) for each in found.told],
    }


def _written(told: Told, reason: str) -> dict[str, Any]:
    each = told.difference
    return {
        "path": list(each.path),
        "move": str(each.move),
        "old": each.old,
        "new": each.new,
        "who": list(told.cause.who),
        "why": list(told.cause.why) or [reason],
    }


def draft_amendment(book: Book, found: Outlook, code: str | None = None) -> dict[str, Any]:
    """The body of amending minutes that are not made yet: DỰ THẢO, with the reason as far as it
    is known; ``code`` as in :func:`frame`."""
    connection, session = book.connection, found.session
    said = frame(found, found.reason, code)
    links = chain(connection, session.id)
    papers = [
        *papers_before(connection, session, links),
        paper(connection, session, links[-1], said["code"]),
    ]
    said |= {"minutes_no": "", "date": None, "papers": papers}
    meeting = found.body["session"] | {name: getattr(session, name) for name in OPEN_FIELDS}
    return {**found.body, "session": meeting, "amends": said}


def signing_papers(
    book: Book, campaign: Campaign, number: int
) -> tuple[PaperBody | None, PaperBody | None, list[PaperBody]]:
    """(the first minutes, the newest amending minutes, the amending minutes before those) of a
    session, each None where it has none.

    Where results have changed since they were closed, the amending minutes are the draft of
    the next ones: those before are signed or with the level above already. Raises
    UnknownCodeError.
    """
    session = find(book.connection, campaign, number)
    minutes = minutes_body(book.connection, session)
    amending = amending_bodies(book.connection, session)
    with contextlib.suppress(SessionNotFrozenError, AmendingRefusedError):
        found = outlook(book, campaign, number)
        if found.lines:
            amending.append(PaperBody(draft_amendment(book, found), None))
    return minutes, amending[-1] if amending else None, amending[:-1]


def write_number(book: Book, paper: Amendment, minutes_no: str, date: str | None) -> Changes:
    """Number and date of amending minutes, which are no part of what is frozen.

    Raises NoOfficeKeyError.
    """
    book.require_office()
    session = paper.snapshot.session
    with book.write() as operation:
        operation.set(
            "amendment",
            operation.row_id("amendment", session, paper.digest),
            {
                "session": session,
                "digest": paper.digest,
                "minutes_no": minutes_no.strip() or None,
                "date": date,
            },
        )
    return operation.changes
