"""``check``: what was altered behind the program's back is found and named."""

from __future__ import annotations

from typing import Any

import pytest

from db import freeze
from db.check import check
from db.keys import Signer, make_member_key
from tests.support import Sample


@pytest.fixture
def full(sample: Sample) -> Sample:
    """A book with something of everything: changes, ballots, lists, a snapshot."""
    signer = make_member_key(sample.book.home, sample.book.id, sample.member("TV01").id, "1234")
    sample.set("member", sample.member("TV01").id, **{f"key__{signer.public.hex()}": "x"})
    sample.score_all()
    sample.score("TV01", "HS1", 900, signer=signer, reason="tự chấm")
    freeze.freeze(sample.book, sample.campaign, 1)
    return sample


def _codes(sample: Sample) -> list[str]:
    return [trouble.code for trouble in check(sample.book)]


def _poke(sample: Sample, statement: str, *values: Any) -> None:
    sample.book.connection.execute(statement, values)
    sample.book.rebuild()


def test_all_is_well(full: Sample) -> None:
    assert check(full.book) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET val = 'x' WHERE fld = 'unit.name'",
        "UPDATE change SET val = CAST(val AS BLOB) WHERE fld = 'unit.name'",
        "UPDATE change SET who = 'x' WHERE fld = 'unit.name'",
        "UPDATE change SET fld = 'unit.nam' WHERE fld = 'unit.name'",
        "UPDATE change SET prev = zeroblob(22) WHERE fld = 'unit.name'",
    ],
)
def test_an_altered_change_is_found(full: Sample, statement: str) -> None:
    _poke(full, statement)
    found = check(full.book)
    assert [(t.code, t.facts["count"]) for t in found] == [("change_altered", 4)]


def test_a_change_that_was_taken_out_is_missed_by_its_signature(full: Sample) -> None:
    _poke(full, "DELETE FROM change WHERE fld = 'submission.title'")
    assert _codes(full) == ["operation_unsigned"]


def test_changes_without_an_operation_are_found(full: Sample) -> None:
    _poke(full, "DELETE FROM op WHERE op = (SELECT op FROM change WHERE fld = 'member.role')")
    assert "operation_unsigned" in _codes(full)


def test_another_signature_under_an_operation_is_found(full: Sample) -> None:
    _poke(full, "UPDATE op SET key = ?", Signer(b"s" * 32).public)
    assert "operation_unsigned" in _codes(full)


def test_changes_of_another_book_are_found(full: Sample) -> None:
    _poke(full, "UPDATE book SET id = zeroblob(16)")
    full.book.id = bytes(16)
    found = set(_codes(full))
    assert found >= {"change_altered", "operation_unsigned", "ballot_altered", "list_altered",
                     "snapshot_altered"}  # fmt: skip


def test_a_clock_more_than_a_day_ahead_is_warned_of(full: Sample) -> None:
    full.book.clock.now -= 23 * 3_600_000  # type: ignore[attr-defined]  # the fake one
    assert _codes(full) == []
    full.book.clock.now -= 2 * 3_600_000  # type: ignore[attr-defined]  # the fake one
    assert _codes(full) == ["clock_ahead"]


@pytest.mark.parametrize("column", ["seq", "ids", "prev", "member"])
def test_an_altered_list_is_found(full: Sample, column: str) -> None:
    value = {"seq": 7, "ids": b"x" * 16, "prev": b"p" * 64, "member": b"m" * 16}[column]
    _poke(full, f"UPDATE sent SET {column} = ?", value)
    assert _codes(full) == ["list_altered"]


@pytest.mark.parametrize("column", ["seq", "body", "key", "session"])
def test_an_altered_snapshot_is_found(full: Sample, column: str) -> None:
    value: Any = {"seq": 7, "body": b"{}", "key": b"k" * 32, "session": b"s" * 16}[column]
    _poke(full, f"UPDATE snapshot SET {column} = ?", value)
    assert _codes(full) == ["snapshot_altered"]


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE tally SET final = final + 1 WHERE final IS NOT NULL", "tally"),
        ("UPDATE unit SET name = 'x' WHERE code = 'A'", "unit"),
        ("DELETE FROM recusal", None),
        ("DELETE FROM standing", "standing"),
        ("DELETE FROM frozen", "frozen"),
        ("UPDATE ballot_state SET marks = '{}'", "ballot_state"),
        ("CREATE TABLE extra(a)", "extra"),
        ("DROP TABLE trouble", "trouble"),
    ],
)
def test_a_picture_that_differs_from_the_log_is_found(
    full: Sample, statement: str, table: str | None
) -> None:
    full.book.connection.execute(statement)
    expected = [] if table is None else [("picture_differs", table)]
    assert [(t.code, t.facts["table"]) for t in check(full.book)] == expected
    full.book.rebuild()
    assert check(full.book) == []


def test_checking_changes_nothing(full: Sample) -> None:
    before = full.book.path.read_bytes()
    check(full.book)
    assert full.book.path.read_bytes() == before


def test_text_that_is_none_is_said_and_not_thrown(full: Sample) -> None:
    full.book.connection.execute(
        "UPDATE change SET val = CAST(x'ff' AS TEXT) WHERE fld = 'unit.name'"
    )
    assert _codes(full) == ["damaged"]
