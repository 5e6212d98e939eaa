"""Control totals beside the list that they are stated for: what a unit says, what it lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.exchange.delivery_body import DeliveryBody, Line, Totals, totals_of


@dataclass(frozen=True, slots=True)
class Difference:
    """A stated total that the list does not give. ``what``: submissions, final_sum, or
    "classes" and "decided" with the class as ``grade``."""

    what: str
    grade: str
    stated: int
    listed: int


def differences(body: DeliveryBody) -> tuple[Difference, ...]:
    """Where the control totals and the list of a delivery disagree; none without a list."""
    return compared(body.totals, body.lines)


def compared(stated: Totals | None, lines: Sequence[Line]) -> tuple[Difference, ...]:
    """The same for what is only being typed."""
    if stated is None or not lines:
        return ()
    listed = totals_of(lines)
    found = [Difference("submissions", "", stated.submissions, listed.submissions)]
    if stated.final_sum is not None:
        found.append(Difference("final_sum", "", stated.final_sum, listed.final_sum or 0))
    for what, mine, theirs in (
        ("classes", stated.classes, listed.classes),
        ("decided", stated.decided, listed.decided),
    ):
        found += [Difference(what, grade, mine[grade], theirs[grade]) for grade in mine]
    return tuple(one for one in found if one.stated != one.listed)
