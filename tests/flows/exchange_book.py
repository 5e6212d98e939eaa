"""Members' copies of the sample book, scored on laptops of their own, for the flows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from db import ballots, campaigns, enrolment, entries
from db.book import Book
from db.change_log import Value
from db.exchange import copy_out, merge
from db.home import Home
from db.surroundings import Surroundings, member
from tests.flows.sample_book import CODES, YEAR, code

PIN = "2468"
MARKS = dict(zip(CODES, (175, 350, 150, 75, 25, 25), strict=True))


def member_copy(path: Path, home: Home, who: str, folder: Path) -> Path:
    """The copy that the office makes for a member."""
    folder.mkdir(parents=True, exist_ok=True)
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, YEAR)
        found = member(book.connection, campaign, who)
        return copy_out.copy(book, folder / f"{who}.thamdinh", for_member=found).path


def score(
    copy: Path,
    home: Home,
    who: str,
    numbers: Iterable[int],
    *,
    hand_in: bool = True,
    title: str = "",
    number: int = 1,
) -> None:
    """The member scores submissions there, under a key of that laptop; ``title`` is what
    somebody there would like submission ``number`` to be called."""
    with Book.open(copy, home) as book:
        campaign = campaigns.find(book.connection, YEAR)
        around = Surroundings(book.connection, campaign)
        found = around.by_code[who]
        signer = enrolment.signer_of(book, found.id, PIN)[0] if hand_in else None
        for one in numbers:
            submission = ballots.submission(book, campaign.id, code(one))
            for criterion, mark in MARKS.items():
                ballots.set_mark(book, around, found, submission, criterion, mark)
            if signer is not None:
                ballots.submit(book, around, found, submission, signer)
        if title:
            submission = ballots.submission(book, campaign.id, code(number))
            entries.save(book, "submission", submission.id, {"title": title})


def back(copy: Path, home: Home, stick: Path, passphrase: str | None = None) -> Path:
    """The copy that the member hands in."""
    stick.mkdir(parents=True, exist_ok=True)
    name = copy.stem + (".thamdinh.age" if passphrase else ".thamdinh")
    with Book.open(copy, home) as book:
        return copy_out.copy(book, stick / name, passphrase=passphrase).path


def handed_in(
    path: Path,
    home: Home,
    folder: Path,
    who: Sequence[str] = ("TV04", "TV05"),
    *,
    numbers: Sequence[int] = (2, 3, 4, 5),
    title: str = "",
    passphrase: str | None = None,
) -> Path:
    """A stick with the copies that these members hand in."""
    stick = folder / "usb"
    for one in who:
        own = Home(folder / f"laptop-{one}")
        copy = member_copy(path, home, one, folder / f"out-{one}")
        score(copy, own, one, numbers, title=title if one == who[0] else "")
        back(copy, own, stick, passphrase)
    return stick


def second_office(path: Path, home: Home, folder: Path) -> Path:
    """The office's other laptop: it edits what this one edits, types a submission under the
    code that is typed here, and a paper ballot that is typed here otherwise."""
    with Book.open(path, home) as book:
        other_path = copy_out.copy(book, folder / "may-hai.thamdinh").path
    for where, title, marks in (
        (other_path, "Ngày thứ Bảy vì dân", (200, 375, 150, 75, 25, 25)),
        (path, "Thứ Bảy về thôn", (150, 300, 125, 50, 25, 0)),
    ):
        with Book.open(where, home) as book:
            campaign = campaigns.find(book.connection, YEAR)
            around = Surroundings(book.connection, campaign)
            submission = ballots.submission(book, campaign.id, code(4))
            entries.save(book, "submission", submission.id, {"title": title})
            values: dict[str, Value] = {
                "campaign": campaign.id,
                "code": code(99),
                "title": f"{title}, nhập mới",
            }
            entries.save(book, "submission", None, values)
            who = around.by_code["TV01"]
            for criterion, mark in zip(CODES, marks, strict=True):
                ballots.set_mark(book, around, who, submission, criterion, mark)
            ballots.submit(book, around, who, submission, None)
    return other_path


def taken_in(path: Path, home: Home, *sources: Path) -> None:
    """Merges files without the window."""
    with Book.open(path, home) as book, merge.plan(book, sources) as planned:
        merge.merge(book, planned)
