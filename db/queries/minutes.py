"""Meetings and their hearings, as the place Biên bản shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db import rounds
from db.book import Book
from db.campaigns import Campaign, Surroundings
from db.change_log import Value
from db.operation import row_id
from db.panel_decision import decision_of
from db.records import Role
from db.sessions import Session, agreed_here, frozen_submissions, sessions


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in the list; ``frozen``: its results stand chốt để ký."""

    id: bytes
    number: int
    date: str | None
    frozen: bool


@dataclass(frozen=True, slots=True)
class Hearing:
    """What was said of one submission in one meeting; votes are None while nobody voted."""

    summary: str = ""
    opinions: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    conclusion: str = ""
    chair: str = ""
    concluded: str = ""
    concluded_reason: str = ""

    def __bool__(self) -> bool:
        return self != Hearing()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A submission that a meeting may take.

    ``scored``: it has a ballot or an agreed mark; ``named``: assigned to this meeting;
    ``elsewhere``: the number of another meeting that it is assigned to or frozen in.
    """

    id: bytes
    code: str
    title: str
    subject: str
    scored: bool
    named: bool
    elsewhere: int | None


def meetings(book: Book, campaign: Campaign) -> list[MeetingLine]:
    """The meetings of a campaign by number."""
    standing = {s for (s,) in book.connection.execute("SELECT session FROM standing")}
    return [
        MeetingLine(session.id, session.number, session.date, session.id in standing)
        for session in sessions(book.connection, campaign.id)
    ]


def hearings(book: Book, session: bytes) -> dict[bytes, Hearing]:
    """What stands in the book for a meeting, by submission."""
    return {
        submission: Hearing(
            summary or "", opinions or "", in_favour, against, *(text or "" for text in texts)
        )
        for submission, summary, opinions, in_favour, against, *texts in (
            book.connection.execute(
                "SELECT submission, summary, opinions, votes_for, votes_against, conclusion, "
                "chair, concluded, concluded_reason FROM hearing "
                "WHERE session = ? AND submission IS NOT NULL ORDER BY id DESC",
                (session,),
            )
        )
    }


def hearing_id(book: Book, session: bytes, submission: bytes) -> bytes:
    """The row of a submission's hearing: the one that is there, else the derived one.

    Derived, so that two laptops that both begin it write the same row.
    """
    found = book.connection.execute(
        "SELECT id FROM hearing WHERE session = ? AND submission = ? ORDER BY id LIMIT 1",
        (session, submission),
    ).fetchone()
    if found is not None:
        return bytes(found[0])
    return row_id(book.id, "hearing", session, submission.hex())


def is_frozen(book: Book, session: bytes) -> bool:
    """Whether its results stand chốt để ký."""
    found = book.connection.execute("SELECT 1 FROM standing WHERE session = ?", (session,))
    return found.fetchone() is not None


def heard_in(book: Book, idents: Sequence[bytes]) -> frozenset[bytes]:
    """The submissions that these hearings are of."""
    found = book.connection.execute(
        f"SELECT submission FROM hearing WHERE id IN ({', '.join('?' * len(idents))})", idents
    )
    return frozenset(submission for (submission,) in found if submission)


def candidates(book: Book, campaign: Campaign, session: Session) -> list[Candidate]:
    """Every submission of the campaign that is not barred or already named, in code order."""
    connection = book.connection
    numbers = {s.id: s.number for s in sessions(connection, campaign.id)}
    returned, agreed = rounds.pairs(connection), agreed_here(connection, campaign.id)
    named: set[bytes] = set()
    elsewhere: dict[bytes, int] = {}
    for meeting, submission in connection.execute(
        "SELECT session, submission FROM session_submission WHERE taken = 1"
    ):
        if (submission, meeting) in returned:
            continue
        if meeting == session.id:
            named.add(submission)
        elif meeting in numbers:
            elsewhere[submission] = numbers[meeting]
    for submission, number in frozen_submissions(connection, campaign.id).items():
        if number != session.number:
            elsewhere[submission] = number
    found = connection.execute(
        "SELECT s.id, s.code, s.title, s.subject, coalesce(t.eligible, 1), "
        "EXISTS(SELECT 1 FROM ballot_state b WHERE b.submission = s.id) "
        "FROM submission s LEFT JOIN tally t ON t.submission = s.id "
        "WHERE s.campaign = ? AND s.code IS NOT NULL ORDER BY s.code, s.id",
        (campaign.id,),
    ).fetchall()
    return [
        Candidate(
            ident,
            code,
            title or "",
            subject or "",
            bool(scored or ident in agreed),
            ident in named,
            elsewhere.get(ident),
        )
        for ident, code, title, subject, eligible, scored in found
        if eligible or scored or ident in agreed or ident in named
    ]


def first_values(book: Book, around: Surroundings, former: Session | None) -> dict[str, Value]:
    """What a new meeting begins with: the next number, who presides and writes; decision and
    recipients of a former one, else the panel's decision."""
    last = max((line.number for line in meetings(book, around.campaign)), default=0)
    roles = {member.role: member.code for member in reversed(around.members)}
    return {
        "campaign": around.campaign.id,
        "number": last + 1,
        "chair": roles.get(Role.CHAIR),
        "secretary": roles.get(Role.SECRETARY),
        "decision": (former.decision if former else "")
        or decision_of(book.connection, around.campaign.id)
        or None,
        "recipients": (former.recipients if former else None) or None,
    }
