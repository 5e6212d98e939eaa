"""What a book must show, read from its log a second time and in another way.

Written from the design, not from the program: whose word counts, which values stand, what is
in conflict, what is proposed, which ballot stands. Slow and plain on purpose.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

_ID, _BALLOT = 22, 16
_KINDS = (
    "campaign", "rubric", "unit", "member", "submission", "session", "void", "unfreeze",
    "decision",
)  # fmt: skip
_SHOWN = {  # text columns of the picture that are compared
    "unit": ("code", "name"),
    "member": ("code", "name", "unit"),
    "submission": ("code", "title", "unit", "withdrawn"),
}
_CODES = {"unit": "code", "member": "code", "submission": "code", "session": "number"}

Found = dict[str, set[tuple[Any, ...]]]
Counts = Callable[[str, bytes | None], bool]


@dataclass(frozen=True)
class _Said:
    """One change as far as it matters here."""

    id: bytes
    prev: frozenset[bytes]
    value: Any
    key: bytes | None

    @property
    def typed(self) -> tuple[str, object]:
        return type(self.value).__name__, self.value


@dataclass(frozen=True)
class _Cell:
    heads: list[_Said]
    proposed: bool

    @property
    def value(self) -> Any:
        return self.heads[-1].value if self.heads else None

    @property
    def conflict(self) -> bool:
        return len({head.typed for head in self.heads}) > 1


def _ids(joined: bytes, size: int) -> frozenset[bytes]:
    return frozenset(joined[i : i + size] for i in range(0, len(joined), size))


class Reference:
    """Reads the tables of the log, and nothing of the picture."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (self._book, self._root) = connection.execute("SELECT id, office FROM book").fetchone()
        keys = dict(connection.execute("SELECT op, key FROM op").fetchall())
        self._said: dict[tuple[str, bytes], dict[str, list[_Said]]] = defaultdict(dict)
        for ent, fld, ident, prev, val, op in connection.execute(
            "SELECT ent, fld, id, prev, val, op FROM change"
        ):
            kind = fld.partition(".")[0]
            said = _Said(ident, _ids(prev, _ID), val, keys.get(op))
            self._said[kind, ent].setdefault(fld, []).append(said)
        self.office = self._offices()
        self.members = self._confirmed()

    # -- whose word counts ---------------------------------------------------------------

    def _offices(self) -> set[bytes]:
        office = {self._root}

        def by_office(_: str, key: bytes | None) -> bool:
            return key in office

        grown = 0
        while grown < len(office):  # a key that counts may have made another one
            grown = len(office)
            office |= self._family("office", self._book, "office.key:", by_office)
        return office

    def _confirmed(self) -> set[tuple[bytes, bytes]]:
        """(key, member) for members that are there."""
        return {
            (key, ent)
            for kind, ent in self._said
            if kind == "member" and self.row(kind, ent, self._by_office) is not None
            for key in self._family(kind, ent, "member.key:", self._by_office)
        }

    def _family(self, kind: str, ent: bytes, prefix: str, counts: Counts) -> set[bytes]:
        cells = self.cells(kind, ent, counts)
        return {
            bytes.fromhex(fld.removeprefix(prefix))
            for fld, cell in cells.items()
            if fld.startswith(prefix) and cell.value is not None
        }

    def _by_office(self, _: str, key: bytes | None) -> bool:
        return key in self.office

    def counts(self, fld: str, key: bytes | None) -> bool:
        """Whether a cell's change under that key counts."""
        own = fld.removeprefix("submission.recused:")
        return key in self.office or (own != fld and (key, bytes.fromhex(own)) in self.members)

    # -- cells and rows ------------------------------------------------------------------

    def cells(self, kind: str, ent: bytes, counts: Counts) -> dict[str, _Cell]:
        """All cells of a row."""
        return {
            fld: _read([s for s in said if counts(fld, s.key)], said)
            for fld, said in self._said[kind, ent].items()
            if not fld.startswith("member.answer:")
        }

    def row(self, kind: str, ent: bytes, counts: Counts) -> dict[str, _Cell] | None:
        """The row's cells while it is there, None while it is deleted or only proposed."""
        cells = self.cells(kind, ent, counts)
        gone = cells.pop(f"{kind}.~gone", None)
        heads = {head.id for cell in cells.values() for head in cell.heads}
        if not heads:
            return None
        listed = gone.value if gone is not None and isinstance(gone.value, bytes) else b""
        return None if listed and heads <= _ids(listed, _ID) else cells

    def shown(self) -> Found:
        """Everything that :func:`shown_by` reads off the picture."""
        found: Found = {name: set() for name in ("trouble", "recusal", "ballot", *_SHOWN)}
        present: dict[str, dict[bytes, dict[str, Any]]] = defaultdict(dict)
        for kind, ent in self._said:
            if kind not in (*_KINDS, "office"):
                continue
            cells = self.cells(kind, ent, self.counts)
            for fld, cell in cells.items():
                found["trouble"] |= {(ent, fld, "conflict")} if cell.conflict else set()
                found["trouble"] |= {(ent, fld, "proposal")} if cell.proposed else set()
            row = self.row(kind, ent, self.counts)
            if row is None:
                continue
            gone = cells.get(f"{kind}.~gone")
            if gone is not None and gone.value:
                found["trouble"].add((ent, f"{kind}.~gone", "gone_edited"))
            present[kind][ent] = {fld.partition(".")[2]: cell.value for fld, cell in row.items()}
        for kind, columns in _SHOWN.items():
            for ent, values in present[kind].items():
                found[kind].add((ent, *(_text(values.get(name)) for name in columns)))
        for ent, values in present["submission"].items():
            for name, value in values.items():
                if name.startswith("recused:") and isinstance(value, str):
                    found["recusal"].add((ent, bytes.fromhex(name.partition(":")[2]), value))
        found["trouble"] |= _same_codes(present)
        found["trouble"] |= self._two_frozen(present["unfreeze"].values())
        rounds = _rounds(present["decision"].values(), present["unfreeze"].values())
        found["ballot"] = self._ballots(present["void"].values(), rounds)
        return found

    # -- ballots and snapshots -----------------------------------------------------------

    def _ballots(
        self, voids: Iterable[dict[str, Any]], rounds: Counter[bytes]
    ) -> set[tuple[Any, ...]]:
        void = {values.get("ballot") for values in voids}
        stored: dict[tuple[bytes, bytes], list[tuple[bytes, bytes, bool]]] = defaultdict(list)
        for ident, submission, member, prev, body, key in self._connection.execute(
            "SELECT id, submission, member, prev, body, key FROM ballot"
        ):
            stated = json.loads(body)
            if stated.get("round", 1) != 1 + rounds[submission]:
                continue
            paper = stated["paper"]
            counts = key in self.office if paper else (key, member) in self.members
            stored[submission, member].append((ident, prev, counts))
        found = set()
        for pair, ballots in stored.items():
            counting = [(ident, prev) for ident, prev, counts in ballots if counts]
            replaced = {i for _, prev in counting for i in _ids(prev, _BALLOT)}
            heads = {ident for ident, _ in counting} - replaced
            alive = heads - void
            if heads:
                status = "void" if not alive else "valid" if len(alive) == 1 else "conflict"
            else:
                status = "void" if void >= {ident for ident, _, _ in ballots} else "unconfirmed"
            one = alive if status == "valid" else ()
            found.add((*pair, status, *one))
        return found

    def _two_frozen(self, withdrawn: Iterable[dict[str, Any]]) -> set[tuple[Any, ...]]:
        gone = {tuple(map(values.get, ("session", "seq", "digest"))) for values in withdrawn}
        former: dict[tuple[bytes, str], str | None] = {}
        kept = set()
        for session, seq, body, key in self._connection.execute(
            "SELECT session, seq, body, key FROM snapshot"
        ):
            if key in self.office:
                digest = hashlib.sha256(body).hexdigest()
                former[session, digest] = json.loads(body).get("amends", {}).get("digest")
                if (session, seq, digest) not in gone:
                    kept.add((session, digest))
        standing = Counter(
            session
            for session, digest in kept
            if not any(
                other != digest and digest in _ancestors(former, session, other)
                for there, other in kept
                if there == session
            )
        )
        return {(s, "snapshot.standing", "two_frozen") for s, n in standing.items() if n > 1}


