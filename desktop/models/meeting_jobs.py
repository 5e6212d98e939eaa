"""What the office does with one member's ballot on the meeting's table, marks aside."""

from __future__ import annotations

from collections.abc import Mapping

from db import ballots, entries, reassigning, second_entry
from db.queries.meeting import MeetingBallot, Sheet
from db.records import Member
from db.second_entry import Mismatch
from db.sessions import Session as Meeting
from desktop.models import redrafting
from desktop.models.words import shown_points
from desktop.session import Outcome, Session
from desktop.undo_stack import Call, Step


def submit(session: Session, sheet: Sheet, ballot: MeetingBallot) -> Outcome:
    """Hands a paper ballot in; its marks can no longer be undone."""
    done = session.run(ballots.submit, session.around, ballot.member, sheet.submission, None)
    if done:
        for member in (ballot.member.id, b""):
            session.history.forget((member, sheet.submission.id))
    return done


def submit_all(session: Session, sheet: Sheet) -> tuple[int, bool]:
    """Hands in every complete draft: (how many, whether all went well)."""
    count = 0
    for ballot in sheet.ballots:
        if not ballot.complete:
            continue
        if not submit(session, sheet, ballot):
            return count, False
        count += 1
    return count, True


def handed_in_words(sheet: Sheet, ballot: MeetingBallot) -> str:
    """What is said when a ballot was handed in."""
    total = shown_points(ballot.total)
    return f"Đã nộp phiếu giấy của đ/c {ballot.member.name}, hồ sơ {sheet.submission.code}: {total}"


def recuse(session: Session, sheet: Sheet, ballot: MeetingBallot, reason: str | None) -> Outcome:
    """Không tham gia chấm, with the reason; None takes it back."""
    before = ballot.recusal.reason if ballot.recusal is not None else None
    words = f"không tham gia chấm của {ballot.member.code}, hồ sơ {sheet.submission.code}"
    return _with_step(session, sheet, ballot, words, ballots.recuse, reason, before)


def dismiss(session: Session, sheet: Sheet, ballot: MeetingBallot, reason: str) -> Outcome:
    """A recusal that was found, not declared, is none after all."""
    words = f"bỏ xác định liên quan của {ballot.member.code}, hồ sơ {sheet.submission.code}"
    return _with_step(session, sheet, ballot, words, ballots.dismiss_recusal, reason, None)


def reopen(session: Session, sheet: Sheet, ballot: MeetingBallot, reason: str) -> Outcome:
    """A new version of what was handed in."""
    return redrafting.reopen(session, ballot.member, sheet.submission, reason)


def give_up(session: Session, sheet: Sheet, ballot: MeetingBallot) -> Outcome:
    """Forgets a draft."""
    return redrafting.give_up(session, ballot.member, sheet.submission)


def void(session: Session, ballot: MeetingBallot, reason: str) -> Outcome:
    """Hủy phiếu."""
    return session.run(ballots.void, ballot.ballot, reason)


def reassign(
    session: Session, ballot: MeetingBallot, to: Member, reason: str, why: Mapping[str, str]
) -> Outcome:
    """A paper ballot goes to the member whose it is, with the reasons of single marks."""
    arguments = (session.around, ballot.ballot, to, reason, why)
    return session.run(reassigning.reassign, *arguments)


def reasons_given(session: Session, ballot: MeetingBallot) -> Mapping[str, str]:
    """The reasons of single marks that a ballot carries."""
    return reassigning.reasons_given(session.book, ballot.ballot or b"")


def keep_total(session: Session, sheet: Sheet, ballot: MeetingBallot, total: int | None) -> Outcome:
    """Keeps the total written on the paper, as a step that can be undone."""
    member, submission = ballot.member, sheet.submission
    step = Step(
        f"tổng trên phiếu của {member.code}, hồ sơ {submission.code}",
        (member.id, submission.id),
        (Call(second_entry.set_control, (member, submission, total)),),
        (Call(second_entry.set_control, (member, submission, ballot.control)),),
    )
    return session.run_all(step.forth, step=step)


def settle(session: Session, found: Mismatch, mark: int) -> Outcome:
    """Takes one mark for both entries; on record for good."""
    return session.run(second_entry.settle, session.around, found, mark)


def comment(session: Session, sheet: Sheet, ballot: MeetingBallot, text: str) -> Outcome:
    """Keeps the comment of a draft, as a step that can be undone."""
    member, submission, before = ballot.member, sheet.submission, ballot.comment

    def write(book: object, words: str) -> object:
        return ballots.set_comment(  # by the rubric of the moment
            session.book, session.around, member, submission, words
        )

    step = Step(
        f"nhận xét của {member.code}, hồ sơ {submission.code}",
        (member.id, submission.id),
        (Call(write, (text,)),),
        (Call(write, (before,)),),
    )
    return session.run_all(step.forth, step=step)


def set_absent(
    session: Session, meeting: Meeting, ballot: MeetingBallot, reason: str | None
) -> Outcome:
    """Vắng mặt at the meeting, with the reason; None: present after all."""
    name = f"absent:{ballot.member.id.hex()}"
    step = Step(
        f"vắng mặt của {ballot.member.code}, cuộc họp số {meeting.number}",
        (ballot.member.id, b""),
        (Call(entries.save, ("session", meeting.id, {name: reason})),),
        (Call(entries.save, ("session", meeting.id, {name: ballot.absent})),),
    )
    return session.run_all(step.forth, step=step)


def _with_step(
    session: Session,
    sheet: Sheet,
    ballot: MeetingBallot,
    words: str,
    function: object,
    now: str | None,
    before: str | None,
) -> Outcome:
    assert callable(function)
    step = Step(
        words,
        (ballot.member.id, sheet.submission.id),
        (Call(function, (ballot.member, sheet.submission, now)),),
        (Call(function, (ballot.member, sheet.submission, before)),),
    )
    return session.run_all(step.forth, step=step)
