"""The panel of a campaign, typed in place; codes of members who have scored stay."""

from __future__ import annotations

import os
from enum import IntEnum

from PySide6.QtCore import QObject, Signal

from db import entries
from db.change_log import Value
from db.queries.usage import uses_of_member
from db.records import Role
from db.rule_changes import panel_of
from db.rules.codes import next_code
from db.rules.vietnamese import fold
from desktop import undoable
from desktop.messages import sentence
from desktop.models.folded_choices import FoldedChoices
from desktop.models.open_rows import OpenRows
from desktop.session import Session
from desktop.words import ROLES

ROLE_WORDS = tuple(ROLES.values())
_BY_WORD = {fold(word): role for role, word in ROLES.items()}
_NAMES = ("code", "name", "role", "unit", "post", "team")


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    NAME = 1
    ROLE = 2
    UNIT = 3
    POST = 4
    TEAM = 5


_RECUSING = frozenset({Column.NAME, Column.UNIT, Column.POST})


class MemberRows(OpenRows):
    """Chair, vice-chair, secretary, members by code; new ones at the end.

    ``doubted`` (member, the panel as it would be, what writes it and returns why not) comes
    instead of the write where who is recused may depend on it: whoever listens writes it.
    """

    doubted = Signal(bytes, object, object)

    def __init__(
        self, session: Session, units: FoldedChoices, parent: QObject | None = None
    ) -> None:
        """``units`` are what a typed unit is looked up in."""
        headings = ("Mã", "Họ và tên", "Vai trò", "Đơn vị", "Chức vụ", "Nhóm")
        super().__init__(headings, self._write, (), parent)
        self._session, self._units = session, units
        self.history = session.history
        self._order: list[bytes] = []

    def load(self, *, editable: bool, whole: bool = True) -> None:
        """Takes the panel over; rows keep their places while they are typed.

        Without ``whole`` only groups can be typed: they change nothing that is counted.
        """
        campaign = self._session.campaign
        members = [] if campaign is None else self._session.around.members
        known = {member.id: member for member in members}
        order = [ident for ident in self._order if ident in known]
        self._order = order + [m.id for m in members if m.id not in order]
        lines = [
            (
                ident,
                (
                    known[ident].code,
                    known[ident].name,
                    ROLES[known[ident].role],
                    self._units.label_of(known[ident].unit) if known[ident].unit else "",
                    known[ident].post,
                    known[ident].team,
                ),
            )
            for ident in self._order
        ]
        shut = () if whole else tuple(column for column in Column if column != Column.TEAM)
        self.take(lines, editable=editable, more=whole, shut=shut)

    def remove(self, row: int) -> str:
        """Takes a member out of the panel; a sentence where that cannot be."""
        ident, campaign = self.key_of(row), self._session.campaign
        member = next((m for m in self._session.around.members if m.id == ident), None)
        if member is None or campaign is None:
            return ""
        used = self._used(row)
        if used:
            return f"Không bỏ được đồng chí {member.name}: {used}."
        words = f"bỏ đồng chí {member.name} khỏi Tổ thẩm định"
        outcome = undoable.run(self._session, words, entries.remove, "member", ident)
        return "" if outcome else sentence(outcome.error or OSError())

    def _used(self, row: int) -> str:
        campaign = self._session.campaign
        member = next((m for m in self._session.around.members if m.id == self.key_of(row)), None)
        if member is None or campaign is None:
            return ""
        scored, meetings = uses_of_member(self._session.book, campaign, member)
        found = [f"đã nộp {scored} phiếu"] if scored else []
        if meetings:
            found.append(f"chủ trì hoặc ghi biên bản {meetings} cuộc họp")
        return ", ".join(found)

    def _write(self, row: int, column: int, text: str) -> str:
        campaign, new = self._session.campaign, row >= self.count
        assert campaign is not None
        try:
            value = self._value(row, column, text)
        except ValueError as error:
            return str(error)
        values: dict[str, Value] = {_NAMES[column]: value}
        if new:
            codes = [member.code for member in self._session.around.members]
            fresh: dict[str, Value] = {
                "campaign": campaign.id,
                "code": next_code(codes, first="TV01"),
                "role": str(Role.MEMBER),
            }
            values = {**fresh, **values}
        ident = os.urandom(16) if new else self.key_of(row)
        if not new and column in _RECUSING:
            self.doubted.emit(
                ident,
                self._panel_with(ident, _NAMES[column], str(value or "")),
                lambda: self._store(row, column, text, ident, values, None),
            )
            return ""
        return self._store(row, column, text, ident, values, ("member", ident) if new else None)

    def _panel_with(self, ident: bytes, name: str, value: str) -> list[dict[str, str]]:
        """The panel with one value of one member as it would be."""
        panel = panel_of(self._session.around.members)
        return [{**said, name: value} if said["id"] == ident.hex() else said for said in panel]

    def _store(
        self,
        row: int,
        column: int,
        text: str,
        ident: bytes,
        values: dict[str, Value],
        made: tuple[str, bytes] | None,
    ) -> str:
        name = text if column == Column.NAME else str(self.index(row, Column.NAME).data() or text)
        words = f"đồng chí {name} trong Tổ thẩm định"
        arguments = ("member", ident, values)
        outcome = undoable.run(self._session, words, entries.save, *arguments, made=made)
        return "" if outcome else sentence(outcome.error or OSError())

    def _value(self, row: int, column: int, text: str) -> Value:
        match column:
            case Column.CODE:
                if not text:
                    raise ValueError("Thành viên phải có mã; muốn bỏ thì bấm Ctrl+Delete.")
                used = self._used(row)
                if used:
                    raise ValueError(f"Không đổi được mã: {used}.")
            case Column.NAME if not text:
                raise ValueError("Thành viên phải có họ tên; muốn bỏ thì bấm Ctrl+Delete.")
            case Column.ROLE:
                return self._role(row, text)
            case Column.UNIT if text:
                found = self._units.find(text)
                if len(found) != 1:
                    raise ValueError(
                        f"“{text}” khớp {len(found)} đơn vị; hãy gõ đúng mã hoặc tên đơn vị."
                    )
                return found[0]
        return text or None

    def _role(self, row: int, text: str) -> Value:
        role = _BY_WORD.get(fold(text))
        if role is None:
            raise ValueError(f"Không có vai trò “{text}”; hãy chọn {', '.join(ROLE_WORDS)}.")
        ident = self.key_of(row)
        for member in self._session.around.members:
            if role == Role.CHAIR and member.role == Role.CHAIR and member.id != ident:
                raise ValueError(
                    f"Đồng chí {member.name} đang là Tổ trưởng; hãy đổi vai trò đó trước."
                )
        return role
