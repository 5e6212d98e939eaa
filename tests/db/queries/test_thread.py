"""The thread of a submission, step by step."""

from __future__ import annotations

from pathlib import Path

from db import campaigns, decisions, entries, freeze
from db.book import Book
from db.home import Home
from db.queries.events import Viewer
from db.queries.thread import Stage, thread
from desktop.models.thread_words import when, words
from tests.flows.meeting_scenes import make_meeting
from tests.flows.sample_book import code


def test_from_registration_to_decision(tmp_path: Path, home: Home) -> None:
    with Book.open(make_meeting(tmp_path / "hop.thamdinh", home), home) as book:
        campaign = campaigns.find(book.connection, None)
        ident = book.connection.execute(
            "SELECT id FROM submission WHERE code = ?", (code(1),)
        ).fetchone()[0]
        before = thread(book, campaign, ident, Viewer(True, None))
        stages = [each.stage for each in before]
        assert stages == [Stage.REGISTERED, Stage.REPORTED, Stage.SCORED, Stage.MET]
        assert before[2].facts["count"] == str(len(before[2].who)) and before[2].who
        blind = thread(book, campaign, ident, Viewer(False, None))
        assert [each.stage for each in blind] == [Stage.REGISTERED, Stage.REPORTED]
        session, submission = (
            book.connection.execute(text, (value,)).fetchone()[0]
            for text, value in (
                ("SELECT id FROM session WHERE number = ?", 1),
                ("SELECT id FROM submission WHERE code = ?", code(3)),
            )
        )
        stand_in = {"session": session, "submission": submission, "chair": "TV06"}
        entries.save(book, "hearing", None, stand_in)  # chair and vice-chair are recused there
        freeze.freeze(book, campaign, 1)
        decisions.record(book, campaign, 1, "Số 412-QĐ/HU", "2023-11-30")
        after = thread(book, campaign, ident, Viewer(False, None))
        assert [each.stage for each in after][3:] == [Stage.MET, Stage.FROZEN, Stage.DECIDED]
        assert all(when(each) and words(each) for each in after)
        assert "412-QĐ/HU" in words(after[-1]) and when(after[-1]) == "30/11/2023"
