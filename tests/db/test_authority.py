"""Whose signature counts: the office's keys, those they made, and confirmed members'."""

from __future__ import annotations

from itertools import permutations
from typing import Any

from db.book import Book
from db.change_log import load_authority
from db.check import check
from db.keys import Signer
from tests.support import Sample

SECOND, THIRD, MEMBER = (Signer(bytes([i]) * 32) for i in (1, 2, 3))


def _office(book: Book, key: Signer, by: Signer | None = None, there: bool = True) -> None:
    with book.write("x", by) as operation:
        operation.set("office", book.id, {f"key:{key.public.hex()}": "x" if there else None})


def _confirm(sample: Sample, code: str, key: Signer, by: Signer | None = None) -> None:
    with sample.book.write("x", by) as operation:
        operation.set("member", sample.member(code).id, {f"key:{key.public.hex()}": "x"})


def _keys(book: Book) -> set[bytes]:
    return set(book.authority.office) - {book.require_office().public}


def test_a_new_book_obeys_one_key(book: Book) -> None:
    assert book.authority.office == {book.require_office().public}
    assert book.authority.members == {}


def test_an_office_key_makes_another_and_that_one_a_third(book: Book) -> None:
    _office(book, SECOND)
    _office(book, THIRD, by=SECOND)
    assert _keys(book) == {SECOND.public, THIRD.public}
    assert check(book) == []


def test_what_a_key_signed_before_counts_once_it_is_made(book: Book) -> None:
    for second, third in permutations((SECOND, THIRD)):
        _office(book, third, by=second)
    assert _keys(book) == set(), "they made each other"
    _office(book, SECOND)
    assert _keys(book) == {SECOND.public, THIRD.public}
    assert check(book) == []


def test_a_key_that_is_withdrawn_speaks_no_more_and_nor_do_those_it_made(sample: Sample) -> None:
    book, unit = sample.book, sample.around.units["A"].id
    _office(book, SECOND)
    _office(book, THIRD, by=SECOND)
    with book.write("x", THIRD) as operation:
        operation.set("unit", unit, {"name": "Máy thứ ba"})
    assert sample.around.units["A"].name == "Máy thứ ba"
    _office(book, SECOND, there=False)
    assert _keys(book) == set()
    assert sample.around.units["A"].name == "Đảng ủy A"
    assert book.connection.execute("SELECT what FROM trouble").fetchall() == [
        ("proposal",),  # the third key, made by the second
        ("proposal",),  # the unit's name
    ]
    assert check(book) == []


def test_nobody_makes_itself_an_office(book: Book) -> None:
    _office(book, SECOND, by=SECOND)
    assert _keys(book) == set()


def test_a_key_under_another_row_or_of_another_length_is_none(book: Book) -> None:
    with book.write() as operation:
        operation.set("office", b"x" * 16, {f"key:{SECOND.public.hex()}": "x"})
        operation.set("office", book.id, {"key:abcd": "x", "key:zz": "x", "key:": "x"})
        operation.set("office", book.id, {f"key:{SECOND.public.hex().upper()}": "x"})
    assert _keys(book) == set()


def test_only_the_office_confirms_a_members_key(sample: Sample) -> None:
    _confirm(sample, "TV01", MEMBER, by=MEMBER)
    _confirm(sample, "TV02", MEMBER, by=THIRD)
    assert sample.book.authority.members == {}
    _confirm(sample, "TV01", MEMBER)
    assert sample.book.authority.members == {MEMBER.public: {sample.member("TV01").id}}


def test_one_key_may_speak_for_two_members_of_two_campaigns(sample: Sample) -> None:
    _confirm(sample, "TV01", MEMBER)
    _confirm(sample, "TV02", MEMBER)
    both = {sample.member(code).id for code in ("TV01", "TV02")}
    assert sample.book.authority.members == {MEMBER.public: both}


def test_a_member_who_left_the_panel_speaks_no_more(sample: Sample) -> None:
    member = sample.member("TV01").id
    _confirm(sample, "TV01", MEMBER)
    sample.score("TV01", "HS1", 800, signer=MEMBER)
    with sample.book.write() as operation:
        operation.remove("member", member)
    assert sample.book.authority.members == {}
    assert sample.result("HS1").ballots_valid == 0
    with sample.book.write() as operation:
        operation.restore("member", member)
    assert sample.result("HS1").final == 800
    assert check(sample.book) == []


def test_members_of_a_second_office_count_with_it(sample: Sample) -> None:
    """The panel, its keys and its ballots, all written under a key that is made only later."""
    member = b"m" * 16
    with sample.book.write("x", SECOND) as operation:
        values: dict[str, Any] = {"campaign": sample.campaign.id, "code": "TV09", "role": "member"}
        operation.set("member", member, {**values, f"key:{MEMBER.public.hex()}": "x"})
    assert "TV09" not in sample.around.by_code
    _office(sample.book, SECOND)
    assert sample.book.authority.members == {MEMBER.public: {member}}
    sample.score("TV09", "HS1", 800, signer=MEMBER)
    assert sample.result("HS1").final == 800
    assert check(sample.book) == []


def test_the_log_says_the_same_as_the_open_book(sample: Sample) -> None:
    _office(sample.book, SECOND)
    _confirm(sample, "TV01", MEMBER, by=SECOND)
    root = sample.book.require_office().public
    loaded = load_authority(sample.book.connection, sample.book.id, root)
    assert loaded == sample.book.authority
