"""Letters of columns, and texts with fonts of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.intake.cells import RichText, column_index, column_letters


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_letters(index: int, letters: str) -> None:
    assert column_letters(index) == letters
    assert column_index(letters) == index
    assert column_index(letters.lower()) == index


@given(st.integers(0, 20000))
def test_there_and_back(index: int) -> None:
    assert column_index(column_letters(index)) == index


def test_no_letters() -> None:
    with pytest.raises(ValueError, match="A1"):
        column_index("A1")


def test_rich_text_is_text() -> None:
    text = RichText.of([("a", None), ("b", "Arial")])
    assert text == "ab"
    assert text.runs == (("a", None), ("b", "Arial"))
