"""Whose delivery is it: which of our units sent it, and was it meant for us.

A unit's code decides unless both its name and its addressee say otherwise; a name alone is
offered and never taken for granted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from db.exchange.delivery_body import DeliveryBody
from db.records import Campaign, Unit
from db.rules.vietnamese import fold

_ALIKE: Final = 0.8
_OFFERED: Final = 3


@dataclass(frozen=True, slots=True)
class Address:
    """``unit`` is our code, None where nobody can say; then ``code`` says why:
    "other_body" or "unit_unknown" with ``candidates`` as (code, name), the likeliest first."""

    unit: str | None
    code: str = ""
    candidates: tuple[tuple[str, str], ...] = ()


def address(
    body: DeliveryBody,
    campaign: Campaign,
    units: Mapping[str, Unit],
    known: Mapping[str, str],
    chosen: str | None,
) -> Address:
    """The unit of a delivery. ``known``: units of books that delivered before, by book id;
    ``chosen``: what a person said."""
    if chosen is not None:
        return Address(chosen) if chosen in units else Address(None, "unit_unknown")
    former = known.get(body.book)
    if former is not None and former in units and body.unit in ("", former):
        return Address(former)
    unit = units.get(body.unit) if body.unit else None
    ours = addressed_to(body, campaign)
    borne_out = ours or not body.parent or (unit and fold(unit.name) == fold(body.body))
    if unit is not None and borne_out:
        return Address(unit.code)
    if former is not None and former in units and body.unit not in units:
        return Address(former)  # chosen by a person the first time
    offered = _alike(body.body, units)
    if unit is not None:  # the code is ours, but neither the name nor the addressee is
        return Address(None, "other_body", offered)
    if not offered and not ours:
        return Address(None, "other_body")
    return Address(None, "unit_unknown", offered)


def addressed_to(body: DeliveryBody, campaign: Campaign) -> bool:
    """Whether the delivery names our own body as the level above."""
    return bool(body.parent) and fold(body.parent) == fold(campaign.body)


def _alike(name: str, units: Mapping[str, Unit]) -> tuple[tuple[str, str], ...]:
    """Units whose name reads nearly the same."""
    folded = fold(name)
    found = []
    for code, unit in units.items():
        ratio = SequenceMatcher(None, folded, fold(unit.name)).ratio()
        if ratio >= _ALIKE:
            found.append((ratio, code, unit.name))
    found.sort(key=lambda one: (-one[0], one[1]))
    return tuple((code, unit_name) for _, code, unit_name in found[:_OFFERED])
