"""A panel at the right with what is chosen in the list; Esc closes it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from db.queries.scoring import MemberBallot
from db.queries.submission import Details
from db.records import Rubric
from desktop.theme.look import Look
from desktop.widgets.icons import icon
from desktop.widgets.submission_view import SubmissionView


class ClosingPanel(QFrame):
    """Hidden until something is shown."""

    opened = Signal()
    closed = Signal()

    def __init__(self, look: Look, title: str, name: str, parent: QWidget | None = None) -> None:
        """``title`` stands at its head, ``name`` is what a screen reader calls it."""
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._look = look
        self.heading = heading = QLabel(title)
        heading.setProperty("role", "strong")
        self._close = QToolButton()
        self._close.setAccessibleName(f"Đóng {name}")
        self._close.setToolTip("Đóng (Esc)")
        self._close.clicked.connect(self.close_panel)
        self.head = QHBoxLayout()
        self.head.addWidget(heading, 1)
        self.head.addWidget(self._close)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 6, 4, 4)
        self.column.addLayout(self.head)
        look.changed.connect(self._renew)
        self._renew()
        self.hide()

    def open_panel(self) -> None:
        """Shows the panel."""
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


class SidePanel(ClosingPanel):
    """One submission; its two buttons are there where a screen says so."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, "Hồ sơ", "khung hồ sơ", parent)
        self.view = SubmissionView(look)
        self.trace_button = QPushButton("Phiếu truy vết")
        self.trace_button.setToolTip("Ai cho điểm, ai nhập, sửa lúc nào")
        self.trace_button.hide()
        self.explain_button = QPushButton("Giải thích")
        self.explain_button.setToolTip("Quy định áp dụng cho hồ sơ này, kèm điều khoản")
        self.explain_button.hide()
        self.decide_button = QPushButton("Quyết định điều kiện…")
        self.decide_button.setToolTip("Chấp nhận hoặc không, kèm văn bản và lý do")
        self.decide_button.setProperty("role", "primary")
        self.decide_button.hide()
        self.column.addWidget(self.decide_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.head.insertWidget(1, self.explain_button)
        self.head.insertWidget(2, self.trace_button)
        self.column.addWidget(self.view, 1)

    def show_details(
        self,
        details: Details,
        rubric: Rubric | None,
        ballots: Iterable[MemberBallot] = (),
        lead: str = "",
    ) -> None:
        """Shows one submission."""
        self.view.show_details(details, rubric=rubric, ballots=ballots, lead=lead)
        self.open_panel()
