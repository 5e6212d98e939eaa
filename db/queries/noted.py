"""What is known of submissions beside their tallies: flags, conclusions, decisions, rounds.

Read once for a whole campaign, or for a few submissions, whatever their number beside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from db import rounds
from db.book import Book
from db.concluding import Concluded, concluded
from db.decided import decisions
from db.queries.still_scoring import may_see_borderline, still_scoring
from db.records import Campaign, Rubric, SubjectKind
from db.rules import bands
from db.surroundings import rubrics

ODD_BALLOTS: Final = "b.status IN ('conflict', 'unconfirmed')"
"""As the picture's index has it, word for word: else all ballots are looked at."""


class Noted:
    """``only`` bounds it to the submissions that will be asked for."""

    def __init__(
        self, book: Book, campaign: Campaign, only: Sequence[bytes] | None = None
    ) -> None:
        self._book, self._campaign = book, campaign
        connection = book.connection
        scales = rubrics(connection, campaign.id)
        self._notes = {kind: _note(scales.get(kind)) for kind in SubjectKind}
        self.decided, before = decisions(connection, campaign.id, only)
        self._odd: dict[bytes, set[str]] = {ident: {"decided_before"} for ident in before}
        for submission, status in self._odd_ballots(only):
            word = "ballot_conflict" if status == "conflict" else "unconfirmed"
            self._odd.setdefault(submission, set()).add(word)
        open_here = book.office is not None or not campaign.settings.blind
        self._apart = concluded(connection, campaign.id, only=only) if open_here else {}
        self.rounds = rounds.rounds(connection)  # of those alone that were sent back

    def why_no_class(self, kind: SubjectKind, class_name: str | None) -> str:
        """Why a submission of that kind has no class, "" where it has one."""
        return "" if class_name is not None else self._notes[kind]

    def concluded(self, ident: bytes, class_name: str | None) -> Concluded | None:
        """What the panel concluded instead of the class that the marks come to."""
        apart = self._apart.get(ident)
        return None if apart is None or class_name in (None, apart.name) else apart

    def hidden(self, near: Iterable[tuple[bytes, int, int]]) -> set[bytes]:
        """Of submissions near a band's edge, as (id, valid ballots, expected), those of which it
        may not be told here, or not yet."""
        found = list(near)
        if not found or not may_see_borderline(self._book, self._campaign):
            return {ident for ident, _, _ in found}
        waiting = [ident for ident, valid, expected in found if valid < expected]
        return still_scoring(self._book, self._campaign, waiting)

    def flags(
        self, ident: bytes, wide: int, near: bool, apart: Concluded | None
    ) -> tuple[str, ...]:
        """What is to be looked at: spread, borderline, again, concluded, then odd ballots and
        decisions."""
        again, odd = ident in self.rounds, self._odd.get(ident, ())
        if not (wide or near or again or apart or odd):
            return ()
        said = (("spread", wide), ("borderline", near), ("again", again), ("concluded", apart))
        return (*(flag for flag, there in said if there), *sorted(odd))

    def _odd_ballots(self, only: Sequence[bytes] | None) -> list[tuple[bytes, str]]:
        query = (
            "SELECT b.submission, b.status FROM ballot_state b JOIN submission s "
            f"ON s.id = b.submission WHERE s.campaign = ? AND {ODD_BALLOTS}"
        )
        if only is not None:
            query += f" AND b.submission IN ({', '.join('?' * len(only))})"
        values = (self._campaign.id, *(only or ()))
        return self._book.connection.execute(query, values).fetchall()


def _note(rubric: Rubric | None) -> str:
    return "no_rubric" if rubric is None else bands.class_note_code(rubric, None) or ""
