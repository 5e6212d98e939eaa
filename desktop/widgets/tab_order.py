"""Tab order of fields that are made after the page: Qt would put them at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(later: QWidget, editors: Sequence[QWidget]) -> None:
    """Tab goes through ``editors`` in their order just before it comes to ``later``."""
    before = _former(later, editors)
    for editor in editors:
        if before is not None:
            QWidget.setTabOrder(before, editor)
        before = editor
    if editors and before is not None:
        QWidget.setTabOrder(before, later)


def _former(later: QWidget, moved: Sequence[QWidget]) -> QWidget | None:
    """What Tab goes through before ``later`` now, None where there is nothing."""
    found = later.previousInFocusChain()
    while found is not None and found is not later:
        if found.focusPolicy() != Qt.FocusPolicy.NoFocus and found not in moved:
            return found
        found = found.previousInFocusChain()
    return None
