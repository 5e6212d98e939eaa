"""Complete drafts are counted and handed in together."""

from __future__ import annotations

import pytest

from db import ballots, handing_in
from db.check import check
from db.errors import NoOfficeKeyError
from db.keys import Signer, make_member_key
from tests.support import Sample, marks


def _draft(sample: Sample, member: str, submission: str, total: int = 800, leave: int = 0) -> None:
    around, who = sample.around, sample.member(member)
    what = sample.submission(submission)
    for criterion, mark in list(marks(total).items())[: 4 - leave]:
        ballots.set_mark(sample.book, around, who, what, criterion, mark)


def _unsent(sample: Sample, member: str) -> tuple[int, list[str]]:
    found = handing_in.unsent(sample.book, sample.around, sample.member(member))
    return found.open, [ballots.by_id(sample.book, ident).code for ident in found.complete]


def _signer(sample: Sample) -> Signer:
    return make_member_key(sample.book.home, sample.book.id, sample.member("TV04").id, "2468")


def test_open_and_complete_ones_are_counted(sample: Sample) -> None:
    assert _unsent(sample, "TV04") == (3, [])
    _draft(sample, "TV04", "HS1")
    _draft(sample, "TV04", "HS2", leave=1)
    assert _unsent(sample, "TV04") == (3, ["HS1"])
    sample.score("TV04", "HS3")
    assert _unsent(sample, "TV04") == (2, ["HS1"])


def test_recused_ones_are_not_asked_for(sample: Sample) -> None:
    assert _unsent(sample, "TV05") == (2, [])


def test_a_new_version_that_was_begun_is_not_handed_in(sample: Sample) -> None:
    sample.score("TV04", "HS1")
    assert _unsent(sample, "TV04") == (2, [])
    around, who, what = sample.around, sample.member("TV04"), sample.submission("HS1")
    ballots.begin_new_version(sample.book, around, who, what, "Gõ nhầm")
    assert _unsent(sample, "TV04") == (3, ["HS1"])


def test_all_are_handed_in_under_one_signature(sample: Sample) -> None:
    for submission in ("HS1", "HS3"):
        _draft(sample, "TV04", submission)
    _draft(sample, "TV04", "HS2", leave=2)
    signer = _signer(sample)
    member = sample.member("TV04")
    count, changes = handing_in.submit_all(sample.book, sample.around, member, signer)
    assert count == 2 and "ballot" in changes.kinds
    assert _unsent(sample, "TV04") == (1, [])
    assert sample.draft("TV04", "HS1") is None and sample.draft("TV04", "HS2") is not None
    assert sample.status("TV04", "HS1") == "unconfirmed"
    ids = sample.book.connection.execute("SELECT seq FROM sent ORDER BY seq").fetchall()
    assert ids == [(1,), (2,)], "each names the one before it"
    assert check(sample.book) == []


def test_the_office_hands_paper_ballots_in(sample: Sample) -> None:
    _draft(sample, "TV04", "HS1")
    member = sample.member("TV04")
    assert handing_in.submit_all(sample.book, sample.around, member, None)[0] == 1
    assert sample.status("TV04", "HS1") == "valid"
    assert handing_in.submit_all(sample.book, sample.around, member, None)[0] == 0


def test_without_any_key_nothing_is_handed_in(sample: Sample) -> None:
    other = sample.elsewhere("khac")
    _draft(other, "TV04", "HS1")
    with pytest.raises(NoOfficeKeyError):
        handing_in.submit_all(other.book, other.around, other.member("TV04"), None)
    assert other.draft("TV04", "HS1") is not None
    other.book.close()
