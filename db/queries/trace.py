"""Phiếu truy vết: everything on record about one submission, years later, for anybody.

Who gave each mark and who entered it, every version and its reason, every change of the
submission's own cells, recusals, meetings that froze it, the decision. Times are claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.book import Book
from db.change_log import Change, evaluate, ms_of, row_changes
from db.former_rounds import FormerRound
from db.history_picture import Topic, sealed, topics_of
from db.queries.authors import DAY, Author, Authors
from db.queries.cell_changes import CellChange, worded
from db.queries.events import Source, Viewer, sources
from db.queries.heads import followed
from db.queries.history import viewer_of
from db.queries.row_names import RowNames
from db.queries.submission import Details, details
from db.queries.trace_ballots import BallotVersion, versions
from db.queries.trace_freezes import Decided, Freezes, FrozenIn
from db.records import Campaign, Submission
from db.rule_change_part import rule_changes_part
from db.sessions import frozen_in
from db.surroundings import Surroundings
from db.tallies import Scorers, submissions


@dataclass(frozen=True, slots=True)
class Recorded:
    """One change of a cell: when (claimed), by whom, and the workbook or the file that it
    came with."""

    time: int
    ahead: bool
    author: Author
    cell: CellChange
    workbook: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Excluded:
    """A member who does not score: why (db.rules.recusal), and where that comes from."""

    member: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A submission of the organisation whose result a head rests on (R7): where it was frozen
    and what was decided on it."""

    code: str
    subject: str
    frozen: tuple[FrozenIn, ...]
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class Trace:
    """``closed``: scoring is blind and these results do not stand yet, so that marks of
    others are not shown here."""

    campaign: Campaign
    submission: Submission
    details: Details
    illustrative: bool
    closed: bool
    ballots: tuple[BallotVersion, ...]
    recorded: tuple[Recorded, ...]
    sharing: tuple[Recorded, ...]  # recusals, dismissals and assignments
    recused: tuple[Excluded, ...]
    frozen: tuple[FrozenIn, ...]
    decided: Decided | None
    former: tuple[FormerRound, ...]  # rounds that are over
    followed: tuple[Followed, ...]
    workbooks: tuple[str, ...]
    sources: tuple[Source, ...]
    rules: tuple[Mapping[str, Any], ...] = ()  # changed in between: db.rule_change_part


def trace(book: Book, campaign: Campaign, ident: bytes, viewer: Viewer) -> Trace:
    """All that this viewer may see of a submission. Raises UnknownCodeError."""
    return Tracer(book, campaign, viewer).trace(ident)


def traces(
    book: Book, campaign: Campaign, idents: Iterable[bytes], viewer: Viewer
) -> list[Trace]:
    """Of several submissions. Raises UnknownCodeError."""
    tracer = Tracer(book, campaign, viewer)
    return [tracer.trace(ident) for ident in idents]


def session_traces(book: Book, campaign: Campaign, body: Mapping[str, Any]) -> list[Trace]:
    """Of the submissions of a session's body, as far as this laptop may show them."""
    idents = [bytes.fromhex(each["id"]) for each in body["submissions"]]
    return traces(book, campaign, idents, viewer_of(book, None))


class Tracer:
    """Makes traces of one campaign's submissions; names, authors and codes looked up once."""

    def __init__(self, book: Book, campaign: Campaign, viewer: Viewer) -> None:
        self._book, self._campaign, self._viewer = book, campaign, viewer
        self._around = Surroundings(book.connection, campaign)
        self._scorers = Scorers(self._around)
        self._names, self._authors = RowNames(book.connection), Authors(book)
        self._sources = {source.run: source for source in sources(book)}
        self._limit = book.clock() + DAY
        self._freezes = Freezes(book, campaign, self._authors)

    def trace(self, ident: bytes) -> Trace:
        """See :func:`trace`."""
        book, around = self._book, self._around
        said = details(book, around, ident)
        (submission,) = submissions(book.connection, b"", [ident])
        opened = self._viewer.open or frozen_in(book.connection, ident) is not None
        recorded = sorted(self._recorded(ident, opened), key=lambda each: each.cell.id)
        sharing = [each for each in recorded if topics_of(each.cell.fld) & Topic.SHARING]
        ballots = [
            ballot
            for ballot in versions(book, self._names, self._authors, ident, self._sources)
            if opened or ballot.member_id == self._viewer.member
        ]
        brought = (*(r.source for r in recorded), *(b.source for b in ballots))
        return Trace(
            campaign=self._campaign,
            submission=submission,
            details=said,
            illustrative=any(rubric.illustrative for rubric in around.rubrics.values()),
            closed=not opened,
            ballots=tuple(ballots),
            recorded=tuple(each for each in recorded if each not in sharing),
            sharing=tuple(sharing),
            recused=self._recused(submission),
            frozen=self._freezes.of(ident) if opened else (),
            decided=self._freezes.decided(ident) if opened else None,
            former=self._freezes.former(ident) if opened else (),
            followed=tuple(self._followed(ident)) if opened else (),
            workbooks=tuple(dict.fromkeys(r.workbook for r in recorded if r.workbook)),
            sources=tuple(dict.fromkeys(source for source in brought if source is not None)),
            rules=tuple(rule_changes_part(around, [ident]).get("rule_changes", ()))
            if opened
            else (),
        )

    def _followed(self, ident: bytes) -> Iterator[Followed]:
        for other in followed(self._book, ident):
            (one,) = submissions(self._book.connection, b"", [other])
            frozen, decided = self._freezes.of(other), self._freezes.decided(other)
            yield Followed(one.code, one.subject, frozen, decided)

    def _recused(self, submission: Submission) -> tuple[Excluded, ...]:
        _, recused = self._scorers.of(submission)
        names = {member.id: member.name for member in self._around.members}
        return tuple(
            Excluded(names.get(r.member, ""), str(r.origin), r.reason) for r in recused.values()
        )

    def _recorded(self, ident: bytes, opened: bool) -> Iterator[Recorded]:
        """The changes of the submission, of its targets and documents."""
        connection = self._book.connection
        rows = [("submission", ident)]
        for (ent,) in connection.execute(
            "SELECT ent FROM event_row WHERE submission = ?", (ident,)
        ).fetchall():
            for kind in ("target", "ground"):
                if connection.execute(
                    "SELECT 1 FROM change WHERE ent = ? AND fld = ?", (ent, f"{kind}.submission")
                ).fetchone():
                    rows.append((kind, ent))
        for kind, ent in rows:
            for fld, changes in row_changes(connection, kind, ent).items():
                if sealed(fld) and not opened:
                    continue
                yield from self._cell(ent, changes)

    def _cell(self, ent: bytes, changes: Sequence[Change]) -> Iterator[Recorded]:
        cell = evaluate(changes, self._book.authority.counts)
        for change in changes:
            time = ms_of(change.id)
            yield Recorded(
                time,
                time > self._limit,
                self._authors.of(change.key, change.who),
                worded(self._book, self._names, ent, change, changes, cell),
                self._names.of("import_run", change.op).name,
                self._source(change.op),
            )

    def _source(self, op: bytes) -> Source | None:
        found = self._book.connection.execute(
            "SELECT run FROM origin WHERE id = ?", (op,)
        ).fetchone()
        return None if found is None else self._sources.get(found[0])
