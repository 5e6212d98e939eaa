"""The meeting's table for the office: one submission with all its ballots, or all in a list.

Means are those of the picture: of ballots handed in. Drafts are this laptop's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from db.ballots import by_id
from db.book import Book
from db.drafts import Draft
from db.locked import locked_in
from db.queries.appraised import Appraised, in_parts, named
from db.queries.meeting_cells import (
    CellState,
    Found,
    class_code,
    refuse_blind,
    standings,
    tallies_of,
    tally_of,
)
from db.records import Member, Recusal, Rubric, Submission, Tally
from db.rules import bands, totals
from db.rules.quorum import attendance, quorum
from db.sessions import Agenda, Session, sessions
from db.surroundings import Surroundings
from db.tallies import Ahead, Scorers


@dataclass(frozen=True, slots=True)
class MeetingBallot:
    """One member's column. Marks and totals in hundredths; ``total`` None without a mark.

    ``absent`` is the reason of an absence from the meeting, None where present; ``counts``
    is False for a ballot sent ahead that does not count; ``reason`` is that of the new
    version being typed; ``declared`` whether a recusal was declared rather than found.
    """

    member: Member
    state: CellState
    marks: Mapping[str, int]
    total: int | None
    missing: tuple[str, ...]
    editable: bool
    absent: str | None = None
    counts: bool = True
    recusal: Recusal | None = None
    comment: str = ""
    reason: str = ""
    ballot: bytes | None = None
    control: int | None = None  # the total that stands on the paper, as it was typed
    why: Mapping[str, str] = field(default_factory=dict)  # reasons of single marks

    @property
    def off_total(self) -> bool:
        """Whether the marks are whole and do not add up to the paper's total."""
        return self.control is not None and not self.missing and self.control != self.total

    @property
    def complete(self) -> bool:
        """Whether it is a draft that can be handed in."""
        return self.editable and self.state is CellState.DRAFT and not self.missing


@dataclass(frozen=True, slots=True)
class Sheet:
    """One submission on the meeting's table; ``frozen`` is the number of the meeting whose
    frozen results keep it as it is. ``quorum`` is None without a meeting."""

    submission: Submission
    unit_name: str
    rubric: Rubric | None
    ballots: tuple[MeetingBallot, ...]
    tally: Tally
    class_name: str | None
    class_code: str
    agreed: bool
    frozen: int | None
    session: Session | None
    entitled: int
    present: int
    quorum: bool | None


@dataclass(frozen=True, slots=True)
class MeetingLine(Appraised):
    """One submission in the list; ``cells`` are (state, total) by member."""

    cells: Mapping[bytes, tuple[CellState, int | None]]
    tally: Tally
    class_name: str | None
    class_code: str

    @property
    def full(self) -> bool:
        """Whether every ballot expected is there (or an agreed mark)."""
        tally = self.tally
        return tally.ballots_valid >= tally.ballots_expected and (
            tally.ballots_valid > 0 or tally.final is not None
        )


def sheet(
    book: Book, around: Surroundings, submission: bytes, session: bytes | None = None
) -> Sheet:
    """One submission with the ballot of every member who is to score it, in panel order.

    ``session`` is the meeting whose attendance counts; None for the one that hears the
    submission. Raises UnknownCodeError, NoOfficeKeyError (while scoring is blind).
    """
    refuse_blind(book, around)
    connection = book.connection
    found = by_id(book, submission)
    expected, recused = Scorers(around).of(found)
    meeting = _meeting(book, around, submission, session)
    absent = meeting.absent if meeting is not None else {}
    panel = [*expected, *recused]
    entitled, present = attendance(panel, absent, recused)
    rubric = around.rubrics.get(found.kind)
    frozen = locked_in(connection, submission)
    ahead = Ahead(connection, around.campaign.id, around.campaign.settings).of(submission)
    handed_in = standings(book, around, [submission])
    ballots = []
    for member in around.members:
        if member.id not in panel:
            continue
        one = Found(
            handed_in.get((submission, member.id)),
            book.drafts.get(member.id, submission),
            recused.get(member.id),
        )
        ballots.append(
            _ballot(
                member,
                one,
                rubric,
                open_here=frozen is None and rubric is not None and book.office is not None,
                absent=absent.get(member.id),
                counts=member.id not in ahead,
                control=book.drafts.second.control(member.id, submission),
            )
        )
    tally, agreed = tally_of(book, submission)
    unit = around.units.get(found.unit)
    return Sheet(
        submission=found,
        unit_name=unit.name if unit else "",
        rubric=rubric,
        ballots=tuple(ballots),
        tally=tally,
        class_name=bands.class_of(rubric, tally.final) if rubric else None,
        class_code=class_code(rubric, tally.final),
        agreed=agreed,
        frozen=frozen,
        session=meeting,
        entitled=entitled,
        present=present,
        quorum=None if meeting is None else quorum(present, entitled),
    )


def lines(
    book: Book, around: Surroundings, idents: Iterable[bytes] | None = None
) -> list[MeetingLine]:
    """The submissions that are appraised, in code order; only these with ``idents``.

    Raises NoOfficeKeyError (while scoring is blind).
    """
    refuse_blind(book, around)
    scorers, result = Scorers(around), []
    for part in in_parts(book, around, idents):
        ids = [found.id for found in part]
        scorers.look_at(ids)
        handed_in, tallies = standings(book, around, ids), tallies_of(book, ids)
        drafts = {member.id: book.drafts.some(member.id, ids) for member in around.members}
        for found in part:
            expected, recused = scorers.of(found)
            cells = {}
            for member in (*expected, *recused):
                marks = drafts[member].get(found.id)
                one = Found(
                    handed_in.get((found.id, member)),
                    None if marks is None else Draft(marks),
                    recused.get(member),
                )
                given = one.marks()
                cells[member] = (one.state(), totals.total(given) if given else None)
            tally = tallies.get(found.id, Tally(0, 0, 0))
            rubric = around.rubrics.get(found.kind)
            name = bands.class_of(rubric, tally.final) if rubric else None
            code = class_code(rubric, tally.final)
            result.append(MeetingLine(*named(around, found), cells, tally, name, code))
    return result


def _meeting(
    book: Book, around: Surroundings, submission: bytes, session: bytes | None
) -> Session | None:
    if session is None:
        return Agenda(book.connection, around.campaign.id).of(submission)
    listed = sessions(book.connection, around.campaign.id)
    return next((found for found in listed if found.id == session), None)


def _ballot(
    member: Member,
    one: Found,
    rubric: Rubric | None,
    *,
    open_here: bool,
    absent: str | None,
    counts: bool,
    control: int | None,
) -> MeetingBallot:
    state, marks = one.state(), one.marks()
    reason = one.draft.reason if one.draft else ""
    fresh = one.standing is None or bool(reason)
    comment = one.draft.comment if one.draft else one.standing[4] if one.standing else ""
    return MeetingBallot(
        member,
        state,
        marks,
        totals.total(marks) if marks else None,
        totals.missing(rubric, marks) if rubric else (),
        open_here and fresh and state in (CellState.EMPTY, CellState.DRAFT),
        absent,
        counts,
        one.recusal,
        comment,
        reason,
        one.standing[0] if one.standing else None,
        control,
        dict(one.draft.why) if one.draft else {},
    )
