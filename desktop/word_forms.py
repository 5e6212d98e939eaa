"""The Word forms of one campaign, from an open book: blank, or with what it holds of a
submission. No Qt."""

from __future__ import annotations

from pathlib import Path

from db.book import Book
from db.queries.office_papers import unit_name
from db.queries.submission import details
from db.records import Campaign, SubjectKind
from db.surroundings import Surroundings
from db.tallies import submissions


def write_blank(book: Book, campaign: Campaign, paper: str, kind: SubjectKind, path: Path) -> Path:
    """A form of that paper (registration, report) with nothing but the year in it.

    ``kind`` says whose criteria stand in the report. Raises PaperError.
    """
    from desktop.documents.word_form import blank, write_word_form

    rubric = Surroundings(book.connection, campaign).rubrics.get(kind)
    return write_word_form(paper, campaign, blank(campaign), rubric, path)


def write_filled(book: Book, campaign: Campaign, paper: str, ident: bytes, path: Path) -> Path:
    """A form with what the book holds of a submission. Raises PaperError."""
    from desktop.documents.word_form import filled, write_word_form

    around = Surroundings(book.connection, campaign)
    (found,) = submissions(book.connection, campaign.id, [ident])
    unit = around.unit(found.unit)
    parent = unit_name(around, unit.parent) if unit is not None else ""
    content = filled(campaign, details(book, around, ident), parent)
    return write_word_form(paper, campaign, content, around.rubrics.get(found.kind), path)
