"""What is to be done next in a campaign, in the order of the work; codes and figures, no words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from db import backups, conflicts
from db.book import Book
from db.decisions import decision_of
from db.frozen_picture import digest_of
from db.handovers import handovers
from db.queries.overview import MemberLeft, Overview
from db.records import Campaign, SubjectKind
from db.rules import deadlines
from db.rules.deadlines import Deadline
from db.sessions import sessions, standing_snapshot
from db.signed_papers import signed
from db.surroundings import members, rubrics
from db.year_rules import read

NEAR: Final = 14  # days before a deadline from which it is spoken of
_OLD: Final = 7  # days without a backup


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do. ``urgent``: its day is over, or something stands still until it is done."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class MeetingState:
    """How far a meeting is: ``state`` is open, frozen, signed, decided or delivered; ``results``
    is how many results stand frozen."""

    number: int
    date: str | None
    state: str
    results: int


def meeting_states(book: Book, campaign: Campaign) -> list[MeetingState]:
    """The meetings by number."""
    connection = book.connection
    standing = {session for (session,) in connection.execute("SELECT session FROM standing")}
    held = dict(connection.execute("SELECT session, count(*) FROM frozen GROUP BY session"))
    found = []
    for one in sessions(connection, campaign.id):
        state = "open"
        if one.id in standing:
            state = "signed" if _signed(book, one.id) else "frozen"
            if decision_of(connection, one.id) is not None:
                state = "decided"
                if any(made.decided for made in handovers(connection, one.id)):
                    state = "delivered"
        found.append(MeetingState(one.number, one.date, state, held.get(one.id, 0)))
    return found


def _signed(book: Book, session: bytes) -> bool:
    snapshot = standing_snapshot(book.connection, session)
    return snapshot is not None and signed(book.connection, session, digest_of(snapshot.body))


def office_tasks(
    book: Book, campaign: Campaign, found: Overview, today: str
) -> Iterator[list[Task]]:
    """What waits for the office, by a whole overview; a part at a time."""
    yield list(_beginning(book, campaign, found))
    yield list(_matters(book))
    yield [*_rechecked(book, campaign), *_days(found, today)]
    yield list(_ballots(book, campaign, found, today))
    yield list(_meetings(book, campaign, found, today))
    yield list(_backup(book))


def member_tasks(
    book: Book, campaign: Campaign, mine: MemberLeft | None, today: str
) -> list[Task]:
    """What waits for a member; ``mine`` None where nobody said who looks."""
    if mine is None:
        return [Task("choose_member")]
    begun = len(book.drafts.of(mine.member))
    found = []
    if begun:
        found.append(Task("mine_begun", {"count": begun}))
    empty = max(mine.left - begun, 0)
    if empty:
        found.append(Task("mine_empty", {"count": empty, "of": mine.expected}))
    if mine.left:
        found += _due("panel_due", read(book.connection, campaign).deadline(deadlines.PANEL),
                      today, mine.left)  # fmt: skip
    elif mine.expected and not begun:
        found.append(Task("mine_done", {"count": mine.expected}))
    return found


def _beginning(book: Book, campaign: Campaign, found: Overview) -> Iterator[Task]:
    scales = rubrics(book.connection, campaign.id)
    kinds = [
        SubjectKind(kind)
        for (kind,) in book.connection.execute(
            "SELECT DISTINCT kind FROM submission WHERE campaign = ? AND code IS NOT NULL "
            "AND kind IN ('collective', 'individual') ORDER BY kind",
            (campaign.id,),
        )
    ]
    missing = tuple(str(kind) for kind in kinds if kind not in scales)
    if missing:
        yield Task("no_rubric", {"kinds": missing}, urgent=True)
    open_ = tuple(str(kind) for kind in kinds if kind in scales and not scales[kind].confirmed)
    if open_:
        yield Task("rubric_open", {"kinds": open_}, urgent=found.counts.scored > 0)
    if not members(book.connection, campaign.id):
        yield Task("no_panel")
    if not read(book.connection, campaign).deadlines:
        yield Task("no_deadline")


def _matters(book: Book) -> Iterator[Task]:
    differing, proposals = conflicts.count(book)
    if differing:
        yield Task("conflicts", {"count": differing}, urgent=True)
    if proposals:
        yield Task("proposals", {"count": proposals})


def _rechecked(book: Book, campaign: Campaign) -> Iterator[Task]:
    (count,) = book.connection.execute(
        "SELECT count(*) FROM submission WHERE campaign = ? AND code IS NOT NULL "
        "AND recheck = 'revise' AND withdrawn IS NULL",
        (campaign.id,),
    ).fetchone()
    if count:
        yield Task("revise", {"count": count})


def _days(found: Overview, today: str) -> Iterator[Task]:
    for awaited in found.awaited:
        what = awaited.deadline.name
        facts = {"due": deadlines.last_day(awaited.deadline).isoformat()}
        if awaited.late:
            yield Task(f"{what}_late", {**facts, "count": awaited.late}, urgent=True)
        yield from _due(f"{what}_due", awaited.deadline, today, awaited.open)
    if found.late_reasons:
        yield Task("late_reasons", {"count": found.late_reasons})
    if found.counts.undecided:
        yield Task("undecided", {"count": found.counts.undecided})


def _ballots(book: Book, campaign: Campaign, found: Overview, today: str) -> Iterator[Task]:
    unconfirmed = sum(1 for member in found.members if member.unconfirmed)
    if unconfirmed:
        yield Task("keys", {"count": unconfirmed}, urgent=True)
    begun = sum(len(book.drafts.of(member.member)) for member in found.members)
    if begun:
        yield Task("drafts", {"count": begun})
    waiting = [(member.code, member.left) for member in found.members if member.left]
    if waiting:
        total = sum(left for _, left in waiting)
        asked = sum(member.expected for member in found.members)
        yield Task("ballots", {"count": total, "of": asked, "members": tuple(waiting)})
    left = found.counts.appraised - found.counts.complete
    panel = read(book.connection, campaign).deadline(deadlines.PANEL)
    if left:
        yield from _due("panel_due", panel, today, left)
    (wide,) = book.connection.execute(
        "SELECT count(*) FROM tally t WHERE t.campaign = ? AND t.wide <> '' "
        "AND NOT EXISTS(SELECT 1 FROM frozen f WHERE f.submission = t.submission)",
        (campaign.id,),
    ).fetchone()
    if wide:
        yield Task("spread", {"count": wide})


def _meetings(book: Book, campaign: Campaign, found: Overview, today: str) -> Iterator[Task]:
    states = meeting_states(book, campaign)
    for one in states:
        facts = {"number": one.number, "date": one.date or "", "results": one.results}
        if one.state == "open":
            over = bool(one.date) and str(one.date) < today
            yield Task("meeting_open", facts, urgent=over)
        elif one.state in ("frozen", "signed"):
            yield Task(f"meeting_{one.state}", facts)
        elif one.state == "decided" and campaign.parent:
            yield Task("meeting_decided", {**facts, "parent": campaign.parent})
    waiting = found.counts.scored - found.counts.frozen
    if waiting > 0 and all(one.state != "open" for one in states):
        yield Task("no_meeting", {"count": waiting})
    rules = read(book.connection, campaign)
    if not states or any(one.state != "delivered" for one in states):
        yield from _due("aggregate_due", rules.deadline(deadlines.AGGREGATE), today, 1)


def _due(code: str, deadline: Deadline | None, today: str, count: int) -> list[Task]:
    """Something is due soon, or its day is over; nothing where nothing is left."""
    if deadline is None or not count:
        return []
    days = (deadlines.last_day(deadline) - date.fromisoformat(today)).days
    over = days < 0 and not code.startswith((deadlines.REGISTRATION, deadlines.REPORT))
    if not (0 <= days <= NEAR or over):
        return []
    facts = {"count": count, "days": days, "due": deadlines.last_day(deadline).isoformat()}
    return [Task(code, facts, urgent=over or days <= 3)]


def _backup(book: Book) -> Iterator[Task]:
    """Where nothing was written there is nothing to lose."""
    kept = backups.backups(book)
    days = (book.clock() - kept[0].time) // 86_400_000 if kept else None
    (there,) = book.connection.execute("SELECT EXISTS(SELECT 1 FROM submission)").fetchone()
    if there and not book.readonly and (days is None or days >= _OLD):
        yield Task("backup", {} if days is None else {"days": days})
