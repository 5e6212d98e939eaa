"""Who sits, who is entitled to score, and whether that is enough (domain.md §4)."""

from __future__ import annotations

from collections.abc import Iterable


def quorum(present: int, entitled: int) -> bool:
    """At least two thirds of the entitled are present: 3·present ≥ 2·entitled.

    Whole numbers only, so that 2 of 3, 4 of 6 and 6 of 9 are enough exactly. With nobody
    entitled there is no quorum. Source: domain.md §4 (practice).
    """
    return entitled > 0 and 3 * present >= 2 * entitled


def attendance(
    panel: Iterable[bytes], absent: Iterable[bytes], recused: Iterable[bytes]
) -> tuple[int, int]:
    """``(entitled, present)`` for one submission, counted in members.

    Entitled is the panel (or the members assigned) without the recused; present is that
    without the absent. Ids that are not of the panel, or come twice, change nothing.
    Source: domain.md §4, "entitled leaves out the recused, per submission".
    """
    entitled = set(panel).difference(recused)
    return len(entitled), len(entitled.difference(absent))
