"""The units of a campaign, typed in place; codes that something hangs on stay."""

from __future__ import annotations

import os
from enum import IntEnum

from PySide6.QtCore import QObject

from db import entries
from db.change_log import Value
from db.queries.usage import uses_of_unit
from db.records import Unit
from db.rules.vietnamese import fold, sort_key
from desktop import undoable
from desktop.intake.dates import DateRefusedError, read_date
from desktop.messages import sentence
from desktop.models.open_rows import OpenRows
from desktop.models.words import shown_date
from desktop.session import Session

_NAMES = ("code", "name", "parent", "kind", "start", "end")
_USED = {
    "submission": "hồ sơ",
    "member": "thành viên",
    "subject": "đối tượng",
    "unit": "đơn vị cấp dưới",
    "arrival": "dòng sổ tiếp nhận",
}


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    NAME = 1
    PARENT = 2
    KIND = 3
    START = 4
    END = 5


class UnitRows(OpenRows):
    """By code at first; new ones at the end until the campaign is looked at again."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        headings = ("Mã", "Tên đơn vị", "Mã cấp trên", "Loại", "Từ ngày", "Đến ngày")
        super().__init__(headings, self._write, (), parent)
        self._session = session
        self._order: list[bytes] = []
        self._words = ""
        self._editable = False

    def load(self, *, editable: bool) -> None:
        """Takes the units over."""
        self._editable = editable
        campaign = self._session.campaign
        units = [] if campaign is None else list(self._session.around.units.values())
        known = {unit.id: unit for unit in units}
        new = sorted((u for u in units if u.id not in self._order), key=_by_code)
        self._order = [i for i in self._order if i in known] + [unit.id for unit in new]
        words = fold(self._words).split()
        shown = [
            known[ident]
            for ident in self._order
            if all(word in fold(f"{known[ident].code} {known[ident].name}") for word in words)
        ]
        lines = [
            (
                unit.id,
                (
                    unit.code,
                    unit.name,
                    unit.parent,
                    unit.kind,
                    shown_date(unit.start),
                    shown_date(unit.end),
                ),
            )
            for unit in shown
        ]
        self.take(lines, editable=editable, more=not words)

    def search(self, words: str) -> None:
        """Shows what holds every word, diacritics or not."""
        self._words = words
        self.load(editable=self._editable)

    def remove(self, row: int) -> str:
        """Takes a unit out; a sentence where something hangs on it."""
        ident, code = self.key_of(row), str(self.index(row, Column.CODE).data() or "")
        if ident is None or not self._editable:
            return ""
        used = self._used(code)
        if used:
            return f"Không bỏ được đơn vị {code}: {used}."
        words = f"bỏ đơn vị {code}"
        outcome = undoable.run(self._session, words, entries.remove, "unit", ident)
        return "" if outcome else sentence(outcome.error or OSError())

    def _used(self, code: str) -> str:
        campaign = self._session.campaign
        if campaign is None:
            return ""
        found = uses_of_unit(self._session.book, campaign, code)
        listed = ", ".join(f"{count} {_USED[kind]}" for kind, count in found.items())
        return f"đang dùng ở {listed}" if listed else ""

    def _write(self, row: int, column: int, text: str) -> str:
        campaign, new = self._session.campaign, row >= self.count
        assert campaign is not None
        former = str(self.index(row, Column.CODE).data() or "")
        try:
            value = self._value(column, text, former)
        except ValueError as error:
            return str(error)
        values: dict[str, Value] = {_NAMES[column]: value}
        if new:
            if column != Column.CODE:
                return "Hãy ghi mã đơn vị trước."
            values["campaign"] = campaign.id
        ident = os.urandom(16) if new else self.key_of(row)
        words = f"đơn vị {text if column == Column.CODE else former}"
        made = ("unit", ident) if new else None
        arguments = ("unit", ident, values)
        outcome = undoable.run(self._session, words, entries.save, *arguments, made=made)
        return "" if outcome else sentence(outcome.error or OSError())

    def _value(self, column: int, text: str, former: str) -> Value:
        match column:
            case Column.CODE:
                if not text:
                    raise ValueError("Đơn vị phải có mã; muốn bỏ thì bấm Ctrl+Delete.")
                used = self._used(former) if former else ""
                if used:
                    raise ValueError(f"Không đổi được mã {former}: {used}.")
            case Column.PARENT if text:
                if text == former:
                    raise ValueError("Một đơn vị không thể là cấp trên của chính nó.")
                if text not in self._session.around.units:
                    raise ValueError(f"Không có đơn vị mã {text}; hãy ghi đơn vị đó trước.")
            case Column.START | Column.END if text:
                try:
                    return read_date(text)
                except DateRefusedError as error:
                    raise ValueError(f"{error.reason[:1].upper()}{error.reason[1:]}.") from error
        return text or None


def _by_code(unit: Unit) -> tuple[str, bytes]:
    return sort_key(unit.code), unit.id
