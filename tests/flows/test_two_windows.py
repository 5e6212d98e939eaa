"""Two windows of the program, two processes, on one book: the second one sees what the first
writes, loses nothing, and writes once the first is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from db import ballots, campaigns
from db.book import Book
from db.check import check
from db.home import VARIABLE, Home
from db.records import Member, Submission
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code

ROOT = Path(__file__).parents[2]


def of(driver: Driver, member: str, number: int) -> tuple[Member, Submission]:
    session = driver.session
    campaign = campaigns.find(session.book.connection, None)
    found = campaigns.member(session.book.connection, campaign, member)
    return found, ballots.submission(session.book, campaign.id, code(number))


def test_the_second_window_follows_the_first(driver: Driver, path: Path, home: Home) -> None:
    line = [sys.executable, "-m", "tests.flows.typing_child", str(path), "TV04"]
    environment = {**os.environ, VARIABLE: str(home.root), "QT_QPA_PLATFORM": "offscreen"}
    marks = ["1,75", "3,5", "1,25", "0,75", "0,5", "0,25", "submit"]
    with subprocess.Popen(
        [*line, *marks], cwd=ROOT, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None and child.stdin is not None
        assert child.stdout.readline() == "open\n"
        driver.open(path, "TV04")  # while the other one has it open
        other = driver.workspace.other
        assert driver.session.readonly and "cửa sổ khác" in other.text
        driver.key(Qt.Key.Key_2, CTRL)
        assert "sau vài giây" in other.text
        driver.key(Qt.Key.Key_4, CTRL)
        child.stdin.write("go\n")
        child.stdin.flush()
        for _ in marks[:-1]:
            assert child.stdout.readline().startswith("kept")
        other.look()
        member, submission = of(driver, "TV04", 1)
        kept = ballots.draft(driver.session.book, member.id, submission.id)
        assert kept is not None and len(kept.marks) == 6
        assert driver.scoring.sheet.model.marks == kept.marks  # what the screen shows
        child.stdin.write("submit\n")
        child.stdin.flush()
        assert child.stdout.readline() == "submitted\n"
        other.look()
        assert ballots.standing(driver.session.book, member.id, submission.id) is not None
        assert driver.scoring.list.done == 1
        assert not driver.session.run(ballots.give_up_draft, member, submission)  # no second pen
        child.stdin.close()  # the other window is closed
        assert child.wait() == 0
    other.look()
    assert "giờ ghi được" in other.text and not other.timer.isActive()
    other._action.setFocus()
    driver.key(Qt.Key.Key_Return)
    driver.wait(lambda: not driver.session.readonly)
    assert driver.workspace.other.isHidden() and check(driver.session.book) == []
    member, submission = of(driver, "TV04", 1)
    assert ballots.standing(driver.session.book, member.id, submission.id) is not None


def test_a_book_that_was_put_back_is_seen_too(driver: Driver, path: Path, home: Home) -> None:
    """Going back to a backup swaps the file: the second window reads the new one."""
    from db import backups

    with Book.open(path, home) as first:
        kept = backups.make(first, "merge")
        campaigns.change(first, campaigns.find(first.connection, None), {"body": "Đảng ủy khác"})
        driver.open(path)
        assert driver.session.campaign is not None
        assert driver.session.readonly and driver.session.campaign.body == "Đảng ủy khác"
        backups.restore(first, kept)
        driver.workspace.other.look()
        assert driver.session.campaign is not None
        assert driver.session.campaign.body != "Đảng ủy khác"
        driver.workspace.other.look()  # nothing new, and the pen is held
        assert "cửa sổ khác" in driver.workspace.other.text


def test_a_folder_that_cannot_be_written_is_named(driver: Driver, path: Path) -> None:
    path.chmod(0o400)
    try:
        driver.open(path)
        if os.access(path, os.W_OK):  # a superuser may write everywhere
            assert driver.workspace.other.isHidden()
        else:
            assert "không cho ghi" in driver.workspace.other.text
    finally:
        path.chmod(0o600)
