"""Drafts from laptop to laptop: sealed, bound to book and member, nothing overwritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import keys, sealed
from db.book import Book
from db.drafts import Draft
from db.errors import (
    DraftFileError,
    DraftsOfOtherBookError,
    FileMissingError,
    OwnFileError,
    ThamdinhError,
    WeakPinError,
    WrongPinError,
)
from db.exchange.draft_file import Difference, take_drafts, whose, write_drafts
from tests.support import Sample

PIN = "270423"


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is tested with the keys."""
    monkeypatch.setattr(sealed, "_COST", 2**4)


@pytest.fixture
def other(sample: Sample) -> Iterator[Sample]:
    """The member's second laptop."""
    made = sample.elsewhere("khac")
    yield made
    made.book.close()


def typed(sample: Sample, member: str, submission: str, comment: str = "", **marks: int) -> None:
    who, what = sample.member(member).id, sample.submission(submission).id
    sample.book.drafts.start(who, what, marks, comment, "")


@pytest.fixture
def file(sample: Sample, tmp_path: Path) -> Path:
    typed(sample, "TV01", "HS1", "Có cách làm mới", TC1=175, TC2=400)
    typed(sample, "TV01", "HS2", TC1=100)
    typed(sample, "TV01", "HS3", "Chỉ nhận xét")
    typed(sample, "TV02", "HS1", "của người khác", TC1=25)
    return write_drafts(sample.book, sample.member("TV01"), tmp_path / "a.nhap", PIN)


def test_all_drafts_of_one_member_move_and_nobody_elses(
    sample: Sample, other: Sample, file: Path
) -> None:
    report = take_drafts(other.book, file, PIN)
    ids = [sample.submission(code).id for code in ("HS1", "HS2", "HS3")]
    assert sorted(report.added) == sorted(ids) and report.member == sample.member("TV01").id
    assert report.kept == report.replaced == () and report.handed_in == ()
    for code in ("HS1", "HS2", "HS3"):
        assert other.draft("TV01", code) == sample.draft("TV01", code)
    assert other.draft("TV02", "HS1") is None
    assert take_drafts(other.book, file, PIN).added == ()  # a second time brings nothing


def test_the_file_tells_nothing_without_the_pin(file: Path, sample: Sample, other: Sample) -> None:
    content = file.read_bytes()
    assert b"TC1" not in content and sample.submission("HS1").id.hex().encode() not in content
    assert set(json.loads(content)) == {
        "format", "book", "member", "n", "salt", "nonce", "sealed"
    }  # fmt: skip
    assert whose(other.book, file) == sample.member("TV01").id
    with pytest.raises(WrongPinError):
        take_drafts(other.book, file, "270424")
    assert other.book.drafts.of(sample.member("TV01").id) == {}


def test_the_members_key_does_not_travel(sample: Sample, other: Sample, tmp_path: Path) -> None:
    who = sample.member("TV01")
    keys.make_member_key(sample.book.home, sample.book.id, who.id, PIN)
    typed(sample, "TV01", "HS1", TC1=175)
    take_drafts(other.book, write_drafts(sample.book, who, tmp_path / "a.nhap", PIN), PIN)
    assert keys.has_member_key(sample.book.home, sample.book.id, who.id)
    assert not keys.has_member_key(other.book.home, other.book.id, who.id)


def test_what_differs_stays_and_is_said(sample: Sample, other: Sample, file: Path) -> None:
    typed(other, "TV01", "HS1", "Ý kiến ở đây", TC1=150, TC3=75)
    submission = sample.submission("HS1").id
    report = take_drafts(other.book, file, PIN)
    assert report.kept == (
        Difference(submission, "TC1", 150, 175),
        Difference(submission, "comment", "Ý kiến ở đây", "Có cách làm mới"),
    )
    assert submission in report.added  # TC2 was new
    assert other.draft("TV01", "HS1") == Draft({"TC1": 150, "TC2": 400, "TC3": 75}, "Ý kiến ở đây")


def test_only_what_was_asked_for_is_overwritten(sample: Sample, other: Sample, file: Path) -> None:
    typed(other, "TV01", "HS1", "Ý kiến ở đây", TC1=150)
    submission = sample.submission("HS1").id
    report = take_drafts(other.book, file, PIN, overwrite={(submission, "TC1")})
    assert report.replaced == (Difference(submission, "TC1", 150, 175),)
    assert [difference.what for difference in report.kept] == ["comment"]
    assert other.draft("TV01", "HS1") == Draft({"TC1": 175, "TC2": 400}, "Ý kiến ở đây")


