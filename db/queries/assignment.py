"""Who scores what: every submission that is appraised, with those who are to score it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from db.assignments import assigned
from db.book import Book
from db.locked import locked_submissions
from db.queries.appraised import Appraised, appraised, named
from db.records import Recusal
from db.rules.recusal import Recuser
from db.surroundings import Surroundings


@dataclass(frozen=True, slots=True)
class AssignmentLine(Appraised):
    """One submission, found by its field too. ``assigned`` is empty where everybody scores it;
    ``recused`` are those of the whole panel, assigned or not; ``handed_in`` those with a
    ballot on record."""

    unit: str
    field: str
    assigned: frozenset[bytes]
    recused: dict[bytes, Recusal]
    handed_in: frozenset[bytes]
    frozen: int | None  # the meeting whose frozen results keep it as it is

    def scorers(self, panel: Iterable[bytes]) -> list[bytes]:
        """Who is to score it, in the order of the panel."""
        return [
            member
            for member in panel
            if member not in self.recused and (not self.assigned or member in self.assigned)
        ]


def assignment_lines(book: Book, around: Surroundings) -> list[AssignmentLine]:
    """All submissions that are appraised, in code order."""
    campaign = around.campaign
    declared = _by_submission(book, campaign.id, "recusal", "reason")
    dismissed = _by_submission(book, campaign.id, "dismissal", "reason")
    handed_in = _by_submission(book, campaign.id, "ballot_state", "status")
    given = assigned(book, campaign.id)
    frozen = locked_submissions(book.connection, campaign.id)
    recuser = Recuser(around.members, campaign.settings)
    found = []
    for one in appraised(book, around):
        found.append(
            AssignmentLine(
                *named(around, one, one.field),
                unit=one.unit,
                field=one.field,
                assigned=frozenset(given.get(one.id, ())),
                recused=recuser.of(
                    one, declared.get(one.id, {}), dismissed.get(one.id, {}).keys()
                ),
                handed_in=frozenset(
                    member
                    for member, status in handed_in.get(one.id, {}).items()
                    if status != "void"
                ),
                frozen=frozen.get(one.id),
            )
        )
    return found


def _by_submission(
    book: Book, campaign: bytes, table: str, column: str
) -> dict[bytes, dict[bytes, str]]:
    found: dict[bytes, dict[bytes, str]] = {}
    for submission, member, value in book.connection.execute(
        f"SELECT t.submission, t.member, t.{column} FROM {table} t "
        "JOIN submission s ON s.id = t.submission WHERE s.campaign = ?",
        (campaign,),
    ):
        found.setdefault(submission, {})[member] = value
    return found
