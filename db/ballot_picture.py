"""Which ballot stands for a member on a submission: heads over what counts, minus the void.

Looked at are the ballots of the round that the submission is in (``db.rounds``); those of
rounds before stay on record.

Statuses: ``valid``; ``stale`` (valid, but its criteria are not the rubric's: see
``db.tallies``); ``conflict`` (two that do not know of each other: neither counts);
``unconfirmed`` (only under keys that nobody confirmed); ``void``.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from db import rounds
from db.change_log import Authority
from db.records import Rubric
from db.rules.bands import STEPS

_INSERT = "INSERT INTO ballot_state VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LARGEST = 4 << 20  # bytes of a ballot; brackets alone would take twenty times as much to read
_MOST = 2**53  # what JSON readers agree on; a signed body may claim anything


class _Stored(NamedTuple):
    id: bytes
    prev: bytes
    body: dict[str, Any]
    key: bytes
    void: bool


def apply_pairs(
    connection: sqlite3.Connection, authority: Authority, pairs: Iterable[tuple[bytes, bytes]]
) -> None:
    """Writes the standing ballot of each (submission, member) anew."""
    later = rounds.rounds(connection)
    for submission, member in pairs:
        connection.execute(
            "DELETE FROM ballot_state WHERE submission = ? AND member = ?", (submission, member)
        )
        stored = [
            _Stored(ident, prev, read_body(body), key, bool(void))
            for ident, prev, body, key, void in connection.execute(
                "SELECT b.id, b.prev, b.body, b.key, EXISTS(SELECT 1 FROM void v "
                "WHERE v.ballot = b.id) FROM ballot b WHERE b.submission = ? AND b.member = ?",
                (submission, member),
            )
        ]
        number = later.get(submission, rounds.FIRST)
        stored = [ballot for ballot in stored if rounds.stated(ballot.body) == number]
        if stored:
            connection.execute(_INSERT, _standing(submission, member, stored, authority))


def _standing(
    submission: bytes, member: bytes, stored: list[_Stored], authority: Authority
) -> tuple[object, ...]:
    counting = [b for b in stored if authority.speaks_for(b.key, member, is_paper(b.body))]
    heads = unreplaced(counting)
    candidates = heads or stored
    alive = [b for b in candidates if not b.void]
    if not alive:
        status = "void"
    elif not heads:
        status = "unconfirmed"
    else:
        status = "valid" if len(alive) == 1 else "conflict"
    shown = max(alive or candidates, key=lambda b: (bool(heads) or whole(b.body, "seq"), b.id))
    marks = _marks(shown.body)
    return (
        submission,
        member,
        shown.id,
        status,
        whole(shown.body, "seq"),
        int(is_paper(shown.body)),
        _text(shown.body, "entry"),
        json.dumps(marks),
        min(sum(marks.values()), _MOST),
        _text(shown.body, "comment"),
        _text(shown.body, "reason"),
        whole(shown.body, "time"),
        _scale(shown.body, marks),
    )


class Versioned(Protocol):
    """A ballot as far as its place among the versions goes."""

    @property
    def id(self) -> bytes: ...
    @property
    def prev(self) -> bytes: ...


_B = TypeVar("_B", bound=Versioned)


def unreplaced(ballots: Iterable[_B]) -> list[_B]:
    """Those of the ballots that no other of them names."""
    listed = list(ballots)
    replaced = {b.prev[i : i + 16] for b in listed for i in range(0, len(b.prev), 16)}
    return [b for b in listed if b.id not in replaced]


def scale_of(rubric: Rubric) -> str:
    """A rubric's criteria and maxima as ballots state them: equal texts, same scale."""
    return json.dumps([[c.code, c.max] for c in rubric.criteria])


def read_body(body: bytes) -> dict[str, Any]:
    """The content of a ballot's signed bytes; empty where they hold something else."""
    try:
        content = json.loads(body) if len(body) <= _LARGEST else None
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def is_paper(body: Mapping[str, Any]) -> bool:
    """Whether the ballot says that it was entered from paper."""
    return bool(body.get("paper"))


def marks_of(body: Mapping[str, Any]) -> dict[str, int]:
    """The marks in hundredths, in the order of the scale that the ballot states."""
    marks = body.get("marks")
    if not isinstance(marks, dict):
        return {}
    try:
        scale = [str(code) for code, _ in body["criteria"]]
    except (KeyError, TypeError, ValueError):
        scale = []
    first = [code for code in scale if code in marks]
    return {code: whole(marks, code) for code in dict.fromkeys((*first, *marks))}


def reasons_of(body: Mapping[str, Any]) -> dict[str, str]:
    """The reasons that a ballot gives for single marks, by criterion."""
    found = body.get("mark_reasons")
    if not isinstance(found, dict):
        return {}
    return {code: text for code in found if (text := _text(found, code))}


def whole(body: Mapping[str, Any], name: str) -> int:
    """A whole number of the body, 0 where there is none that can be."""
    value = body.get(name)
    return value if type(value) is int and 0 <= value < _MOST else 0


def _marks(body: Mapping[str, Any]) -> dict[str, int]:
    marks = body.get("marks")
    if not isinstance(marks, dict):
        return {}
    return {code: whole(marks, code) for code in marks}


def _scale(body: Mapping[str, Any], marks: Mapping[str, int]) -> str:
    """The scale that the ballot names, "" where its own marks do not keep to it, or lie on no
    step that any rubric may have: no program of ours wrote that, whatever the step is by now."""
    try:
        maxima = {code: most for code, most in body["criteria"]}
        sound = marks.keys() == maxima.keys() and all(
            body["marks"][code] == mark <= maxima[code]
            and (mark == maxima[code] or any(mark % step == 0 for step in STEPS))
            for code, mark in marks.items()
        )
    except (KeyError, TypeError, ValueError):
        return ""
    return json.dumps(body["criteria"]) if sound else ""


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value.encode(errors="replace").decode() if isinstance(value, str) else ""
