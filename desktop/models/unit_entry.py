"""Units as they are typed: a field, a new one, a move, an end; what hangs on a code keeps it.

What is refused is said in a sentence.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from db import entries, units
from db.change_log import Value
from db.errors import UnitTreeError
from db.queries.usage import uses_of_unit
from db.records import Unit
from db.rules.unit_tree import UnitTree
from desktop import undoable
from desktop.intake.dates import DateRefusedError, read_date
from desktop.messages import sentence
from desktop.models.folded_choices import FoldedChoices
from desktop.session import Outcome, Session

FIELDS = (
    ("name", "Tên đơn vị"),
    ("code", "Mã đơn vị"),
    ("kind", "Loại"),
    ("parent", "Cấp trên (sửa ghi nhầm)"),
    ("start", "Từ ngày"),
    ("end", "Đến ngày (ngày cuối còn hoạt động)"),
    ("successor", "Đơn vị tiếp nối sau khi kết thúc"),
)
CODES = ("parent", "successor")  # typed as a code or a name
_DAYS = ("start", "end")
_USED = {
    "submission": "hồ sơ",
    "member": "thành viên",
    "subject": "đối tượng",
    "unit": "đơn vị cấp dưới",
    "arrival": "dòng sổ tiếp nhận",
}


class UnitEntry:
    """Writes for the campaign in front; ``choices`` are its units."""

    def __init__(self, session: Session, choices: FoldedChoices) -> None:
        self._session, self._choices = session, choices

    def code_of(self, text: str) -> str:
        """The code that was meant, "" where nothing was typed. Raises ValueError."""
        if not text.strip():
            return ""
        found = self._choices.find(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"“{text.strip()}” có ở {len(found)} đơn vị; hãy chọn một.")
        raise ValueError(f"Không có đơn vị “{text.strip()}”; hãy ghi đơn vị đó trước.")

    def read(self, unit: Unit | None, name: str, text: str) -> Value:
        """A field as typed. Raises ValueError with what is wrong."""
        typed = text.strip()
        if name in CODES:
            found = self.code_of(typed)
            if unit is not None:
                self._require_place(unit, name, found)
            return found or None
        if name in _DAYS and typed:
            return day_of(typed)
        if name == "code" and unit is not None and typed != unit.code:
            if not typed:
                raise ValueError("Đơn vị phải có mã; muốn bỏ thì bấm “Bỏ đơn vị”.")
            used = self.used(unit.code)
            if used:
                raise ValueError(f"Không đổi được mã {unit.code}: {used}.")
        return typed or None

    def _require_place(self, unit: Unit, name: str, code: str) -> None:
        tree = UnitTree(self._session.around.units)
        try:
            require = units.require_place if name == "parent" else units.require_successor
            require(tree, unit, code)
        except UnitTreeError as error:
            raise ValueError(sentence(error)) from error

    def save(self, unit: Unit, name: str, value: Value) -> Outcome:
        """Writes one field."""
        words = f"đơn vị {unit.code}"
        return undoable.run(self._session, words, entries.save, "unit", unit.id, {name: value})

    def add(self, code: str, name: str, parent: str) -> Outcome:
        """A new unit: ``value`` is its id. A code is needed."""
        campaign = self._session.campaign
        assert campaign is not None
        ident = os.urandom(16)
        values: dict[str, Value] = {
            "campaign": campaign.id,
            "code": code.strip(),
            "name": name.strip() or None,
            "parent": parent or None,
        }
        done = undoable.run(
            self._session, f"đơn vị {code.strip()}", entries.save, "unit", ident, values,
            made=("unit", ident),
        )  # fmt: skip
        return Outcome(bool(done), ident, done.error)

    def remove(self, unit: Unit) -> str:
        """Takes a unit out; a sentence where something hangs on it."""
        used = self.used(unit.code)
        if used:
            return (
                f"Không bỏ được đơn vị {unit.code}: {used}. Đơn vị không còn hoạt động thì hãy "
                "ghi ngày kết thúc."
            )
        words = f"bỏ đơn vị {unit.code}"
        return _said(undoable.run(self._session, words, entries.remove, "unit", unit.id))

    def used(self, code: str) -> str:
        """What hangs on a code, "" where nothing does."""
        campaign = self._session.campaign
        if campaign is None or not code:
            return ""
        found = uses_of_unit(self._session.book, campaign, code)
        listed = ", ".join(f"{count} {_USED[kind]}" for kind, count in found.items())
        return f"đang dùng ở {listed}" if listed else ""

    def move(self, chosen: Sequence[Unit], parent: str, day: str) -> str:
        """Puts units under another one from a day on; what is wrong, "" where it is done."""
        campaign = self._session.campaign
        assert campaign is not None
        try:
            to, since = self.code_of(parent), day_of(day)
        except ValueError as error:
            return str(error)
        words = f"chuyển cấp trên của {_named(chosen)}"
        return _said(undoable.run(self._session, words, units.move, campaign, chosen, to, since))

    def end(self, chosen: Sequence[Unit], day: str, successor: str) -> str:
        """Ends units from a day on; what is wrong, "" where it is done."""
        campaign = self._session.campaign
        assert campaign is not None
        try:
            after, since = self.code_of(successor), day_of(day)
        except ValueError as error:
            return str(error)
        words = f"kết thúc {_named(chosen)}"
        return _said(undoable.run(self._session, words, units.end, campaign, chosen, since, after))


def day_of(text: str) -> str:
    """A day as typed, ISO. Raises ValueError."""
    if not text.strip():
        raise ValueError("Hãy ghi ngày, như 01/07/2025.")
    try:
        return read_date(text.strip())
    except DateRefusedError as error:
        raise ValueError(f"{error.reason[:1].upper()}{error.reason[1:]}.") from error


def _named(chosen: Sequence[Unit]) -> str:
    return f"đơn vị {chosen[0].code}" if len(chosen) == 1 else f"{len(chosen)} đơn vị"


def _said(done: Outcome) -> str:
    return "" if done else sentence(done.error or OSError())
