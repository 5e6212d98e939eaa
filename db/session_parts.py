"""Parts of a session's body: rubrics, counts, rulings, what was said."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import asdict
from typing import Any

from db.records import Rubric, Ruling


def ruled_part(ruling: Ruling | None) -> dict[str, Any]:
    """What the office decided where the rules left it open, where it decided anything."""
    if ruling is None:
        return {}
    return {"ruling": {**asdict(ruling), "rules": list(ruling.rules)}}


def rubric_part(rubric: Rubric) -> dict[str, Any]:
    """A rubric as plain values, points in hundredths."""
    return {
        "id": rubric.id,
        "name": rubric.name,
        "applies_to": str(rubric.applies_to),
        "basis": rubric.basis,
        "total": rubric.total,
        "step": rubric.step,
        "confirmed": rubric.confirmed,
        "bands_basis": rubric.bands_basis,
        "illustrative": rubric.illustrative,
        "criteria": [
            {"code": c.code, "name": c.name, "max": c.max, "bonus": c.bonus}
            for c in rubric.criteria
        ],
        "bands": [{"class": b.name, "from": b.start} for b in rubric.bands],
    }


def counts_part(heard: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """How many got each class, by kind of subject."""
    found: dict[str, Counter[str]] = {}
    for content in heard:
        if content["class"] is not None:
            found.setdefault(content["kind"], Counter())[content["class"]] += 1
    return {kind: dict(counter) for kind, counter in found.items()}


def hearing_part(
    connection: sqlite3.Connection, session: bytes, submission: bytes
) -> dict[str, Any]:
    """What was said and voted in the meeting."""
    row = connection.execute(
        "SELECT summary, opinions, votes_for, votes_against, conclusion FROM hearing "
        "WHERE session = ? AND submission = ? ORDER BY id",
        (session, submission),
    ).fetchone() or ("", "", None, None, "")
    return {
        "summary": row[0] or "",
        "opinions": row[1] or "",
        "votes_for": row[2],
        "votes_against": row[3],
        "conclusion": row[4] or "",
    }


def novelty_part(connection: sqlite3.Connection, submission: bytes) -> dict[str, Any]:
    """What the panel found of its novelty, where it found anything."""
    finding, basis = connection.execute(
        "SELECT novelty_finding, novelty_basis FROM submission WHERE id = ?", (submission,)
    ).fetchone()
    return {"novelty": {"finding": finding, "basis": basis or ""}} if finding else {}
