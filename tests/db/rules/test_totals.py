"""Totals, means, median, spread, and dropping the extremes."""

from __future__ import annotations

import statistics
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import Criterion, Rubric, Settings, Tally
from db.rules.totals import agreed, complete, drops, missing, tally, total

CODES = ("TC1", "TC2", "TC3", "TC4", "DT1", "DT2")
MAXIMA = (200, 400, 200, 100, 50, 50)
Marks = dict[str, int]

DROPPING = Settings(drop_extremes=True)

# The seven paper ballots on LD-2023-001 of the sample workbook, in the order of its rows.
LD_001 = (
    (200, 350, 125, 100, 25, 50),  # 8,50
    (200, 325, 175, 100, 25, 50),  # 8,75
    (125, 400, 175, 100, 50, 25),  # 8,75
    (200, 400, 175, 75, 50, 25),  # 9,25
    (150, 400, 175, 100, 25, 50),  # 9,00
    (175, 350, 200, 100, 50, 50),  # 9,25
    (200, 400, 125, 75, 50, 50),  # 9,00
)
# The four on LD-2023-012, two members being recused and one silent.
LD_012 = (
    (200, 350, 175, 100, 25, 50),  # 9,00
    (200, 350, 175, 75, 50, 25),  # 8,75
    (175, 325, 150, 75, 50, 25),  # 8,00
    (175, 225, 175, 75, 50, 50),  # 7,50
)
# The six on LD-2023-009.
LD_009 = (
    (100, 175, 125, 50, 50, 25),
    (100, 225, 100, 25, 25, 25),
    (75, 275, 100, 50, 25, 25),
    (100, 225, 100, 50, 25, 25),
    (125, 225, 75, 50, 25, 25),
    (100, 225, 75, 50, 25, 25),
)


def ballots(rows: tuple[tuple[int, ...], ...]) -> list[Marks]:
    return [dict(zip(CODES, row, strict=True)) for row in rows]


def counted(rubric: Rubric, cast: list[Marks], settings: Settings) -> Tally:
    return tally(rubric, cast, expected=9, recused=0, settings=settings)


