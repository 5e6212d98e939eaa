"""The next code after those that an office has given out, in the office's own pattern."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

_DIGITS: Final = re.compile(r"([0-9]+)")


def next_code(codes: Sequence[str], *, first: str, year: int | None = None) -> str:
    """One more than the largest running number among ``codes``, and not one of them.

    ``["LD-2023-001", "LD-2023-009"]`` -> ``LD-2023-010``. Codes of the same letters and signs
    are one pattern; the most frequent one counts. Its running number is the group of digits
    that differs most, the last of equals, never one that is ``year`` in every code; the
    other digits are those of the code with the largest number. ``first`` where no code holds
    a number.
    """
    patterns = Counter(_pattern(code) for code in codes if _DIGITS.search(code))
    if not patterns:
        return _free(first, set(codes))
    most = max(patterns.values())
    pattern = max(p for p, count in patterns.items() if count == most)
    split = [_DIGITS.split(code) for code in codes if _pattern(code) == pattern]
    place = _running(split, year)
    newest = max(split, key=lambda parts: (int(parts[place]), parts))
    return _counted_on(newest, place, set(codes))


def _pattern(code: str) -> tuple[str, ...]:
    return tuple(_DIGITS.split(code)[::2])


def _running(split: Sequence[Sequence[str]], year: int | None) -> int:
    """Which part of the codes counts on."""
    places = range(1, len(split[0]), 2)
    counting = [p for p in places if {parts[p] for parts in split} != {str(year)}]
    return max(counting or places, key=lambda p: (len({parts[p] for parts in split}), p))


def _counted_on(parts: Sequence[str], place: int, taken: Collection[str]) -> str:
    number = int(parts[place])
    while True:
        number += 1
        digits = str(number).zfill(len(parts[place]))
        code = "".join((*parts[:place], digits, *parts[place + 1 :]))
        if code not in taken:
            return code


def _free(code: str, taken: Collection[str]) -> str:
    if code not in taken:
        return code
    parts = _DIGITS.split(code)
    return _counted_on(parts, len(parts) - 2, taken) if len(parts) > 1 else code
