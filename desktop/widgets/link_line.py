"""A line that leads somewhere: its words, one sentence below them, a few words at the right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.models.overview_words import Line
from desktop.theme.look import Look


class LinkLine(QPushButton):
    """Enter, Space and a click press it as any button; its texts go on in the next line."""

    def __init__(self, look: Look, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line, self._look = line, look
        self.setProperty("role", "line")
        self.setAccessibleName(". ".join(p for p in (line.words, line.detail, line.tag) if p))
        words, detail, tag = QLabel(line.words), QLabel(line.detail), QLabel(line.tag)
        words.setProperty("role", "strong")
        detail.setProperty("role", "muted")
        tag.setProperty("ink", line.ink)
        for label in (words, detail):
            label.setWordWrap(True)
        for label in (words, detail, tag):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(words)
        texts.addWidget(detail)
        self._row = row = QHBoxLayout(self)
        gap = look.px(8)
        row.setContentsMargins(gap, look.px(4), gap, look.px(4))
        row.setSpacing(gap)
        row.addLayout(texts, 1)
        row.addWidget(tag, 0, Qt.AlignmentFlag.AlignTop)
        detail.setVisible(bool(line.detail))  # now that they have a parent
        tag.setVisible(bool(line.tag))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Narrow, it is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its texts need."""
        return self._row.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """At the width of the design."""
        width = self._look.px(320)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One line of words."""
        return QSize(self._look.px(120), self.fontMetrics().height())
