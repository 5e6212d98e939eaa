"""From marks to results: sums, means, median and spread. All points in whole hundredths.

Screens, papers and workbooks take every figure from here, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from db.records import Hundredths, Rubric, Settings, Tally
from db.rules.points import half_up, mean_half_up

DROP_FROM: Final = 5
"""Ballots from which the highest and the lowest may be dropped (domain.md §4)."""


def total(marks: Mapping[str, Hundredths]) -> Hundredths:
    """The sum of the marks given so far, bonus included (R2; S2, HD 09 part I.2)."""
    return sum(marks.values())


def missing(rubric: Rubric, marks: Mapping[str, Hundredths]) -> tuple[str, ...]:
    """Codes of the criteria without a mark, in the rubric's order."""
    return tuple(c.code for c in rubric.criteria if c.code not in marks)


def complete(rubric: Rubric, marks: Mapping[str, Hundredths]) -> bool:
    """Whether every criterion, bonus included, has a mark; a rubric without criteria: no."""
    return bool(rubric.criteria) and all(c.code in marks for c in rubric.criteria)


def drops(ballots: int, settings: Settings) -> bool:
    """Whether one highest and one lowest of so many ballots leave the mean."""
    return settings.drop_extremes and ballots >= DROP_FROM


def order(
    rubric: Rubric, marks: Mapping[str, Hundredths]
) -> tuple[Hundredths, list[Hundredths]]:
    """By what ballots stand from the lowest to the highest, where two of them are dropped."""
    row = [marks[c.code] for c in rubric.criteria]
    return sum(row), row


def tally(
    rubric: Rubric,
    ballots: Sequence[Mapping[str, Hundredths]],
    *,
    expected: int,
    recused: int,
    settings: Settings,
) -> Tally:
    """What the ballots of one submission add up to (domain.md §4).

    ``ballots`` are the marks of those handed in, by criterion code; one that lacks a
    criterion does not count. ``expected`` (assigned minus recused) and ``recused`` are
    passed through.

    - final: mean of the totals (not of the rounded criteria), half up;
    - criteria: mean of each criterion over the same ballots, half up;
    - with ``settings.drop_extremes`` and five ballots or more, the highest and the lowest
      total leave both; among equal totals the marks in rubric order decide which, so that
      the order of the ballots never matters;
    - median and spread: of all totals; the median of an even count is the mean of the two
      in the middle, half up;
    - wide: criteria whose marks, over all ballots, lie further apart than
      ``settings.spread_part`` per cent of the maximum.

    Without a ballot that counts every figure is None.
    """
    criteria = rubric.criteria
    codes = [c.code for c in criteria]
    rows: list[list[Hundredths]] = []
    for ballot in ballots if codes else ():
        try:
            rows.append([ballot[code] for code in codes])
        except KeyError:
            continue  # incomplete: not a ballot yet
    count = len(rows)
    if count == 0:
        return Tally(0, expected, recused)

    totals = sorted([sum(row) for row in rows])
    spread_part = settings.spread_part
    columns = list(zip(*rows, strict=True))
    wide = tuple(
        [
            criterion.code
            for criterion, column in zip(criteria, columns, strict=True)
            if (max(column) - min(column)) * 100 > spread_part * criterion.max
        ]
    )
    middle = count // 2
    median = totals[middle] if count % 2 else half_up(totals[middle - 1] + totals[middle], 2)

    kept_total, kept = sum(totals), count
    if drops(count, settings):
        rows.sort(key=lambda row: (sum(row), row))
        columns = list(zip(*rows[1:-1], strict=True))
        kept_total, kept = kept_total - totals[0] - totals[-1], count - 2
    means = {
        code: mean_half_up(sum(column), kept) for code, column in zip(codes, columns, strict=True)
    }
    return Tally(
        count,
        expected,
        recused,
        means,
        mean_half_up(kept_total, kept),
        median,
        totals[-1] - totals[0],
        wide,
    )


def agreed(rubric: Rubric, marks: Mapping[str, Hundredths], *, recused: int = 0) -> Tally:
    """The result of one mark by agreement (chấm thống nhất) in place of ballots.

    ``criteria`` are the marks themselves and ``final`` their sum. There are no ballots,
    hence none counted or expected, no median and no spread. While a criterion lacks its
    mark every figure is None. Source: domain.md §4, small bodies.
    """
    if not complete(rubric, marks):
        return Tally(0, 0, recused)
    agreed_marks = {c.code: marks[c.code] for c in rubric.criteria}
    return Tally(0, 0, recused, agreed_marks, total(agreed_marks))
