"""What the office decided where a rule leaves a decision open, and what that settles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from db.records import Ruling
from db.rules.case import Outcome, Step
from db.rules.eligibility import ACCEPTED, REFUSED

OUTCOMES: Final = (ACCEPTED, REFUSED)
WAITING: Final = frozenset({"no_class", "sent_back", "head_waits", "no_rubric"})
"""Open steps that no decision settles: a result or a rubric is still to come."""


def read(
    outcome: str | None,
    rules: str | None,
    document: str | None,
    date: str | None,
    reason: str | None,
) -> Ruling | None:
    """The ruling that cells spell, None where they spell none."""
    if outcome not in OUTCOMES:
        return None
    named = tuple(part.strip() for part in (rules or "").split(",") if part.strip())
    return Ruling(outcome, named, document or "", date or "", reason or "")


def open_rules(steps: Iterable[Step]) -> tuple[str, ...]:
    """The rules that a person can settle now, each once, in the order of the steps."""
    asked = (s.rule for s in steps if s.outcome is Outcome.ASK and s.code not in WAITING)
    return tuple(dict.fromkeys(asked))


def waits(steps: Iterable[Step]) -> bool:
    """Whether all that is open waits for a result or a rubric, so that nobody can decide yet."""
    asked = [step for step in steps if step.outcome is Outcome.ASK]
    return bool(asked) and all(step.code in WAITING for step in asked)


def settled(steps: Iterable[Step], ruling: Ruling | None) -> list[Step]:
    """The steps with the open ones that the ruling names decided by it; ``facts`` then hold
    ``ruling``. A ruling on a rule that is not open any more settles nothing."""
    if ruling is None:
        return list(steps)
    outcome = Outcome.PASS if ruling.outcome == ACCEPTED else Outcome.FAIL
    return [
        replace(step, outcome=outcome, facts={**step.facts, "ruling": ruling})
        if step.outcome is Outcome.ASK and step.rule in ruling.rules and step.code not in WAITING
        else step
        for step in steps
    ]
