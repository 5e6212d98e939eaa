"""Sound rubrics, classes and results near an edge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Band, Criterion, Rubric
from db.rules.bands import (
    CLASSES,
    Problem,
    borderline,
    check,
    class_note_code,
    class_of,
    unworded,
)


def codes(rubric: Rubric) -> list[str]:
    return [problem.code for problem in check(rubric)]


def bands(*pairs: tuple[str, int]) -> tuple[Band, ...]:
    return tuple(Band(name, start) for name, start in pairs)


def test_a_sound_rubric(rubric: Rubric) -> None:
    assert check(rubric) == ()


def test_r2_without_bands_is_sound_while_unconfirmed(rubric: Rubric) -> None:
    assert check(replace(rubric, bands=(), confirmed=False, bands_basis="")) == ()


def test_confirmed_needs_bands_and_their_basis(rubric: Rubric) -> None:
    assert codes(replace(rubric, bands=())) == ["confirmed_without_bands"]
    assert codes(replace(rubric, bands_basis="  ")) == ["confirmed_without_basis"]


def test_r2_a_criterion_whose_content_nobody_wrote(rubric: Rubric) -> None:
    assert unworded(rubric) == ()
    first, *others = rubric.criteria
    for name in ("  ", "Điểm thưởng: (chưa có nội dung, cơ quan điền theo văn bản)"):
        opened = replace(rubric, criteria=(replace(first, name=name), *others))
        assert unworded(opened) == (Problem("criterion_unworded", {"criterion": first.code}),)
        assert check(opened) == ()  # what was confirmed before is scored on


def test_maxima_must_add_up(rubric: Rubric) -> None:
    short = replace(rubric, criteria=rubric.criteria[:-1])
    assert check(short) == (Problem("maxima_differ", {"sum": 950, "total": 1000}),)


@pytest.mark.parametrize("step", [0, -25, 1, 20, 75, 1000])
def test_unknown_step(rubric: Rubric, step: int) -> None:
    assert check(replace(rubric, step=step)) == (Problem("step_unknown", {"step": step}),)


@pytest.mark.parametrize("step", [10, 25, 50, 100])
def test_known_step(rubric: Rubric, step: int) -> None:
    assert check(replace(rubric, step=step)) == ()


def test_criteria(rubric: Rubric) -> None:
    first, second, *rest = rubric.criteria
    twice = replace(rubric, criteria=(first, replace(second, code="TC1"), *rest))
    assert check(twice) == (Problem("criterion_twice", {"criterion": "TC1"}),)
    nameless = replace(rubric, criteria=(first, replace(second, code=" "), *rest))
    assert check(nameless) == (Problem("criterion_without_code", {"position": 2}),)
    empty = replace(rubric, criteria=(*rubric.criteria, Criterion("X", "", 0)))
    assert check(empty) == (Problem("max_not_positive", {"criterion": "X", "max": 0}),)
    assert codes(replace(rubric, criteria=())) == ["no_criteria"]


def test_total_must_be_positive(rubric: Rubric) -> None:
    assert "total_not_positive" in codes(replace(rubric, total=0))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((("Đạt", 500), ("Không đạt", 0)), []),  # fewer classes leave no gap
        ((("Tốt", 1000), ("Không đạt", 0)), []),
        ((("Tốt", 800), ("Khá", 650), ("Đạt", 500)), ["lowest_band_not_zero"]),
        ((("Tốt", 800), ("Giỏi", 650), ("Không đạt", 0)), ["band_unknown"]),
        ((("Tốt", 800), ("Tốt", 650), ("Không đạt", 0)), ["band_twice"]),
        ((("Tốt", 1001), ("Không đạt", 0)), ["band_outside"]),
        ((("Tốt", 800), ("Không đạt", -1)), ["band_outside", "lowest_band_not_zero"]),
        ((("Tốt", 650), ("Khá", 650), ("Không đạt", 0)), ["bands_not_descending"]),
        ((("Tốt", 650), ("Khá", 800), ("Không đạt", 0)), ["bands_not_descending"]),
        ((("Khá", 800), ("Tốt", 650), ("Không đạt", 0)), ["bands_out_of_order"]),
    ],
)
def test_bands(rubric: Rubric, pairs: tuple[tuple[str, int], ...], expected: list[str]) -> None:
    assert codes(replace(rubric, bands=bands(*pairs))) == expected


def test_a_decomposed_class_name_is_known(rubric: Rubric) -> None:
    assert check(replace(rubric, bands=bands(("To\u0302\u0301t", 800), ("Không đạt", 0)))) == ()


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (1000, "Tốt"),
        (800, "Tốt"),
        (799, "Khá"),
        (650, "Khá"),
        (649, "Đạt"),
        (500, "Đạt"),
        (499, "Không đạt"),
        (0, "Không đạt"),
        (None, None),
    ],
)
def test_class_of(rubric: Rubric, final: int | None, expected: str | None) -> None:
    assert class_of(rubric, final) == expected


def test_no_class_while_unconfirmed(rubric: Rubric) -> None:
    """The bands may be there already: they decide nothing before they are confirmed."""
    draft = replace(rubric, confirmed=False)
    assert class_of(draft, 900) is None
    assert class_note_code(draft, 900) == class_note_code(draft, None) == "rubric_unconfirmed"
    assert not borderline(draft, 800)


def test_class_notes(rubric: Rubric) -> None:
    assert class_note_code(rubric, 900) is None
    assert class_note_code(rubric, None) == "no_result"
    assert class_note_code(replace(rubric, bands=()), 900) == "rubric_without_bands"
    assert class_of(replace(rubric, bands=()), 900) is None


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        (774, False),
        (775, True),
        (799, True),
        (800, True),
        (825, True),
        (826, False),
        (500, True),
        (475, True),
        (0, False),
        (25, False),
        (None, False),
    ],
)
def test_borderline(rubric: Rubric, final: int | None, expected: bool) -> None:
    assert borderline(rubric, final) is expected


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_class_is_monotone(rubric: Rubric, one: int, other: int) -> None:
    lower, higher = sorted((one, other))
    places = [CLASSES.index(str(class_of(rubric, final))) for final in (lower, higher)]
    assert places[1] <= places[0]


@given(st.lists(st.integers(1, 1000), max_size=3, unique=True), st.integers(0, 1000))
def test_sound_bands_class_every_score(rubric: Rubric, starts: list[int], final: int) -> None:
    edges = [*sorted(starts, reverse=True), 0]
    names = CLASSES[-len(edges) :]
    sound = replace(rubric, bands=bands(*zip(names, edges, strict=True)))
    assert check(sound) == ()
    name = class_of(sound, final)
    start = edges[names.index(str(name))]
    above = [edge for edge in edges if edge > start]
    assert start <= final < min(above, default=1001)
