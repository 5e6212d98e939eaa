"""Nhật ký: who changed what, when, and from which file it came; the newest first.

A window is read by its key (time and id), so that the millionth change is as quick as the
first. Times are those that the laptops claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.book import Book
from db.campaigns import campaigns
from db.history_picture import Topic
from db.operation import row_id
from db.queries.events import Event, Place, Reader, Viewer
from db.rules.vietnamese import fold

WINDOW = 128
MOST_FOUND = 50  # submissions that a search takes in
HERE = 0  # as a source: what was made on this laptop
OFFICE = "office"  # as a person
_ALL = Topic(0)


def viewer_of(book: Book, member: bytes | None) -> Viewer:
    """What may be seen on this laptop by a member with a key here (None without one): all
    of it at the office, or where no campaign of the book is scored blind."""
    blind = any(campaign.settings.blind for campaign in campaigns(book.connection))
    return Viewer(book.office is not None or not blind, member)


@dataclass(frozen=True, slots=True)
class Filter:
    """``submissions`` None for all; ``person`` is OFFICE or a member's id in hex; ``topics``
    0 for all; times in milliseconds, ``until`` not included; ``source`` is a run, or HERE."""

    submissions: tuple[bytes, ...] | None = None
    person: str = ""
    topics: Topic = _ALL
    since: int | None = None
    until: int | None = None
    source: int | None = None


def window(
    book: Book,
    viewer: Viewer,
    wanted: Filter,
    after: Place | None = None,
    count: int = WINDOW,
) -> list[Event]:
    """The next ``count`` events, newest first; ``after`` is the last one already known."""
    where, values = _where(book, viewer, wanted)
    if after is not None:
        where.append("(e.time, e.id) < (?, ?)")
        values += after
    found = book.connection.execute(
        "SELECT e.time, e.id, e.who, e.topics, e.changes, o.run FROM event e "
        f"LEFT JOIN origin o ON o.id = e.id WHERE {' AND '.join(where) or '1'} "
        "ORDER BY e.time DESC, e.id DESC LIMIT ?",
        (*values, count),
    ).fetchall()
    reader = Reader(book, viewer, wanted.submissions or ())
    return [reader.event(*row) for row in found]


def count(book: Book, viewer: Viewer, wanted: Filter) -> int:
    """How many events there are."""
    where, values = _where(book, viewer, wanted)
    (found,) = book.connection.execute(
        f"SELECT count(*) FROM event e WHERE {' AND '.join(where) or '1'}", values
    ).fetchone()
    return int(found)


def find_submissions(book: Book, words: str) -> tuple[bytes, ...]:
    """The first submissions of all years, newest campaign first, that hold every word."""
    parts = fold(words).split()
    where = " AND ".join("instr(s.search, ?)" for _ in parts) or "1"
    found = book.connection.execute(
        "SELECT s.id FROM submission s LEFT JOIN campaign c ON c.id = s.campaign "
        f"WHERE {where} ORDER BY c.year DESC, s.sort, s.id LIMIT ?",
        (*parts, MOST_FOUND),
    )
    return tuple(ident for (ident,) in found)


def _where(book: Book, viewer: Viewer, wanted: Filter) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []

    def add(term: str, *more: object) -> None:
        where.append(term)
        values.extend(more)

    if not viewer.open:
        add(
            f"(e.topics & {Topic.OPEN:d} OR EXISTS(SELECT 1 FROM ballot b WHERE b.id = e.id AND "
            "(b.member IS ? OR EXISTS(SELECT 1 FROM frozen f WHERE f.submission = b.submission))))",
            viewer.member,
        )
    if wanted.topics:
        add("e.topics & ?", int(wanted.topics))
    if wanted.since is not None:
        add("e.time >= ?", wanted.since)
    if wanted.until is not None:
        add("e.time < ?", wanted.until)
    if wanted.person == OFFICE:  # nearly everything: by time, not by the index of persons
        add(f"(+e.who = 'office' OR e.topics & {Topic.PAPER:d})")
    elif wanted.person:
        add("e.who IN (?, ?)", wanted.person, _code_of(book, wanted.person))
    if wanted.source == HERE:
        add("NOT EXISTS(SELECT 1 FROM origin n WHERE n.id = e.id)")
    elif wanted.source is not None:
        add("e.id IN (SELECT id FROM origin WHERE run = ?)", wanted.source)
    if wanted.submissions is not None:
        term, more = _about(book, wanted.submissions)
        add(term, *more)
    return where, values


def _code_of(book: Book, member: str) -> str:
    found = book.connection.execute(
        "SELECT code FROM member WHERE id = ?", (bytes.fromhex(member),)
    ).fetchone()
    return (found[0] or "") if found else ""


def _about(book: Book, submissions: Sequence[bytes]) -> tuple[str, list[object]]:
    """Which events concern one of the submissions, as SQL and its values."""
    named = _places(submissions)
    rows = rows_of(book, submissions)
    said = {}
    for cell, table in (("session.takes", "session"), ("decision.class", "decision")):
        flds = [f"{cell}:{ident.hex()}" for ident in submissions]
        said[f"SELECT op FROM change WHERE ent IN (SELECT id FROM {table}) "
             f"AND fld IN ({_places(flds)})"] = flds  # fmt: skip
    parts: dict[str, Sequence[object]] = {
        f"SELECT op FROM change WHERE ent IN ({_places(rows)})": rows,
        f"SELECT id FROM ballot WHERE submission IN ({named})": submissions,
        f"SELECT ent FROM event_row WHERE submission IN ({named})": submissions,
        **said,
    }
    values = [value for each in parts.values() for value in each]
    return f"e.id IN ({' UNION '.join(parts)})", values


def rows_of(book: Book, submissions: Iterable[bytes]) -> list[bytes]:
    """The rows that speak of submissions: themselves, what hangs on them, voids, arrivals."""
    wanted = list(submissions)
    named, connection = _places(wanted), book.connection
    found = dict.fromkeys(wanted)
    for query in (
        f"SELECT ent FROM event_row WHERE submission IN ({named})",
        "SELECT a.id FROM submission s JOIN arrival a "
        f"ON a.campaign = s.campaign AND a.submission = s.code WHERE s.id IN ({named})",
    ):
        found.update(dict.fromkeys(ent for (ent,) in connection.execute(query, wanted)))
    for (ballot,) in connection.execute(
        f"SELECT id FROM ballot WHERE submission IN ({named})", wanted
    ):
        found[row_id(book.id, "void", b"", ballot.hex())] = None
    return list(found)


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
