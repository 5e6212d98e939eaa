"""Dates, counts and numbers of papers as offices write them."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.documents.forms import load_form
from desktop.documents.wording import (
    as_list,
    clock_words,
    count,
    date_figures,
    date_words,
    ended,
    in_series,
    listed,
    number_series,
    paper_number,
    roman,
    round_points,
)

PARTY, STATE = load_form("hd36_2018"), load_form("nd30_2020")


@pytest.mark.parametrize(
    ("day", "words", "figures"),
    [
        (date(2023, 2, 5), "ngày 05 tháng 02 năm 2023", "05/02/2023"),
        (date(2021, 9, 22), "ngày 22 tháng 9 năm 2021", "22/9/2021"),
        (date(2023, 11, 24), "ngày 24 tháng 11 năm 2023", "24/11/2023"),
        (date(2023, 3, 9), "ngày 09 tháng 3 năm 2023", "09/3/2023"),
    ],
)
def test_dates(day: date, words: str, figures: str) -> None:
    assert date_words(day, 0) == words
    assert date_figures(day) == figures


def test_open_date() -> None:
    assert date_words(None, 2023) == "ngày …… tháng …… năm 2023"


def test_times() -> None:
    assert clock_words(PARTY, "8:05") == "08 giờ 05"
    assert clock_words(STATE, "13:30") == "13 giờ 30 phút"
    assert clock_words(PARTY, "") == "…… giờ ……"
    assert clock_words(PARTY, "đầu giờ chiều") == "đầu giờ chiều"


@pytest.mark.parametrize(
    ("typed", "party", "state"),
    [
        ("03-BB/TTĐ", "Số 03-BB/TTĐ", "Số: 03/BB-TTĐ"),
        ("3/BB-TTĐ", "Số 03-BB/TTĐ", "Số: 03/BB-TTĐ"),
        ("Số: 15/BB-HU", "Số 15-BB/HU", "Số: 15/BB-HU"),
        ("7", "Số 07-BB/TTĐ", "Số: 07/BB-TTĐ"),
        ("", "Số      -BB/TTĐ", "Số:      /BB-TTĐ"),
        ("-BB/HU", "Số      -BB/HU", "Số:      /BB-HU"),
        ("12-KL/HU", "Số 12-KL/HU", "Số 12-KL/HU"),
    ],
)
def test_numbers(typed: str, party: str, state: str) -> None:
    assert paper_number(PARTY, typed, "BB") == party
    assert paper_number(STATE, typed, "BB") == state


def test_series() -> None:
    assert number_series(PARTY, "03-BB/HU") == "HU"
    assert number_series(PARTY, "") == "TTĐ"


def test_small_pieces() -> None:
    assert [count(n) for n in (0, 7, 12)] == ["0", "07", "12"]
    assert [round_points(p) for p in (1000, 850, 825, 0)] == ["10", "8,5", "8,25", "0"]
    assert [roman(n) for n in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
    assert listed(["a", "", "b"], " và ") == "a và b"
    assert ended("Xong.") == ended("Xong") == "Xong."
    assert ended("Xong", "./.") == "Xong./."
    assert ended("……") == "……"
    assert as_list(["- Như trên,", "Lưu./."], ",", ".") == ("Như trên,", "Lưu.")


@pytest.mark.parametrize(
    ("typed", "series", "said"),
    [
        ("", "", ""), ("3", "", "3"), ("", "HU", "-BB/HU"), ("3", "HU", "3-BB/HU"),
        ("Số 03", "HU", "03-BB/HU"), ("3-BB/TTĐ", "HU", "3-BB/TTĐ"), ("3/BB", "HU", "3-BB/HU"),
    ],
)  # fmt: skip
def test_a_number_without_a_series_gets_the_bodys(typed: str, series: str, said: str) -> None:
    assert in_series(typed, series) == said
