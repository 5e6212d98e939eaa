"""Two thirds in whole numbers, counted without the recused."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.quorum import attendance, quorum


@pytest.mark.parametrize(
    ("present", "entitled", "expected"),
    [
        (5, 7, True),
        (4, 7, False),
        (2, 3, True),
        (4, 6, True),
        (6, 9, True),
        (5, 9, False),
        (4, 5, True),
        (3, 5, False),
        (1, 1, True),
        (0, 1, False),
        (0, 0, False),
    ],
)
def test_quorum(present: int, entitled: int, expected: bool) -> None:
    assert quorum(present, entitled) is expected


@given(st.integers(0, 50), st.integers(1, 50))
def test_quorum_against_fractions(present: int, entitled: int) -> None:
    assert quorum(present, entitled) == (Fraction(present, entitled) >= Fraction(2, 3))


def members(numbers: str) -> list[bytes]:
    return [number.encode() for number in numbers]


@pytest.mark.parametrize(
    ("panel", "absent", "recused", "expected"),
    [
        ("1234567", "", "", (7, 7)),
        ("1234567", "12", "", (7, 5)),
        ("1234567", "12", "34", (5, 3)),
        ("1234567", "12", "23", (5, 4)),  # recused and absent: counted once
        ("1234567", "9", "8", (7, 7)),  # not of the panel
        ("11234567", "1", "", (7, 6)),
        ("12", "", "12", (0, 0)),
    ],
)
def test_attendance(panel: str, absent: str, recused: str, expected: tuple[int, int]) -> None:
    assert attendance(members(panel), members(absent), members(recused)) == expected


def test_a_recusal_can_bring_the_quorum() -> None:
    """4 of 7 are too few; with one of the absent recused 4 of 6 are enough."""
    panel, absent = members("1234567"), members("567")
    for recused, enough in ((members(""), False), (members("7"), True)):
        entitled, present = attendance(panel, absent, recused)
        assert quorum(present, entitled) is enough
