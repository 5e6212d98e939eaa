"""Giao nhận: taking in and handing on, what waits for a person, whose key is whose."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from db import conflicts
from db.operation import Changes
from desktop.models.desk_receiving import for_the_desk
from desktop.parts_screen import Part, PartsScreen
from desktop.screens.exchange import MATTERS, ExchangeScreen
from desktop.screens.member_keys import COPY, MemberKeysScreen
from desktop.screens.open_matters import OpenMattersScreen
from desktop.screens.unit_desk import UnitDeskScreen
from desktop.session import Session
from desktop.theme.look import Look

EXCHANGE, DESK, KEYS = "handing", "desk", "keys"


class ExchangePlace(PartsScreen):
    """Files dropped anywhere lead to the first part."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            look,
            "Phần của Giao nhận",
            (
                Part(EXCHANGE, "Giao nhận", ExchangeScreen),
                Part(MATTERS, "Chỗ cần xem", OpenMattersScreen),
                Part(DESK, "Kết quả các đơn vị", UnitDeskScreen),
                Part(KEYS, "Khóa thành viên", MemberKeysScreen),
            ),
            parent,
        )
        self.chips.buttons[DESK].setVisible(session.office)
        self.exchange.elsewhere.connect(self.elsewhere)
        self.exchange.brought.connect(self.receive)
        session.changed.connect(self._changed)
        self._renew_count()

    @property
    def exchange(self) -> ExchangeScreen:
        """Taking in and writing."""
        found = self.part(EXCHANGE)
        assert isinstance(found, ExchangeScreen)
        return found

    def arrive(self) -> None:
        """What waits may have become more or less."""
        self._renew_count()
        super().arrive()

    def carry(self, key: str, submission: bytes) -> None:
        """A new copy for a member is written in the first part."""
        if key == COPY:
            if self.show_part(EXCHANGE):
                self.exchange.begin_writing([submission])
        else:
            super().carry(key, submission)

    def receive(self, paths: Iterable[Path]) -> None:
        """Looks at files that were brought; results of units go to their desk."""
        brought = list(paths)
        in_front, own = isinstance(self.current, UnitDeskScreen), self.session.path
        if self.session.office and for_the_desk(brought, in_front=in_front, own=own):
            if self.show_part(DESK):
                desk = self.part(DESK)
                assert isinstance(desk, UnitDeskScreen)
                desk.receive(brought)
        elif self.show_part(EXCHANGE):
            self.exchange.receive(brought)

    def _changed(self, changes: Changes) -> None:
        if changes.kinds - {"draft"}:
            self._renew_count()

    def _renew_count(self) -> None:
        """How much waits stands on the chip, so that nobody has to look."""
        count = sum(conflicts.count(self.session.book))
        words = f"Chỗ cần xem {count}" if count else "Chỗ cần xem"
        button = self.chips.buttons[MATTERS]
        button.setText(words)
        button.setAccessibleName(f"Phần của Giao nhận: {words}")
