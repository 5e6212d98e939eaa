"""The Word forms that subjects fill in, and who signs for the appraising body."""

from __future__ import annotations

from argparse import Namespace

from db import campaigns
from db.book import Book
from db.errors import UnknownCodeError
from db.home import Home
from db.records import SubjectKind
from db.tallies import submissions
from desktop.commands.outcome import Outcome
from desktop.word_forms import write_blank, write_filled


def form(arguments: Namespace) -> Outcome:
    """Writes a blank form, or one filled in with what the book holds of a submission."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book, book.reading():
        campaign = campaigns.find(book.connection, arguments.year)
        if arguments.submission:
            known = submissions(book.connection, campaign.id)
            found = next((s.id for s in known if s.code == arguments.submission), None)
            if found is None:
                raise UnknownCodeError(kind="submission", code=arguments.submission)
            path = write_filled(book, campaign, arguments.paper, found, arguments.out)
        else:
            kind = SubjectKind(arguments.kind)
            path = write_blank(book, campaign, arguments.paper, kind, arguments.out)
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
