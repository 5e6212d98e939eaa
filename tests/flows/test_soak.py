"""A whole day's meeting in one run of the window: memory stays flat, no handle is left open, and
nothing is warned of.

The long form is the 8-hour meeting: 20,000 marks, 200 merges, 100 papers.
"""

from __future__ import annotations

import gc
import logging
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db import ballots
from db.book import Book
from db.check import check
from db.exchange import copy_out
from db.exchange.verify import quiet
from db.rules import proof
from desktop.models import incoming, taking_in
from desktop.models.paper_source import gather
from desktop.screens.minutes_screen import MinutesScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.minutes_steps import with_meeting

MEGABYTE = 1024**2
PAPERS = ("minutes", "summary", "ballots", "minutes-word")
pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="as Linux counts")


@dataclass(frozen=True)
class Day:
    """How much is done, and how many megabytes it may grow by after its first third."""

    marks: int
    merges: int
    papers: int
    grows: int


SHORT, LONG = Day(400, 4, 2, 24), Day(20_000, 200, 100, 64)


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096


def handles() -> list[str]:
    """What this process has open, without what comes and goes by itself."""
    found = []
    for each in Path("/proc/self/fd").iterdir():
        try:
            found.append(str(each.readlink()))
        except OSError:  # the one that lists
            continue
    return sorted(name for name in found if name.startswith("/") and "/fd" not in name)


class Meeting:
    """The window on the secretary's laptop, and a colleague who brings sticks."""

    def __init__(self, driver: Driver, path: Path, folder: Path) -> None:
        self.driver, self.folder = driver, folder
        there = folder / "may-hai"
        there.mkdir()
        self._other = Path(shutil.copy(path, there / "so.thamdinh"))
        self.chance = random.Random(8)
        self.done = 0
        screen = with_meeting(driver, path)
        assert isinstance(screen, MinutesScreen)
        self.minutes = screen
        driver.key(Qt.Key.Key_4, CTRL)
        session = driver.session
        self._member = session.around.by_code["TV04"]
        session.choose_member(self._member.id)
        driver.scoring.arrive()
        driver.settle()

    def mark(self) -> None:
        """One mark, each twentieth by keys, the others as the table's editor writes them."""
        session, scoring = self.driver.session, self.driver.scoring
        lines = [line for line in range(1, 10) if line % 10]
        code = f"LD-2023-{self.chance.choice(lines):03d}"
        what = ballots.submission(session.book, session.around.campaign.id, code)
        rubric = ballots.rubric_for(session.around, what)
        criterion = self.chance.choice(rubric.criteria)
        if self.done % 20 == 0:
            scoring.show_submission(what.id)
            scoring.arrive()
            self.driver.enter("0,5")
        else:
            value = self.chance.randrange(criterion.max // 25 + 1) * 25
            assert session.run(
                ballots.set_mark, session.around, self._member, what, criterion.code, value
            )
        self.done += 1
        self.driver.settle()

    def merge(self, number: int) -> None:
        """The colleague wrote something; it is looked at, taken in, shown."""
        session = self.driver.session
        with Book.open(self._other, session.book.home) as book:
            (ident,) = book.connection.execute(
                "SELECT id FROM submission ORDER BY random() LIMIT 1"
            ).fetchone()
            with book.write() as operation:
                operation.set("submission", ident, {"limits": f"Hạn chế {number}"})
            stick = copy_out.copy(book, self.folder / f"usb-{number}.thamdinh").path
        found = incoming.look(session.book, session.campaign, [stick], {}, quiet)
        try:
            assert [line.state for line in found.lines] == [incoming.READY]
            assert taking_in.take(session, found, quiet)
        finally:
            found.close()
        stick.unlink()
        self.driver.settle()

    def paper(self, number: int) -> None:
        """One paper of the meeting into the folder."""
        name = PAPERS[number % len(PAPERS)]
        source = gather(self.minutes.meeting, [name])
        for path in source.write(name, self.folder / "giay-to", source.code()):
            assert path.stat().st_size > 1000
        self.driver.settle()

    def go_through(self, day: Day, part: float) -> None:
        """That part of the day's work, mixed as it comes."""
        work = [self.mark] * int(day.marks * part)
        merges, papers = round(day.merges * part), round(day.papers * part)
        steps: list[tuple[str, int]] = [("mark", 0)] * len(work)
        steps += [("merge", self.done * 1000 + n) for n in range(merges)]
        steps += [("paper", n) for n in range(papers)]
        self.chance.shuffle(steps)
        for kind, number in steps:
            if kind == "mark":
                self.mark()
            elif kind == "merge":
                self.merge(number)
            else:
                self.paper(number)


@pytest.fixture
def meeting(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Meeting]:
    monkeypatch.setattr(proof, "_N", 2**4)
    yield Meeting(driver, path, tmp_path)


def whole_day(meeting: Meeting, day: Day, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        meeting.go_through(day, 0.5)
        gc.collect()
        memory, open_now = resident(), handles()
        meeting.go_through(day, 0.5)
        gc.collect()
    grown = resident() - memory
    print(f"{meeting.done} marks, grown by {grown / MEGABYTE:.1f} MB")
    assert meeting.done == day.marks
    assert grown < day.grows * MEGABYTE, f"{grown / MEGABYTE:.1f} MB"
    assert handles() == open_now
    assert [record.getMessage() for record in caplog.records] == []
    session = meeting.driver.session
    assert check(session.book) == []
    home = session.book.home
    assert list(home.folder("temp").iterdir()) == []


def test_a_short_day(meeting: Meeting, caplog: pytest.LogCaptureFixture) -> None:
    whole_day(meeting, SHORT, caplog)


@pytest.mark.long
def test_eight_hours(meeting: Meeting, caplog: pytest.LogCaptureFixture) -> None:
    whole_day(meeting, LONG, caplog)
