"""Chấm điểm: one member's ballots; for the office the whole panel's, and who scores what."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from db.operation import Changes
from desktop.parts_screen import Part, PartsScreen
from desktop.screens.agreed import AgreedScreen
from desktop.screens.assignment import AssignmentScreen
from desktop.screens.hearing_room import HearingRoomScreen
from desktop.screens.meeting import MeetingScreen
from desktop.screens.scoring import ScoringScreen
from desktop.session import Session
from desktop.theme.look import Look

ONE, ALL, MEETING, AGREED = "one", "panel", "meeting", "agreed"
ASSIGNMENT = "assignment"


class ScorePlace(PartsScreen):
    """Ctrl+PgDn and Ctrl+PgUp go from part to part. A member sees the own ballots alone."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            look,
            "Cách chấm",
            (
                Part(ONE, "Phiếu của một người", ScoringScreen),
                Part(ALL, "Bảng cả Tổ", MeetingScreen),
                Part(MEETING, "Họp", HearingRoomScreen),
                Part(AGREED, "Chấm thống nhất", AgreedScreen),
                Part(ASSIGNMENT, "Phân công", AssignmentScreen),
            ),
            parent,
        )
        self.round = QPushButton("Chuyền máy")
        self.round.setToolTip("Các thành viên lần lượt chấm trên máy này, mỗi người một mã PIN")
        self.round.clicked.connect(lambda: self.wants.emit("pass", b""))
        self.head.addWidget(self.round)
        for keys, step in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._go_round(step))
        session.campaign_changed.connect(self._renew)
        session.changed.connect(self._on_changed)
        self._renew()

    @property
    def offered(self) -> list[str]:
        """The parts that this laptop may see: while scoring is blind, the office alone more
        than one."""
        found = [ONE]
        if self.session.sees_results:
            found += [ALL, MEETING]
        campaign = self.session.campaign
        if self.session.office and campaign is not None and campaign.settings.agreed_mark:
            found.append(AGREED)
        if self.session.office:
            found.append(ASSIGNMENT)
        return found

    def _on_changed(self, changes: Changes) -> None:
        if "campaign" in changes.kinds:  # a setting says whether marks are agreed on
            self._renew()

    def _go_round(self, step: int) -> None:
        keys = self.offered
        place = (keys.index(self.chips.current) + step) % len(keys)
        if self.show_part(keys[place]):
            self.arrive()

    def _renew(self) -> None:
        """Alone, a part needs no chips."""
        keys = self.offered
        campaign = self.session.campaign
        self.round.setVisible(
            self.session.office
            and not self.session.readonly
            and campaign is not None
            and bool(self.session.around.members)
        )
        for key, button in self.chips.buttons.items():
            button.setVisible(len(keys) > 1 and key in keys)
            button.setToolTip("Ctrl+PgDn, Ctrl+PgUp")
        if self.chips.current not in keys:
            self.show_part(ONE)
