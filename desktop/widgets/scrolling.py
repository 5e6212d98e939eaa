"""Pages that may be higher than their place, and scrolling to what has just been shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget
from shiboken6 import isValid


def show_soon(area: QScrollArea, widget: QWidget) -> None:
    """Brings a widget of the page into sight after the layout has made room for it.

    When that is, nobody says: at the next turn, or once the page has grown, which may be a few
    turns later. Growth after a fifth of a second is not of our making.
    """
    bar = area.verticalScrollBar()

    def show() -> None:
        if isValid(widget):
            area.ensureWidgetVisible(widget)

    def enough() -> None:
        QObject.disconnect(grown)

    grown = bar.rangeChanged.connect(show)
    QTimer.singleShot(0, widget, show)
    QTimer.singleShot(_GROWING, bar, enough)


_GROWING = 200  # ms


class ScrolledPage(QScrollArea):
    """A page that scrolls up and down, never sideways. The focus goes to what is in it."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if name:
            self.setAccessibleName(name)

    def hold(self, page: QWidget) -> None:
        """Takes the page: as wide as there is room; the ground behind shows through, except
        where the page is a panel with its own."""
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        if not isinstance(page, QFrame):
            page.setAutoFillBackground(False)
