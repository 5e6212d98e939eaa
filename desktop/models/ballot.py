"""A ballot as the screen shows it, read from the book: draft, what was handed in, whether it
is open; and what is said beside a mark that was refused."""

from __future__ import annotations

from dataclasses import dataclass, field

from db import ballots
from db.ballots import Standing
from db.drafts import Draft
from db.errors import MarkError, MarkTooHighError, MarkUnreadableError, ReadOnlyBookError
from db.queries.scoring import CLOSED
from db.records import Member, Rubric, Submission
from desktop.models.words import shown_points
from desktop.session import Session


@dataclass(slots=True)
class Ballot:
    """What is shown: the draft where there is one, else what was handed in."""

    member: Member
    submission: Submission
    rubric: Rubric | None
    draft: Draft | None
    handed_in: Standing | None
    closed: Exception | None  # why no mark can be given here, if so
    marks: dict[str, int] = field(default_factory=dict)

    @property
    def where(self) -> tuple[bytes, bytes]:
        """The key of this ballot: member and submission."""
        return self.member.id, self.submission.id

    @property
    def reopened(self) -> bool:
        """Whether a new version of a handed-in ballot is being written."""
        return self.handed_in is not None and self.draft is not None and bool(self.draft.reason)

    @property
    def editable(self) -> bool:
        """Whether marks can be given."""
        return self.closed is None and (self.handed_in is None or self.reopened)


def read_ballot(session: Session, member: Member, submission: bytes) -> Ballot:
    """The ballot of one member on one submission as it stands. Raises UnknownCodeError."""
    found = ballots.by_id(session.book, submission)
    closed: Exception | None = None
    rubric = session.around.rubrics.get(found.kind)
    try:
        rubric = ballots.check_open(session.book, session.around, member, found)
        if session.readonly:
            closed = ReadOnlyBookError(path=session.path)
    except CLOSED as error:
        closed = error
    draft = ballots.draft(session.book, member.id, submission)
    handed_in = ballots.standing(session.book, member.id, submission)
    ballot = Ballot(member, found, rubric, draft, handed_in, closed)
    content = draft or handed_in
    ballot.marks = dict(content.marks) if content is not None else {}
    return ballot


def mark_fault(error: MarkError, typed: str) -> str:
    """What is wrong with a typed mark, without a full stop: shorter than in a message."""
    most, step = error.facts["max"], error.facts["step"]
    if isinstance(error, MarkUnreadableError):
        return f"“{typed}” không phải điểm, hãy gõ số như 1,75"
    assert isinstance(most, int) and isinstance(step, int)
    if isinstance(error, MarkTooHighError):
        return f"“{typed}” vượt mức tối đa {shown_points(most)}"
    return f"“{typed}” không theo bước {shown_points(step)}"


def mark_sentence(error: MarkError, typed: str, kept: int | None) -> str:
    """The same as a sentence beside the cell, with what to do and :func:`kept_words`."""
    again = "" if isinstance(error, MarkUnreadableError) else "; hãy gõ lại"
    return f"{mark_fault(error, typed)}{again}.{kept_words(kept)}"


def kept_words(kept: int | None) -> str:
    """After a refusal: that the mark before still stands, "" where there was none."""
    return "" if kept is None else " Điểm cũ vẫn giữ."
