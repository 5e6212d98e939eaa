"""The next code in the office's own pattern."""

from __future__ import annotations

import pytest

from db.rules.codes import next_code


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "HS-001"),
        (["LD-2023-001", "LD-2023-009"], "LD-2023-010"),
        (["LD-2023-009", "LD-2023-010", "X1"], "LD-2023-011"),
        (["LD-2023-001"], "LD-2023-002"),
        (["12/2023"], "13/2023"),  # the year is not what counts on
        (["TT-01", "TT-02", "CN-01"], "TT-03"),
        (["99"], "100"),
        (["HS"], "HS-001"),  # no number in it
        (["1", "2", "3", "01"], "4"),
    ],
)
def test_next_code(codes: list[str], expected: str) -> None:
    assert next_code(codes, first="HS-001", year=2023) == expected


def test_the_first_code_is_free() -> None:
    assert next_code(["a"], first="a") == "a"  # nothing to count on
    assert next_code(["x-y"], first="HS-001") == "HS-001"


@pytest.mark.parametrize("count", [1, 9, 10, 99, 100, 999, 1000])
def test_it_is_never_taken_and_counts_on(count: int) -> None:
    codes = [f"LD-2023-{n:03d}" for n in range(1, count + 1)]
    assert next_code(codes, first="", year=2023) == f"LD-2023-{count + 1:03d}"
