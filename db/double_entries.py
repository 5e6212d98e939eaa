"""Two where one belongs: rows with one code, snapshots of one session, ballots of one member.

They come of work on two laptops. Nothing is thrown away: a code goes on to the next free one,
a snapshot or a ballot is withdrawn with a reason and stays on record.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from db import rounds
from db.ballot_picture import is_paper, read_body, unreplaced, whole
from db.book import Book
from db.change_log import Value, evaluate, ms_of, row_changes
from db.closing import require_open
from db.frozen_picture import digest_of, standing_of
from db.kinds import UNIQUE
from db.operation import Operation, SignedBallot
from db.rules.proof import proof_code
from db.same_code import SAME_CODE

_NAMED = {"submission": "title", "session": "date"}  # else name


@dataclass(frozen=True, slots=True)
class Double:
    """See ``db.conflicts.Open``; a choice is (id, value, who, claimed time in ms)."""

    kind: str
    ent: bytes
    field: str
    what: str
    choices: tuple[tuple[bytes, Value, str, int], ...]


def doubles(book: Book) -> list[Double]:
    """All that are open."""
    return [*_same_code(book), *_two_frozen(book), *_ballots(book)]


def _same_code(book: Book) -> Iterator[Double]:
    for kind, field in UNIQUE.items():
        groups: dict[tuple[bytes, object], list[tuple[bytes, Value]]] = {}
        for ent, campaign, code, name in book.connection.execute(
            f"SELECT r.id, r.campaign, r.{field}, r.{_NAMED.get(kind, 'name')} "
            f"FROM trouble t JOIN {kind} r ON r.id = t.ent WHERE t.fld = ? AND t.what = ? "
            "ORDER BY r.id",
            (f"{kind}.{field}", SAME_CODE),
        ):
            groups.setdefault((campaign, code), []).append((ent, name))
        for rows in groups.values():
            choices = tuple((ent, name, *_typed_by(book, kind, ent, field)) for ent, name in rows)
            yield Double(kind, rows[0][0], field, SAME_CODE, choices)


def _typed_by(book: Book, kind: str, ent: bytes, field: str) -> tuple[str, int]:
    """Who wrote that cell, and when by their clock."""
    changes = row_changes(book.connection, kind, ent).get(f"{kind}.{field}", [])
    heads = evaluate(changes, book.authority.counts).heads
    found = next(change for change in changes if change.id == heads[-1])
    return found.who, ms_of(found.id)


def _two_frozen(book: Book) -> Iterator[Double]:
    for (session,) in book.connection.execute(
        "SELECT ent FROM trouble WHERE what = 'two_frozen' ORDER BY ent"
    ).fetchall():
        choices = []
        for _, _, body in standing_of(book.connection, book.authority, session):
            digest = bytes.fromhex(digest_of(body))
            choices.append((digest, proof_code(hashlib.sha256(body).digest()), "office", 0))
        yield Double("snapshot", session, "standing", "two_frozen", tuple(choices))


def _ballots(book: Book) -> Iterator[Double]:
    for submission, member in book.connection.execute(
        "SELECT submission, member FROM ballot_state WHERE status = 'conflict' "
        "ORDER BY submission, member"
    ).fetchall():
        choices = []
        for ballot in _standing_ballots(book, submission, member):
            body = read_body(ballot.body)
            marks = body.get("marks")
            total = sum(whole(marks, code) for code in marks) if isinstance(marks, dict) else 0
            who = "office" if is_paper(body) else "member"
            choices.append((ballot.id, total, who, whole(body, "time")))
        yield Double("ballot", submission, member.hex(), "ballots", tuple(choices))


def _standing_ballots(book: Book, submission: bytes, member: bytes) -> list[SignedBallot]:
    number = rounds.round_of(book.connection, submission)
    found = book.connection.execute(
        "SELECT id, member, submission, prev, body, sig, key FROM ballot "
        "WHERE submission = ? AND member = ? ORDER BY id",
        (submission, member),
    )
    stored = [
        b for row in found if rounds.stated(read_body((b := SignedBallot(*row)).body)) == number
    ]
    counting = [
        b for b in stored if book.authority.speaks_for(b.key, member, is_paper(read_body(b.body)))
    ]
    void = {
        ident
        for (ident,) in book.connection.execute("SELECT ballot FROM void WHERE ballot IS NOT NULL")
    }
    return [b for b in unreplaced(counting) if b.id not in void]


def keep_code(
    operation: Operation, double: Double, take: bytes, others: list[bytes], reason: str
) -> None:
    """The row taken keeps its code; the others get the next free one."""
    for row in others:
        operation.set(double.kind, row, {double.field: _free(operation, double, row)})
        operation.derive()


def _free(operation: Operation, double: Double, row: bytes) -> Value:
    campaign, code = operation.connection.execute(
        f"SELECT campaign, {double.field} FROM {double.kind} WHERE id = ?", (row,)
    ).fetchone()
    taken = {
        value
        for (value,) in operation.connection.execute(
            f"SELECT {double.field} FROM {double.kind} WHERE campaign = ?", (campaign,)
        )
    }
    if isinstance(code, int):
        return max(value for value in taken if isinstance(value, int)) + 1
    number = 2
    while f"{code}-{number}" in taken:
        number += 1
    return f"{code}-{number}"


def keep_snapshot(
    operation: Operation, double: Double, take: bytes, others: list[bytes], reason: str
) -> None:
    """The snapshot taken stands; the others are withdrawn (mở chốt) with the reason.

    Raises SessionClosedError where others hold one of those already.
    """
    digests = {digest.hex() for digest in others}
    for digest in digests:
        require_open(operation.connection, double.ent, digest)
    for seq, body in operation.connection.execute(
        "SELECT seq, body FROM snapshot WHERE session = ?", (double.ent,)
    ).fetchall():
        if digest_of(body) in digests:
            withdraw_snapshot(operation, double.ent, seq, digest_of(body), reason)


def withdraw_snapshot(
    operation: Operation, session: bytes, seq: int, digest: str, reason: str
) -> None:
    """Mở chốt: the snapshot stays on record, its code then answers "withdrawn"."""
    operation.set(
        "unfreeze",
        operation.row_id("unfreeze", session, f"{seq} {digest}"),
        {"session": session, "seq": seq, "digest": digest, "reason": reason},
    )


def keep_ballot(
    operation: Operation, double: Double, take: bytes, others: list[bytes], reason: str
) -> None:
    """The ballot taken counts; the others are voided with the reason."""
    for ballot in others:
        void_ballot(operation, ballot, reason)


def void_ballot(operation: Operation, ballot: bytes, reason: str) -> None:
    """Hủy phiếu: the ballot stays on record and counts no more."""
    ident = operation.row_id("void", b"", ballot.hex())
    operation.set("void", ident, {"ballot": ballot, "reason": reason})
