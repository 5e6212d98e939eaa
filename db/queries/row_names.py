"""What people call a row: its code or number and its name, also where it is gone."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.change_log import Value, id_of
from db.kind_types import Type
from db.kinds import KINDS, split

# Which fields name a row: (code or number, name).
_NAMED: dict[str, tuple[str, str]] = {
    "campaign": ("year", "body"),
    "rubric": ("code", "name"),
    "unit": ("code", "name"),
    "member": ("code", "name"),
    "subject": ("code", "name"),
    "submission": ("code", "title"),
    "target": ("", "name"),
    "ground": ("number", "document"),
    "session": ("number", ""),
    "arrival": ("number", ""),
    "decision": ("", "document"),
    "rule_change": ("", "what"),
    "signed_paper": ("", "name"),
    "delivery": ("unit", ""),
    "import_run": ("", "file"),
}
# Which field says what a row hangs on.
_OWNER: dict[str, tuple[tuple[str, str], ...]] = {
    "target": (("submission", "submission"),),
    "ground": (("submission", "submission"), ("subject", "subject")),
    "hearing": (("submission", "submission"), ("session", "session")),
    "void": (("ballot", "ballot"),),
    "unfreeze": (("session", "session"),),
    "correction": (("session", "session"),),
    "amendment": (("session", "session"),),
    "decision": (("session", "session"),),
    "handover": (("session", "session"),),
    "signed_paper": (("session", "session"),),
}


@dataclass(frozen=True, slots=True)
class RowName:
    """A row by its kind, its code or number and its name ("" where it has none); ``of`` are
    the rows that it hangs on."""

    kind: str
    code: str = ""
    name: str = ""
    of: tuple[RowName, ...] = ()
    ident: bytes = b""

    @property
    def submission(self) -> bytes | None:
        """The id of the submission that the row is or hangs on, None where there is none."""
        if self.kind == "submission":
            return self.ident
        found = (owner.submission for owner in self.of)
        return next((ident for ident in found if ident is not None), None)


class RowNames:
    """Names of rows, each looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[tuple[str, bytes], RowName] = {}

    def of(self, kind: str, ent: bytes) -> RowName:
        """The name as it stands, or as it last stood in the log."""
        found = self._known.get((kind, ent))
        if found is None:
            self._known[kind, ent] = RowName(kind, ident=ent)  # a forged row may hang on itself
            found = self._known[kind, ent] = self._look_up(kind, ent)
        return found

    def shown(self, fld: str, value: Value) -> Value | RowName:
        """A cell's value, with a row in place of a row's id."""
        kind, name, key = split(fld)
        known = KINDS.get(kind)
        if known is None or key or known.fields.get(name) is not Type.REF:
            return value
        return self.of(name, value) if isinstance(value, bytes) else value

    def key(self, fld: str) -> str | RowName:
        """What stands after the colon of a cell's name: a member, a submission, or a word."""
        kind, name, key = split(fld)
        family = KINDS[kind].families.get(name) if kind in KINDS else None
        ident = id_of(key) if family is not None and family.key_is_id else None
        if ident is None or family is None or family.key not in _NAMED:
            return key
        return self.of(family.key, ident)

    def _look_up(self, kind: str, ent: bytes) -> RowName:
        if kind == "ballot":
            return self._ballot(ent)
        named, owner = _NAMED.get(kind, ("", "")), dict(_OWNER.get(kind, ()))
        values = self._values(kind, ent, [field for field in (*named, *owner) if field])
        code, name = (_text(values.get(field)) for field in named)
        hangs = ((owner[field], values.get(field)) for field in owner)
        return RowName(
            kind, code, name, tuple(self.of(k, v) for k, v in hangs if isinstance(v, bytes)), ent
        )

    def _ballot(self, ident: bytes) -> RowName:
        found = self._connection.execute(
            "SELECT submission, member FROM ballot WHERE id = ?", (ident,)
        ).fetchone()
        if found is None:
            return RowName("ballot", ident=ident)
        submission, member = self.of("submission", found[0]), self.of("member", found[1])
        return RowName("ballot", submission.code, member.name, (submission, member), ident)

    def _values(self, kind: str, ent: bytes, fields: list[str]) -> dict[str, Value]:
        """The fields as they stand; of a row that is gone, their last values."""
        if not fields:
            return {}
        columns = ", ".join(f'"{field}"' for field in fields)
        found = self._connection.execute(
            f'SELECT {columns} FROM "{kind}" WHERE id = ?', (ent,)
        ).fetchone()
        if found is not None:
            return dict(zip(fields, found, strict=True))
        return {field: self._last(kind, ent, field) for field in fields}

    def _last(self, kind: str, ent: bytes, field: str) -> Value:
        found = self._connection.execute(
            "SELECT val FROM change WHERE ent = ? AND fld = ? AND val IS NOT NULL "
            "ORDER BY id DESC LIMIT 1",
            (ent, f"{kind}.{field}"),
        ).fetchone()
        return None if found is None else found[0]


def _text(value: Value) -> str:
    return str(value) if isinstance(value, str | int) else ""
