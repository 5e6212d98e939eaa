"""Chuyền máy: keys made before the office's eyes, places kept, nothing left open."""

from __future__ import annotations

import pytest

from db import ballots, passing, sealed
from db.errors import NoOfficeKeyError, WeakPinError, WrongPinError
from db.members import withdraw_key
from tests.support import Sample, marks


@pytest.fixture(autouse=True)
def cheap_pins(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the keys."""
    monkeypatch.setattr(sealed, "_COST", 2**4)


def test_a_key_made_here_counts_at_once(sample: Sample) -> None:
    who, what = sample.member("TV01"), sample.submission("HS1")
    signer, changes = passing.open_for(sample.book, who, "1234")
    assert "member" in changes.kinds
    for code, mark in marks(800).items():
        ballots.set_mark(sample.book, sample.around, who, what, code, mark)
    ballots.submit(sample.book, sample.around, who, what, signer)
    assert sample.status("TV01", "HS1") == "valid"
    standing = ballots.standing(sample.book, who.id, what.id)
    assert standing is not None and not standing.paper
    again, changes = passing.open_for(sample.book, who, "1234")
    assert again.public == signer.public and not changes.kinds


def test_a_withdrawn_key_stays_withdrawn(sample: Sample) -> None:
    who = sample.member("TV01")
    signer, _ = passing.open_for(sample.book, who, "1234")
    withdraw_key(sample.book, who, signer.public, "mất máy")
    passing.open_for(sample.book, who, "1234")
    assert not sample.book.authority.speaks_for(signer.public, who.id, False)


def test_the_curtain_shuts_the_drafts(sample: Sample) -> None:
    who, what = sample.member("TV01"), sample.submission("HS1")
    passing.open_for(sample.book, who, "1234")
    ballots.set_mark(sample.book, sample.around, who, what, "TC1", 25)
    passing.put_down(sample.book)
    assert sample.draft("TV01", "HS1") is None
    with pytest.raises(WrongPinError):
        passing.open_for(sample.book, who, "9999")
    assert sample.draft("TV01", "HS1") is None
    passing.open_for(sample.book, who, "1234")
    kept = sample.draft("TV01", "HS1")
    assert kept is not None and kept.marks == {"TC1": 25}


def test_places_and_turns(sample: Sample) -> None:
    who, what = sample.member("TV02"), sample.submission("HS1")
    assert not passing.is_on(sample.book)
    passing.begin(sample.book)
    assert passing.is_on(sample.book) and passing.last(sample.book) is None
    passing.open_for(sample.book, who, "1234")
    passing.keep_place(sample.book, who, what.id, "TC2")
    assert passing.last(sample.book) == who.id
    assert passing.place_of(sample.book, who) == (what.id, "TC2")
    assert passing.place_of(sample.book, sample.member("TV01")) is None
    sample.score("TV01", "HS1")
    first = passing.turns(sample.book, sample.around)[0]
    assert (first.member.code, first.done, first.of, first.finished) == ("TV01", 1, 3, False)
    passing.end(sample.book)
    assert not passing.is_on(sample.book) and passing.last(sample.book) is None


def test_only_on_the_offices_laptop(sample: Sample) -> None:
    with pytest.raises(WeakPinError):
        passing.open_for(sample.book, sample.member("TV01"), "1")
    sample.book.office = None
    with pytest.raises(NoOfficeKeyError):
        passing.begin(sample.book)
    with pytest.raises(NoOfficeKeyError):
        passing.open_for(sample.book, sample.member("TV01"), "1234")
    assert not passing.is_on(sample.book)
