"""The submission before the meeting, as it stands this moment: quorum, means, spreads. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from db.book import Book
from db.concluding import concluded, panel_class, presiding
from db.queries.meeting import Sheet, sheet
from db.queries.meeting_cells import COUNTING
from db.queries.minutes import Hearing
from db.records import Member
from db.sessions import Session as Meeting
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """Points in hundredths, None without a ballot; ``wide``: chênh lệch lớn."""

    code: str
    name: str
    most: int
    mean: int | None
    low: int | None
    high: int | None
    wide: bool


@dataclass(frozen=True, slots=True)
class Live:
    """``class_name`` is the panel's; ``computed`` what the marks come to."""

    sheet: Sheet
    lines: tuple[CriterionLine, ...]
    chair: Member | None
    class_name: str | None
    computed: str | None

    @property
    def enough(self) -> bool:
        """Whether enough are there to conclude."""
        return bool(self.sheet.quorum)


def live(
    book: Book, around: Surroundings, meeting: Meeting, submission: bytes, hearing: Hearing
) -> Live:
    """Raises UnknownCodeError, NoOfficeKeyError (while scoring is blind)."""
    found = sheet(book, around, submission, meeting.id)
    given = [b.marks for b in found.ballots if b.state in COUNTING and b.counts]
    lines = []
    for criterion in found.rubric.criteria if found.rubric else ():
        marks = [marks[criterion.code] for marks in given if criterion.code in marks]
        lines.append(
            CriterionLine(
                criterion.code,
                criterion.name,
                criterion.max,
                (found.tally.criteria or {}).get(criterion.code),
                min(marks, default=None),
                max(marks, default=None),
                criterion.code in found.tally.wide,
            )
        )
    away = {b.member.id for b in found.ballots if b.recusal is not None} | set(meeting.absent)
    code = presiding(around.members, (hearing.chair or None, meeting.chair), away)
    apart = concluded(book.connection, around.campaign.id, meeting.id).get(submission)
    said = panel_class(apart, found.class_name)
    return Live(
        found, tuple(lines), around.by_code.get(code), said["class"], found.class_name
    )
