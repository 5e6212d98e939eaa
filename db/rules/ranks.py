"""Ranks among subjects of the same kind; equal scores share one (design.md §5)."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TypeVar

from db.records import Hundredths

Key = TypeVar("Key", bound=Hashable)


def rank(items: Sequence[tuple[Key, str, Hundredths | None]]) -> dict[Key, int | None]:
    """The rank of each ``(key, kind, final)`` among its kind: 1, 1, 3, highest first.

    ``kind`` is a SubjectKind or any text. Without a final score (hundredths) there is no
    rank, and nobody else's rank changes. The order of the items does not matter.
    """
    finals: dict[str, list[Hundredths]] = {}
    for _, kind, final in items:
        if final is not None:
            finals.setdefault(kind, []).append(final)
    places: dict[tuple[str, Hundredths], int] = {}
    for kind, scores in finals.items():
        scores.sort(reverse=True)
        for place, score in enumerate(scores, start=1):
            places.setdefault((kind, score), place)
    return {key: None if final is None else places[kind, final] for key, kind, final in items}
