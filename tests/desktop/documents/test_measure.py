"""Lines broken by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.documents.fonts import typeface
from desktop.documents.measure import width, wrap, wrap_evenly

WORDS = st.text(alphabet="aăâ mnộ ửy Đ-", max_size=120)


@given(WORDS, st.floats(20, 400))
def test_lines_keep_all_words_and_the_limit(text: str, limit: float) -> None:
    font = typeface().regular
    lines = wrap(text, font, 11, limit)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    assert all(width(line, font, 11) <= limit + 1e-6 for line in lines)


@given(WORDS, st.floats(60, 400))
def test_even_lines_are_no_more_than_greedy_ones(text: str, limit: float) -> None:
    font = typeface().bold
    assert len(wrap_evenly(text, font, 14, limit)) == len(wrap(text, font, 14, limit))


def test_a_word_too_wide_is_cut() -> None:
    font = typeface().regular
    lines = wrap("x" * 400, font, 11, 100)
    assert len(lines) > 1
    assert "".join(lines) == "x" * 400


def test_line_feeds_stay() -> None:
    assert wrap("một\n\nhai", typeface().regular, 11, 200) == ("một", "hai")
