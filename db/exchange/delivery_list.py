"""The list of results that a snapshot freezes, as a delivery carries it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from db.exchange.delivery_body import DeliveryBody, Line


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a delivery must say the same as the snapshot: whose, which, and the results."""

    campaign: str
    year: int
    body: str
    unit: str
    parent: str
    number: int
    illustrative: bool
    lines: tuple[Line, ...]  # without what the committee decided

    def same_as(self, body: DeliveryBody) -> bool:
        """Whether a delivery says this and, of each line, adds but the decision to it."""
        stated = (body.campaign, body.year, body.body, body.unit, body.parent, body.number)
        mine = (self.campaign, self.year, self.body, self.unit, self.parent, self.number)
        bare = tuple(
            replace(line, decided_class=None, reason="", excellent=False, sent_back="")
            for line in body.lines
        )
        return stated == mine and body.illustrative == self.illustrative and bare == self.lines


def from_snapshot(raw: bytes) -> Frozen:
    """The list in a snapshot's bytes; an empty one where they spell none."""
    try:
        content: Any = json.loads(raw)
        campaign = content["campaign"]
        return Frozen(
            campaign=campaign["id"],
            year=campaign["year"],
            body=campaign["body"],
            unit=campaign["unit"],
            parent=campaign["parent"],
            number=content["session"]["number"],
            illustrative=bool(content["illustrative"]),
            lines=tuple(_line(s) for s in content["submissions"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return Frozen("", 0, "", "", "", 0, False, ())


def _line(said: Mapping[str, Any]) -> Line:
    return Line(
        code=said["code"],
        title=said["title"],
        kind=said["kind"],
        subject=said["subject"],
        post=said["post"],
        unit=said["unit"],
        unit_name=said["unit_name"],
        field=said["field"],
        self_score=said["self_score"],
        self_class=said["self_class"],
        final=said["final"],
        class_name=said["class"],
        decided_class=None,
        reason="",
        excellent=False,
        round=said.get("round", 1),
    )


def with_decision(
    frozen: Frozen,
    changed: Mapping[str, tuple[str, str]] | None,
    excellent: Collection[str],
    returned: Mapping[str, str],
) -> tuple[Line, ...]:
    """The lines with what the committee decided, by code: (class, reason) where it changed the
    panel's; None while nothing is decided. ``returned``: why it sent one back, which then has
    no decided class. ``excellent``: codes that registered for HTXSNV."""
    found = []
    for line in frozen.lines:
        decided, reason, back = None, "", returned.get(line.code, "")
        if changed is not None and not back:
            decided, reason = changed.get(line.code, (line.class_name, ""))
        found.append(
            replace(
                line,
                decided_class=decided,
                reason=reason or "",
                excellent=line.code in excellent,
                sent_back=back,
            )
        )
    return tuple(found)
