"""Ballots (phiếu chấm điểm): drafts mark by mark, handed in as immutable signed ballots."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import rounds
from db.ballot_body import add
from db.ballot_picture import read_body, reasons_of
from db.book import Book
from db.double_entries import void_ballot
from db.drafts import Draft
from db.errors import (
    BallotBarredError,
    BallotReasonError,
    BallotRecusedError,
    BallotUnassignedError,
    RubricMissingError,
    RubricUnsoundError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.keyed import with_proof
from db.keys import Signer
from db.locked import locked_in
from db.operation import Changes
from db.records import Member, Rubric, Submission
from db.recusing import dismiss_recusal as dismiss_recusal
from db.recusing import recuse as recuse
from db.recusing import refuse_frozen
from db.rules import bands, eligibility
from db.rules.marks import check_mark
from db.surroundings import Surroundings
from db.tallies import Scorers, submissions


@dataclass(frozen=True, slots=True)
class Standing:
    """The ballot that stands for a member: id, status (see ballot_picture), its content."""

    ballot: bytes
    status: str
    seq: int
    paper: bool
    entry: str
    marks: Mapping[str, int]
    comment: str
    reason: str
    time: int


def submission(book: Book, campaign: bytes, code: str) -> Submission:
    """The submission of that code. Raises UnknownCodeError."""
    found = book.connection.execute(
        "SELECT id FROM submission WHERE campaign = ? AND code = ?", (campaign, code)
    ).fetchone()
    if found is None:
        raise UnknownCodeError(kind="submission", code=code)
    return by_id(book, found[0])


def by_id(book: Book, ident: bytes) -> Submission:
    """The submission of that id. Raises UnknownCodeError."""
    for found in submissions(book.connection, b"", [ident]):
        return found
    raise UnknownCodeError(kind="submission", code=ident.hex())


def standing(book: Book, member: bytes, submission: bytes) -> Standing | None:
    """What the member has handed in for a submission, or None."""
    found = book.connection.execute(
        "SELECT ballot, status, seq, paper, entry, marks, comment, reason, time "
        "FROM ballot_state WHERE submission = ? AND member = ?",
        (submission, member),
    ).fetchone()
    if found is None:
        return None
    ballot, status, seq, paper, entry, marks, *texts = found
    return Standing(ballot, status, seq, bool(paper), entry, json.loads(marks), *texts)


def rubric_for(around: Surroundings, submission: Submission) -> Rubric:
    """The rubric that the submission is scored by. Raises RubricMissingError."""
    rubric = around.rubrics.get(submission.kind)
    if rubric is None:
        raise RubricMissingError(kind=submission.kind)
    return rubric


def check_open(book: Book, around: Surroundings, member: Member, submission: Submission) -> Rubric:
    """That this member may score this submission now; the rubric to score by.

    Raises BallotBarredError, BallotRecusedError, BallotUnassignedError, SessionFrozenError,
    RubricMissingError, RubricUnsoundError.
    """
    rubric = rubric_for(around, submission)
    require_sound(rubric)
    settings = around.campaign.settings
    verdict = eligibility.eligible(submission, around.units.get(submission.unit), settings)
    if verdict.eligible is False:
        raise BallotBarredError(
            submission=submission.code, clause=verdict.code, bases=settings.bases
        )
    expected, recused = Scorers(around).of(submission)
    if member.id in recused:
        why = recused[member.id]
        raise BallotRecusedError(
            member=member.name, submission=submission.code, origin=why.origin, reason=why.reason
        )
    if member.id not in expected:
        raise BallotUnassignedError(member=member.name, submission=submission.code)
    refuse_frozen(book, submission)
    return rubric


def refuse_closed(book: Book, submission: bytes, body: Mapping[str, Any]) -> None:
    """That a ballot may still be set aside: neither frozen nor of a round before.

    Raises SessionFrozenError.
    """
    session = locked_in(book.connection, submission)
    past = rounds.sent_back(book.connection, submission)
    if session is None and rounds.stated(body) <= len(past):
        session = past[rounds.stated(body) - 1].number
    if session is not None:
        raise SessionFrozenError(session=session, what="ballot")


def draft(book: Book, member: bytes, submission: bytes) -> Draft | None:
    """What is typed and not handed in, or None."""
    return book.drafts.get(member, submission)


def set_mark(
    book: Book,
    around: Surroundings,
    member: Member,
    submission: Submission,
    criterion: str,
    mark: int | None,
) -> Changes:
    """Keeps one mark of a draft, durably. ``mark`` is in hundredths; None clears it.

    Raises UnknownCodeError, MarkError, BallotReasonError (handed in, and no new version
    begun) and what :func:`check_open` raises.
    """
    rubric = check_open(book, around, member, submission)
    line = rubric.criterion(criterion)
    if line is None:
        raise UnknownCodeError(kind="criterion", code=criterion)
    if mark is not None:
        check_mark(line, rubric.step, mark)
    require_draft(book, member, submission)
    book.drafts.set_mark(member.id, submission.id, criterion, mark)
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))


def set_comment(
    book: Book, around: Surroundings, member: Member, submission: Submission, comment: str
) -> Changes:
    """Keeps the comment of a draft. Raises as :func:`set_mark`."""
    check_open(book, around, member, submission)
    require_draft(book, member, submission)
    kept = book.drafts.get(member.id, submission.id)
    book.drafts.set_note(member.id, submission.id, comment, kept.reason if kept else "")
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))


def _reasons_given(book: Book, ballot: bytes) -> dict[str, str]:
    (body,) = book.connection.execute("SELECT body FROM ballot WHERE id = ?", (ballot,)).fetchone()
    return reasons_of(read_body(body))


def begin_new_version(
    book: Book, around: Surroundings, member: Member, submission: Submission, reason: str
) -> Changes:
    """Opens what was handed in for a new version, which carries the reason. A version that
    is begun already keeps its marks and gets the new reason.

    Raises BallotReasonError where the reason is empty, and what :func:`check_open` raises.
    """
    check_open(book, around, member, submission)
    handed_in = standing(book, member.id, submission.id)
    if not reason.strip():
        raise BallotReasonError(member=member.name, submission=submission.code)
    kept = book.drafts.get(member.id, submission.id)
    if handed_in is not None and (kept is None or not kept.reason):
        why = _reasons_given(book, handed_in.ballot)
        kept = Draft(dict(handed_in.marks), handed_in.comment, why=why)
    kept = kept or Draft()
    book.drafts.start(member.id, submission.id, kept.marks, kept.comment, reason.strip(), kept.why)
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))


def give_up_draft(book: Book, member: Member, submission: Submission) -> Changes:
    """Forgets a draft; what was handed in stands."""
    book.drafts.drop(member.id, submission.id)
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))


def put_back_draft(book: Book, member: Member, submission: Submission, kept: Draft) -> Changes:
    """A draft as it was before it was given up."""
    book.drafts.start(member.id, submission.id, kept.marks, kept.comment, kept.reason, kept.why)
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))


def require_draft(book: Book, member: Member, submission: Submission) -> None:
    """What is handed in is read-only until a reasoned new version."""
    if standing(book, member.id, submission.id) is None:
        return
    kept = book.drafts.get(member.id, submission.id)
    if kept is None or not kept.reason:
        raise BallotReasonError(member=member.name, submission=submission.code)


def require_sound(rubric: Rubric) -> None:
    """Maxima add up to the total before scoring opens. Raises RubricUnsoundError."""
    problems = bands.check(rubric)
    if problems:
        raise RubricUnsoundError(rubric=rubric.name, problems=problems)


def submit(
    book: Book, around: Surroundings, member: Member, submission: Submission, signer: Signer | None
) -> tuple[bytes, Changes]:
    """Hands in the draft. With the member's key it is the member's own ballot; without one
    (None) it is a paper ballot that the office enters and signs.

    Returns the ballot's id. Raises BallotIncompleteError, MarkError (the rubric changed
    since), MarkReasonError, BallotReasonError, NoOfficeKeyError, RubricUnsoundError (at the
    first ballot), what :func:`check_open` raises, and for paper ballots what
    :func:`db.keyed.with_proof` raises.
    """
    rubric = check_open(book, around, member, submission)
    kept = book.drafts.get(member.id, submission.id) or Draft()
    handed_in = standing(book, member.id, submission.id)
    if handed_in is not None and not kept.reason:
        raise BallotReasonError(member=member.name, submission=submission.code)
    entry = "keyed" if signer is None else "own"
    if signer is None:
        kept = with_proof(book, member, submission, kept)
    with book.write(member.code, signer) as operation:
        ballot = add(
            operation,
            around,
            member,
            submission,
            rubric,
            kept,
            signer=signer or book.require_office(),
            entry=entry,
        )
    book.drafts.drop(member.id, submission.id)
    return ballot, operation.changes


def void(book: Book, ballot: bytes, reason: str) -> Changes:
    """Hủy phiếu: the ballot stays on record and counts no more.

    Raises NoOfficeKeyError, BallotReasonError, UnknownCodeError, SessionFrozenError.
    """
    book.require_office()
    found = book.connection.execute(
        "SELECT submission, body FROM ballot WHERE id = ?", (ballot,)
    ).fetchone()
    if found is None:
        raise UnknownCodeError(kind="ballot", code=ballot.hex())
    if not reason.strip():
        raise BallotReasonError(member="", submission="")
    refuse_closed(book, found[0], read_body(found[1]))
    with book.write() as operation:
        void_ballot(operation, ballot, reason.strip())
    return operation.changes
