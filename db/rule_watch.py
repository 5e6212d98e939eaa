"""Every door by which a rule can change: a write that changes one says why, or is not made.

The screens of the panel, the rubrics and the settings ask beforehand (``db.rule_changes``). What
changes many rows at once (an imported workbook, a choice between what two laptops wrote, an undo)
is looked at afterwards, inside its transaction: the rules as they were against the rules as they
came out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from db import rule_changes
from db.operation import Operation
from db.records import SubjectKind
from db.rule_changes import GUARDED, PANEL, Because
from db.surroundings import campaigns, members, rubrics, settings

RULED_KINDS: Final = frozenset({"member", "campaign", "rubric"})
"""Kinds of rows that rules are drawn from."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A rule that came out otherwise: see ``db.rule_changes.RuleChange``."""

    campaign: bytes
    what: str
    old: Any
    new: Any


class Watch:
    """The rules as a write found them, of every campaign in which a ballot was handed in.

    ``kinds`` are those of the rows that will be written: without one that rules are drawn from
    nothing is read."""

    def __init__(self, connection: sqlite3.Connection, kinds: Collection[str]) -> None:
        self._before: dict[bytes, dict[str, Any]] = {}
        if RULED_KINDS & set(kinds):
            self._before = {
                campaign.id: _rules(connection, campaign.id)
                for campaign in campaigns(connection)
                if rule_changes.begun(connection, campaign.id)
            }

    def moved(self, operation: Operation) -> list[Moved]:
        """The rules that came out otherwise and of which nothing is on record, neither by this
        write nor by a change that was begun with a reason and goes on."""
        if not self._before:
            return []
        operation.derive()
        if "rule_change" in operation.changes.kinds:
            return []
        connection = operation.connection
        return [
            Moved(campaign, what, old, new)
            for campaign, before in self._before.items()
            for what, old, new in _others(before, _rules(connection, campaign))
            if rule_changes.unfinished(connection, campaign, what) is None
        ]

    def settle(self, operation: Operation, because: Because | None) -> list[Moved]:
        """Puts what moved on record, with its reason. Raises RuleReasonError without one."""
        found = self.moved(operation)
        for each in found:
            why = rule_changes.required(because, each.what)
            rule_changes.note(operation, each.campaign, each.what, each.old, each.new, why)
        return found


def _rules(connection: sqlite3.Connection, campaign: bytes) -> dict[str, Any]:
    said = settings(connection, campaign)
    found: dict[str, Any] = {name: rule_changes.setting_of(said, name) for name in GUARDED}
    found[PANEL] = rule_changes.panel_of(members(connection, campaign))
    for kind, rubric in rubrics(connection, campaign).items():
        if rule_changes.begun(connection, campaign, SubjectKind(kind)):
            found[rule_changes.of_rubric(kind)] = rule_changes.rule_of(rubric)
    return found


def _others(before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    for what, old in sorted(before.items()):
        new = after.get(what)
        if what.startswith("rubric_"):
            if new is not None and rule_changes.other_rule(old, new):
                yield what, old, new
        elif old != new:
            yield what, old, new
