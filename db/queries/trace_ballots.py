"""Every ballot ever handed in on a submission, version by version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from db.ballot_picture import is_paper, marks_of, read_body, reasons_of, unreplaced, whole
from db.book import Book
from db.keys import verify
from db.operation import row_id
from db.queries.authors import DAY, Author, Authors
from db.queries.events import Source
from db.queries.row_names import RowName, RowNames
from db.rounds import round_of, stated


class Fate(StrEnum):
    """What became of a ballot."""

    STANDS = "stands"  # and counts
    STALE = "stale"  # stands, by criteria that are not the rubric's any more
    REPLACED = "replaced"
    VOID = "void"
    UNCONFIRMED = "unconfirmed"  # its key was never confirmed
    CONFLICT = "conflict"  # two that do not know of each other
    EARLIER = "earlier"  # of a round before: the submission was sent back and is scored anew


@dataclass(frozen=True, slots=True)
class Typed:
    """Who typed a paper ballot twice, "" where it was typed once; marks that differed are
    (criterion, first, second, taken); ``control`` the total on the paper, None where none was
    typed. Points in hundredths."""

    first: str
    second: str
    settled: tuple[tuple[str, int, int, int], ...]
    control: int | None


@dataclass(frozen=True, slots=True)
class BallotVersion:
    """One ballot: ``criteria`` are (code, maximum) as it was scored by, points in hundredths.
    ``genuine``: its signature is right. ``voided`` the reason of hủy phiếu, None without."""

    id: bytes
    member_id: bytes
    member: RowName
    round: int
    seq: int  # in its round
    criteria: tuple[tuple[str, int], ...]
    marks: Mapping[str, int]
    total: int
    comment: str
    reason: str
    paper: bool
    entry: str  # own | keyed | import
    time: int
    ahead: bool
    author: Author
    genuine: bool
    fate: Fate
    voided: str | None
    source: Source | None
    why: Mapping[str, str] = field(default_factory=dict)  # reasons of single marks
    typed: Typed | None = None


def marks_of_ballot(book: Book, ident: bytes) -> dict[str, int]:
    """The marks of one ballot in hundredths, in the order of its scale; none where the book does
    not have it."""
    found = book.connection.execute("SELECT body FROM ballot WHERE id = ?", (ident,)).fetchone()
    return {} if found is None else marks_of(read_body(found[0]))


def versions(
    book: Book,
    names: RowNames,
    authors: Authors,
    submission: bytes,
    known: Mapping[int, Source],
) -> list[BallotVersion]:
    """By member in panel order, then in the order of the versions."""
    connection = book.connection
    standing = dict(
        connection.execute(
            "SELECT member, status FROM ballot_state WHERE submission = ?", (submission,)
        ).fetchall()
    )
    rows = connection.execute(
        "SELECT b.id, b.member, b.prev, b.body, b.sig, b.key, o.run FROM ballot b "
        "LEFT JOIN origin o ON o.id = b.id WHERE b.submission = ?",
        (submission,),
    ).fetchall()
    limit, present = book.clock() + DAY, round_of(connection, submission)
    heads = _heads(book, rows)
    found = []
    for ident, member, _, raw, sig, key, run in rows:
        body = read_body(raw)
        paper, time = is_paper(body), whole(body, "time")
        marks = marks_of(body)
        voided = _voided(book, ident)
        counts = book.authority.speaks_for(key, member, paper)
        found.append(
            BallotVersion(
                ident,
                member,
                names.of("member", member),
                stated(body),
                whole(body, "seq"),
                _criteria(body, marks),
                marks,
                sum(marks.values()),
                _text(body, "comment"),
                _text(body, "reason"),
                paper,
                _text(body, "entry"),
                time,
                time > limit,
                authors.of(key, member.hex()),
                verify(key, sig, raw),
                _fate(ident in heads, standing.get(member, ""), voided, counts)
                if stated(body) == present
                else Fate.EARLIER,
                voided,
                known.get(run),
                reasons_of(body),
                _typed(body),
            )
        )
    return sorted(found, key=lambda b: (b.member.code, b.member_id, b.round, b.seq, b.time, b.id))


class _Counting(NamedTuple):
    id: bytes
    prev: bytes


def _heads(book: Book, rows: Iterable[tuple[Any, ...]]) -> set[bytes]:
    """The ballots that no other counting one of the same member names; none names one of
    another round."""
    counting: dict[bytes, list[_Counting]] = {}
    for ident, member, prev, raw, _, key, _ in rows:
        if book.authority.speaks_for(key, member, is_paper(read_body(raw))):
            counting.setdefault(member, []).append(_Counting(ident, prev))
    return {ballot.id for each in counting.values() for ballot in unreplaced(each)}


def _fate(head: bool, status: str, voided: str | None, counts: bool) -> Fate:
    if voided is not None:
        return Fate.VOID
    if not counts:
        return Fate.UNCONFIRMED
    if not head:
        return Fate.REPLACED
    return {"conflict": Fate.CONFLICT, "stale": Fate.STALE}.get(status, Fate.STANDS)


def _voided(book: Book, ballot: bytes) -> str | None:
    found = book.connection.execute(
        "SELECT reason FROM void WHERE id = ? OR ballot = ? ORDER BY id LIMIT 1",
        (row_id(book.id, "void", b"", ballot.hex()), ballot),
    ).fetchone()
    return (found[0] or "") if found else None


def _criteria(body: Mapping[str, Any], marks: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The scale that the ballot states, in its order; by the marks alone where it states none."""
    try:
        return tuple((str(code), int(most)) for code, most in body["criteria"])
    except (KeyError, TypeError, ValueError):
        return tuple((code, 0) for code in marks)


def _typed(body: Mapping[str, Any]) -> Typed | None:
    """How it was typed, as the office signed it; None where nothing is said of it."""
    said = body.get("keyed")
    if not isinstance(said, dict):
        return None
    try:
        settled = tuple((str(c), int(a), int(b), int(t)) for c, a, b, t in said.get("settled", ()))
    except (TypeError, ValueError):
        settled = ()
    control = whole(said, "control") if "control" in said else None
    return Typed(_text(said, "first"), _text(said, "second"), settled, control)


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
