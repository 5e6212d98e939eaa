"""What happened, one by one: an operation, a ballot, a snapshot, in the words of the book."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.amendments import amended_by, number_of, read_told
from db.ballot_picture import is_paper, marks_of, read_body, whole
from db.book import Book
from db.frozen_picture import amends, digest_of
from db.history_picture import Topic, snapshot_id
from db.queries.authors import DAY, Author, Authors
from db.queries.cell_changes import CellChange, first_cells
from db.queries.row_names import RowName, RowNames
from db.rules.change_lines import lines


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: ``open`` sees everything; else ballots of ``member`` alone (None: of nobody)
    and of submissions whose results stand frozen, and no cell that tells of marks."""

    open: bool
    member: bytes | None = None


class Place(NamedTuple):
    """Where an event stands among all."""

    time: int
    id: bytes


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """A ballot as it was handed in; ``total`` in hundredths."""

    submission: RowName
    member: RowName
    seq: int
    total: int
    marks: Mapping[str, int]
    paper: bool
    entry: str  # own | keyed | import
    reason: str
    comment: str


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """A snapshot: the meeting, its number among the meeting's snapshots, how many it holds."""

    session: RowName
    seq: int
    submissions: int
    withdrawn: str | None  # the reason of mở chốt
    number: int = 0  # lần of amending minutes, 0 for the minutes themselves
    reason: str = ""  # why they were made
    changes: int = 0  # how many changes a person reads in them
    amended_by: int = 0  # lần of the newest amending minutes that stand over it


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was taken in here."""

    run: int
    name: str
    time: int


@dataclass(frozen=True, slots=True)
class Event:
    """One operation, ballot or snapshot. ``time`` is claimed (0: none was); ``ahead`` where
    it lies more than 24 hours in the future; ``count`` its changes, ``cells`` the first that
    this viewer may see; ``file`` the workbook of an import; ``source`` None: made here."""

    id: bytes
    time: int
    ahead: bool
    topics: Topic
    author: Author
    source: Source | None
    count: int
    cells: tuple[CellChange, ...] = ()
    file: str = ""
    ballot: BallotFacts | None = None
    frozen: FrozenFacts | None = None

    @property
    def place(self) -> Place:
        """Where the next window begins."""
        return Place(self.time, self.id)

def sources(book: Book) -> list[Source]:
    """The files taken in here, newest first."""
    found = book.connection.execute("SELECT run, name, time FROM taken_in ORDER BY run DESC")
    return [Source(*row) for row in found]


class Reader:
    """Makes events out of rows of ``event``; looks each name up once."""

    def __init__(self, book: Book, viewer: Viewer, first: Sequence[bytes]) -> None:
        self._book, self._viewer, self._first = book, viewer, first
        self._names, self._authors = RowNames(book.connection), Authors(book)
        self._sources = {source.run: source for source in sources(book)}
        self._limit = book.clock() + DAY
        self._snapshots: dict[bytes, tuple[bytes, int, bytes]] | None = None

    def event(
        self, time: int, ident: bytes, who: str, topics: int, changes: int, run: int | None
    ) -> Event:
        connection, about = self._book.connection, Topic(topics)
        source = None if run is None else self._sources.get(run)
        start = (ident, time, time > self._limit, about)
        if about & Topic.BALLOT:
            key, raw, submission, member = connection.execute(
                "SELECT key, body, submission, member FROM ballot WHERE id = ?", (ident,)
            ).fetchone()
            facts = self._ballot(raw, submission, member)
            return Event(*start, self._authors.of(key, who), source, 1, ballot=facts)
        if about & Topic.SNAPSHOT:
            key, frozen = self._frozen(ident)
            return Event(*start, self._authors.of(key, who), source, 1, frozen=frozen)
        found = connection.execute("SELECT key FROM op WHERE op = ?", (ident,)).fetchone()
        author = self._authors.of(found[0] if found else None, who)
        cells = first_cells(
            self._book, self._names, ident, self._first, open_to=self._viewer.open
        )
        return Event(*start, author, source, changes, cells, self._file(ident, about))

    def _file(self, op: bytes, about: Topic) -> str:
        return self._names.of("import_run", op).name if about & Topic.IMPORT else ""

    def _ballot(self, raw: bytes, submission: bytes, member: bytes) -> BallotFacts:
        body = read_body(raw)
        marks = marks_of(body)
        return BallotFacts(
            self._names.of("submission", submission),
            self._names.of("member", member),
            whole(body, "seq"),
            sum(marks.values()),
            marks,
            is_paper(body),
            *(str(body.get(name, "")) for name in ("entry", "reason", "comment")),
        )

    def _frozen(self, ident: bytes) -> tuple[bytes | None, FrozenFacts]:
        connection = self._book.connection
        if self._snapshots is None:
            self._snapshots = {
                snapshot_id(*row): row
                for row in connection.execute("SELECT session, seq, sig FROM snapshot")
            }
        session, seq, sig = self._snapshots[ident]
        key, raw = connection.execute(
            "SELECT key, body FROM snapshot WHERE session = ? AND seq = ? AND sig = ?",
            (session, seq, sig),
        ).fetchone()
        held = read_body(raw).get("submissions")
        over = amended_by(connection, session, digest_of(raw))
        return key, FrozenFacts(
            self._names.of("session", session),
            seq,
            len(held) if isinstance(held, list) else 0,
            self._withdrawn(session, seq, raw),
            *self._amending(raw),
            amended_by=over.number if over else 0,
        )

    def _amending(self, raw: bytes) -> tuple[int, str, int]:
        """(lần, reason, changes) of amending minutes; (0, "", 0) for others."""
        if not amends(raw):
            return 0, "", 0
        said = read_body(raw)["amends"]
        try:
            count = len(lines([each.difference for each in read_told(said)]))
        except (KeyError, TypeError, ValueError, AttributeError):
            count = 0  # made by a program that writes something else
        return number_of(raw), str(said.get("reason") or ""), count

    def _withdrawn(self, session: bytes, seq: int, raw: bytes) -> str | None:
        found = self._book.connection.execute(
            "SELECT reason FROM unfreeze WHERE session = ? AND seq = ? AND digest = ?",
            (session, seq, digest_of(raw)),
        ).fetchone()
        return (found[0] or "") if found else None
