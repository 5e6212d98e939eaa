"""Small settings of widgets: properties that the style sheet looks at, headings that sort not."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView, QWidget


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Sets it and has the style sheet look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def unsorted(table: QTableView) -> None:
    """A list whose order is its own: its headings sort nothing."""
    heading = table.horizontalHeader()
    heading.setSectionsClickable(False)
    heading.setSortIndicatorShown(False)
