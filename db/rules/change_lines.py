"""What a person reads as one change: the differences of a session's bodies, put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.rules.differences import Difference, Move

SORTS: Final = (
    "case",  # a submission came in or fell out
    "ballot",
    "recusal",
    "agreed",
    "criteria",
    "result",  # final score and class
    "concluded",  # the panel's own class, which is not what the marks come to
    "votes",
    "said",  # summary, opinions, conclusion of a submission
    "count",  # ballots and members
    "spread",
    "chair",
    "novelty",  # what the panel found of it
    "ruling",  # what the office decided where the rules leave it open
    "fact",  # of a submission
    "left_out",
    "attendance",
    "member",
    "session",
    "setting",
    "rubric",
    "campaign",
)
"""Sorts of change, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Line:
    """Differences that a person reads as one. ``what`` is the sort of change (one of SORTS),
    ``case`` the id of the submission ("" for the session's own), ``key`` a member's code or a
    field."""

    what: str
    case: str
    key: str
    parts: tuple[Difference, ...]

    @property
    def sort(self) -> tuple[str, str, str]:
        """What names the line among those of one list."""
        return self.what, self.case, self.key


_OF_A_CASE: Final[Mapping[str, tuple[str, str] | None]] = {
    "criteria": ("criteria", ""),
    "final": ("result", ""),
    "class": ("result", ""),
    "class_code": ("result", ""),
    **dict.fromkeys(("computed_class", "concluded_reason"), ("concluded", "")),
    "novelty": ("novelty", ""),
    "ruling": ("ruling", ""),
    **dict.fromkeys(("median", "spread", "wide"), ("spread", "")),
    **dict.fromkeys(
        ("issued", "collected", "valid", "entitled", "present", "quorum", "absent", "missing"),
        ("count", ""),
    ),
    "votes_for": ("votes", ""),
    "votes_against": ("votes", ""),
    **{name: ("said", name) for name in ("summary", "opinions", "conclusion")},
    "agreed": ("agreed", ""),
    "chair": ("chair", ""),
    "rank": None,
    "borderline": None,  # who may see it differs, and it decides nothing
    "rescored": None,  # the ballots tell it
}
_ATTENDANCE: Final = frozenset({"present", "absence"})


def lines(found: Sequence[Difference]) -> list[Line]:
    """What a person reads. What merely follows from it is left out: ranks, which depend on all
    submissions of the campaign, sums by class, the order of lists."""
    moved = {
        str(item.get("code"))
        for d in found
        if d.path[0] == "submissions" and len(d.path) == 2
        for item in (d.old, d.new)
        if isinstance(item, Mapping)
    }
    grouped: dict[tuple[str, str, str], list[Difference]] = {}
    for each in found:
        sort = _sort(each)
        if sort is None or (sort[0] == "left_out" and sort[2] in moved):
            continue
        grouped.setdefault(sort, []).append(each)
    cases = list(dict.fromkeys(case for _, case, _ in grouped))
    in_order = sorted(
        grouped, key=lambda s: (not s[1], cases.index(s[1]), SORTS.index(s[0]), s[2])
    )
    return [Line(*sort, tuple(grouped[sort])) for sort in in_order]


def _sort(each: Difference) -> tuple[str, str, str] | None:
    """What the difference is read as, None where it only follows from others."""
    if each.move is Move.ORDER:
        return None
    match each.path:
        case ("submissions", case):
            return "case", case, ""
        case ("submissions", case, "ballots", member):
            return "ballot", case, member
        case ("submissions", case, "recused", member):
            return "recusal", case, member
        case ("submissions", case, field):
            sort = _OF_A_CASE.get(field, ("fact", field))
            return None if sort is None else (sort[0], case, sort[1])
        case ("left_out", code):
            return "left_out", "", code
        case ("panel", code):
            return "member", "", code
        case ("panel", code, field):
            return "attendance" if field in _ATTENDANCE else "member", "", code
        case ("settings", "bases", name) | ("settings", name):
            return "setting", "", name
        case ("rubrics", kind):
            return "rubric", "", kind
        case ("rubrics", kind, field):
            return "rubric", "", f"{kind}:{field}"
        case ("session", field):
            return "session", "", field
        case ("counts", *_) | ("rule_changes", *_):  # settings, panel and rubrics tell it
            return None
    return "campaign", "", each.path[-1]
