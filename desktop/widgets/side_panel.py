"""A panel at the right with one submission; Esc closes it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from db.queries.scoring import MemberBallot
from db.queries.submission import Details
from db.records import Rubric
from desktop.theme.look import Look
from desktop.widgets.icons import icon
from desktop.widgets.submission_view import SubmissionView


class SidePanel(QFrame):
    """Hidden until something is shown."""

    opened = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._look = look
        self.view = SubmissionView(look)
        heading = QLabel("Hồ sơ")
        heading.setProperty("role", "strong")
        self._close = QToolButton()
        self._close.setAccessibleName("Đóng khung hồ sơ")
        self._close.setToolTip("Đóng (Esc)")
        self._close.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 4, 4)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        look.changed.connect(self._renew)
        self._renew()
        self.hide()

    def show_details(
        self,
        details: Details,
        rubric: Rubric | None,
        ballots: Iterable[MemberBallot] = (),
        lead: str = "",
    ) -> None:
        """Shows one submission."""
        self.view.show_details(details, rubric=rubric, ballots=ballots, lead=lead)
        if self.isHidden():
            self.show()
            self.opened.emit()

    def close_panel(self) -> None:
        """Hides the panel."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        self._close.setIcon(icon("close", self._look.colour("muted"), self._look.px(16)))
