"""Reasons of single marks, where the campaign asks for them (``db.rules.extremes``)."""

from __future__ import annotations

from collections.abc import Mapping

from db import ballots
from db.book import Book
from db.operation import Changes
from db.records import Member, Submission
from db.surroundings import Surroundings


def set_reasons(
    book: Book,
    around: Surroundings,
    member: Member,
    submission: Submission,
    why: Mapping[str, str],
) -> Changes:
    """Keeps the reasons of single marks of a draft, by criterion.

    Raises as :func:`db.ballots.set_mark`.
    """
    ballots.check_open(book, around, member, submission)
    ballots.require_draft(book, member, submission)
    book.drafts.set_why(member.id, submission.id, why)
    return Changes(frozenset({"draft"}), frozenset({("submission", submission.id)}))
