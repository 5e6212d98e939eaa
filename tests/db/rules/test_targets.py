"""Shares of the yearly targets (R19, R21)."""

from __future__ import annotations

import pytest

from db.rules.targets import Share


@pytest.mark.parametrize(
    ("numerator", "denominator", "least", "percent", "met"),
    [
        (2, 3, 25, 6667, True),
        (899_999, 1_000_000, 90, 9000, False),
        (9, 10, 90, 9000, True),
        (1, 4, 25, 2500, True),
        (0, 5, 100, 0, False),
        (0, 0, 100, None, None),
        (6, 4, 25, 15000, True),
    ],
)
def test_a_share_is_compared_whole_and_shown_rounded(
    numerator: int, denominator: int, least: int, percent: int | None, met: bool | None
) -> None:
    share = Share(numerator, denominator, least)
    assert (share.percent, share.met) == (percent, met)
