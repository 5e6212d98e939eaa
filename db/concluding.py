"""What the panel concluded on a submission where that is not what the marks come to.

The program proposes, the panel concludes, the standing committee decides: the three are
recorded apart (domain.md part 4). A concluded class needs its reason, and counts only where
the bands give a class at all: nobody concludes what nobody gave us.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import rounds
from db.records import Member, Role
from db.rules.bands import CLASSES


@dataclass(frozen=True, slots=True)
class Concluded:
    """A class that a meeting concluded, and why."""

    name: str
    reason: str


def concluded(
    connection: sqlite3.Connection,
    campaign: bytes,
    session: bytes | None = None,
    only: Sequence[bytes] | None = None,
) -> dict[bytes, Concluded]:
    """What the meetings of a campaign (or one of them) concluded, by submission; ``only`` for
    these submissions.

    Frozen meetings first: what is frozen stands. Without a session the last meeting counts,
    leaving out the one that a submission was sent back from.
    """
    named = "" if only is None else f"AND h.submission IN ({', '.join('?' * len(only))}) "
    returned = rounds.pairs(connection) if session is None else set()
    found = connection.execute(
        "SELECT h.submission, s.id, h.concluded, coalesce(h.concluded_reason, '') FROM hearing h "
        "JOIN session s ON s.id = h.session LEFT JOIN frozen f "
        "ON f.session = h.session AND f.submission = h.submission "
        "WHERE s.campaign = ? AND (? IS NULL OR s.id = ?) AND h.submission IS NOT NULL "
        f"AND h.concluded IS NOT NULL {named}"
        "ORDER BY f.session IS NOT NULL, s.number, h.id DESC",
        (campaign, session, session, *(only or ())),
    )
    return {
        submission: Concluded(name, reason)
        for submission, meeting, name, reason in found
        if name in CLASSES and (submission, meeting) not in returned
    }


def chairs(connection: sqlite3.Connection, session: bytes) -> dict[bytes, str]:
    """Codes of those whom a meeting chose to preside over single submissions."""
    return dict(
        connection.execute(
            "SELECT submission, chair FROM hearing WHERE session = ? "
            "AND submission IS NOT NULL AND chair IS NOT NULL ORDER BY id DESC",
            (session,),
        ).fetchall()
    )


def presiding(
    members: Sequence[Member], wanted: Iterable[str | None], away: Collection[bytes]
) -> str:
    """Code of who presides over a submission: the first of those wanted who is neither recused
    nor absent, else the chair, else a vice-chair (domain.md part 4); "" where nobody is left."""
    there = {member.code: member for member in members if member.id not in away}
    for code in wanted:
        if code in there:
            return there[code].code
    for role in (Role.CHAIR, Role.VICE_CHAIR):
        for member in there.values():
            if member.role == role:
                return member.code
    return ""


def panel_class(found: Concluded | None, computed: str | None) -> dict[str, Any]:
    """The panel's class as a session's body says it; where it concluded another one than the
    bands give, that one and the reason stand beside it."""
    if found is None or computed in (None, found.name):
        return {"class": computed}
    return {
        "class": found.name,
        "computed_class": computed,
        "concluded_reason": found.reason,
    }


def unreasoned(case: Mapping[str, Any]) -> bool:
    """Whether a case of a session's body carries a class of the panel's own without a reason."""
    return "computed_class" in case and not str(case.get("concluded_reason") or "").strip()


def unchaired(body: Mapping[str, Any], case: Mapping[str, Any]) -> bool:
    """Whether nobody presides over a case of a session's body though the panel has who could:
    chair and vice-chairs are recused or away, and no stand-in was chosen."""
    heads = (str(Role.CHAIR), str(Role.VICE_CHAIR))
    named = body["session"]["chair"] or any(m["role"] in heads for m in body["panel"])
    return bool(named) and not case["chair"]
