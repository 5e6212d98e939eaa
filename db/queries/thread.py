"""The thread of a submission: registered, looked at again, reported, scored, frozen, signed,
decided, sent up; when and by whom. Without proof codes: they cost a tenth of a second each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from db.book import Book
from db.change_log import evaluate, ms_of, row_changes
from db.frozen_picture import digest_of
from db.handovers import handovers
from db.history_picture import frozen_at
from db.queries.authors import Authors, Standing
from db.queries.events import Viewer
from db.queries.row_names import RowNames
from db.queries.trace_ballots import Fate, versions
from db.queries.trace_freezes import Freezes
from db.records import Campaign
from db.sessions import Session, frozen_in, sessions, snapshots, taken, withdrawn
from db.signed_papers import signed_papers


class Stage(StrEnum):
    """What happened."""

    REGISTERED = "registered"
    RECHECKED = "rechecked"
    REPORTED = "reported"
    SCORED = "scored"
    SENT_BACK = "sent_back"
    MET = "met"
    FROZEN = "frozen"
    SIGNED = "signed"
    DECIDED = "decided"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Milestone:
    """``date`` as somebody wrote it down (ISO), or the claimed ``time`` in ms (0: none);
    ``who`` are names, () where nobody in particular; ``facts`` are words by name."""

    stage: Stage
    date: str | None = None
    time: int = 0
    who: tuple[str, ...] = ()
    facts: dict[str, str] = field(default_factory=dict)


def thread(
    book: Book, campaign: Campaign, ident: bytes, viewer: Viewer
) -> tuple[Milestone, ...]:
    """In the order of the work. Others' ballots are left out while scoring is blind and the
    results are not frozen."""
    return tuple(_Thread(book, campaign, ident, viewer).milestones())


class _Thread:
    def __init__(self, book: Book, campaign: Campaign, ident: bytes, viewer: Viewer) -> None:
        self._book, self._campaign, self._ident, self._viewer = book, campaign, ident, viewer
        self._authors = Authors(book)
        self._freezes = Freezes(book, campaign, self._authors)
        self._cells = row_changes(book.connection, "submission", ident)
        self._open = viewer.open or frozen_in(book.connection, ident) is not None

    def milestones(self) -> Iterator[Milestone]:
        yield from self._written("registered_on", Stage.REGISTERED)
        yield from self._written("recheck", Stage.RECHECKED)
        dated = list(self._written("reported_on", Stage.REPORTED))
        yield from dated or self._written("has_report", Stage.REPORTED)
        if self._open:
            for past in self._freezes.former(self._ident):
                facts = {"session": str(past.session), "document": past.document}
                facts |= {"reason": past.reason}
                yield Milestone(Stage.SENT_BACK, past.date, facts=facts)
        yield from self._scored()
        if self._open:
            held = [
                each
                for session in sessions(self._book.connection, self._campaign.id)
                for each in self._session(session)
            ]
            yield from (each for each in held if each.stage is not Stage.DELIVERED)
            yield from self._decided()
            yield from (each for each in held if each.stage is Stage.DELIVERED)
        yield from self._written("withdrawn", Stage.WITHDRAWN)

    def _written(self, name: str, stage: Stage) -> Iterator[Milestone]:
        """A cell that holds something: what it says, and who wrote it when."""
        changes = self._cells.get(f"submission.{name}", [])
        cell = evaluate(changes, self._book.authority.counts)
        if cell.value in (None, "", 0):
            return
        newest = max((c for c in changes if c.id in cell.heads), key=lambda c: c.id)
        author = self._authors.of(newest.key, newest.who)
        dated = name.endswith("_on")
        who = (author.name,) if author.name else ()
        yield Milestone(
            stage,
            str(cell.value) if dated else None,
            ms_of(newest.id),
            who,
            ({} if dated else {"value": str(cell.value)})
            | ({"office": "1"} if author.standing is Standing.OFFICE else {}),
        )

    def _scored(self) -> Iterator[Milestone]:
        names = RowNames(self._book.connection)
        found = [
            ballot
            for ballot in versions(self._book, names, self._authors, self._ident, {})
            if ballot.fate is Fate.STANDS
            and (self._open or ballot.member_id == self._viewer.member)
        ]
        if found:
            yield Milestone(
                Stage.SCORED,
                time=max(ballot.time for ballot in found),
                who=tuple(ballot.member.name for ballot in found),
                facts={"count": str(len(found))},
            )

    def _session(self, session: Session) -> Iterator[Milestone]:
        connection = self._book.connection
        held = {
            digest_of(snapshot.body): snapshot
            for snapshot in reversed(snapshots(connection, session.id))
            if self._ident.hex().encode() in snapshot.body
        }
        if not held and self._ident not in taken(connection, self._campaign.id, session):
            return
        number = {"session": str(session.number)}
        chair = connection.execute(
            "SELECT name FROM member WHERE campaign = ? AND code = ?",
            (self._campaign.id, session.chair),
        ).fetchone()
        who = (str(chair[0]),) if chair and chair[0] else ()
        yield Milestone(Stage.MET, session.date, who=who, facts=number)
        back = withdrawn(connection, session.id)
        for snapshot in held.values():
            time = frozen_at(connection, session.id, snapshot.key, snapshot.body)
            facts = number | {"seq": str(snapshot.seq)}
            if snapshot.seq in back:
                facts["withdrawn"] = back[snapshot.seq]
            yield Milestone(Stage.FROZEN, time=time, facts=facts)
        for paper in reversed(signed_papers(self._book, session.id)):
            if paper.digest in held:
                said = number | {"sort": str(paper.sort), "number": paper.number}
                yield Milestone(Stage.SIGNED, paper.date, paper.added, facts=said)
        for handover in reversed(handovers(connection, session.id)):
            if handover.digest in held:
                yield Milestone(Stage.DELIVERED, time=handover.time, facts=number)

    def _decided(self) -> Iterator[Milestone]:
        decided = self._freezes.decided(self._ident)
        if decided is not None:
            facts = {"document": decided.document, "class": decided.class_name}
            if decided.changed:
                facts["reason"] = decided.reason
            yield Milestone(Stage.DECIDED, decided.date, facts=facts)
