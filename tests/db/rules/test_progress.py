"""Reached per cent: only of numbers that can be read in one way."""

from __future__ import annotations

from fractions import Fraction

import pytest

from db.rules.progress import reached, read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("300", 300), ("12,5", Fraction(25, 2)), ("12.5", Fraction(25, 2)), ("1.500", 1500),
        ("1.500,25", Fraction(150025, 100)), ("98 %", 98), ("98%", 98), (" 5 hộ ", 5),
        ("1,500", None), ("trên 5", None), ("5-7", None), ("", None), ("1.500.5", None),
        ("5 người", None), ("hết", None), ("-3", None), ("0,5", Fraction(1, 2)),
    ],
)  # fmt: skip
def test_numbers_as_offices_write_them(text: str, number: int | Fraction | None) -> None:
    assert read_number(text, "hộ") == number


def test_a_share_is_result_over_promise_half_up() -> None:
    assert reached("0", "300", "412") == 13733
    assert reached("", "3", "2") == 6667
    assert reached("40", "85", "76,5", "%") == 9000


def test_where_nothing_can_be_said_nothing_is_said() -> None:
    assert reached("0", "300", "nhiều") is None
    assert reached("0", "", "412") is None
    assert reached("0", "0", "3") is None
    assert reached("10", "5", "4") is None, "less was promised than there was"
