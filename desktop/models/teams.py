"""Groups of members (nhóm), as their names are typed at the members. No Qt in here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from db.records import Member
from db.rules.vietnamese import fold, sort_key

WHERE = "Đặt nhóm ở Cài đặt → Tổ thẩm định."


@dataclass(frozen=True, slots=True)
class Team:
    """A group, in the order of papers."""

    name: str  # "Nhóm 1"
    members: tuple[bytes, ...]


def teams(members: Iterable[Member]) -> list[Team]:
    """The groups of a panel by name, "Nhóm 2" before "Nhóm 10"; none where nobody has one.

    "1", "nhóm 1" and "Nhóm 1" are one group.
    """
    names: dict[str, str] = {}
    found: dict[str, list[bytes]] = {}
    for member in members:
        if member.team.strip():
            name = team_name(member.team)
            key = name.casefold()
            names.setdefault(key, name)
            found.setdefault(key, []).append(member.id)
    order = sorted(found, key=lambda key: (sort_key(names[key]), key))
    return [Team(names[key], tuple(found[key])) for key in order]


def team_name(text: str) -> str:
    """What a group is called on the screen: "1" -> "Nhóm 1"."""
    words = unicodedata.normalize("NFC", text).split()
    if len(words) > 1 and fold(words[0]) == "nhom":
        words = words[1:]
    return " ".join(("Nhóm", *words))
