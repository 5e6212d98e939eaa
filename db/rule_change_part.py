"""What a session's body says of rules that changed after scoring had begun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta, timezone
from typing import Any, Final

from db.rule_changes import PANEL, RuleChange, changes, panel_of, rule_of
from db.rule_effects import apart, effects
from db.surroundings import Surroundings

_HERE: Final = timezone(timedelta(hours=7))  # Vietnam, wherever the laptop thinks it is


def rule_changes_part(
    around: Surroundings, heard: Sequence[bytes], former: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The key ``rule_changes`` where there is something to say: oldest first, each with what,
    old, new, reason, basis, date (ISO), and of the submissions ``heard`` the ballots that it
    touches (submission, member, total, was, now: see ``db.rule_effects.Touched``) and the
    results that it moves. A change that came to nothing is left out, and where a meeting is told
    again (``former``: what was frozen of it) one made since that touches nothing there."""
    found = []
    told = [_named(said) for said in (former or {}).get("rule_changes", ())]
    for change in changes(around.connection, around.campaign.id):
        new = change.new if change.new is not None else standing(around, change)
        if new is None or new == change.old:
            continue
        old_rule, new_rule = apart(around, change.what, change.old), apart(
            around, change.what, new
        )
        felt = [each for each in effects(old_rule, new_rule, heard) if each]
        said = {
            "what": change.what,
            "old": change.old,
            "new": new,
            "reason": change.reason,
            "basis": change.basis,
            "date": datetime.fromtimestamp(change.at / 1000, _HERE).date().isoformat(),
            "ballots": [asdict(ballot) for each in felt for ballot in each.ballots],
            "results": [asdict(each.moved) for each in felt if each.moved is not None],
        }
        if former is None or felt or _named(said) in told:
            found.append(said)
    return {"rule_changes": found} if found else {}


def _named(said: Mapping[str, Any]) -> tuple[Any, ...]:
    return said["what"], said["date"], said["reason"], said["basis"]


def standing(around: Surroundings, change: RuleChange) -> Any:
    """What holds now of a rubric or panel whose change is not finished; None for others."""
    if change.what == PANEL:
        return panel_of(around.members)
    for kind, rubric in around.rubrics.items():
        if change.what == f"rubric_{kind}":
            return rule_of(rubric)
    return None