def test_what_was_handed_in_meanwhile_is_not_touched(sample: Sample, tmp_path: Path) -> None:
    typed(sample, "TV01", "HS1", TC1=175)
    file = write_drafts(sample.book, sample.member("TV01"), tmp_path / "a.nhap", PIN)
    sample.score("TV01", "HS1", 800)
    report = take_drafts(sample.book, file, PIN)
    assert report.handed_in == (sample.submission("HS1").id,) and report.added == ()
    assert sample.draft("TV01", "HS1") is None


def test_a_begun_new_version_moves_with_its_reason(sample: Sample, tmp_path: Path) -> None:
    sample.score("TV01", "HS1", 800)
    who, what = sample.member("TV01"), sample.submission("HS1")
    sample.book.drafts.start(who.id, what.id, {"TC1": 200}, "", "Chấm nhầm")
    file = write_drafts(sample.book, who, tmp_path / "a.nhap", PIN)
    sample.book.drafts.drop(who.id, what.id)
    assert take_drafts(sample.book, file, PIN).added == (what.id,)
    assert sample.draft("TV01", "HS1") == Draft({"TC1": 200}, "", "Chấm nhầm")


def test_a_member_without_drafts(sample: Sample, other: Sample, tmp_path: Path) -> None:
    file = write_drafts(sample.book, sample.member("TV03"), tmp_path / "a.nhap", PIN)
    assert take_drafts(other.book, file, PIN).added == ()


def test_a_file_moved_to_another_member_or_book_does_not_open(
    sample: Sample, other: Sample, file: Path, tmp_path: Path
) -> None:
    said = json.loads(file.read_bytes())
    file.write_text(json.dumps({**said, "member": sample.member("TV02").id.hex()}))
    with pytest.raises(WrongPinError):
        take_drafts(other.book, file, PIN)
    file.write_text(json.dumps(said))
    with (
        Book.create(tmp_path / "la.thamdinh", sample.book.home) as strange,
        pytest.raises(DraftsOfOtherBookError),
    ):
        take_drafts(strange, file, PIN)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", DraftFileError),
        (b"\xff\xfe", DraftFileError),
        (b"[]", DraftFileError),
        (b"[" * 100_000, DraftFileError),
        (b'{"format": "thamdinh-drafts-1"}', DraftFileError),
        (b'{"format": "thamdinh-drafts-1", "book": "zz", "member": ""}', DraftFileError),
        (b'{"format": "thamdinh-drafts-1", "book": "BOOK", "member": "00"}', WrongPinError),
    ],
)
def test_anything_else_is_refused(
    sample: Sample, tmp_path: Path, content: bytes, error: type[ThamdinhError]
) -> None:
    file = tmp_path / "b.nhap"
    file.write_bytes(content.replace(b"BOOK", sample.book.id.hex().encode()))
    with pytest.raises(error):
        take_drafts(sample.book, file, PIN)


@pytest.mark.parametrize(
    "said",
    [
        "{}", "[1]", '[{"submission": "00"}]',
        '[{"submission": "00", "marks": {"TC1": 1.5}, "comment": "", "reason": ""}]',
        '[{"submission": "00", "marks": {"TC1": -1}, "comment": "", "reason": ""}]',
        '[{"submission": "00", "marks": {"comment": 1}, "comment": "", "reason": ""}]',
        '[{"submission": "00", "marks": {"TC1": true}, "comment": "", "reason": ""}]',
        '[{"submission": "00", "marks": {}, "comment": 1, "reason": ""}]',
    ],
)  # fmt: skip
def test_nonsense_under_the_right_pin_is_refused(sample: Sample, tmp_path: Path, said: str) -> None:
    book, member = sample.book, sample.member("TV01").id
    head = {"format": "thamdinh-drafts-1", "book": book.id.hex(), "member": member.hex()}
    body = sealed.seal(said.encode(), PIN, b"thamdinh-drafts-1" + book.id + member)
    file = tmp_path / "b.nhap"
    file.write_text(json.dumps({**head, **body}))
    with pytest.raises(DraftFileError):
        take_drafts(book, file, PIN)
    assert book.drafts.of(member) == {}


def test_no_file_weak_pin_own_file(sample: Sample, tmp_path: Path) -> None:
    member = sample.member("TV01")
    with pytest.raises(FileMissingError):
        take_drafts(sample.book, tmp_path / "khong-co.nhap", PIN)
    with pytest.raises(DraftFileError):
        take_drafts(sample.book, tmp_path, PIN)
    with pytest.raises(WeakPinError):
        write_drafts(sample.book, member, tmp_path / "a.nhap", "123")
    with pytest.raises(OwnFileError):
        write_drafts(sample.book, member, sample.book.path, PIN)
    assert not list(tmp_path.glob("*.nhap"))
