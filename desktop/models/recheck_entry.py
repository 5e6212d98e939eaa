"""What a person says in the re-check of one registration, or of several as one step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from db import entries
from db.change_log import Value
from db.errors import ThamdinhError
from db.queries.rechecks import Registration
from db.queries.submission import Details, details
from desktop import undoable
from desktop.field_words import CHECKS
from desktop.session import Outcome, Session

OUTCOME, NOTE = "recheck", "recheck_note"


class RecheckEntry(QObject):
    """``loaded`` for another registration, ``renewed`` when the book changed under it."""

    loaded = Signal()
    renewed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.one: Registration | None = None

    @property
    def locked(self) -> bool:
        """Whether it can only be read."""
        return self.session.readonly or not self.session.office

    @property
    def details(self) -> Details | None:
        """The registration in full."""
        if self.one is None:
            return None
        try:
            return details(self.session.book, self.session.around, self.one.id)
        except ThamdinhError:
            return None

    def show(self, one: Registration) -> None:
        """Another registration, or the same as the book has it now."""
        former, self.one = self.one, one
        if former is not None and former.id == one.id:
            self.renewed.emit()
        else:
            self.loaded.emit()

    def value(self, name: str) -> Value:
        """What a field holds, None where it is empty."""
        if self.one is None:
            return None
        if name == OUTCOME:
            return self.one.outcome or None
        if name == NOTE:
            return self.one.note or None
        return dict(self.one.answers).get(name.removeprefix("check:"))

    def save(self, name: str, value: Value) -> Outcome:
        """Writes one field; a note of the unit's is kept as it is typed."""
        assert self.one is not None
        what = {OUTCOME: "kết quả rà soát", NOTE: "ý kiến rà soát"}.get(name)
        question = CHECKS.get(name.removeprefix("check:"), "")
        words = f"{what or f'rà soát “{question}”'}, hồ sơ {self.one.code}"
        arguments = ("submission", self.one.id, {name: value})
        return undoable.run(self.session, words, entries.save, *arguments)


def decide_many(
    session: Session, wanted: Sequence[bytes], outcome: str, note: str = ""
) -> Outcome:
    """One outcome, and where there is one a note, for several registrations as one step."""
    values: dict[str, Value] = {OUTCOME: outcome}
    if note:
        values[NOTE] = note
    rows = dict.fromkeys(wanted, values)
    words = f"kết quả rà soát của {len(rows)} hồ sơ"
    return undoable.run(session, words, entries.save_many, "submission", rows)
