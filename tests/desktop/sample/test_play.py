"""The sample played in the real window: every place has its picture, the ballot is in the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from db import campaigns
from db.book import Book
from db.errors import BookBusyError, FileMissingError
from db.home import Home
from db.queries.results import results
from desktop.places import PLACES
from desktop.sample.demo import BOOK, demo
from desktop.sample.play import COMMENT, PICTURES, play


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures are taken here to be counted, not to be looked at."""
    monkeypatch.setattr("desktop.sample.play.LOOK_EVERY", 30)


def made(folder: Path, home: Home, scale: int) -> Path:
    demo(folder, home, scale=scale, years=1, say=lambda _: None)
    return folder


def scored(folder: Path, home: Home) -> dict[str, int]:
    """Ballots by submission."""
    with Book.open(folder / BOOK, home) as book:
        campaign = campaigns.find(book.connection, None)
        return {r.code: r.ballots_valid for r in results(book, campaign)}


def test_every_place_and_one_ballot(tmp_path: Path, home: Home) -> None:
    folder = made(tmp_path / "demo", home, 26)
    before = scored(folder, home)
    pictures = play(folder, home)
    assert [picture.parent for picture in pictures] == [folder / PICTURES] * len(pictures)
    assert len({picture.name for picture in pictures}) == len(pictures) >= len(PLACES) + 5
    for picture in pictures:
        image = QImage(str(picture))
        assert (image.width(), image.height()) == (1366, 768)
    assert len({picture.read_bytes() for picture in pictures}) == len(pictures)
    after = scored(folder, home)
    assert {code: n - before[code] for code, n in after.items() if n != before[code]} == {
        "MH-2023-025": 1
    }
    with Book.open(folder / BOOK, home) as book:
        stored = book.connection.execute(
            "SELECT total, comment FROM ballot_state WHERE comment = ?", (COMMENT,)
        ).fetchall()
    assert stored == [(825, COMMENT)]


def test_with_nothing_left_to_score(tmp_path: Path, home: Home) -> None:
    folder = made(tmp_path / "demo", home, 3)
    before = scored(folder, home)
    assert len(play(folder, home)) == len(PLACES) + 1
    assert scored(folder, home) == before


def test_without_a_demo_or_while_it_is_open(tmp_path: Path, home: Home) -> None:
    with pytest.raises(FileMissingError):
        play(tmp_path, home)
    folder = made(tmp_path / "demo", home, 3)
    with Book.open(folder / BOOK, home), pytest.raises(BookBusyError):
        play(folder, home)
