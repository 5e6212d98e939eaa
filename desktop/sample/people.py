"""Names of invented people, Kinh and K'Ho, each given once as far as the lists reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from desktop.sample.words import read

_STRIDE = 7753  # divides no product of the lists and lies near 0.6 of it: neighbours look unlike


def names() -> Iterator[str]:
    """Names without end; every fifth is K'Ho; after some thousands they come again."""
    kinh, kho = _kinh(), _kho()
    taken = 0
    while True:
        for _ in range(4):
            yield kinh[taken * _STRIDE % len(kinh)]
            taken += 1
        yield kho[taken // 4 * _STRIDE % len(kho)]


def _kinh() -> Sequence[str]:
    lists = read("people")
    families = lists["families"].split()
    found = []
    for sex in ("male", "female"):
        middles, givens = lists[sex]["middles"].split(), lists[sex]["givens"].split()
        found += [" ".join(parts) for parts in product(families, middles, givens)]
    return found


def _kho() -> Sequence[str]:
    lists = read("people")["kho"]
    men, women = lists["men"].split(), lists["women"].split()
    found = []
    for pattern in lists["patterns"]:
        clans = lists["clans"] if "{clan}" in pattern else [""]
        givens = men if "{man}" in pattern else women
        found += [
            pattern.format(clan=clan, man=given, woman=given)
            for clan, given in product(clans, givens)
        ]
    return found
