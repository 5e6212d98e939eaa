"""One mark: readable, within the maximum, on the step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import MarkError, MarkOffStepError, MarkTooHighError, MarkUnreadableError
from db.records import Criterion
from db.rules.marks import check_mark, read_mark

TC1 = Criterion("TC1", "Ban hành văn bản", 200)
DT1 = Criterion("DT1", "Tháo gỡ khó khăn", 50, bonus=True)


@pytest.mark.parametrize(
    ("criterion", "step", "typed", "expected"),
    [
        (TC1, 25, "1,75", 175),
        (TC1, 25, 1.75, 175),
        (TC1, 25, "2", 200),
        (TC1, 25, 0, 0),
        (TC1, 10, "0.1", 10),
        (DT1, 50, "0,5", 50),
        (DT1, 100, "0,5", 50),  # full marks, though off the step
        (Criterion("X", "", 30), 25, "0,3", 30),
    ],
)
def test_accepted(criterion: Criterion, step: int, typed: object, expected: int) -> None:
    assert read_mark(criterion, step, typed) == expected


@pytest.mark.parametrize(
    ("criterion", "step", "typed", "error", "text"),
    [
        (TC1, 25, "2,25", MarkTooHighError, "2,25"),
        (TC1, 25, "2.01", MarkTooHighError, "2,01"),
        (TC1, 25, "1,8", MarkOffStepError, "1,80"),
        (TC1, 50, 1.75, MarkOffStepError, "1,75"),
        (TC1, 0, "1", MarkOffStepError, "1,00"),
        (DT1, 100, "0,25", MarkOffStepError, "0,25"),
        (TC1, 25, "1.234", MarkUnreadableError, "1.234"),
        (TC1, 25, "", MarkUnreadableError, ""),
        (TC1, 25, True, MarkUnreadableError, "True"),
    ],
)
def test_refused(
    criterion: Criterion, step: int, typed: object, error: type[MarkError], text: str
) -> None:
    with pytest.raises(error) as caught:
        read_mark(criterion, step, typed)
    assert caught.value.facts == {
        "criterion": criterion.code,
        "text": text,
        "max": criterion.max,
        "step": step,
    }


def test_a_negative_value_is_no_mark() -> None:
    with pytest.raises(MarkUnreadableError):
        check_mark(TC1, 25, -25)


@given(st.integers(1, 1000), st.sampled_from([10, 25, 50, 100]), st.integers(-10, 1100))
def test_exactly_the_steps_and_the_maximum_pass(maximum: int, step: int, value: int) -> None:
    allowed = {*range(0, maximum + 1, step), maximum}
    try:
        check_mark(Criterion("X", "", maximum), step, value)
    except MarkError:
        assert value not in allowed
    else:
        assert value in allowed
