"""What is typed and not handed in, in a file of the laptop's own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.drafts import Draft, Drafts
from db.errors import FileUnusableError, NotABookError

TV01, TV02, HS1, HS2 = (letter.encode() * 16 for letter in "abcd")


@pytest.fixture
def drafts(tmp_path: Path) -> Iterator[Drafts]:
    made = Drafts(tmp_path / "nháp.sqlite")
    yield made
    made.close()


def test_nothing_is_there_at_first(drafts: Drafts) -> None:
    assert drafts.get(TV01, HS1) is None
    assert drafts.of(TV01) == {}


def test_marks_and_notes_are_kept_by_member_and_submission(drafts: Drafts) -> None:
    drafts.set_mark(TV01, HS1, "TC1", 175)
    drafts.set_mark(TV01, HS1, "TC1", 200)
    drafts.set_mark(TV02, HS1, "TC1", 0)
    drafts.set_note(TV01, HS2, "rõ", "lý do")
    assert drafts.get(TV01, HS1) == Draft({"TC1": 200})
    assert drafts.get(TV02, HS1) == Draft({"TC1": 0})
    assert drafts.get(TV01, HS2) == Draft({}, "rõ", "lý do")
    assert drafts.of(TV01) == {HS1: {"TC1": 200}, HS2: {}}


def test_a_whole_draft_takes_the_place_of_another(drafts: Drafts) -> None:
    drafts.set_mark(TV01, HS1, "TC1", 175)
    drafts.set_mark(TV01, HS1, "TC9", 100)
    drafts.start(TV01, HS1, {"TC1": 50}, "mới", "lý do")
    assert drafts.get(TV01, HS1) == Draft({"TC1": 50}, "mới", "lý do")


def test_a_draft_that_was_handed_in_is_forgotten(drafts: Drafts) -> None:
    drafts.start(TV01, HS1, {"TC1": 50}, "x", "")
    drafts.set_mark(TV01, HS2, "TC1", 1)
    drafts.drop(TV01, HS1)
    assert drafts.of(TV01) == {HS2: {"TC1": 1}}


def test_it_is_there_after_opening_again(tmp_path: Path) -> None:
    first = Drafts(tmp_path / "d.sqlite")
    first.set_mark(TV01, HS1, "TC1", 175)
    first.close()
    second = Drafts(tmp_path / "d.sqlite")
    assert second.get(TV01, HS1) == Draft({"TC1": 175})
    second.close()


def test_what_was_taken_away_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d.sqlite")
    drafts.set_note(TV01, HS1, "một nhận xét kín", "")
    assert "nhận xét kín".encode() in (tmp_path / "d.sqlite").read_bytes()
    drafts.drop(TV01, HS1)
    drafts.close()
    assert "nhận xét kín".encode() not in (tmp_path / "d.sqlite").read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="other rights there")
def test_only_the_owner_reads_it(tmp_path: Path) -> None:
    Drafts(tmp_path / "d.sqlite").close()
    assert (tmp_path / "d.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_file_of_something_else_is_said(tmp_path: Path) -> None:
    (tmp_path / "d.sqlite").write_bytes(b"of something else" * 100)
    with pytest.raises(NotABookError):
        Drafts(tmp_path / "d.sqlite")
    with pytest.raises(FileUnusableError):
        Drafts(tmp_path / "khong co" / "d.sqlite")


# -- under a member's own key ---------------------------------------------------------------


def test_sealed_drafts_are_the_members_own(drafts: Drafts) -> None:
    drafts.set_mark(TV01, HS1, "TC1", 25)  # of the office, from paper
    drafts.sealed.open(TV01, b"k" * 32)
    assert drafts.get(TV01, HS1) is None
    drafts.set_mark(TV01, HS1, "TC1", 175)
    drafts.set_note(TV01, HS1, "rõ", "")
    drafts.set_why(TV01, HS1, {"TC1": "đủ văn bản"})
    mine = Draft({"TC1": 175}, "rõ", "", {"TC1": "đủ văn bản"})
    assert drafts.get(TV01, HS1) == mine
    assert drafts.of(TV01) == {HS1: {"TC1": 175}}
    assert drafts.of(TV02) == {}
    drafts.sealed.lock()
    assert drafts.get(TV01, HS1) == Draft({"TC1": 25})
    drafts.sealed.open(TV01, b"x" * 32)
    assert drafts.get(TV01, HS1) is None  # another key
    drafts.sealed.open(TV01, b"k" * 32)
    drafts.start(TV01, HS2, {"TC1": 50}, "", "lý do")
    drafts.drop(TV01, HS1)
    assert drafts.of(TV01) == {HS2: {"TC1": 50}}


def test_nothing_of_a_sealed_draft_stands_in_the_file(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d.sqlite")
    drafts.sealed.open(TV01, b"k" * 32)
    drafts.set_note(TV01, HS1, "nhan xet rieng", "")
    drafts.close()
    assert b"nhan xet rieng" not in (tmp_path / "d.sqlite").read_bytes()


def test_the_place_is_kept(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "d.sqlite")
    drafts.sealed.keep_place("x", "y")
    drafts.close()
    drafts = Drafts(tmp_path / "d.sqlite")
    assert drafts.sealed.place("x") == "y"
    drafts.sealed.keep_place("x", "")
    assert drafts.sealed.place("x") == ""
    drafts.close()
