"""One submission being typed: what the book holds of it, every field saved by itself.

A new submission is in the book from its first field on; until then code and kind are only
here.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal

from db import entries
from db.change_log import Value
from db.errors import DuplicateCodeError, ThamdinhError
from db.operation import Changes
from db.queries import entry
from db.queries.entry import TargetRow
from db.queries.submission import Details, details
from db.records import Rubric, SubjectKind
from db.rules.totals import total
from desktop import undoable
from desktop.session import Outcome, Session
from desktop.words import UNLOCK

TARGET_WORDS = {
    "name": "chỉ tiêu",
    "measure": "đơn vị tính",
    "baseline": "hiện trạng",
    "promised": "số đăng ký",
    "actual": "kết quả",
}
_RELEVANT = frozenset({"submission", "target", "unit", "rubric", "campaign", "snapshot",
                       "unfreeze", "correction", "ballot", "decision"})  # fmt: skip


class SubmissionEntry(QObject):
    """``loaded`` for another submission, ``renewed`` when the book changed under it."""

    loaded = Signal()
    renewed = Signal()
    created = Signal(bytes)
    gone = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.ident: bytes | None = None
        self.details: Details | None = None
        self.targets: list[TargetRow] = []
        self.frozen_in: int | None = None
        self.scored = False
        self._pending: dict[str, Value] = {}
        self._code_typed = False
        session.changed.connect(self._on_changed)

    @property
    def new(self) -> bool:
        """Whether nothing of it is in the book yet."""
        return self.ident is None

    @property
    def kind(self) -> SubjectKind:
        """Tập thể or cá nhân."""
        found = self.value("kind")
        return SubjectKind(str(found)) if found in set(SubjectKind) else SubjectKind.COLLECTIVE

    @property
    def code(self) -> str:
        """Its code, the suggested one while it is new."""
        return str(self.value("code") or "")

    @property
    def rubric(self) -> Rubric | None:
        """What it is scored by."""
        if self.session.campaign is None:
            return None
        return self.session.around.rubrics.get(self.kind)

    @property
    def withdrawn(self) -> str:
        """The reason of a withdrawal, "" where there is none."""
        return str(self.value("withdrawn") or "")

    @property
    def locked(self) -> str:
        """Why it can only be read, "" where it can be typed."""
        if self.session.readonly:
            return "Sổ đang mở chỉ để xem vì cửa sổ khác đang ghi."
        if not self.session.office:
            return "Máy này không giữ khóa cơ quan nên chỉ xem được hồ sơ."
        if self.frozen_in is not None:
            return (
                f"Kết quả của hồ sơ đã chốt để ký ở cuộc họp số {self.frozen_in}; "
                f"{UNLOCK}."
            )
        if self.withdrawn:
            return f"Hồ sơ đã rút: {self.withdrawn.rstrip('.')}."
        return ""

    @property
    def self_total(self) -> int | None:
        """What the self marks add up to, in hundredths; None where there is none."""
        marks = self.details.self_marks if self.details else {}
        return total(marks) if marks else None

    def start(self, values: Mapping[str, Value] | None = None) -> None:
        """A new submission with the next code; ``values`` are what is known of it."""
        self.ident, self.details, self.targets = None, None, []
        self.frozen_in, self.scored, self._code_typed = None, False, False
        self._pending = {"kind": str(SubjectKind.COLLECTIVE), **(values or {})}
        self._suggest_code()
        self.loaded.emit()

    def show(self, ident: bytes) -> bool:
        """A submission of the book; False where it is not there."""
        self._pending = {}
        if not self._read(ident):
            return False
        self.loaded.emit()
        return True

    def value(self, name: str) -> Value:
        """What a field holds, None where it is empty."""
        if self.details is None:
            return self._pending.get(name)
        if name.startswith("self:"):
            return self.details.self_marks.get(name.removeprefix("self:"))
        return self.details.values.get(name)

    def save(self, name: str, value: Value, words: str) -> Outcome:
        """Writes one field; ``words`` name it for undo."""
        if isinstance(value, str):
            value = unicodedata.normalize("NFC", value)
        if self.ident is None and name in ("code", "kind"):
            return self._keep_pending(name, value)
        code = str(value) if name == "code" else self.code
        return self._write({name: value}, f"{words}, hồ sơ {code}")

    def save_target(self, row: TargetRow | None, name: str, value: Value) -> Outcome:
        """Writes one cell of a target; a new one where ``row`` is None."""
        if self.ident is None:  # something is to hang on it
            written = self._write({}, "")
            if not written:
                return written
        assert self.ident is not None
        words = f"{TARGET_WORDS[name]} của một chỉ tiêu, hồ sơ {self.code}"
        values: dict[str, Value] = {name: value}
        ident = row.id if row is not None else os.urandom(16)
        if row is None:
            position = max((target.position for target in self.targets), default=0) + 1
            values |= {"submission": self.ident, "position": position}
        made = ("target", ident) if row is None else None
        arguments = ("target", ident, values)
        return undoable.run(
            self.session, words, entries.save, *arguments, where=self._where, made=made
        )

    def remove_target(self, row: TargetRow) -> Outcome:
        """Takes a target away."""
        words = f"bỏ chỉ tiêu “{row.name}”, hồ sơ {self.code}"
        return undoable.run(
            self.session, words, entries.remove, "target", row.id, where=self._where
        )

    def withdraw(self, reason: str | None) -> Outcome:
        """Rút hồ sơ with its reason, or takes that back with None."""
        assert self.ident is not None
        words = f"{'rút' if reason else 'đưa lại'} hồ sơ {self.code}"
        return undoable.run(
            self.session, words, entries.withdraw, self.ident, reason, where=self._where
        )

    def remove(self) -> Outcome:
        """Takes it out of the register: only while nobody has scored it."""
        assert self.ident is not None
        words = f"bỏ hồ sơ {self.code}"
        return undoable.run(self.session, words, entries.remove, "submission", self.ident)

    @property
    def _where(self) -> tuple[bytes, bytes]:
        return b"", self.ident or b""

    def _keep_pending(self, name: str, value: Value) -> Outcome:
        campaign = self.session.campaign
        assert campaign is not None
        if name == "code" and entry.is_taken(self.session.book, campaign, str(value)):
            return Outcome(False, error=DuplicateCodeError(kind="submission", code=value))
        self._pending[name] = value
        self._code_typed = self._code_typed or name == "code"
        if name == "kind" and not self._code_typed:
            self._suggest_code()
        self.renewed.emit()
        return Outcome(True)

    def _write(self, values: dict[str, Value], words: str) -> Outcome:
        campaign = self.session.campaign
        assert campaign is not None
        made = self.ident is None
        ident = os.urandom(16) if self.ident is None else self.ident
        if made:
            values = {"campaign": campaign.id, **self._pending, **values}
            words = f"hồ sơ mới {self.code}"
            self.ident = ident  # so that the change that comes is known as ours
        outcome = undoable.run(
            self.session,
            words,
            entries.save,
            "submission",
            ident,
            values,
            where=(b"", ident),
            made=("submission", ident) if made else None,
        )
        if made and not outcome:
            self.ident = None
        elif made:
            self._pending = {}
            self.created.emit(ident)
        return outcome

    def _suggest_code(self) -> None:
        campaign = self.session.campaign
        if campaign is not None:
            kind = SubjectKind(str(self._pending["kind"]))
            self._pending["code"] = entry.suggested_code(self.session.book, campaign, kind)

    def _read(self, ident: bytes) -> bool:
        session = self.session
        try:
            found = details(session.book, session.around, ident)
        except ThamdinhError:
            self.ident, self.details, self.targets = None, None, []
            return False
        self.ident, self.details = ident, found
        self.targets = entry.targets(session.book, ident)
        self.frozen_in = entry.frozen_by(session.book, ident)
        self.scored = entry.has_ballots(session.book, ident)
        return True

    def _on_changed(self, changes: Changes) -> None:
        if self.ident is None or not changes.kinds & _RELEVANT:
            return
        if self._read(self.ident):
            self.renewed.emit()
        else:
            self.gone.emit()
