"""The menu of the window; its keys work wherever the focus is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget


class WindowMenu(QMenu):
    """Every entry is an action of the window itself."""

    def __init__(self, name: str, window: QWidget) -> None:
        super().__init__(name, window)
        self._window = window

    def add(
        self, name: str, do: Callable[[], object], *keys: QKeySequence.StandardKey | str
    ) -> QAction:
        """An entry with its keys."""
        action = QAction(name, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda: do())
        self._window.addAction(action)  # so that its keys work wherever the focus is
        self.addAction(action)
        return action
