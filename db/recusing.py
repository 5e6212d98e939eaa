"""Không tham gia chấm: declared with a reason, or found by the rules and dismissed."""

from __future__ import annotations

from db.book import Book
from db.errors import BallotReasonError, SessionFrozenError
from db.keys import Signer
from db.locked import locked_in
from db.operation import Changes
from db.records import Member, Submission


def refuse_frozen(book: Book, submission: Submission) -> None:
    """Raises SessionFrozenError where frozen results hold the submission."""
    session = locked_in(book.connection, submission.id)
    if session is not None:
        raise SessionFrozenError(session=session, what=submission.code)


def recuse(
    book: Book, member: Member, submission: Submission, reason: str | None,
    signer: Signer | None = None,
) -> Changes:
    """Declares a recusal with its reason; None takes it back.

    The member's own key or the office's; anybody else's is a proposal.
    Raises SessionFrozenError, BallotReasonError.
    """
    if reason is not None and not reason.strip():
        raise BallotReasonError(member=member.name, submission=submission.code)
    refuse_frozen(book, submission)
    with book.write(member.code if signer else "", signer) as operation:
        operation.set("submission", submission.id, {f"recused:{member.id.hex()}": reason})
    return operation.changes


def dismiss_recusal(
    book: Book, member: Member, submission: Submission, reason: str | None
) -> Changes:
    """Dismisses a false hit of the unit or subject check, with the reason; None takes it back.

    Raises NoOfficeKeyError, BallotReasonError, SessionFrozenError.
    """
    book.require_office()
    if reason is not None and not reason.strip():
        raise BallotReasonError(member=member.name, submission=submission.code)
    refuse_frozen(book, submission)
    with book.write() as operation:
        operation.set("submission", submission.id, {f"dismissed:{member.id.hex()}": reason})
    return operation.changes
