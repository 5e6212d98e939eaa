"""How far the reading of a workbook is: seen after 200 ms, to be stopped after a second."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.models.import_reading import WorkbookReader
from desktop.models.import_words import number
from desktop.widgets.state_stack import StateStack

SHOW_AFTER, STOP_AFTER = 200, 1000  # milliseconds


class ImportProgress(QObject):
    """Shows in ``states`` what ``reader`` is at."""

    def __init__(self, reader: WorkbookReader, states: StateStack) -> None:
        super().__init__(states)
        self._reader, self._states = reader, states
        self._name = self._where = ""
        self.slow, self.very_slow = self._timer(SHOW_AFTER), self._timer(STOP_AFTER)
        reader.progressed.connect(self._tell)

    def begin(self, name: str) -> None:
        """A reading of that file has begun."""
        self._name, self._where = name, ""
        self.slow.start()
        self.very_slow.start()

    def end(self) -> None:
        """It is over."""
        self.slow.stop()
        self.very_slow.stop()

    def _timer(self, after: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(self._show)
        return timer

    def _tell(self, sheet: str, row: int) -> None:
        if sheet:
            self._where = f", trang {sheet}, dòng {number(row)}"
        if not self.slow.isActive():
            self._show()

    def _show(self) -> None:
        if self._reader.busy:
            may_stop = not self.very_slow.isActive()
            self._states.show_loading(f"{self._name}{self._where}", cancel=may_stop)
