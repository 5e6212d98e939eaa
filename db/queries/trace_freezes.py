"""Where a submission's results were frozen, with the code on the paper, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from db.amendments import amended_by, amendment_of
from db.ballot_picture import read_body
from db.book import Book
from db.decided import decision_in_force
from db.former_rounds import FormerRound, former_rounds
from db.freeze import code_of
from db.frozen_picture import amends, digest_of
from db.history_picture import frozen_at
from db.queries.authors import DAY, Author, Authors
from db.records import Campaign
from db.sessions import Session, Snapshot, sessions, snapshots


@dataclass(frozen=True, slots=True)
class FrozenIn:
    """A snapshot that holds the submission. ``final`` in hundredths; ``time`` 0 where none
    was claimed; ``withdrawn`` the reason of mở chốt, None while it was not. ``number`` is lần of
    amending minutes, 0 for the minutes; ``reason`` why they were made; ``amended_by`` the newest
    amending minutes that stand over it, 0 where none do."""

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
    number: int = 0
    reason: str = ""
    amended_by: int = 0


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
    amended_by: int = 0  # lần of the first amendment made after it, 0 where none was


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
        for (session,) in connection.execute(
            "SELECT session FROM frozen WHERE submission = ? ORDER BY session", (submission,)
        ).fetchall():
            found = decision_in_force(connection, session)
            if found is None or submission not in found.panel:
                continue
            decision = found.decision
            (number,) = connection.execute(
                "SELECT number FROM session WHERE id = ?", (session,)
            ).fetchone() or (0,)
            _, reason = decision.changed.get(submission, ("", ""))
            return Decided(
                number or 0,
                decision.document,
                decision.date,
                found.class_of(submission) or "",
                submission in decision.changed,
                reason,
                found.amended_by,
            )
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
        digest = digest_of(snapshot.body)
        over = amended_by(connection, session.id, digest)
        own = amendment_of(connection, snapshot) if amends(snapshot.body) else None
        said = FrozenIn(
            session.number,
            snapshot.seq,
            time,
            time > self._limit,
            own.minutes_no if own else session.minutes_no,
            own.date if own else session.date,
            code_of(snapshot),
            self._authors.of(snapshot.key, ""),
            self._withdrawn(snapshot),
            number=own.number if own else 0,
            reason=own.reason if own else "",
            amended_by=over.number if over else 0,
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
