"""A list with a panel at its right; where there is no room for both, the panel alone."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.theme.look import Look
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.side_panel import ClosingPanel

_ROOM = 860  # pixels at 100 % below which list and panel do not fit side by side
PANEL = 350
_ANY_WIDTH = 16_777_215


class ListAndPanel(KeptSplitter):
    """``content`` is the list; the panel comes and goes by itself."""

    def __init__(
        self,
        look: Look,
        content: QWidget,
        panel: ClosingPanel,
        parent: QWidget | None = None,
        wide: int = PANEL,
        name: str = "",
    ) -> None:
        """``wide`` is the panel's width at first, in pixels at 100 %; what it was pulled to is
        kept under ``name``, else for all panels of that kind."""
        super().__init__(look, name or type(panel).__name__, parent=parent)
        self._look, self._panel, self._wide = look, panel, wide
        self._frame = QFrame()
        self._frame.setProperty("role", "panel")
        inner = QVBoxLayout(self._frame)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(content)
        self.addWidget(self._frame)
        self.addWidget(panel)
        self.setStretchFactor(0, 1)
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        panel.opened.connect(self._opened)
        panel.closed.connect(self._renew)
        look.changed.connect(self._renew)
        self._renew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Looks whether there is room for both."""
        super().resizeEvent(event)
        self._renew()

    def _opened(self) -> None:
        self._renew()
        if not self._frame.isHidden():
            wide = self._look.px(self._wide)
            self.suggest([self.width() - wide, wide])

    def _renew(self) -> None:
        shown = not self._panel.isHidden()
        alone = shown and self.width() < self._look.px(_ROOM)
        self._frame.setMaximumWidth(0 if alone else _ANY_WIDTH)  # QSplitter counts hidden ones
        self._frame.setVisible(not alone)
        self._panel.setMinimumWidth(self._look.px(280) if shown else 0)
        self._panel.setMaximumWidth(_ANY_WIDTH if shown else 0)
