"""Days late; "trước ngày" leaves the day itself out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.deadlines import Deadline, last_day, late_days

REPORT = Deadline("report", "2022-12-20", "804-CV/HU, mục 4")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2022-12-01", 0),
        ("2022-12-19", 0),
        ("2022-12-20", 1),
        ("2022-12-21", 2),
        ("2023-01-01", 13),
        (None, None),
    ],
)
def test_before_the_day(day: str | None, expected: int | None) -> None:
    assert late_days(day, REPORT) == expected


def test_by_the_day() -> None:
    by = Deadline("report", "2022-12-20", "", inclusive=True)
    assert [late_days(f"2022-12-{n}", by) for n in (19, 20, 21)] == [0, 0, 1]


def test_over_the_end_of_february() -> None:
    register = Deadline("register", "2024-03-01", "")
    assert last_day(register) == date(2024, 2, 29)
    assert late_days("2024-02-29", register) == 0


def test_without_a_deadline_nobody_is_late() -> None:
    assert late_days("2023-01-01", None) is None


@pytest.mark.parametrize("day", ["20/12/2022", "2022-02-30", ""])
def test_only_iso_dates(day: str) -> None:
    with pytest.raises(ValueError):
        late_days(day, REPORT)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-400, 400), st.booleans())
def test_late_days_count_from_the_last_day(due: date, off: int, inclusive: bool) -> None:
    deadline = Deadline("report", due.isoformat(), "", inclusive)
    day = last_day(deadline) + timedelta(days=off)
    assert late_days(day.isoformat(), deadline) == max(0, off)
