"""Scores under the wrong member are moved to the right one."""

from __future__ import annotations

import pytest

from db import ballots, freeze, reassigning
from db.check import check
from db.errors import (
    BallotNotPaperError,
    BallotReasonError,
    BallotRecusedError,
    BallotThereError,
    NoOfficeKeyError,
    SessionFrozenError,
    UnknownCodeError,
)
from db.keys import make_member_key
from tests.support import Sample, marks


def _move(sample: Sample, ballot: bytes, to: str, reason: str = "Nhập nhầm cột") -> bytes:
    return reassigning.reassign(
        sample.book, sample.around, ballot, sample.member(to), reason
    )[0]


def test_both_stay_on_record_and_one_counts(sample: Sample) -> None:
    wrong = sample.score("TV01", "HS1", 850)
    new = _move(sample, wrong, "TV04")
    assert sample.status("TV01", "HS1") == "void"
    moved = ballots.standing(sample.book, sample.member("TV04").id, sample.submission("HS1").id)
    assert moved is not None and (moved.ballot, moved.status, moved.paper) == (new, "valid", True)
    assert moved.marks == marks(850) and moved.reason == "Nhập nhầm cột"
    assert sample.result("HS1").final == 850 and sample.result("HS1").ballots_valid == 1
    (count,) = sample.book.connection.execute("SELECT count(*) FROM ballot").fetchone()
    assert count == 2
    assert check(sample.book) == []
    sample.score("TV01", "HS1", 600, reason="Phiếu đúng của TV01")
    assert sample.result("HS1").ballots_valid == 2


def test_what_cannot_be_moved_changes_nothing(sample: Sample) -> None:
    member = sample.member("TV02")
    own = make_member_key(sample.book.home, sample.book.id, member.id, "2468")
    signed = sample.score("TV02", "HS1", signer=own)
    paper = sample.score("TV01", "HS2", 700)
    there = sample.score("TV03", "HS2", 700)
    before = sample.book.connection.execute("SELECT count(*) FROM change").fetchone()
    for ballot, to, reason, error in (
        (signed, "TV04", "Nhầm", BallotNotPaperError),
        (paper, "TV04", " ", BallotReasonError),
        (paper, "TV03", "Nhầm", BallotThereError),
        (paper, "TV01", "Nhầm", BallotThereError),
        (there, "TV05", "Nhầm", BallotRecusedError),
        (b"?" * 16, "TV04", "Nhầm", UnknownCodeError),
    ):
        with pytest.raises(error):
            _move(sample, ballot, to, reason)
    assert sample.book.connection.execute("SELECT count(*) FROM change").fetchone() == before


def test_only_the_office_moves_and_nothing_frozen(sample: Sample) -> None:
    sample.score_all()
    held = ballots.standing(sample.book, sample.member("TV01").id, sample.submission("HS1").id)
    assert held is not None
    other = sample.elsewhere("khac")
    with pytest.raises(NoOfficeKeyError):
        _move(other, held.ballot, "TV04")
    other.book.close()
    lone = sample.score("TV01", "HS3", 500, reason="Sửa")
    ballot = ballots.standing(sample.book, sample.member("TV02").id, sample.submission("HS3").id)
    assert ballot is not None
    ballots.void(sample.book, ballot.ballot, "Chấm nhầm")
    freeze.freeze(sample.book, sample.campaign, 1)
    with pytest.raises(SessionFrozenError):
        _move(sample, lone, "TV02")
