"""How much of a promised figure was reached; only where both are numbers that can be read.

Vietnamese figures: a comma before decimals, dots between thousands ("1.500", "12,5"). What
could be read in two ways ("1,500") is read in none.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from db.rules.points import half_up
from db.rules.vietnamese import fold

_NUMBER: Final = re.compile(
    r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:(?P<sign>[.,])(?P<part>\d+))?", re.ASCII
)
_UNITS: Final = ("", "%")


def read_number(text: str, measure: str = "") -> Fraction | None:
    """The number that a text is, with its unit of measure or % behind it at most; else None."""
    words = " ".join(text.split())
    found = _NUMBER.match(words)
    if found is None:
        return None
    rest = fold(words[found.end() :].strip())
    if rest not in _UNITS and rest != fold(measure) and words[found.end() :].strip() != "%":
        return None
    whole, sign, part = found["whole"], found["sign"], found["part"]
    if sign == "," and len(part) == 3 and len(whole.replace(".", "")) <= 3:
        return None  # one and a half, or fifteen hundred in English
    if sign == "." and "." in whole:
        return None
    digits = whole.replace(".", "")
    return Fraction(int(digits + (part or "")), 10 ** len(part or ""))


def reached(baseline: str, promised: str, actual: str, measure: str = "") -> int | None:
    """Result over promise in hundredths of a per cent, half up: 10000 for all of it.

    None where either is no readable number, where nothing was promised, and where less was
    promised than there was (to bring poverty down from 10 to 5): there a share says nothing.
    """
    wanted, got = read_number(promised, measure), read_number(actual, measure)
    if wanted is None or got is None or wanted <= 0:
        return None
    before = read_number(baseline, measure)
    if before is not None and wanted < before:
        return None
    share = got / wanted * 10_000
    return half_up(share.numerator, share.denominator)
