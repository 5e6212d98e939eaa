"""What a member has to score and how far each ballot is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.campaigns import Surroundings
from db.errors import BallotError, RubricMissingError, SessionFrozenError
from db.queries.appraised import Appraised, Place, in_parts, named, places
from db.records import Member, Recusal
from db.rules import totals
from db.tallies import Scorers


class BallotState(StrEnum):
    """How far one member's ballot on one submission is."""

    DONE = "done"  # handed in
    BEGUN = "begun"  # a draft, or a new version of what was handed in
    EMPTY = "empty"
    AWAY = "away"  # recused
    VOID = "void"  # handed in, then voided


CLOSED = (BallotError, RubricMissingError, SessionFrozenError)
"""What :func:`db.ballots.check_open` raises: why a ballot is not open for marks."""


@dataclass(frozen=True, slots=True)
class BallotLine(Appraised):
    """One submission in a member's list; ``total`` in hundredths, None without a mark;
    ``recusal`` stands where the state is AWAY."""

    state: BallotState
    total: int | None
    recusal: Recusal | None = None


def places_of(
    book: Book, around: Surroundings, member: Member, idents: Sequence[bytes] | None = None
) -> list[Place]:
    """The rows of :func:`ballot_lines` before anything more is read; one ballot is expected of
    each, and ``valid`` where it is handed in and no newer version was begun."""
    found = places(book, around, idents)
    wanted = {place.id for place in found}
    connection, campaign = book.connection, around.campaign.id
    given: dict[bytes, bool] = {}  # where somebody is assigned: whether the member is
    for submission, other in connection.execute(
        "SELECT a.submission, a.member FROM assignment a JOIN submission s ON s.id = a.submission "
        "WHERE s.campaign = ? AND a.given = 1",
        (campaign,),
    ):
        given[submission] = given.get(submission, False) or other == member.id
    done = {
        submission
        for (submission,) in connection.execute(
            "SELECT submission FROM ballot_state WHERE member = ? AND status <> 'void'",
            (member.id,),
        )
        if submission in wanted
    }
    done -= book.drafts.of(member.id).keys()
    return [
        Place(place.id, place.code, int(place.id in done), 1, False)
        for place in found
        if given.get(place.id, True)
    ]


def ballot_lines(
    book: Book, around: Surroundings, member: Member, idents: Iterable[bytes] | None = None
) -> list[BallotLine]:
    """The submissions that the member is to score, in code order; recused ones too.

    Those that are not appraised, or not assigned to the member, are left out. With
    ``idents`` only these are looked at.
    """
    scorers, found = Scorers(around), []
    for part in in_parts(book, around, idents):
        ids = [submission.id for submission in part]
        scorers.look_at(ids)
        drafts = book.drafts.some(member.id, ids)
        handed_in = {
            submission: (status, total)
            for submission, status, total in book.connection.execute(
                "SELECT submission, status, total FROM ballot_state WHERE member = ? "
                f"AND submission IN ({', '.join('?' * len(ids))})",
                (member.id, *ids),
            )
        }
        for submission in part:
            expected, recused = scorers.of(submission)
            if member.id not in expected and member.id not in recused:
                continue
            state, total = _state(
                handed_in.get(submission.id), drafts.get(submission.id), member.id in recused
            )
            recusal = recused.get(member.id)
            found.append(BallotLine(*named(around, submission), state, total, recusal))
    return found


def _state(
    handed_in: tuple[str, int] | None, draft: dict[str, int] | None, away: bool
) -> tuple[BallotState, int | None]:
    if away:
        return BallotState.AWAY, None
    if draft is not None:
        return BallotState.BEGUN, totals.total(draft) if draft else None
    if handed_in is None:
        return BallotState.EMPTY, None
    status, total = handed_in
    return (BallotState.VOID if status == "void" else BallotState.DONE), total


@dataclass(frozen=True, slots=True)
class MemberBallot:
    """One member's standing ballot on a submission, for the office's eyes."""

    member: str
    status: str
    total: int
    marks: dict[str, int]
    comment: str
    paper: bool


def member_ballots(book: Book, around: Surroundings, submission: bytes) -> list[MemberBallot]:
    """The standing ballots of a submission in panel order.

    Raises NoOfficeKeyError: while scoring is blind nobody else sees them.
    """
    if around.campaign.settings.blind:
        book.require_office()
    names = {member.id: member.name for member in around.members}
    order = list(names)
    found = book.connection.execute(
        "SELECT member, status, total, marks, comment, paper FROM ballot_state "
        "WHERE submission = ?",
        (submission,),
    ).fetchall()
    return [
        MemberBallot(names[member], status, total, json.loads(marks), comment, bool(paper))
        for member, status, total, marks, comment, paper in sorted(
            (row for row in found if row[0] in names), key=lambda row: order.index(row[0])
        )
    ]
