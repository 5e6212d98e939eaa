"""A ballot that was handed in, opened for a new version, or that version given up: each a step
that Ctrl+Z takes back."""

from __future__ import annotations

from db import ballots
from db.book import Book
from db.operation import Changes
from db.records import Member, Submission
from desktop.session import Outcome, Session
from desktop.undo_stack import Call, Step


def reopen(session: Session, member: Member, submission: Submission, reason: str) -> Outcome:
    """Opens a new version, which carries the reason."""

    def begin(book: Book, why: str) -> Changes:  # around: of the moment, undo may come later
        return ballots.begin_new_version(book, session.around, member, submission, why)

    step = Step(
        f"mở phiếu hồ sơ {submission.code} để sửa",
        (member.id, submission.id),
        (Call(begin, (reason,)),),
        (Call(ballots.give_up_draft, (member, submission)),),
    )
    return session.run_all(step.forth, step=step)


def give_up(session: Session, member: Member, submission: Submission) -> Outcome:
    """Forgets a draft; what was handed in stands."""
    kept = ballots.draft(session.book, member.id, submission.id)
    forth = (Call(ballots.give_up_draft, (member, submission)),)
    if kept is None:
        return session.run_all(forth)
    back = (Call(ballots.put_back_draft, (member, submission, kept)),)
    words = f"bỏ bản đang chấm của hồ sơ {submission.code}"
    step = Step(words, (member.id, submission.id), forth, back)
    return session.run_all(step.forth, step=step)
