"""Reading and showing points; rounding half up without floats."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import MarkUnreadableError
from db.rules.points import LARGEST, dotted, half_up, mean_half_up, parse_points, show

hundredths = st.integers(min_value=0, max_value=LARGEST)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8,5", 850),
        ("8.5", 850),
        (" 1,75 ", 175),
        ("\u00a01,75\t", 175),
        ("0", 0),
        ("007", 700),
        ("10,00", 1000),
        ("０，２５", 25),
        ("８．５", 850),
        (2, 200),
        (0, 0),
        (1.75, 175),
        (0.1 + 0.2, 30),
        (-0.0, 0),
        (8.449999999999999, 845),
        (Decimal("8.45"), 845),
        (Decimal("8.4500000"), 845),
        (Decimal("1E+1"), 1000),
        ("999999,99", LARGEST),
    ],
)
def test_what_is_understood(typed: object, expected: int) -> None:
    assert parse_points(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "1.234",
        "1,234",
        "1,750",
        "1,2,3",
        "1.2,3",
        "1 75",
        "-1",
        "-0,25",
        "+1",
        "1e2",
        "1,",
        ",5",
        "1_0",
        "LQ",
        "1²",
        "①",
        "½",
        "٣",
        "inf",
        "nan",
        "1000000",
        "9" * 5000,
        True,
        False,
        None,
        -1,
        -0.25,
        1.005,
        8.125,
        0.25000001,
        float("inf"),
        float("-inf"),
        float("nan"),
        1e300,
        1_000_000,
        pytest.param(10**5000, id="an int too long to be shown"),
        Decimal("1.005"),
        Decimal("1E-40"),
        Decimal("-0.5"),
        Decimal("NaN"),
        Decimal("sNaN"),
        Decimal("Infinity"),
        Decimal("1E+999999"),
        Decimal("1E-999999"),
        b"1",
        [1],
    ],
)
def test_what_is_refused(typed: object) -> None:
    with pytest.raises(MarkUnreadableError) as caught:
        parse_points(typed)
    assert caught.value.facts["criterion"] == ""
    assert isinstance(caught.value.facts["text"], str)


@pytest.mark.parametrize(("typed", "text"), [("1,2,3", "1,2,3"), (None, ""), (8.125, "8.125")])
def test_the_error_keeps_what_was_typed(typed: object, text: str) -> None:
    with pytest.raises(MarkUnreadableError) as caught:
        parse_points(typed)
    assert caught.value.facts["text"] == text


@pytest.mark.parametrize(
    ("points", "comma", "point"),
    [(875, "8,75", "8.75"), (5, "0,05", "0.05"), (0, "0,00", "0.00"), (1000, "10,00", "10.00")],
)
def test_show(points: int, comma: str, point: str) -> None:
    assert (show(points), dotted(points)) == (comma, point)


def test_differences_may_be_negative() -> None:
    assert (show(-25), dotted(-125)) == ("-0,25", "-1.25")


@given(hundredths)
def test_round_trip(points: int) -> None:
    assert parse_points(show(points)) == points
    assert parse_points(dotted(points)) == points
    assert parse_points(points / 100) == points
    assert parse_points(Decimal(points) / 100) == points


@given(st.text() | st.floats() | st.decimals() | st.integers())
def test_anything_is_read_or_refused(typed: object) -> None:
    try:
        points = parse_points(typed)
    except MarkUnreadableError:
        return
    assert type(points) is int
    assert 0 <= points <= LARGEST


@given(st.floats(min_value=0, max_value=100))
def test_a_float_is_never_rounded_to_a_mark(typed: float) -> None:
    try:
        points = parse_points(typed)
    except MarkUnreadableError:
        return
    # 1e-9 as the float subtraction sees it
    assert abs(Fraction(typed) - Fraction(points, 100)) <= Fraction(1, 10**9) * Fraction(1001, 1000)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(1, 2, 1), (3, 2, 2), (5, 2, 3), (1, 3, 0), (2, 3, 1), (0, 7, 0), (-1, 2, 0), (-3, 2, -1)],
)
def test_half_up(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=1, max_value=10**4))
def test_mean_against_decimal(total: int, count: int) -> None:
    # 28 digits hold every such quotient exactly enough: halves are exact in binary and decimal.
    reference = (Decimal(total) / count).quantize(Decimal(1), ROUND_HALF_UP)
    assert mean_half_up(total, count) == int(reference)


@given(st.integers(), st.integers(min_value=1))
def test_half_up_is_nearest_and_takes_the_upper_of_two(numerator: int, denominator: int) -> None:
    off = half_up(numerator, denominator) - Fraction(numerator, denominator)
    assert Fraction(-1, 2) < off <= Fraction(1, 2)


@pytest.mark.parametrize("count", [0, -1])
def test_no_mean_of_nothing(count: int) -> None:
    with pytest.raises(ValueError, match="positive"):
        mean_half_up(100, count)
