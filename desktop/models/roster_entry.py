"""One row of the roster being typed, every field saved by itself; a new one is in the book from
its first field on."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Signal

from db import entries
from db.change_log import Value
from db.queries.roster import OnRoster, suggested_code
from db.records import SubjectKind
from desktop import undoable
from desktop.models.roster_rows import RosterRows
from desktop.session import Outcome, Session

_DEFAULTS: dict[str, Value] = {"kind": str(SubjectKind.COLLECTIVE), "must_register": 1}


class RosterEntry(QObject):
    """``loaded`` for another row, ``renewed`` when the book changed under it."""

    loaded = Signal()
    renewed = Signal()
    created = Signal(bytes)

    def __init__(self, session: Session, rows: RosterRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self._rows = session, rows
        self.ident: bytes | None = None
        self._held: dict[str, Value] = {}
        rows.counted.connect(self._reread)

    @property
    def locked(self) -> bool:
        """Whether it can only be read."""
        return self.session.readonly or not self.session.office

    @property
    def code(self) -> str:
        """Its code, the suggested one while it is new."""
        return str(self._held.get("code") or "")

    def start(self) -> None:
        """A new row with the next code."""
        campaign = self.session.campaign
        assert campaign is not None
        (code,) = suggested_code(self.session.book, campaign)
        self.ident, self._held = None, {**_DEFAULTS, "code": code}
        self.loaded.emit()

    def show(self, one: OnRoster) -> None:
        """A row of the roster."""
        self.ident, self._held = one.id, _values(one)
        self.loaded.emit()

    def value(self, name: str) -> Value:
        """What a field holds, None where it is empty."""
        return self._held.get(name)

    def save(self, name: str, value: Value, words: str) -> Outcome:
        """Writes one field; ``words`` name it for undo."""
        campaign = self.session.campaign
        assert campaign is not None
        made = self.ident is None
        if made and name != "name" and not self._held.get("name"):
            self._held[name] = value  # a row begins with the name
            return Outcome(True)
        ident = self.ident or os.urandom(16)
        values: dict[str, Value] = {name: value}
        if made:
            values = {"campaign": campaign.id, **self._held, **values}
            words = f"đối tượng mới {self.code}"
            self.ident = ident  # so that the change that comes is known as ours
        outcome = undoable.run(
            self.session, words, entries.save, "subject", ident, values,
            made=("subject", ident) if made else None,
        )  # fmt: skip
        if not outcome and made:
            self.ident = None
        elif outcome:
            self._held[name] = value
            if made:
                self.created.emit(ident)
        return outcome

    def remove(self) -> Outcome:
        """Takes the row off the roster; what was filed stays."""
        assert self.ident is not None
        words = f"bỏ đối tượng {self.code}"
        return undoable.run(self.session, words, entries.remove, "subject", self.ident)

    def add_unlisted(self) -> Outcome:
        """Puts everybody on the roster who filed without being on it; they need not register."""
        campaign, found = self.session.campaign, self._rows.unlisted
        assert campaign is not None
        codes = suggested_code(self.session.book, campaign, len(found))
        rows: dict[bytes, dict[str, Value]] = {
            os.urandom(16): {
                "campaign": campaign.id, "code": code, "kind": str(who.kind), "name": who.name,
                "post": who.post or None, "unit": who.unit or None,
            }
            for code, who in zip(codes, found, strict=True)
        }  # fmt: skip
        words = f"thêm {len(rows)} đối tượng vào danh sách"
        return undoable.run(self.session, words, entries.save_many, "subject", rows)

    def _reread(self) -> None:
        if self.ident is None:
            return
        for row in self._rows.everything:
            if row.id == self.ident:
                self._held = _values(row.about)
                self.renewed.emit()
                return


def _values(one: OnRoster) -> dict[str, Value]:
    return {
        "code": one.code, "kind": str(one.kind), "name": one.name or None,
        "post": one.post or None, "unit": one.unit or None, "authority": one.authority or None,
        "must_register": int(one.must), "aims_excellent": int(one.aims),
    }  # fmt: skip
