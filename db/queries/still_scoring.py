"""Whose scoring is not over: what tells how near a result is to a band's edge waits for it."""

from __future__ import annotations

from collections.abc import Iterable

from db.book import Book
from db.exchange.copy_out import owner
from db.records import Campaign, Role
from db.sessions import Agenda
from db.surroundings import Surroundings, members
from db.tallies import Scorers, submissions


def still_scoring(book: Book, campaign: Campaign, idents: Iterable[bytes]) -> set[bytes]:
    """Those submissions for which somebody is still to hand in: a member that scores them, has
    no valid ballot and is not absent from the meeting that hears them."""
    connection, wanted = book.connection, list(idents)
    if not wanted:
        return set()
    scorers = Scorers(Surroundings(connection, campaign))
    agenda = Agenda(connection, campaign.id)
    found = set()
    for submission in submissions(connection, campaign.id, wanted):
        session = agenda.of(submission.id)
        absent = set(session.absent) if session is not None else set()
        handed_in = {
            member
            for (member,) in connection.execute(
                "SELECT member FROM ballot_state WHERE submission = ? AND status = 'valid'",
                (submission.id,),
            )
        }
        expected, _ = scorers.of(submission)
        if set(expected) - handed_in - absent:
            found.add(submission.id)
    return found


def may_see_borderline(book: Book, campaign: Campaign) -> bool:
    """Whether this laptop is the chair's or the secretary's: the office holds its key, or the
    copy is one of theirs (domain.md part 4)."""
    if book.office is not None:
        return True
    found = owner(book, members(book.connection, campaign.id))
    return found is not None and found.role in (Role.CHAIR, Role.SECRETARY)
