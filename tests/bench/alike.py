"""Precision and recall of the novelty check on the labelled pairs, beside trigrams and BM25."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.bench.lab import Lab
from tests.novelty_pairs import best, bm25, groups, mine, trigrams


def bench(lab: Lab) -> Iterator[Figure]:
    """In per cent; the others at the threshold that is best for these very pairs."""
    *_, (_, everything) = groups()
    yield Figure(
        "alike",
        100 * mine(everything)[2],
        100 * max(best(measure, everything)[2] for measure in (trigrams, bm25)),
        unit="%",
        against="trigrams or BM25 at their best threshold",
        note="harmonic mean of precision and recall",
    )
    for name, pairs in groups():
        lab.say(f"{len(pairs)} labelled pairs, {name}")
        found = mine(pairs)
        for measure, other in (("trigrams", trigrams), ("bm25", bm25)):
            theirs = best(other, pairs)
            for part, place in (("precision", 0), ("recall", 1)):
                yield Figure(
                    f"alike.{name}.{part}.{measure}",
                    100 * found[place],
                    100 * theirs[place],
                    unit="%",
                    against=f"{measure} at its best threshold",
                    note=f"{len(pairs)} pairs",
                )
