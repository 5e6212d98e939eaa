"""The yearly targets as shares (R19, R21): whole numbers, never a rounded one compared."""

from __future__ import annotations

from collections.abc import Iterable
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


@dataclass(frozen=True, slots=True)
class Counted:
    """One subject as the targets see it: must it register, did it, and its class."""

    kind: str
    must_register: bool
    registered: bool
    class_name: str | None


def registered(subjects: Iterable[Counted], of: str, least: int) -> Share:
    """Numerator: those that must register and did; denominator: those that must (R19, R21).

    ``of`` is all, collective or individual. Without a roster nobody must, so the share is
    of nothing and neither met nor missed.
    """
    asked = [s for s in subjects if s.must_register and of in ("all", s.kind)]
    return Share(sum(s.registered for s in asked), len(asked), least)


def good_enough(lowest: str) -> tuple[str, ...]:
    """The classes from the best down to ``lowest`` that are read as "đạt"."""
    return GOOD_ENOUGH[: GOOD_ENOUGH.index(lowest) + 1] if lowest in GOOD_ENOUGH else GOOD_ENOUGH


def with_product(
    subjects: Iterable[Counted],
    of: str,
    least: int,
    lowest: str = "Đạt",
    *,
    appraised: bool = False,
) -> Share:
    """Numerator: registered and classed ``lowest`` or better; denominator: registered, or with
    ``appraised`` those of them that have a class (R21)."""
    there = [s for s in subjects if s.registered and of in ("all", s.kind)]
    over = [s for s in there if s.class_name is not None] if appraised else there
    good = good_enough(lowest)
    return Share(sum(s.class_name in good for s in there), len(over), least)


def over_quota(proposed: int, listed: int, quota: int | None) -> bool:
    """Whether more are proposed than ``quota`` per cent of those listed; whole numbers."""
    return quota is not None and 100 * proposed > quota * listed
