"""A mark given anew in the meeting, after the discussion: with its reason, the first ballot kept.

For paper ballots, which the office holds the pen for; whoever signed the own ballot gives the new
one under the own key (domain.md part 4: spread).
"""

from __future__ import annotations

from db import ballots
from db.ballot_body import add
from db.ballot_picture import read_body, reasons_of
from db.book import Book
from db.drafts import Draft
from db.errors import BallotNotPaperError, BallotReasonError, UnknownCodeError
from db.operation import Changes
from db.records import Member, Submission
from db.rules.marks import check_mark
from db.surroundings import Surroundings


def rescore(
    book: Book,
    around: Surroundings,
    member: Member,
    submission: Submission,
    criterion: str,
    mark: int,
    reason: str,
) -> tuple[bytes, Changes]:
    """A new version of a member's paper ballot with that one mark (hundredths) changed; its id.

    Raises NoOfficeKeyError, BallotReasonError, UnknownCodeError (criterion, or no ballot there),
    BallotNotPaperError, MarkError and what :func:`db.ballots.check_open` raises.
    """
    office = book.require_office()
    rubric = ballots.check_open(book, around, member, submission)
    line, there = rubric.criterion(criterion), ballots.standing(book, member.id, submission.id)
    if line is None:
        raise UnknownCodeError(kind="criterion", code=criterion)
    if there is None or there.status != "valid":
        raise UnknownCodeError(kind="ballot", code=member.code)
    if not there.paper:
        raise BallotNotPaperError(member=member.name, submission=submission.code)
    if not reason.strip():
        raise BallotReasonError(member=member.name, submission=submission.code)
    check_mark(line, rubric.step, mark)
    (body,) = book.connection.execute(
        "SELECT body FROM ballot WHERE id = ?", (there.ballot,)
    ).fetchone()
    why = {**reasons_of(read_body(body)), criterion: reason.strip()}
    content = Draft({**there.marks, criterion: mark}, there.comment, reason.strip(), why)
    with book.write(member.code) as operation:
        new = add(
            operation, around, member, submission, rubric, content, signer=office, entry="keyed"
        )
    return new, operation.changes
