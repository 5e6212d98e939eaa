"""The yearly targets as shares (R19, R21): whole numbers, never a rounded one compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.rules.points import half_up

R19_LEAST: Final = 100
"""Per cent of grassroots organisations and leadership collectives that register (S1)."""

R21_REGISTER_LEAST: Final = 90
"""Per cent of those who are to register (S2)."""

R21_CLASS_LEAST: Final = 25
"""Per cent with a product classed Đạt or better, over those registered (S2; our reading)."""

GOOD_ENOUGH: Final = ("Tốt", "Khá", "Đạt")
"""What "đạt" or better means."""


@dataclass(frozen=True, slots=True)
class Share:
    """``numerator`` of ``denominator``, beside the least per cent that is asked for."""

    numerator: int
    denominator: int
    least: int

    @property
    def percent(self) -> int | None:
        """The share in hundredths of a per cent, half up: 6667 for two thirds; None of nothing."""
        if self.denominator <= 0:
            return None
        return half_up(10_000 * self.numerator, self.denominator)

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None of nothing: 89,999 % is not 90 %."""
        if self.denominator <= 0:
            return None
        return 100 * self.numerator >= self.least * self.denominator
