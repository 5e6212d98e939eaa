"""How one member's ballot on one submission stands, and what a submission adds up to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.book import Book
from db.drafts import Draft
from db.records import Recusal, Rubric, Tally
from db.rules import bands
from db.surroundings import Surroundings

Standing = tuple[bytes, str, bool, dict[str, int], str]
"""Ballot, status (see db.ballot_picture), paper, marks, comment."""


class CellState(StrEnum):
    """How one member's ballot on one submission stands."""

    EMPTY = "empty"
    DRAFT = "draft"  # typed here, not handed in (or a new version of what was)
    PAPER = "paper"  # handed in, entered by the office
    OWN = "own"  # handed in by the member
    AWAY = "away"  # recused
    UNCONFIRMED = "unconfirmed"
    CONFLICT = "conflict"
    STALE = "stale"  # its criteria are not the rubric's
    VOID = "void"


COUNTING = frozenset({CellState.PAPER, CellState.OWN})


@dataclass(slots=True)
class Found:
    """What the picture and the drafts hold of one member's ballot."""

    standing: Standing | None = None
    draft: Draft | None = None
    recusal: Recusal | None = None

    def state(self) -> CellState:
        """In one word; a recusal goes before a draft, a draft before what was handed in."""
        if self.recusal is not None:
            return CellState.AWAY
        if self.draft is not None:
            return CellState.DRAFT
        if self.standing is None:
            return CellState.EMPTY
        _, status, paper, _, _ = self.standing
        if status == "valid":
            return CellState.PAPER if paper else CellState.OWN
        return CellState(status)

    def marks(self) -> dict[str, int]:
        """The marks that are shown."""
        if self.recusal is not None:
            return {}
        if self.draft is not None:
            return self.draft.marks
        return self.standing[3] if self.standing else {}


def refuse_blind(book: Book, around: Surroundings) -> None:
    """Raises NoOfficeKeyError: while scoring is blind nobody else sees the panel's marks."""
    if around.campaign.settings.blind:
        book.require_office()


def class_code(rubric: Rubric | None, final: int | None) -> str:
    """Why there is no class, "" where there is one."""
    return "no_rubric" if rubric is None else bands.class_note_code(rubric, final) or ""


def standings(
    book: Book, around: Surroundings, idents: Sequence[bytes]
) -> dict[tuple[bytes, bytes], Standing]:
    """What was handed in, by submission and member."""
    rows = book.connection.execute(
        "SELECT submission, member, ballot, status, paper, marks, comment FROM ballot_state "
        f"WHERE submission IN ({', '.join('?' * len(idents))})",
        idents,
    )
    return {
        (submission, member): (ballot, status, bool(paper), json.loads(marks), comment)
        for submission, member, ballot, status, paper, marks, comment in rows
    }


def tallies_of(book: Book, idents: Sequence[bytes]) -> dict[bytes, Tally]:
    """What the picture says of these submissions; nothing of one that was never counted."""
    rows = book.connection.execute(
        "SELECT submission, ballots_valid, ballots_expected, recused, criteria, final, median, "
        f"spread, wide FROM tally WHERE submission IN ({', '.join('?' * len(idents))})",
        idents,
    )
    return {
        submission: Tally(
            valid,
            expected,
            recused,
            json.loads(criteria) if criteria else None,
            final,
            median,
            spread,
            tuple(json.loads(wide or "[]")),
        )
        for submission, valid, expected, recused, criteria, final, median, spread, wide in rows
    }


def tally_of(book: Book, submission: bytes) -> tuple[Tally, bool]:
    """The same of one, and whether it is of an agreed mark."""
    tally = tallies_of(book, [submission]).get(submission, Tally(0, 0, 0))
    return tally, tally.final is not None and not tally.ballots_expected
