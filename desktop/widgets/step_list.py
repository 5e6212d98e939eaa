"""The steps of the year in their order: done, under way, and what comes later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.models.overview_words import DONE, NOW, PASSED, Line, Step
from desktop.theme.look import Look
from desktop.widgets.link_line import LinkLine

_TAGS = {DONE: ("xong", "good"), NOW: ("đang làm", "accent")}


class StepList(QWidget):
    """Each leads to its place."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._drawn: object = None
        self._lines: list[LinkLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """New lines only where something is new, so that the focus stays."""
        wanted = (tuple(steps), self._look.scale, self._look.dark)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        at = next((n for n, line in enumerate(self._lines) if line.hasFocus()), -1)
        for line in self._lines:
            line.hide()
            line.setParent(None)
            line.deleteLater()
        self._lines = []
        for number, step in enumerate(steps, start=1):
            tag, ink = _TAGS.get(step.state, ("", ""))
            if step.state == PASSED and step.left > 0:
                tag, ink = f"còn thiếu {step.left}", "warn"
            detail = " · ".join(part for part in (step.count, step.when) if part)
            line = LinkLine(
                self._look,
                Line(step.name, f"{number}. {step.name}", detail, tag, ink, step.place),
            )
            line.clicked.connect(lambda _=False, place=step.place: self.chosen.emit(place))
            self._column.addWidget(line)
            line.show()  # else it takes no focus yet
            self._lines.append(line)
        if 0 <= at < len(self._lines):
            self._lines[at].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def first_has_focus(self) -> bool:
        """Whether the first step has the focus."""
        return bool(self._lines) and self._lines[0].hasFocus()

    def focus_first(self) -> None:
        """Puts the focus on the first step."""
        if self._lines:
            self._lines[0].setFocus(Qt.FocusReason.OtherFocusReason)
