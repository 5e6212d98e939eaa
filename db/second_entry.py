"""Paper ballots typed twice: a second person types all marks again without seeing the first.

The two are compared before the ballot is handed in; what differed, what was taken and who typed
stands in the ballot's signed bytes. All of it is a matter of the laptop that types
(``db.second_drafts``) until then; ``db.keyed`` writes it into the ballot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from db.book import Book
from db.errors import UnknownCodeError
from db.operation import Changes
from db.paper_marks import keep_marks as keep_first
from db.queries.meeting import MeetingBallot, Sheet
from db.queries.meeting_cells import CellState
from db.records import Member, Submission, Tally
from db.rules import totals
from db.rules.marks import check_mark
from db.second_drafts import Settled
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One mark that the two typed differently, in hundredths."""

    submission: Submission
    member: Member
    criterion: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many paper ballots are begun, typed whole once, typed whole twice, and alike."""

    begun: int
    once: int
    twice: int
    alike: int


def blind_sheet(book: Book, sheet: Sheet) -> Sheet:
    """The submission as the second person sees it: own marks alone, nothing of the first
    person's, of means or of what was handed in."""
    ballots = []
    for ballot in sheet.ballots:
        marks = book.drafts.second.marks(ballot.member.id, sheet.submission.id)
        marks = marks if ballot.editable else {}
        state = ballot.state
        if ballot.editable:
            state = CellState.DRAFT if marks else CellState.EMPTY
        ballots.append(
            replace(
                ballot,
                marks=marks,
                state=state,
                total=totals.total(marks) if marks else None,
                missing=totals.missing(sheet.rubric, marks) if sheet.rubric else (),
                comment="",
                reason="",
                control=None,
            )
        )
    tally = Tally(sheet.tally.ballots_valid, sheet.tally.ballots_expected, sheet.tally.recused)
    return replace(
        sheet, ballots=tuple(ballots), tally=tally, class_name=None, class_code="no_result"
    )


def keep_marks(
    book: Book,
    around: Surroundings,
    submission: Submission,
    marks: Iterable[tuple[Member, str, int | None]],
) -> Changes:
    """Keeps marks of the second entry. Raises UnknownCodeError, MarkError, NoOfficeKeyError."""
    book.require_office()
    wanted = list(marks)
    rubric = around.rubrics.get(submission.kind)
    for _, code, mark in wanted:
        criterion = rubric.criterion(code) if rubric else None
        if rubric is None or criterion is None:
            raise UnknownCodeError(kind="criterion", code=code)
        if mark is not None:
            check_mark(criterion, rubric.step, mark)
    book.drafts.second.set_marks(submission.id, [(m.id, code, mark) for m, code, mark in wanted])
    return _changed(submission)


def set_control(
    book: Book, member: Member, submission: Submission, total: int | None
) -> Changes:
    """Keeps the total that is written on the paper, in hundredths; None takes it away."""
    book.require_office()
    book.drafts.second.set_control(member.id, submission.id, total)
    return _changed(submission)


def mismatches(book: Book, sheets: Iterable[Sheet]) -> list[Mismatch]:
    """What differs between the two entries of these submissions, in their order."""
    return [
        Mismatch(sheet.submission, ballot.member, code, ballot.marks[code], mark)
        for sheet, ballot, second in _typed(book, sheets)
        for code, mark in _in_order(sheet, second)
        if code in ballot.marks and ballot.marks[code] != mark
    ]


def progress(book: Book, sheets: Iterable[Sheet]) -> Progress:
    """How far the typing of these submissions' paper ballots has come."""
    begun = once = twice = alike = 0
    for sheet, ballot, second in _typed(book, sheets):
        begun += 1
        whole = ballot.state is CellState.DRAFT and not ballot.missing
        rubric = sheet.rubric
        again = rubric is not None and bool(second) and not totals.missing(rubric, second)
        once += whole
        twice += again
        alike += whole and again and dict(ballot.marks) == second
    return Progress(begun, once, twice, alike)


def _typed(
    book: Book, sheets: Iterable[Sheet]
) -> Iterator[tuple[Sheet, MeetingBallot, dict[str, int]]]:
    for sheet in sheets:
        for ballot in sheet.ballots:
            if not ballot.editable:
                continue
            second = book.drafts.second.marks(ballot.member.id, sheet.submission.id)
            if second or ballot.state is CellState.DRAFT:
                yield sheet, ballot, second


def _in_order(sheet: Sheet, marks: dict[str, int]) -> Iterator[tuple[str, int]]:
    for criterion in sheet.rubric.criteria if sheet.rubric else ():
        if criterion.code in marks:
            yield criterion.code, marks[criterion.code]


def settle(
    book: Book, around: Surroundings, found: Mismatch, mark: int
) -> Changes:
    """Takes ``mark`` for both, as the paper says when looked at again; that they differed stays
    on record. Raises as :func:`db.paper_marks.keep_marks`."""
    settled = Settled(found.criterion, found.first, found.second, mark)
    changes = keep_first(book, around, found.submission, [(found.member, found.criterion, mark)])
    book.drafts.second.keep_settled(found.member.id, found.submission.id, settled)
    return changes


def _changed(submission: Submission) -> Changes:
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))
