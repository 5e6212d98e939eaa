"""The benches by name, in the order in which books made by one serve the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.bench import (
    alike,
    evidence,
    growth,
    intake,
    listing,
    mark,
    merging,
    novelty,
    outcome,
    papers,
    peers,
    signing,
    start,
    stick,
    year_of_use,
)
from tests.bench.figures import Figure
from tests.bench.lab import Lab

BENCHES: Mapping[str, Callable[[Lab], Iterator[Figure]]] = {
    "start": start.bench,
    "mark": mark.bench,
    "import": intake.bench,
    "rank": outcome.rank,
    "refresh": outcome.refresh,
    "list": listing.bench,
    "similar": novelty.bench,
    "alike": alike.bench,
    "papers": papers.minutes,
    "summary": papers.workbook,
    "sign": signing.bench,
    "stick": stick.bench,
    "evidence": evidence.bench,
    "merge": merging.bench,
    "scale": growth.bench,
    "year": year_of_use.bench,
    "peer.merge": peers.merge,
    "peer.papers": peers.papers,
    "peer.results": peers.results,
}


def run(lab: Lab, names: Iterable[str]) -> list[Figure]:
    """The figures of the benches named, each bench once, in the order of BENCHES."""
    wanted = set(names)
    return [f for name, bench in BENCHES.items() if name in wanted for f in bench(lab)]
