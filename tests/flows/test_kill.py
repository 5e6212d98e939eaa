"""A power cut between two marks loses at most the mark that is being typed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from db import ballots, campaigns
from db.book import Book
from db.check import check
from db.home import VARIABLE, Home
from tests.flows.sample_book import code

ROOT = Path(__file__).parents[2]


def test_kill_between_two_marks(path: Path, home: Home) -> None:
    line = [sys.executable, "-m", "tests.flows.typing_child", str(path), "TV04"]
    environment = {**os.environ, VARIABLE: str(home.root), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [*line, "1,75", "3,5", "1,2"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(3)]
        child.kill()
        child.wait()
    assert [words.split()[0] for words in said] == ["kept", "kept", "typing"]
    with Book.open(path, home) as book:
        assert not book.readonly  # the dead program locks nobody out
        campaign = campaigns.find(book.connection, None)
        member = campaigns.member(book.connection, campaign, "TV04")
        submission = ballots.submission(book, campaign.id, code(1))
        kept = ballots.draft(book, member.id, submission.id)
        assert kept is not None and kept.marks == {"TC1": 175, "TC2": 350}
        assert check(book) == []
