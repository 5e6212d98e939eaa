"""Đính bản đã ký: a signed copy of a session's minutes into the book."""

from __future__ import annotations

from argparse import Namespace

from db import campaigns, signed_papers
from db.book import Book
from db.errors import SignedPaperRefusedError
from db.home import Home
from db.sessions import find, standing_snapshot
from desktop.commands.outcome import Outcome
from desktop.documents import trust as trusting
from desktop.documents.signed_copy import examine, recognise
from desktop.intake.dates import DateRefusedError, read_date
from desktop.signed_paper_words import paper_line
from desktop.verify_words import sentences


def attach(arguments: Namespace) -> Outcome:
    """Attaches a file that is a signed copy of what stands frozen, by its code; else exit 2."""
    day = _day(arguments.date)
    home = Home.default()
    with Book.open(arguments.book, home) as book:
        book.require_pen()
        book.require_office()
        campaign = campaigns.find(book.connection, arguments.year)
        meeting = find(book.connection, campaign, arguments.session)
        snapshot = standing_snapshot(book.connection, meeting.id)
        frozen = None if snapshot is None else snapshot.body
        found = examine(arguments.file, trusting.kept(home), frozen)
        answer = recognise(book, campaign, arguments.session, found, arguments.code)
        signed_papers.attach(
            book,
            campaign,
            arguments.session,
            arguments.file,
            found.sort,
            digest=answer.digest,
            number=arguments.number,
            date=day,
        )
        papers = signed_papers.signed_papers(book, meeting.id)
    paper = papers[0]
    verdict = found.verdict if found.sort is signed_papers.Sort.DIGITAL else None
    told = sentences((*verdict.reasons, *verdict.remarks)) if verdict is not None else []
    payload = {
        "session": arguments.session,
        "proof_code": answer.code,
        "sort": paper.sort.value,
        "number": paper.number,
        "date": paper.date,
        "file": paper.name,
        "hash": paper.hash.hex(),
        "size": paper.size,
        "remarks": told,
        "attached": len(papers),
    }
    line = f"Đã đính vào cuộc họp số {arguments.session}: {paper_line(paper)} ({paper.name})."
    return Outcome(payload, [line, f"Mã đối chiếu: {answer.code}", *told])


def _day(typed: str) -> str | None:
    """The day as typed, dd/mm/yyyy or ISO."""
    if not typed.strip():
        return None
    try:
        return read_date(typed.strip())
    except DateRefusedError as error:
        raise SignedPaperRefusedError(code="date_unreadable", date=typed) from error
