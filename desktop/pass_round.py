"""Hands the window over to the members and takes it back (chuyền máy)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from desktop.main_window import MainWindow
    from desktop.pass_laptop import PassLaptop


class PassRound(QObject):
    """While members have the laptop, keys, files and menus of the office do nothing."""

    def __init__(self, window: MainWindow, stack: QStackedWidget) -> None:
        super().__init__(window)
        self._window, self._stack = window, stack
        self.page: PassLaptop | None = None
        self._before = window.windowState()

    def begin(self) -> None:
        """The whole screen is the members'."""
        from desktop.pass_laptop import PassLaptop

        window = self._window
        if window.session is None or window.workspace is None or not window.workspace.leave():
            return
        window.session.history.clear()
        self.page = PassLaptop(window.session.book, window.look)
        self.page.ended.connect(self._take_back)
        self._set_aside(True)
        self._stack.addWidget(self.page)
        self._stack.setCurrentWidget(self.page)
        self._before = window.windowState()
        # Beside the other states: showFullScreen would take "maximised" away for good.
        window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        self.page.arrive()

    def put_away(self) -> None:
        """The window is the office's again."""
        page, self.page = self.page, None
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()
            self._set_aside(False)
            self._stack.setCurrentWidget(self._window.workspace or self._window.start)
            self._window.setWindowState(self._before & ~Qt.WindowState.WindowFullScreen)

    def _take_back(self) -> None:
        window = self._window
        self.put_away()
        if window.session is not None and window.workspace is not None:
            from db import passing

            window.session.run(passing.end)
            window.workspace.show_place("score")

    def _set_aside(self, aside: bool) -> None:
        for action in self._window.actions():
            action.setEnabled(not aside or action.text().startswith(("Chữ", "Cỡ")))
        self._window.setAcceptDrops(not aside)
