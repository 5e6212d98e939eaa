"""The Word forms that subjects fill in, and who signs for the appraising body."""

from __future__ import annotations

from argparse import Namespace

from db import campaigns
from db.book import Book
from db.errors import UnknownCodeError
from db.home import Home
from db.queries.office_papers import unit_name
from db.queries.submission import details
from db.records import SubjectKind
from db.surroundings import Surroundings
from db.tallies import submissions
from desktop.commands.outcome import Outcome


def form(arguments: Namespace) -> Outcome:
    """Writes a blank form, or one filled in with what the book holds of a submission."""
    from desktop.documents.word_form import blank, filled, write_word_form

    with Book.open(arguments.book, Home.default(), readonly=True) as book, book.reading():
        campaign = campaigns.find(book.connection, arguments.year)
        around = Surroundings(book.connection, campaign)
        kind, content = SubjectKind(arguments.kind), blank(campaign)
        if arguments.submission:
            found = [
                s for s in submissions(book.connection, campaign.id)
                if s.code == arguments.submission
            ]  # fmt: skip
            if not found:
                raise UnknownCodeError(kind="submission", code=arguments.submission)
            kind = found[0].kind
            unit = around.unit(found[0].unit)
            parent = unit_name(around, unit.parent) if unit is not None else ""
            content = filled(campaign, details(book, around, found[0].id), parent)
        rubric = around.rubrics.get(kind)
    path = write_word_form(arguments.paper, campaign, content, rubric, arguments.out)
    return Outcome({"file": str(path)}, [f"Đã ghi {path.name}."])


def signer(arguments: Namespace) -> Outcome:
    """Keeps who signs notices and letters in the campaign's settings."""
    said = {name: getattr(arguments, name).strip() for name in ("authority", "of", "title", "name")}
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        kept = {**said, "authority": said["authority"].replace("on_behalf", "")}  # the default
        campaigns.change(book, campaign, {f"set:signer_{n}": v or None for n, v in kept.items()})
    return Outcome({"signer": said}, ["Đã ghi người ký công văn, thông báo."])
