"""What a bench returns, and how times are taken: the program and its baseline by turns."""

from __future__ import annotations

import gc
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Times are in milliseconds, memory in megabytes.

    ``goal`` is the most that the ratio may be, or the value itself where there is no baseline;
    without a goal the figure is only reported.
    """

    name: str
    value: float
    baseline: float | None = None
    goal: float | None = None
    unit: str = "ms"
    against: str = ""  # what the baseline is
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the baseline."""
        return None if self.baseline is None else self.value / max(self.baseline, 1e-9)

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one."""
        if self.goal is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.goal

    def as_json(self) -> dict[str, float | bool | None]:
        """The figure for ``--json``."""
        return {
            "value": _rounded(self.value),
            "baseline": _rounded(self.baseline),
            "ratio": _rounded(self.ratio),
            "goal": self.goal,
            "met": self.met,
        }


def _rounded(number: float | None) -> float | None:
    """To four figures."""
    return None if number is None else float(f"{number:.4g}")


def timed(job: Callable[[], object]) -> float:
    """Milliseconds that the job takes."""
    start = perf_counter()
    job()
    return (perf_counter() - start) * 1000


def computed(job: Callable[[], object]) -> float:
    """Milliseconds of processor time that the job takes: what a busy machine cannot stretch."""
    start = process_time()
    job()
    return (process_time() - start) * 1000


def by_turns(repeats: int, *jobs: Callable[[], object]) -> list[list[float]]:
    """The times of each job; they take turns, so that a busy moment hits all of them."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(repeats):
        for job, found in zip(jobs, times, strict=True):
            gc.collect()
            found.append(timed(job))
    return times


def middle(times: Sequence[float]) -> float:
    """The median."""
    return float(median(times))


def percentile(times: Sequence[float], part: float) -> float:
    """The time that ``part`` per cent of all stay below (nearest rank)."""
    ordered = sorted(times)
    return ordered[max(0, math.ceil(len(ordered) * part / 100) - 1)]
