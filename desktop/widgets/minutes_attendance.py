"""Who of the panel is there: a tick a member, and the reason of those who are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QWidget

from db.records import Member
from desktop.models.minutes_words import named
from desktop.widgets.minutes_fields import LineField, Save


class _Row:
    def __init__(self, member: Member, save: Save, parent: Attendance) -> None:
        self.cell = f"absent:{member.id.hex()}"
        self.here = QCheckBox(named(member), parent)
        self.here.setAccessibleName(f"{named(member)} có mặt")
        self.away = QLabel("vắng", parent)
        self.away.setProperty("role", "muted")
        self.reason = LineField(
            self.cell, "", lambda name, value: save(name, value or ""), hint="Lý do vắng"
        )
        self.reason.edit.setAccessibleName(f"Lý do vắng của {named(member)}")


class Attendance(QWidget):
    """One row a member, in the order of papers. Unticking asks for the reason beside it."""

    def __init__(self, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Thành viên có mặt, vắng")
        self._save = save
        self._rows: dict[bytes, _Row] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(2, 1)

    def show_panel(self, members: Sequence[Member], absent: Mapping[bytes, str]) -> None:
        """The members with who is away."""
        if [m.id for m in members] != list(self._rows) or any(
            self._rows[m.id].here.text() != named(m) for m in members
        ):
            self._build(members)
        for ident, row in self._rows.items():
            away = ident in absent
            row.here.setChecked(not away)
            row.reason.set_stored(absent.get(ident) or None)
            self._show_reason(row, away)

    def lock(self, locked: bool) -> None:
        """For reading only."""
        for row in self._rows.values():
            row.here.setEnabled(not locked)
            row.reason.lock(locked)

    def keep(self) -> bool:
        """Saves the reasons that are being typed."""
        return all([row.reason.keep() for row in self._rows.values() if row.reason.isVisible()])

    def row(self, member: bytes) -> tuple[QCheckBox, LineField]:
        """The tick and the reason of a member."""
        found = self._rows[member]
        return found.here, found.reason

    def _build(self, members: Sequence[Member]) -> None:
        for former in self._rows.values():
            for widget in (former.here, former.away, former.reason):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for place, member in enumerate(members):
            row = _Row(member, self._save, self)
            row.here.clicked.connect(lambda here, row=row: self._tick(row, here))
            self._grid.addWidget(row.here, place, 0)
            self._grid.addWidget(row.away, place, 1)
            self._grid.addWidget(row.reason, place, 2)
            self._rows[member.id] = row
        ticks = [one.here for one in self._rows.values()]
        for tick, next_one in pairwise(ticks):
            QWidget.setTabOrder(tick, next_one)
        if ticks:
            self.setFocusProxy(ticks[0])

    def _tick(self, row: _Row, here: bool) -> None:
        value: Any = None if here else ""
        if not self._save(row.cell, value):
            row.here.setChecked(not here)
        elif not here:
            row.reason.setFocus()

    def _show_reason(self, row: _Row, away: bool) -> None:
        if not away:
            row.reason.reset(None)
        row.away.setVisible(away)
        row.reason.setVisible(away)
