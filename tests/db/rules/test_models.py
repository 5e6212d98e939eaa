"""Which score stands for a subject with several models."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rules.models import subject_score

Models = list[tuple[int | None, bool]]


@pytest.mark.parametrize(
    ("models", "how", "expected"),
    [
        ([(893, False), (511, True)], "highest", 893),
        ([(893, False), (None, True)], "highest", 893),
        ([(893, False), (511, True)], "mean", 702),
        ([(893, False), (512, True)], "mean", 703),  # 7,025 -> 7,03
        ([(893, False), (None, True)], "mean", 893),
        ([(893, False), (511, True)], "main", 511),
        ([(893, False), (None, True)], "main", None),
        ([(893, False), (511, False)], "main", None),  # nobody said which
        ([(893, True), (511, True)], "main", None),
        ([(893, False)], "main", 893),
        ([(None, False)], "main", None),
        ([], "main", None),
        ([], "highest", None),
        ([(None, True)], "mean", None),
    ],
)
def test_subject_score(models: Models, how: str, expected: int | None) -> None:
    assert subject_score(models, how) == expected


def test_an_unknown_way_is_our_own_fault() -> None:
    with pytest.raises(ValueError, match="lowest"):
        subject_score([(893, True)], "lowest")


@given(st.integers(0, 1000), st.booleans(), st.sampled_from(["highest", "mean", "main"]))
def test_one_model_stands_for_itself(final: int, is_main: bool, how: str) -> None:
    assert subject_score([(final, is_main)], how) == final


@given(st.lists(st.tuples(st.none() | st.integers(0, 1000), st.booleans()), max_size=6))
def test_the_mean_is_never_above_the_highest(models: Models) -> None:
    mean, highest = subject_score(models, "mean"), subject_score(models, "highest")
    assert (mean is None) == (highest is None)
    assert mean is None or highest is None or mean <= highest
