"""Ctrl+Z through several writes of one cell, there and back."""

from __future__ import annotations

from pathlib import Path

from db import ballots, entries
from db.book import Book
from db.home import Home
from desktop import undoable
from desktop.session import Session
from tests.flows.sample_book import code, make_book


def test_two_writes_of_one_cell_are_undone_and_done_again(tmp_path: Path, home: Home) -> None:
    with Book.open(make_book(tmp_path / "so.thamdinh", home), home) as book:
        session = Session(book)
        assert session.campaign is not None
        campaign = session.campaign.id

        def title() -> str:
            return ballots.submission(book, campaign, code(5)).title

        ident, first = ballots.submission(book, campaign, code(5)).id, title()
        for words in ("Một", "Hai", "Ba"):
            values = {"title": words}
            assert undoable.run(
                session, "sửa tên", entries.save, "submission", ident, values
            )
        seen = []
        for turn in (session.undo,) * 3 + (session.redo,) * 3 + (session.undo,) * 3:
            turn()
            seen.append(title())
        assert seen == ["Hai", "Một", first, "Một", "Hai", "Ba", "Hai", "Một", first]
