"""Labels of a page: headings, sentences that wrap, sentences that come and go."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


def heading(words: str) -> QLabel:
    """The name of a section."""
    label = QLabel(words)
    label.setProperty("role", "heading")
    return label


def wrapped(words: str = "", role: str = "") -> QLabel:
    """A sentence as wide as its place; ``role`` as in the style sheet."""
    label = QLabel(words)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def unsaid(role: str) -> QLabel:
    """Hidden until there is something to say, see :func:`say`."""
    label = wrapped("", role)
    label.hide()
    return label


def say(label: QLabel, words: str) -> None:
    """Shows a sentence, or takes the label away where there is none."""
    label.setText(words)
    label.setVisible(bool(words))


def panel(view: QWidget) -> QFrame:
    """A frame around a list that has none of its own."""
    frame = QFrame()
    frame.setProperty("role", "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(view)
    return frame
