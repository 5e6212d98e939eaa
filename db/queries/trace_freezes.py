"""Where a submission's results were frozen, with the code on the paper, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from db.ballot_picture import read_body
from db.book import Book
from db.decisions import decision_of
from db.former_rounds import FormerRound, former_rounds
from db.freeze import code_of
from db.frozen_picture import digest_of
from db.history_picture import frozen_at
from db.queries.authors import DAY, Author, Authors
from db.records import Campaign
from db.sessions import Session, Snapshot, sessions, snapshots


@dataclass(frozen=True, slots=True)
class FrozenIn:
    """A snapshot that holds the submission. ``final`` in hundredths; ``time`` 0 where none
    was claimed; ``withdrawn`` the reason of mở chốt, None while it stands."""

    session: int
    seq: int
    time: int
    ahead: bool
    minutes_no: str
    date: str | None
    proof_code: str
    author: Author
    withdrawn: str | None
    final: int | None = None
    class_name: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What the standing committee decided: its document, and the class, with a reason where
    it is not the panel's."""

    session: int
    document: str
    date: str | None
    class_name: str
    changed: bool
    reason: str


class Freezes:
    """The snapshots of a campaign, each read once: a code takes a tenth of a second."""

    def __init__(self, book: Book, campaign: Campaign, authors: Authors) -> None:
        self._book, self._campaign, self._authors = book, campaign, authors
        self._limit = book.clock() + DAY
        self._held: dict[str, list[FrozenIn]] | None = None

    def of(self, submission: bytes) -> tuple[FrozenIn, ...]:
        """Every snapshot that holds the submission, withdrawn ones too, oldest first."""
        if self._held is None:
            self._held = {}
            for session in sessions(self._book.connection, self._campaign.id):
                for snapshot in reversed(snapshots(self._book.connection, session.id)):
                    for ident, found in self._of_snapshot(session, snapshot):
                        self._held.setdefault(ident, []).append(found)
        return tuple(self._held.get(submission.hex(), ()))

    def decided(self, submission: bytes) -> Decided | None:
        """The decision on the results that stand, None while there is none."""
        connection = self._book.connection
        for session, panel in connection.execute(
            "SELECT session, class FROM frozen WHERE submission = ? ORDER BY session",
            (submission,),
        ).fetchall():
            decision = decision_of(connection, session)
            if decision is None:
                continue
            (number,) = connection.execute(
                "SELECT number FROM session WHERE id = ?", (session,)
            ).fetchone() or (0,)
            name, reason = decision.changed.get(submission, (panel or "", ""))
            changed = submission in decision.changed
            return Decided(number or 0, decision.document, decision.date, name, changed, reason)
        return None

    def former(self, submission: bytes) -> tuple[FormerRound, ...]:
        """The rounds that are over, with the decisions that sent the submission back."""
        return tuple(former_rounds(self._book.connection, submission))

    def _of_snapshot(
        self, session: Session, snapshot: Snapshot
    ) -> Iterator[tuple[str, FrozenIn]]:
        body = read_body(snapshot.body)
        connection = self._book.connection
        time = frozen_at(connection, session.id, snapshot.key, snapshot.body)
        said = FrozenIn(
            session.number,
            snapshot.seq,
            time,
            time > self._limit,
            session.minutes_no,
            session.date,
            code_of(snapshot),
            self._authors.of(snapshot.key, ""),
            self._withdrawn(snapshot),
        )
        held = body.get("submissions")
        for each in held if isinstance(held, list) else ():
            if isinstance(each, dict):
                yield str(each.get("id")), _with_result(said, each)

    def _withdrawn(self, snapshot: Snapshot) -> str | None:
        found = self._book.connection.execute(
            "SELECT reason FROM unfreeze WHERE session = ? AND seq = ? AND digest = ?",
            (snapshot.session, snapshot.seq, digest_of(snapshot.body)),
        ).fetchone()
        return (found[0] or "") if found else None


def _with_result(said: FrozenIn, submission: dict[str, Any]) -> FrozenIn:
    final, name = submission.get("final"), submission.get("class")
    return replace(
        said,
        final=final if type(final) is int else None,
        class_name=name if isinstance(name, str) else "",
    )
