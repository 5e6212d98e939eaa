"""A picture is trusted only in the file that this laptop wrote last itself."""

from __future__ import annotations

import sqlite3

import pytest

from db.book import Book
from db.check import check
from db.errors import AlteredFileError
from db.home import Home
from tests.support import Sample, copy_of

FORGED = "UPDATE tally SET final = 1000"


def forge(path: object, statement: str) -> None:
    connection = sqlite3.connect(str(path))
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_our_own_file_is_opened_as_it_lies(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, home = sample.book.path, sample.book.home
    sample.book.close()
    monkeypatch.setattr(Book, "rebuild", lambda book: pytest.fail("made anew"))
    Book.open(path, home).close()
    Book.open(path, home, readonly=True).close()


def test_a_forged_picture_is_made_anew(sample: Sample) -> None:
    sample.score_all()
    path, home, campaign = sample.book.path, sample.book.home, sample.campaign
    sample.book.close()
    forge(path, FORGED)
    for readonly in (True, False):
        with Book.open(path, home, readonly=readonly) as book:
            assert Sample(book, campaign).result("HS1").final == 850
            assert check(book) == []


def test_a_copy_that_came_by_hand_is_read_through(sample: Sample) -> None:
    sample.score_all()
    path = copy_of(sample.book, "tay")
    forge(path, FORGED)
    with Book.open(path, Home(path.parent / "home")) as book:
        assert Sample(book, sample.campaign).result("HS1").final == 850


def test_after_a_crash_the_file_is_still_ours(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, home = sample.book.path, sample.book.home
    sample.score("TV01", "HS1")
    sample.book.connection.close()  # as when the program is killed
    assert sample.book._pen is not None
    sample.book._pen.release()
    sample.book._pen = None
    monkeypatch.setattr(Book, "rebuild", lambda book: pytest.fail("made anew"))
    Book.open(path, home).close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET val = 'Tên khác' WHERE fld = 'submission.title'",
        "UPDATE op SET sig = zeroblob(64)",
        "UPDATE ballot SET sig = zeroblob(64)",
    ],
)
def test_an_altered_log_is_opened_to_be_read_only(sample: Sample, statement: str) -> None:
    sample.score("TV01", "HS1")
    path, home = sample.book.path, sample.book.home
    sample.book.close()
    forge(path, statement)
    with Book.open(path, home) as book:
        assert book.readonly
        assert isinstance(book.altered, AlteredFileError)
        with pytest.raises(AlteredFileError):
            book.require_pen()
        with pytest.raises(AlteredFileError), book.write():
            pass
        assert check(book) != []
    with Book.open(path, home) as again:  # the pen is free, and it is still not believed
        assert again.altered is not None
