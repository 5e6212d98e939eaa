"""Marks for the sample: ballots that scatter around a wanted total, in whole hundredths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from db.records import Criterion, Hundredths, Rubric, Settings

Marks = dict[str, Hundredths]

TOTALS: Mapping[str, Sequence[Hundredths]] = {
    "Tốt": (850, 875, 900, 925),
    "Khá": (700, 725, 750),
    "Đạt": (550, 575, 600),
    "Không đạt": (325, 350, 400, 425),
}
_SCATTER = (-50, -25, -25, 0, 0, 0, 25, 25, 50)
_SPREAD = Settings().spread_part
_CLOSE = (-25, 0, 0, 25)  # their mean stays within one step of a band's edge


def total_for(rng: Random, rubric: Rubric, name: str, borderline: bool) -> Hundredths:
    """A total in the middle of a class, or at its lower edge."""
    if borderline:
        return next(band.start for band in rubric.bands if band.name == name)
    return rng.choice(TOTALS[name])


def marks(rng: Random, rubric: Rubric, total: Hundredths) -> Marks:
    """Marks on the rubric's step that add up to ``total``, about in proportion to the maxima."""
    step, lines = rubric.step, rubric.criteria
    found = {line.code: line.max * total // rubric.total // step * step for line in lines}
    for _ in range((total - sum(found.values())) // step):
        found[rng.choice([c.code for c in lines if found[c.code] + step <= c.max])] += step
    return found


def ballots(
    rng: Random,
    rubric: Rubric,
    total: Hundredths,
    count: int,
    *,
    borderline: bool = False,
    wide: bool = False,
) -> list[Marks]:
    """``count`` ballots around ``total``, no criterion's marks far apart.

    With ``wide`` the first ballot marks the weightiest criterion far below all others.
    """
    common = marks(rng, rubric, total)
    scatter = _CLOSE if borderline else _SCATTER
    found = [_ballot(rng, rubric, common, rng.choice(scatter)) for _ in range(count)]
    if wide and count > 1:
        line = max(rubric.criteria, key=lambda each: each.max)
        lowest = max(ballot[line.code] for ballot in found[1:]) - _far(line) - rubric.step
        found[0][line.code] = max(lowest, 0)
    return found


def _far(line: Criterion) -> Hundredths:
    """How far apart a criterion's marks may lie before they are listed as a wide spread."""
    return line.max * _SPREAD // 100


def _ballot(rng: Random, rubric: Rubric, common: Marks, off: Hundredths) -> Marks:
    """``common`` with a total that is ``off`` by some steps, and two steps moved about."""
    found, step = dict(common), rubric.step
    for change in [step if off > 0 else -step] * (abs(off) // step) + [step, -step] * 2:
        open_to = list(_open_to(rubric.criteria, common, found, change))
        if open_to:
            found[rng.choice(open_to)] += change
    return found


def _open_to(
    lines: Iterable[Criterion], common: Marks, found: Marks, change: Hundredths
) -> Iterable[str]:
    for line in lines:
        mark = found[line.code] + change
        if 0 <= mark <= line.max and abs(mark - common[line.code]) <= _far(line) // 2:
            yield line.code
