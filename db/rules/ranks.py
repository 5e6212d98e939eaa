"""Ranks among subjects of the same kind; equal scores share one (design.md §5)."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

from db.records import Hundredths

Key = TypeVar("Key", bound=Hashable)


def rank(items: Sequence[tuple[Key, str, Hundredths | None]]) -> dict[Key, int | None]:
    """The rank of each ``(key, kind, final)`` among its kind: 1, 1, 3, highest first.

    ``kind`` is a SubjectKind or any text. Without a final score (hundredths) there is no
    rank, and nobody else's rank changes. The order of the items does not matter.
    """
    found = places((kind, final) for _, kind, final in items)
    return {key: None if final is None else found[kind, final] for key, kind, final in items}


def places(scores: Iterable[tuple[str, Hundredths | None]]) -> dict[tuple[str, Hundredths], int]:
    """The rank that each score has among those of its kind."""
    finals: dict[str, list[Hundredths]] = {}
    for kind, final in scores:
        if final is not None:
            finals.setdefault(kind, []).append(final)
    found: dict[tuple[str, Hundredths], int] = {}
    for kind, listed in finals.items():
        listed.sort(reverse=True)
        for place, score in enumerate(listed, start=1):
            found.setdefault((kind, score), place)
    return found


class Ranking:
    """The scores of all, kept in order, so that one more mark is not a reason to rank everybody
    anew: a rank is looked up when it is asked for."""

    def __init__(self) -> None:
        self._below: dict[str, list[Hundredths]] = {}  # by kind, negative: best first

    def fill(self, scores: Iterable[tuple[str, Hundredths | None]]) -> None:
        """Many at once."""
        for kind, final in scores:
            if final is not None:
                self._below.setdefault(kind, []).append(-final)
        for listed in self._below.values():
            listed.sort()

    def add(self, kind: str, final: Hundredths | None) -> None:
        """One more; without a score it counts nowhere."""
        if final is not None:
            insort(self._below.setdefault(kind, []), -final)

    def remove(self, kind: str, final: Hundredths | None) -> None:
        """One less, that was added before."""
        if final is not None:
            listed = self._below[kind]
            del listed[bisect_left(listed, -final)]

    def rank(self, kind: str, final: Hundredths | None) -> int | None:
        """As :func:`rank`."""
        return None if final is None else bisect_left(self._below.get(kind, ()), -final) + 1
