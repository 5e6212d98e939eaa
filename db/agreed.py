"""Chấm thống nhất: one mark by agreement, for small bodies, in place of ballots."""

from __future__ import annotations

from db import rounds
from db.ballots import require_sound, rubric_for
from db.book import Book
from db.campaigns import Surroundings
from db.errors import BallotBarredError, SessionFrozenError, UnknownCodeError
from db.locked import locked_in
from db.operation import Changes
from db.records import Submission
from db.rules import eligibility
from db.rules.marks import check_mark


def set_agreed(
    book: Book, around: Surroundings, submission: Submission, criterion: str, mark: int | None
) -> Changes:
    """Writes one agreed mark in hundredths; None clears it. The campaign's setting
    ``agreed_mark`` decides whether agreed marks count; the minutes say so.

    Raises NoOfficeKeyError, BallotBarredError, SessionFrozenError, UnknownCodeError,
    MarkError, RubricMissingError, RubricUnsoundError.
    """
    book.require_office()
    rubric = rubric_for(around, submission)
    require_sound(rubric)
    verdict = eligibility.eligible(
        submission, around.units.get(submission.unit), around.campaign.settings
    )
    if verdict.eligible is False:
        bases = around.campaign.settings.bases
        raise BallotBarredError(submission=submission.code, clause=verdict.code, bases=bases)
    session = locked_in(book.connection, submission.id)
    if session is not None:
        raise SessionFrozenError(session=session, what=submission.code)
    line = rubric.criterion(criterion)
    if line is None:
        raise UnknownCodeError(kind="criterion", code=criterion)
    if mark is not None:
        check_mark(line, rubric.step, mark)
    with book.write() as operation:
        number = rounds.round_of(operation.connection, submission.id)
        name = rounds.agreed_name(criterion, number)
        operation.set("submission", submission.id, {f"agreed:{name}": mark})
    return operation.changes
