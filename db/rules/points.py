"""Points as whole hundredths: reading what people type, showing it again, rounding half up.

Nothing here is a float once it has been read; 8,75 points are the int ``875`` (domain.md §4).
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final

from db.errors import MarkUnreadableError
from db.records import Hundredths

LARGEST: Final[Hundredths] = 99_999_999
"""999999,99 points: far above any rubric; what lies beyond is a slip, not a mark."""

_WRITTEN: Final = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?")
# Full-width forms only: the whole of NFKC would turn "1²" into 12 and "①" into 1.
_NARROW: Final = str.maketrans("０１２３４５６７８９，．", "0123456789,.")
_CENT: Final = Decimal("0.01")
_EXACT: Final = Context(prec=28)  # not the caller's, which may be narrower
_FLOAT_SLACK: Final = 1e-9


def half_up(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` rounded to a whole number, halves upwards.

    Halves go towards plus infinity, also below zero. Source: domain.md §4 (practice).
    Raises ValueError where the denominator is not positive.
    """
    if denominator <= 0:
        raise ValueError("denominator must be positive")
    return (2 * numerator + denominator) // (2 * denominator)


def mean_half_up(total: Hundredths, count: int) -> Hundredths:
    """The mean of ``count`` values that add up to ``total``, in hundredths, half up.

    Raises ValueError where there is nothing to take the mean of.
    """
    return half_up(total, count)


def parse_points(typed: object) -> Hundredths:
    """Hundredths of what a person typed or a spreadsheet holds.

    Text has one comma or one point and at most two decimals ("8,5", "8.5", " 1,75 "),
    full-width digits included; ``1.234`` and ``1,2,3`` are refused, because they might be
    thousands. Numbers are int, Decimal, or a float within 1e-9 of a hundredth.

    Raises MarkUnreadableError(criterion="", text=…) for anything else: empty, negative,
    infinite, a truth value, more than 999999,99.
    """
    hundredths: Hundredths | None = None
    if isinstance(typed, str):
        hundredths = _from_text(typed)
    elif isinstance(typed, bool):
        pass
    elif isinstance(typed, int):
        if 0 <= typed <= LARGEST // 100:
            hundredths = typed * 100
    elif isinstance(typed, float):
        hundredths = _from_float(typed)
    elif isinstance(typed, Decimal):
        hundredths = _from_decimal(typed)
    if hundredths is None:
        raise MarkUnreadableError(criterion="", text=_as_text(typed))
    return hundredths


def show(points: Hundredths) -> str:
    """``875`` -> ``"8,75"``: as printed in Vietnamese, always two decimals."""
    return _written(points, ",")


def dotted(points: Hundredths) -> str:
    """``875`` -> ``"8.75"``: as written in JSON (design.md §5), always two decimals."""
    return _written(points, ".")


def _written(points: Hundredths, mark: str) -> str:
    whole, cents = divmod(abs(points), 100)
    return f"{'-' if points < 0 else ''}{whole}{mark}{cents:02d}"


def _from_text(text: str) -> Hundredths | None:
    match = _WRITTEN.fullmatch(text.translate(_NARROW).strip())
    if match is None:
        return None
    whole, decimals = match.groups(default="")
    return int(whole) * 100 + int(decimals.ljust(2, "0"))


def _from_float(number: float) -> Hundredths | None:
    # The comparison is also false for nan and both infinities.
    if not 0 <= number <= LARGEST / 100:
        return None
    nearest = round(number * 100)
    return nearest if abs(number - nearest / 100) <= _FLOAT_SLACK else None


def _from_decimal(number: Decimal) -> Hundredths | None:
    if not number.is_finite() or not 0 <= number <= Decimal(LARGEST).scaleb(-2):
        return None
    cents = number.quantize(_CENT, context=_EXACT)
    return int(cents.scaleb(2, context=_EXACT)) if cents == number else None


def _as_text(typed: object) -> str:
    """What was typed, for the error; "" where there is nothing that could be shown."""
    if typed is None:
        return ""
    try:
        return str(typed)
    except ValueError:  # an int of more than 4300 digits
        return ""
