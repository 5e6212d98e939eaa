"""A mark given anew in the meeting: with its reason, the first ballot kept."""

from __future__ import annotations

import json

import pytest

from db import rescoring
from db.errors import (
    BallotNotPaperError,
    BallotReasonError,
    MarkTooHighError,
    NoOfficeKeyError,
    UnknownCodeError,
)
from db.keys import make_member_key
from tests.support import Sample, marks


def _again(sample: Sample, code: str = "TC2", mark: int = 100, reason: str = "xem lại") -> bytes:
    new, _ = rescoring.rescore(
        sample.book,
        sample.around,
        sample.member("TV01"),
        sample.submission("HS1"),
        code,
        mark,
        reason,
    )
    return new


def test_the_new_version_names_the_first(sample: Sample) -> None:
    first = sample.score("TV01", "HS1", 800)
    new = _again(sample)
    (raw,) = sample.book.connection.execute(
        "SELECT body FROM ballot WHERE id = ?", (new,)
    ).fetchone()
    body = json.loads(raw)
    assert body["prev"] == [first.hex()] and body["seq"] == 2
    assert body["marks"] == {**marks(800), "TC2": 100}
    assert (body["reason"], body["mark_reasons"]) == ("xem lại", {"TC2": "xem lại"})
    assert sample.book.connection.execute("SELECT count(*) FROM ballot").fetchone() == (2,)
    assert sample.result("HS1").final == 800 - marks(800)["TC2"] + 100
    assert sample.draft("TV01", "HS1") is None


def test_what_is_refused(sample: Sample) -> None:
    with pytest.raises(UnknownCodeError):
        _again(sample)  # nothing handed in
    sample.score("TV01", "HS1", 800)
    with pytest.raises(BallotReasonError):
        _again(sample, reason=" ")
    with pytest.raises(UnknownCodeError):
        _again(sample, "TC9")
    with pytest.raises(MarkTooHighError):
        _again(sample, mark=900)
    assert sample.book.connection.execute("SELECT count(*) FROM ballot").fetchone() == (1,)


def test_an_own_ballot_is_the_members_alone(sample: Sample) -> None:
    member = sample.member("TV01")
    signer = make_member_key(sample.book.home, sample.book.id, member.id, "1234")
    sample.set("member", member.id, **{f"key:{signer.public.hex()}": "x"})
    sample.score("TV01", "HS1", 800, signer=signer)
    with pytest.raises(BallotNotPaperError):
        _again(sample)


def test_only_the_office(sample: Sample) -> None:
    sample.score("TV01", "HS1", 800)
    sample.book.office = None
    with pytest.raises(NoOfficeKeyError):
        _again(sample)
