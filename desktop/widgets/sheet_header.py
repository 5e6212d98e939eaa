"""The head of a ballot: code, kind, unit, title, what the subject gave itself."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from db.records import Submission
from db.rules.totals import total
from desktop.models.words import KINDS, shown_points
from desktop.theme.look import Look
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.flow_layout import FlowLayout


class SheetHeader(QWidget):
    """Three lines; the title wraps, and so does the last line with its links."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code, self._who = QLabel(), ElidedLabel()
        self._code.setProperty("role", "strong")
        self._who.setProperty("role", "muted")
        self._title, self._self = QLabel(), QLabel()
        self._title.setProperty("role", "heading")
        self._title.setWordWrap(True)
        self._self.setProperty("role", "muted")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._title.setSizePolicy(policy)
        self._line = QHBoxLayout()
        self._line.setSpacing(look.px(10))
        self._line.addWidget(self._code)
        self._line.addWidget(self._who, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 4)
        column.setSpacing(2)
        column.addLayout(self._line)
        column.addWidget(self._title)
        self._below = FlowLayout(gap=6)
        self._below.addWidget(self._self)
        column.addLayout(self._below)

    def add_links(self, buttons: Iterable[QWidget]) -> None:
        """Puts buttons behind what the subject gave itself."""
        for button in buttons:
            button.setProperty("role", "link")
            self._below.addWidget(button)

    def show_submission(self, submission: Submission, unit_name: str) -> None:
        """Fills the lines."""
        self._code.setText(submission.code)
        parts = [KINDS[submission.kind], submission.subject]
        if unit_name and unit_name != submission.subject:
            parts.append(unit_name)
        self._who.setText(" · ".join(part for part in parts if part))
        self._title.setText(submission.title)
        if submission.self_marks:
            words = f"Tự chấm {shown_points(total(submission.self_marks))}"
        else:
            words = "Không tự chấm"
        if submission.self_class:
            words += f" · {submission.self_class}"
        self._self.setText(words)
