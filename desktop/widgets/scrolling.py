"""Scrolling to what has just been shown, once it has its place in the page."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def show_soon(area: QScrollArea, widget: QWidget) -> None:
    """Brings a widget of the page into sight after the layout has made room for it."""
    QTimer.singleShot(0, widget, lambda: area.ensureWidgetVisible(widget))
