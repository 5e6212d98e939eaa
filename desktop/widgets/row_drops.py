"""Files dropped onto a row of a list; what is no such file goes to the window behind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QTableView


class RowDrops(QObject):
    """Watches the rows of ``table`` for files with one of the ``endings``; the row under the
    pointer is chosen while they are dragged over it."""

    dropped = Signal(int, list)  # row, paths

    def __init__(self, table: QTableView, endings: Sequence[str], may: Callable[[], bool]) -> None:
        super().__init__(table)
        self._table, self._endings, self._may = table, tuple(endings), may
        table.viewport().setAcceptDrops(True)
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the events that are about such files over a row."""
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return super().eventFilter(watched, event)
        paths = self._paths(event)
        row = self._row(event.position().toPoint())
        if not paths or row < 0:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(row, paths)
        else:
            self._table.selectRow(row)
        return True

    def _paths(self, event: QDropEvent) -> list[Path]:
        urls = event.mimeData().urls()
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        fit = all(path.suffix.lower() in self._endings for path in paths)
        return paths if fit and self._may() else []

    def _row(self, at: QPoint) -> int:
        return self._table.indexAt(at).row()
