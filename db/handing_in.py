"""How many ballots are complete and not handed in, and handing all of them in at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db import ballots
from db.ballot_body import add
from db.book import Book
from db.drafts import Draft
from db.errors import ControlTotalError, MarkError, SecondEntryError
from db.keyed import with_proof
from db.keys import Signer
from db.operation import Changes
from db.queries.scoring import CLOSED, BallotState, ballot_lines
from db.records import Member, Rubric, Submission
from db.rules import totals
from db.rules.extremes import unreasoned
from db.rules.marks import check_mark
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Unsent:
    """A member's ballots that are not handed in: how many, and which of them are complete
    (ids of submissions in code order)."""

    member: Member
    open: int
    complete: tuple[bytes, ...]


def unsent(book: Book, around: Surroundings, member: Member) -> Unsent:
    """What the member has still to hand in; new versions that were begun count, too."""
    lines = ballot_lines(book, around, member)
    waiting = [x.id for x in lines if x.state not in (BallotState.DONE, BallotState.AWAY)]
    ready = [
        submission.id
        for submission, _, _ in _complete(book, around, member, paper=book.office is not None)
    ]
    return Unsent(member, len(waiting), tuple(i for i in waiting if i in ready))


def submit_all(
    book: Book, around: Surroundings, member: Member, signer: Signer | None
) -> tuple[int, Changes]:
    """Hands in every complete draft of a member in one operation: how many. ``signer`` is the
    member's key; None for paper ballots, which the office signs.

    Raises NoOfficeKeyError and what :meth:`db.book.Book.write` raises; then nothing is handed in.
    """
    found = list(_complete(book, around, member, paper=signer is None))
    if not found:
        return 0, Changes()
    key = signer or book.require_office()
    entry = "keyed" if signer is None else "own"
    with book.write(member.code, signer) as operation:
        for submission, rubric, kept in found:
            add(operation, around, member, submission, rubric, kept, signer=key, entry=entry)
    for submission, _, _ in found:
        book.drafts.drop(member.id, submission.id)
    return len(found), operation.changes


def _complete(
    book: Book, around: Surroundings, member: Member, *, paper: bool
) -> Iterator[tuple[Submission, Rubric, Draft]]:
    """The drafts that could be handed in just now; those that wait for a reason or for a second
    entry cannot."""
    settings = around.campaign.settings
    for line in ballot_lines(book, around, member):
        kept = book.drafts.get(member.id, line.id)
        if line.state is not BallotState.BEGUN or kept is None:
            continue
        submission = ballots.by_id(book, line.id)
        try:
            rubric = ballots.check_open(book, around, member, submission)
        except CLOSED:
            continue
        handed_in = ballots.standing(book, member.id, line.id)
        if handed_in is not None and not kept.reason:
            continue
        if totals.missing(rubric, kept.marks) or not _sound(rubric, kept):
            continue
        if unreasoned(rubric, settings, kept.marks, submission.self_marks, kept.why):
            continue
        try:
            whole = with_proof(book, member, submission, kept) if paper else kept
        except (ControlTotalError, SecondEntryError):
            continue
        yield submission, rubric, whole


def _sound(rubric: Rubric, kept: Draft) -> bool:
    """Whether the marks are still the rubric's: it may have changed since they were typed."""
    try:
        for criterion in rubric.criteria:
            check_mark(criterion, rubric.step, kept.marks[criterion.code])
    except MarkError:
        return False
    return True
