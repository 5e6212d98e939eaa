"""A panel with its name at the head and what it holds below."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget


class TitledPanel(QFrame):
    """:meth:`put` takes the place of what it held."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(title)
        self.drawn: object = None  # what the owner drew last
        self._title = QLabel(title)
        self._title.setProperty("role", "heading")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(10, 8, 10, 10)
        self._column.setSpacing(2)
        self._column.addWidget(self._title)

    def add(self, widget: QWidget) -> None:
        """One more below."""
        self._column.addWidget(widget)

    def put(self, widgets: Iterable[QWidget]) -> None:
        """These alone below the name."""
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for widget in widgets:
            self._column.addWidget(widget)
            widget.show()  # else it takes no focus yet
