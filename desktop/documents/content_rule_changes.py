"""The paragraph "Thay đổi trong quá trình chấm" of the minutes and of a trace sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from db.queries.trace import Trace
from desktop.documents.blocks import Block, Para
from desktop.documents.facts import Facts, RuleChanged
from desktop.documents.forms import Form
from desktop.documents.people import called
from desktop.documents.read_body import read_change
from desktop.documents.wording import count, date_figures, ended, points
from desktop.rule_change_words import change_words, state_words

Called = Callable[[str], str]

LEAD = "Thay đổi trong quá trình chấm:"
"""What the part begins with."""


def rule_changes(facts: Facts, form: Form) -> Iterator[str]:
    """A line a change, oldest first: what, from, to, why, on what basis, ballots touched."""

    def name(code: str) -> str:
        person = facts.person(code)
        return called(form, person) if person else code

    for change in facts.rule_changes:
        yield ended(changed(change, name))


def rule_blocks(trace: Trace) -> Iterator[Block]:
    """What a trace sheet says of rules that changed while its submission was scored."""
    names = {ballot.member.code: ballot.member.name for ballot in trace.ballots}
    lead = LEAD
    for said in trace.rules:
        yield Para(ended(changed(read_change(said), lambda code: names.get(code, code))), lead)
        lead = ""


def changed(change: RuleChanged, name: Called) -> str:
    """One change as a sentence; ``name`` says who a member's code is."""
    day = f"ngày {date_figures(change.day)}, " if change.day else ""
    said = change_words(change.what, change.old, change.new)
    text = f"{day}{said}; lý do: {change.reason or '…'}; căn cứ: {change.basis or '…'}. "
    return text[:1].upper() + text[1:] + touched(change.ballots, change.results, name)


def touched(
    ballots: Sequence[Mapping[str, Any]], results: Sequence[Mapping[str, Any]], name: Called
) -> str:
    """Which ballots count otherwise, by what becomes of them, and which results moved."""
    if not ballots and not results:
        return "Không có phiếu đã nộp nào bị tác động"
    parts = []
    if ballots:
        parts.append(f"Phiếu bị tác động: {count(len(ballots))} phiếu")
    in_order = sorted(ballots, key=lambda b: (b["was"], b["now"]))
    for (was, now), group in groupby(in_order, key=lambda b: (b["was"], b["now"])):
        by_case = groupby(
            sorted(group, key=lambda b: (b["submission"], b["member"])),
            key=lambda b: b["submission"],
        )
        listed = "; ".join(
            f"{code} ("
            + ", ".join(f"{name(b['member'])} {points(b['total'])} điểm" for b in of_case)
            + ")"
            for code, of_case in by_case
        )
        parts.append(f"{state_words(was)} → {state_words(now)}: {listed}")
    text = ". ".join(part[:1].upper() + part[1:] for part in parts)
    if results:
        moved = "; ".join(_moved(result) for result in results)
        text += f"{'. ' if text else ''}Kết quả tính lại: {moved}"
    return text


def _moved(result: Mapping[str, Any]) -> str:
    old, new = (points(result[f"{side}_final"]) or "chưa có điểm" for side in ("old", "new"))
    said = f"{result['submission']} {old}" + (f" → {new}" if old != new else "")
    old_class, new_class = (result[f"{side}_class"] for side in ("old", "new"))
    if old_class != new_class:
        said += f" ({old_class or 'chưa xếp loại'} → {new_class or 'chưa xếp loại'})"
    return said
