"""Scoring is blind by construction: nothing of others' marks can be learned from a member's copy,
not by its content, counts, order, size or times (domain.md part 4, design part 3)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import ballots
from db.book import Book
from db.exchange import stick
from db.exchange.copy_out import copy
from db.home import Home
from tests.support import START, Clock, Sample, copy_of, marks

COMMENT = "LỜI-NHẬN-XÉT-KÍN"
OTHERS, OWN = ("TV01", "TV02", "TV03", "TV05"), "TV04"
TABLES = ("change", "op", "ballot", "sent", "snapshot")


@pytest.fixture
def scored(sample: Sample) -> Sample:
    """Everybody but TV04 has handed in, each with a comment; one ballot is a new version, one
    still a draft."""
    for member in OTHERS:
        for code in ("HS1", "HS3"):
            _score(sample, member, code, 825)
    sample.score("TV02", "HS1", 675, reason="Chấm lại")
    _draft(sample, "TV03", "HS2", 725)
    return sample


def _draft(sample: Sample, member: str, code: str, total: int) -> None:
    around, who, what = sample.around, sample.member(member), sample.submission(code)
    for criterion, mark in marks(total).items():
        ballots.set_mark(sample.book, around, who, what, criterion, mark)
    ballots.set_comment(sample.book, around, who, what, f"{COMMENT} {member} {code}")


def _score(sample: Sample, member: str, code: str, total: int) -> None:
    _draft(sample, member, code, total)
    ballots.submit(
        sample.book, sample.around, sample.member(member), sample.submission(code), None
    )


def _copied(sample: Sample, name: str) -> Path:
    folder = sample.book.path.parent / name
    folder.mkdir()
    stick.write(sample.book, folder / "ban.thamdinh", for_member=sample.member(OWN))
    return folder / "ban.thamdinh"


def _rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    try:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall()
            for table in TABLES
        }
    finally:
        connection.close()


def _texts() -> Iterator[bytes]:
    for text in (COMMENT, '"TC1":200', '"marks"', "Chấm lại"):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            yield text.encode(encoding)


def test_the_raw_bytes_hold_nothing_of_others(scored: Sample) -> None:
    made = _copied(scored, "usb")
    for path in made.parent.iterdir():
        content = path.read_bytes()
        assert [text for text in _texts() if text in content] == []
        for member in OTHERS:
            for code in ("HS1", "HS3"):
                found = ballots.standing(
                    scored.book, scored.member(member).id, scored.submission(code).id
                )
                assert found is not None and found.ballot not in content


def test_a_copy_made_later_holds_the_same_whatever_others_did(sample: Sample) -> None:
    """Neither rows nor their number nor the file's size tell that anybody scored meanwhile."""
    before = _copied(sample, "truoc")
    for member in OTHERS:
        for code in ("HS1", "HS3"):
            _score(sample, member, code, 825)
    sample.score("TV02", "HS1", 675, reason="Chấm lại")
    _draft(sample, "TV03", "HS2", 725)
    after = _copied(sample, "sau")
    assert _rows(before) == _rows(after)
    assert before.stat().st_size == after.stat().st_size


def test_two_outcomes_give_one_copy(sample: Sample) -> None:
    """High or low marks of others: the same rows."""
    other = Book.open(copy_of(sample.book, "hai"), sample.book.home, clock=Clock(START + 5_000))
    second = Sample(other, sample.campaign)
    try:
        for member in OTHERS:
            _score(sample, member, "HS1", 950)
            _score(second, member, "HS1", 300)
        assert _rows(_copied(sample, "cao")) == _rows(_copied(second, "thap"))
    finally:
        other.close()


def test_a_fellow_members_copy_brings_no_ballot_on(sample: Sample) -> None:
    """A member's laptop that took in a whole copy by mistake writes its own for nobody else."""
    for member in OTHERS:
        _score(sample, member, "HS1", 825)
    laptop = Home(sample.book.path.parent / "may-tv04")
    with Book.open(_copied(sample, "usb"), laptop) as book:
        back = copy(book, sample.book.path.parent / "ve.thamdinh", for_member=sample.member("TV05"))
        assert _rows(back.path)["ballot"] == []
