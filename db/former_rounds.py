"""What a submission was before the standing committee sent it back: the results of its former
rounds, as they stand frozen, with the decision that opened the next one."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from db import rounds
from db.ballot_picture import read_body
from db.rounds import SentBack
from db.sessions import standing_snapshot


@dataclass(frozen=True, slots=True)
class FormerRound:
    """One round that is over: the meeting's number, the panel's result (``final`` in
    hundredths), and the decision that sent the submission back."""

    session: int
    final: int | None
    class_name: str
    document: str
    date: str | None
    reason: str


def former_rounds(connection: sqlite3.Connection, submission: bytes) -> list[FormerRound]:
    """All of them, the first round first; [] for what was never sent back."""
    return [_one(connection, submission, back) for back in rounds.sent_back(connection, submission)]


def _one(connection: sqlite3.Connection, submission: bytes, back: SentBack) -> FormerRound:
    snapshot = standing_snapshot(connection, back.session)
    final, name = None, ""
    for said in read_body(snapshot.body).get("submissions", ()) if snapshot else ():
        if said["id"] == submission.hex():
            final, name = said["final"], said["class"] or ""
    return FormerRound(back.number, final, name, back.document, back.date, back.reason)


def in_body(connection: sqlite3.Connection, submission: bytes) -> dict[str, Any]:
    """What a session's body says of the rounds before; nothing in the first round."""
    past = former_rounds(connection, submission)
    if not past:
        return {}
    return {"round": rounds.FIRST + len(past), "former": [asdict(one) for one in past]}
