"""Marks that the office types from paper, for several members at once."""

from __future__ import annotations

from collections.abc import Iterable

from db.ballots import check_open, standing
from db.book import Book
from db.errors import BallotReasonError, UnknownCodeError
from db.operation import Changes
from db.records import Member, Submission
from db.rules.marks import check_mark
from db.surroundings import Surroundings


def keep_marks(
    book: Book,
    around: Surroundings,
    submission: Submission,
    marks: Iterable[tuple[Member, str, int | None]],
) -> Changes:
    """Keeps marks of several drafts on one submission: (member, criterion, hundredths or None).

    Everything is checked before anything is written. Raises as
    :func:`db.ballots.set_mark`; each mark is durable by itself.
    """
    wanted = list(marks)
    for member in {member.id: member for member, _, _ in wanted}.values():
        rubric = check_open(book, around, member, submission)
        draft = book.drafts.get(member.id, submission.id)
        if standing(book, member.id, submission.id) and not (draft and draft.reason):
            raise BallotReasonError(member=member.name, submission=submission.code)
        for other, criterion, mark in wanted:
            line = rubric.criterion(criterion)
            if line is None:
                raise UnknownCodeError(kind="criterion", code=criterion)
            if other.id == member.id and mark is not None:
                check_mark(line, rubric.step, mark)
    for member, criterion, mark in wanted:
        book.drafts.set_mark(member.id, submission.id, criterion, mark)
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))