def rounded(value: Fraction) -> int:
    """Half up by another road than the code under test."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


marks = st.tuples(*(st.integers(0, m // 25).map(lambda n: n * 25) for m in MAXIMA)).map(
    lambda row: dict(zip(CODES, row, strict=True))
)
panels = st.lists(marks, min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("rows", "final", "median", "spread", "criteria"),
    [
        # 62,50 / 7 = 8,9286; TC1 12,50 / 7 = 1,7857; median the fourth of seven.
        (LD_001, 893, 900, 75, (179, 375, 164, 93, 39, 43)),
        # 33,25 / 4 = 8,3125; TC2 12,50 / 4 = 3,125 -> 3,13; median (8,00 + 8,75) / 2 = 8,375.
        (LD_012, 831, 838, 150, (188, 313, 169, 81, 44, 38)),
        (LD_009, 521, 525, 50, (100, 225, 96, 46, 29, 25)),
    ],
)
def test_sample_workbook(
    rubric: Rubric,
    settings: Settings,
    rows: tuple[tuple[int, ...], ...],
    final: int,
    median: int,
    spread: int,
    criteria: tuple[int, ...],
) -> None:
    result = tally(rubric, ballots(rows), expected=7, recused=2, settings=settings)
    assert result.criteria == dict(zip(CODES, criteria, strict=True))
    assert (result.final, result.median, result.spread) == (final, median, spread)
    assert (result.ballots_valid, result.ballots_expected, result.recused) == (len(rows), 7, 2)


def test_final_is_the_mean_of_totals_not_of_rounded_criteria(
    rubric: Rubric, settings: Settings
) -> None:
    result = counted(rubric, ballots(LD_001), settings)
    assert result.criteria is not None
    assert result.final == 893
    assert sum(result.criteria.values()) == 893  # here they agree …
    result = counted(rubric, ballots(LD_012), settings)
    assert result.criteria is not None
    assert (result.final, sum(result.criteria.values())) == (831, 833)  # … here they do not


def test_dropping_one_highest_and_one_lowest(rubric: Rubric) -> None:
    # Totals 8,50 8,75 8,75 9,00 9,00 9,25 9,25: without 8,50 and one 9,25 there remain
    # 44,75 / 5 = 8,95. Of the two at 9,25 the one with the larger marks from TC1 on goes
    # (2,00 before 1,75), so TC1 is (2,00 + 1,25 + 1,50 + 1,75 + 2,00) / 5 = 1,70.
    result = counted(rubric, ballots(LD_001), DROPPING)
    assert result.final == 895
    assert result.criteria is not None
    assert result.criteria["TC1"] == 170
    # These speak of all ballots still.
    assert (result.ballots_valid, result.median, result.spread) == (7, 900, 75)


def test_four_ballots_are_too_few_to_drop(rubric: Rubric, settings: Settings) -> None:
    four, five = ballots(LD_012), ballots((*LD_012, LD_012[0]))
    assert counted(rubric, four, DROPPING) == counted(rubric, four, settings)
    assert counted(rubric, five, DROPPING) != counted(rubric, five, settings)
    assert [drops(n, DROPPING) for n in (4, 5, 9)] == [False, True, True]
    assert not drops(9, settings)


def test_without_ballots_there_is_no_value(rubric: Rubric, settings: Settings) -> None:
    result = tally(rubric, [], expected=5, recused=2, settings=settings)
    assert result == Tally(ballots_valid=0, ballots_expected=5, recused=2)
    assert result.criteria is None
    assert result.final is result.median is result.spread is None


def test_an_incomplete_ballot_does_not_count(rubric: Rubric, settings: Settings) -> None:
    half = {"TC1": 200, "TC2": 400}
    assert counted(rubric, [half], settings).final is None
    whole = ballots(LD_001)
    assert counted(rubric, [*whole, half], settings) == counted(rubric, whole, settings)


def test_a_rubric_without_criteria_has_no_result(rubric: Rubric, settings: Settings) -> None:
    assert counted(replace(rubric, criteria=()), [{}], settings).final is None


def test_one_criterion_is_enough(rubric: Rubric, settings: Settings) -> None:
    single = replace(rubric, criteria=(Criterion("TC1", "", 1000),))
    result = counted(single, [{"TC1": 100}, {"TC1": 125}], settings)
    assert (result.final, result.criteria) == (113, {"TC1": 113})


@pytest.mark.parametrize(
    ("low", "high", "part", "wide"),
    [
        (100, 200, 50, ()),  # exactly half of the maximum of 2,00: not more
        (75, 200, 50, ("TC1",)),
        (100, 200, 49, ("TC1",)),
        (0, 200, 100, ()),
    ],
)
def test_wide(rubric: Rubric, low: int, high: int, part: int, wide: tuple[str, ...]) -> None:
    cast = ballots(((low, 400, 200, 100, 50, 50), (high, 400, 200, 100, 50, 50)))
    result = counted(rubric, cast, Settings(spread_part=part))
    assert result.wide == wide


def test_wide_looks_at_dropped_ballots_too(rubric: Rubric) -> None:
    cast = ballots(((0, 0, 0, 0, 0, 0), *LD_012))
    assert counted(rubric, cast, DROPPING).wide == CODES


def test_missing_and_complete(rubric: Rubric) -> None:
    some = {"DT1": 50, "TC1": 0}
    assert missing(rubric, some) == ("TC2", "TC3", "TC4", "DT2")
    assert not complete(rubric, some)
    whole = ballots(LD_001)[0]
    assert missing(rubric, whole) == ()
    assert complete(rubric, whole)
    assert not complete(replace(rubric, criteria=()), {})


def test_total_of_unfinished_marks() -> None:
    assert total({}) == 0
    assert total({"TC1": 175, "DT1": 50}) == 225


def test_agreed_mark(rubric: Rubric) -> None:
    whole = ballots(LD_001)[0]
    result = agreed(rubric, whole, recused=1)
    assert (result.final, result.criteria) == (850, whole)
    assert (result.ballots_valid, result.ballots_expected, result.recused) == (0, 0, 1)
    assert result.median is result.spread is None
    assert agreed(rubric, {"TC1": 200}) == Tally(0, 0, 0)


@given(panels)
def test_against_fractions(rubric: Rubric, settings: Settings, cast: list[Marks]) -> None:
    result = counted(rubric, cast, settings)
    sums = [Fraction(sum(b.values())) for b in cast]
    assert result.final == rounded(sum(sums, Fraction(0)) / len(sums))
    assert result.median == rounded(Fraction(statistics.median(sums)))
    assert result.spread == max(sums) - min(sums)
    assert result.criteria == {
        c: rounded(Fraction(sum(b[c] for b in cast), len(cast))) for c in CODES
    }


@given(st.lists(marks, min_size=5, max_size=9))
def test_dropping_against_fractions(rubric: Rubric, cast: list[Marks]) -> None:
    result = counted(rubric, cast, DROPPING)
    kept = sorted(sum(b.values()) for b in cast)[1:-1]
    assert result.final == rounded(Fraction(sum(kept), len(kept)))


@given(panels.flatmap(lambda p: st.tuples(st.just(p), st.permutations(p))), st.booleans())
def test_order_does_not_matter(
    rubric: Rubric, pair: tuple[list[Marks], list[Marks]], drop: bool
) -> None:
    settings = Settings(drop_extremes=drop)
    assert counted(rubric, pair[0], settings) == counted(rubric, pair[1], settings)


@given(marks, st.integers(1, 9), st.booleans())
def test_equal_ballots_give_themselves(rubric: Rubric, one: Marks, count: int, drop: bool) -> None:
    result = counted(rubric, [one] * count, Settings(drop_extremes=drop))
    assert result.final == result.median == total(one)
    assert (result.criteria, result.spread, result.wide) == (one, 0, ())


@given(panels, st.booleans())
def test_results_lie_between_the_extremes(rubric: Rubric, cast: list[Marks], drop: bool) -> None:
    result = counted(rubric, cast, Settings(drop_extremes=drop))
    sums = [total(b) for b in cast]
    assert result.final is not None
    assert result.median is not None
    assert result.criteria is not None
    assert min(sums) <= result.final <= max(sums)
    assert min(sums) <= result.median <= max(sums)
    assert all(0 <= result.criteria[c] <= m for c, m in zip(CODES, MAXIMA, strict=True))
    # Rounding six criteria and one total moves their sum by at most half a hundredth each.
    assert abs(result.final - sum(result.criteria.values())) * 2 <= len(CODES) + 1


@given(panels, st.sampled_from(CODES))
def test_a_higher_mark_never_lowers_the_result(
    rubric: Rubric, cast: list[Marks], code: str
) -> None:
    raised = [{**cast[0], code: dict(zip(CODES, MAXIMA, strict=True))[code]}, *cast[1:]]
    for settings in (Settings(), DROPPING):
        before, after = counted(rubric, cast, settings), counted(rubric, raised, settings)
        assert before.final is not None
        assert after.final is not None
        assert after.final >= before.final
