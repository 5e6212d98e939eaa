"""The signed bytes of a ballot, and the signed chain of what a member has handed in."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from db import rounds
from db.ballot_picture import is_paper, read_body, unreplaced, whole
from db.canonical import dumps
from db.drafts import Draft
from db.errors import BallotIncompleteError, MarkReasonError
from db.keys import Signer
from db.operation import Operation, SignedBallot
from db.records import Member, Rubric, Submission
from db.rules import totals
from db.rules.extremes import unreasoned
from db.rules.marks import check_mark
from db.surroundings import Surroundings

FORMAT = "thamdinh-ballot-1"
_SENT = b"thamdinh-sent-1"


def add(
    operation: Operation,
    around: Surroundings,
    member: Member,
    submission: Submission,
    rubric: Rubric,
    content: Draft,
    *,
    signer: Signer,
    entry: str,
) -> bytes:
    """Puts a signed ballot into an open operation and returns its id.

    ``entry`` is ``own``, ``keyed`` or ``import``; the last two are paper ballots.
    Raises BallotIncompleteError, MarkReasonError, MarkError.
    """
    missing = totals.missing(rubric, content.marks)
    if missing:
        raise BallotIncompleteError(member=member.name, submission=submission.code, missing=missing)
    for criterion in rubric.criteria:  # the draft may be older than the rubric
        check_mark(criterion, rubric.step, content.marks[criterion.code])
    number = rounds.round_of(operation.connection, submission.id)
    heads, seq = _former(operation, member, submission, signer, number)
    if entry != "import":  # a workbook has no place for them
        self_marks, settings = submission.self_marks, around.campaign.settings
        unsaid = unreasoned(rubric, settings, content.marks, self_marks, content.why)
        if unsaid:
            raise MarkReasonError(
                member=member.name, submission=submission.code, criteria=unsaid
            )
    body = dumps(
        {
            **({"round": number} if number > rounds.FIRST else {}),
            "format": FORMAT,
            "book": operation.book.hex(),
            "campaign": around.campaign.id.hex(),
            "member": member.id.hex(),
            "key": signer.public.hex(),
            "submission": submission.id.hex(),
            "seq": seq,
            "prev": [head.hex() for head in heads],
            "rubric": rubric.id,
            "criteria": [[c.code, c.max] for c in rubric.criteria],
            "marks": {c.code: content.marks[c.code] for c in rubric.criteria},
            "comment": content.comment,
            "reason": content.reason,
            "paper": entry != "own",
            "entry": entry,
            "time": operation.ms,
            **_beside(rubric, content),
        }
    )
    ident = hashlib.blake2b(body, digest_size=16).digest()
    operation.add_ballot(
        SignedBallot(
            ident, member.id, submission.id, b"".join(heads), body, signer.sign(body), signer.public
        )
    )
    if entry == "own":
        _add_sent(operation, member.id, signer, ident)
    return ident


def _beside(rubric: Rubric, content: Draft) -> dict[str, Any]:
    """What only some ballots say; readers that do not know it keep it with the signed bytes."""
    codes = [c.code for c in rubric.criteria]
    why = {code: said for code in codes if (said := content.why.get(code, "").strip())}
    found: dict[str, Any] = {"mark_reasons": why} if why else {}
    return {**found, "keyed": content.keyed} if content.keyed else found


class _Stored(NamedTuple):
    id: bytes
    prev: bytes
    body: bytes
    key: bytes


def _former(
    operation: Operation, member: Member, submission: Submission, signer: Signer, number: int
) -> tuple[list[bytes], int]:
    """(the ballots of that round that a new version names, its own number in it).

    Heads are taken over the ballots that count and the signer's own; a stranger's ballot is
    named beside them, but hides none of them however it names them.
    """
    found = operation.connection.execute(
        "SELECT id, prev, body, key FROM ballot WHERE submission = ? AND member = ?",
        (submission.id, member.id),
    )
    stored = [b for row in found if rounds.stated(read_body((b := _Stored(*row)).body)) == number]
    speaks_for = operation.authority.speaks_for
    trusted = [
        b
        for b in stored
        if b.key == signer.public or speaks_for(b.key, member.id, is_paper(read_body(b.body)))
    ]
    others = {b.id for b in stored} - {b.id for b in trusted}
    heads = {b.id for b in unreplaced(trusted)}
    heads |= {b.id for b in unreplaced(stored) if b.id in others}
    return sorted(heads), max((whole(read_body(b.body), "seq") for b in trusted), default=0) + 1


def _add_sent(operation: Operation, member: bytes, signer: Signer, ballot: bytes) -> None:
    """A link of the signed chain of what the member has handed in, so that an omission shows:
    each names the ballot handed in and, by its signature, the link before it."""
    last = operation.connection.execute(
        "SELECT seq, sig FROM sent WHERE member = ? AND key = ? ORDER BY seq DESC LIMIT 1",
        (member, signer.public),
    ).fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (1, b"")
    sig = signer.sign(sent_message(operation.book, member, seq, prev, ballot))
    operation.add_sent(member, seq, prev, ballot, signer.public, sig)


def sent_message(book: bytes, member: bytes, seq: int, prev: bytes, ids: bytes) -> bytes:
    """What a member signs as a list of ballots handed in."""
    number, length = seq.to_bytes(8, "big"), len(prev).to_bytes(2, "big")
    return _SENT + book + member + number + length + prev + ids
