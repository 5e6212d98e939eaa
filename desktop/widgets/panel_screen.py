"""A part of Chấm điểm over the whole panel: its content, or why there is none."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.member_columns import MemberColumns
from desktop.reading import READ_FAILED, read_sentence
from desktop.widgets.screen import Screen
from desktop.widgets.state_stack import StateStack

Why = tuple[str, str]
"""Title and text in place of the content."""


class PanelScreen(Screen):
    """Who derives from it calls :meth:`lay_out`, then :meth:`load`."""

    panel_wanted = ""  # what can be done here once there is a panel
    rows_wanted: Why = ("", "")  # that nothing is appraised yet, and what stands here then

    def lay_out(self, content: QWidget) -> None:
        """``content`` is what can be worked with."""
        self.states = StateStack(content)
        self.states.retried.connect(self.load)
        self.states.led.connect(self.wants)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.states)
        self.rows.failed.connect(self._show_error)
        self._stale = False
        self.session.campaign_changed.connect(self._other_campaign)

    def _show_error(self, error: Exception) -> None:
        self.states.show_error(read_sentence(self.session, error))

    def showEvent(self, event: QShowEvent) -> None:
        """What changed meanwhile is read."""
        super().showEvent(event)
        self.rows.wake()
        if self._stale:
            self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        """Another place is in front."""
        super().hideEvent(event)
        self.rows.sleep()

    @property
    def rows(self) -> MemberColumns[Any]:
        """The submissions and the members."""
        raise NotImplementedError  # every part has its own

    def closed_here(self) -> Why | None:
        """Why this laptop may not see it, None where it may."""
        raise NotImplementedError  # every part has its own rule

    def read(self) -> None:
        """Reads everything. Raises ThamdinhError."""
        self.rows.load()

    def begin(self) -> None:
        """There is something to work with: brings it into sight."""

    def load(self) -> None:
        """Reads everything anew."""
        self._stale = False
        try:
            self.read()
        except READ_FAILED as error:
            self._show_error(error)
            return
        session, states = self.session, self.states
        if session.campaign is None:
            states.show_no_campaign()
        elif closed := self.closed_here():
            states.show_empty(*closed)
        elif not session.around.members:
            states.show_empty("Chưa có Tổ thẩm định", self.panel_wanted, *self.way_to_import)
        elif not self.rows.size:
            states.show_empty(*self.rows_wanted, "Mở Đăng ký", "register")
        else:
            states.show_content()
            self.begin()

    def _other_campaign(self) -> None:
        self._stale = True
        if self.isVisible():
            self.load()