def _rounds(
    decisions: Iterable[dict[str, Any]], withdrawn: Iterable[dict[str, Any]]
) -> Counter[bytes]:
    """How often each submission was sent back by decisions on snapshots that nobody withdrew."""
    gone = {tuple(map(values.get, ("session", "digest"))) for values in withdrawn}
    back = {
        (bytes.fromhex(name.removeprefix("back:")), values["session"])
        for values in decisions
        if values.get("session") and (values["session"], values.get("digest")) not in gone
        for name, why in values.items()
        if name.startswith("back:") and isinstance(why, str)
    }
    return Counter(submission for submission, _ in back)


def _ancestors(
    former: dict[tuple[bytes, str], str | None], session: bytes, digest: str
) -> set[str]:
    """What a snapshot amends, and what that amends, as far as this book holds it."""
    found: set[str] = set()
    while (earlier := former.get((session, digest))) is not None:
        found.add(earlier)
        digest = earlier
    return found


def _read(counting: list[_Said], all_: list[_Said]) -> _Cell:
    replaced = {ident for said in counting for ident in said.prev}
    heads = sorted((s for s in counting if s.id not in replaced), key=lambda s: s.id)
    seen = {s.id for s in counting} | {ident for said in all_ for ident in said.prev}
    shown = heads[-1].typed if heads else ("NoneType", None)
    return _Cell(heads, any(s.id not in seen and s.typed != shown for s in all_))


def _same_codes(present: dict[str, dict[bytes, dict[str, Any]]]) -> set[tuple[Any, ...]]:
    found: set[tuple[Any, ...]] = set()
    for kind, field in _CODES.items():
        by_code: dict[tuple[Any, ...], set[bytes]] = defaultdict(set)
        for ent, values in present[kind].items():
            if values.get("campaign") is not None and values.get(field) is not None:
                by_code[values["campaign"], values[field]].add(ent)
        for rows in by_code.values():
            if len(rows) > 1:
                found |= {(ent, f"{kind}.{field}", "same_code") for ent in rows}
    return found


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def shown_by(connection: sqlite3.Connection) -> Found:
    """What the picture says of the same."""
    found: Found = {
        "trouble": set(connection.execute("SELECT ent, fld, what FROM trouble")),
        "recusal": set(connection.execute("SELECT submission, member, reason FROM recusal")),
        "ballot": {
            (submission, member, "valid" if status == "stale" else status, *one)
            for submission, member, status, ballot in connection.execute(
                "SELECT submission, member, status, ballot FROM ballot_state"
            )
            for one in [(ballot,) if status in ("valid", "stale") else ()]
        },
    }
    for kind, columns in _SHOWN.items():
        found[kind] = set(connection.execute(f"SELECT id, {', '.join(columns)} FROM {kind}"))
    return found
