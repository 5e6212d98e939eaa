"""How a paper ballot was typed: by whom, twice or once, against which total. Said in the
ballot's signed bytes when it is handed in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from db.book import Book
from db.drafts import Draft
from db.errors import ControlTotalError, SecondEntryError, TypistsError
from db.operation import Changes
from db.records import Member, Submission
from db.rules import totals
from db.rules.vietnamese import fold

_FIRST, _SECOND = "typist:first", "typist:second"


def typists(book: Book) -> tuple[str, str]:
    """Who types first and who second, "" where nobody said."""
    places = book.drafts.sealed
    return places.place(_FIRST), places.place(_SECOND)


def name_typists(book: Book, first: str, second: str) -> Changes:
    """Says who types; two different people. Raises TypistsError."""
    names = " ".join(first.split()), " ".join(second.split())
    if not all(names) or fold(names[0]) == fold(names[1]):
        raise TypistsError()
    book.drafts.sealed.keep_place(_FIRST, names[0])
    book.drafts.sealed.keep_place(_SECOND, names[1])
    return Changes(frozenset({"draft"}))


def with_proof(book: Book, member: Member, submission: Submission, content: Draft) -> Draft:
    """The draft with what its signed bytes say of how it was typed; as it is where it was typed
    once and no total was given.

    Raises ControlTotalError (the marks do not add up to the paper's total), SecondEntryError
    (the second entry is not whole, or differs).
    """
    second = book.drafts.second.marks(member.id, submission.id)
    control = book.drafts.second.control(member.id, submission.id)
    keyed: dict[str, Any] = {}
    if control is not None:
        total = totals.total(content.marks)
        if control != total:
            raise ControlTotalError(
                member=member.name, submission=submission.code, stated=control, counted=total
            )
        keyed["control"] = control
    if second:
        open_ones = [c for c, mark in content.marks.items() if second.get(c) != mark]
        if open_ones:
            raise SecondEntryError(
                member=member.name, submission=submission.code, criteria=open_ones
            )
        first, again = typists(book)
        settled = book.drafts.second.settled(member.id, submission.id)
        keyed |= {
            "first": first,
            "second": again,
            "settled": [[s.criterion, s.first, s.second, s.taken] for s in settled],
        }
    return replace(content, keyed=keyed)
