"""Which ballots another rule would count differently, and what their submissions would come to."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from db.ballot_picture import scale_of
from db.records import Hundredths, Member, Role, Rubric, Settings, SubjectKind, Submission
from db.rule_changes import PANEL, with_rule
from db.rules import bands, eligibility, totals
from db.surroundings import Surroundings
from db.tallies import Ahead, Scorers, agreed_marks, submissions


@dataclass(frozen=True, slots=True)
class Touched:
    """One ballot by the codes of its submission and member. ``was`` and ``now``: ``counted``;
    ``extreme`` (the highest or lowest, dropped); ``recused``; ``outside`` (not expected to
    score); ``ahead`` (of an absent member); ``agreed`` (an agreed mark stands instead);
    ``off_step`` (counted, though its marks are not whole steps)."""

    submission: str
    member: str
    total: Hundredths
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A submission whose result would be another."""

    submission: str
    old_final: Hundredths | None
    new_final: Hundredths | None
    old_class: str | None
    new_class: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """On one submission; most have neither."""

    ballots: tuple[Touched, ...] = ()
    moved: Moved | None = None

    def __bool__(self) -> bool:
        return bool(self.ballots) or self.moved is not None


def apart(around: Surroundings, what: str, value: Any) -> Surroundings:
    """The surroundings as they would be with one rule as ``value`` says: see
    ``db.rule_changes.RuleChange``."""
    settings, campaign = around.campaign.settings, around.campaign
    if what in Settings.__dataclass_fields__ and what != "bases":
        said: dict[str, Any] = {what: tuple(value) if isinstance(value, list) else value}
        campaign = replace(campaign, settings=replace(settings, **said))
    other = Surroundings(around.connection, campaign)
    other.rubrics = dict(around.rubrics)
    other.members = list(around.members)
    if what == PANEL:
        other.members = _members(around, value)
    elif what.startswith("rubric_") and what.removeprefix("rubric_") in set(SubjectKind):
        kind = SubjectKind(what.removeprefix("rubric_"))
        if kind in other.rubrics:
            other.rubrics[kind] = with_rule(other.rubrics[kind], value)
    return other


def _members(around: Surroundings, said: Any) -> list[Member]:
    teams = {member.id: member.team for member in around.members}
    found = []
    for each in said or ():
        ident = bytes.fromhex(each["id"])
        role = Role(each["role"]) if each["role"] in set(Role) else Role.MEMBER
        found.append(
            Member(ident, each["code"], each["name"], role, each["unit"], each["post"],
                   teams.get(ident, ""))
        )  # fmt: skip
    return found


def effects(
    old: Surroundings, new: Surroundings, idents: Iterable[bytes] | None = None
) -> Iterator[Effect]:
    """One a submission, in code order (or that of ``idents``). Nothing is written."""
    before, after = _Counter(old), _Counter(new)
    codes = {m.id: m.code for m in (*new.members, *old.members)}
    for submission in submissions(old.connection, old.campaign.id, idents):
        handed_in = _ballots(old.connection, submission.id)
        if not handed_in and not old.campaign.settings.agreed_mark:
            yield Effect()
            continue
        was, old_final, old_class = before.of(submission, handed_in)
        now, new_final, new_class = after.of(submission, handed_in)
        ballots = tuple(
            Touched(submission.code, codes.get(member, ""), sum(marks.values()),
                    was[member], now[member])
            for member, marks, _ in sorted(handed_in, key=lambda b: codes.get(b[0], ""))
            if was[member] != now[member]
        )  # fmt: skip
        same = (old_final, old_class) == (new_final, new_class)
        moved = Moved(submission.code, old_final, new_final, old_class, new_class)
        yield Effect(ballots, None if same else moved)


_Ballot = tuple[bytes, dict[str, int], str]


def _ballots(connection: sqlite3.Connection, submission: bytes) -> list[_Ballot]:
    """(member, marks, scale) of the ballots that stand for their members."""
    return [
        (member, json.loads(marks), scale)
        for member, marks, scale in connection.execute(
            "SELECT member, marks, scale FROM ballot_state "
            "WHERE submission = ? AND status = 'valid' ORDER BY member",
            (submission,),
        )
    ]


class _Counter:
    """Counts as ``db.tallies`` does, and says of every ballot why it counts or not."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._scorers = Scorers(around)
        campaign = around.campaign
        self._ahead = Ahead(around.connection, campaign.id, campaign.settings)

    def of(
        self, submission: Submission, handed_in: list[_Ballot]
    ) -> tuple[dict[bytes, str], Hundredths | None, str | None]:
        around = self._around
        settings, rubric = around.campaign.settings, around.rubrics.get(submission.kind)
        states = dict.fromkeys((member for member, _, _ in handed_in), "outside")
        unit = around.unit(submission.unit)
        barred = eligibility.eligible(submission, unit, settings).eligible is False
        if rubric is None or barred:
            return states, None, None
        expected, recused = self._scorers.of(submission)
        states.update((member, "recused") for member in recused if member in states)
        agreed = agreed_marks(around.connection, submission.id) if settings.agreed_mark else {}
        if agreed and totals.complete(rubric, agreed):
            states.update((member, "agreed") for member in expected if member in states)
            final = totals.agreed(rubric, agreed, recused=len(recused)).final
            return states, final, bands.class_of(rubric, final)
        ahead, scale = self._ahead.of(submission.id), scale_of(rubric)
        counted = []
        for member, marks, stated in handed_in:
            if member in ahead and member in expected:
                states[member] = "ahead"
            elif member in expected and stated == scale:
                states[member] = "counted" if _on_step(rubric, marks) else "off_step"
                counted.append((member, marks))
        found = totals.tally(
            rubric,
            [marks for _, marks in counted],
            expected=len(expected),
            recused=len(recused),
            settings=settings,
        )
        if totals.drops(len(counted), settings):
            in_order = sorted(counted, key=lambda b: totals.order(rubric, b[1]))
            for member, _ in (in_order[0], in_order[-1]):
                states[member] = "extreme"
        return states, found.final, bands.class_of(rubric, found.final)


def _on_step(rubric: Rubric, marks: dict[str, int]) -> bool:
    return rubric.step <= 0 or all(mark % rubric.step == 0 for mark in marks.values())
