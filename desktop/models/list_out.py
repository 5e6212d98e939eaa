"""A list taken out of the program: to the clipboard or into a workbook, a part at a time, so
that a hundred thousand rows do not hold up the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QObject, Qt, QTimer, Signal

from desktop.models.minutes_jobs import Jobs

_STEP = 512  # rows between two looks at what the person does
_WIDEST = 60  # letters of a column
_NARROWEST = 6

Lines = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a workbook says around the rows."""

    name: str
    titles: tuple[str, ...]
    author: str
    mark: str = ""  # "Số liệu minh họa"


class ListOut(QObject):
    """One at a time; a change of the list while it is read begins the reading anew."""

    went_on = Signal(int, int)  # rows, of how many
    written = Signal(Path)
    failed = Signal(Exception)

    def __init__(self, model: QAbstractItemModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model, self._jobs = model, Jobs(self)
        self._columns: list[int] = []
        self._rows: Sequence[int] | None = None
        self._lines: Lines = []
        self._then: Callable[[Lines], None] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        model.modelReset.connect(self._begin_anew)

    @property
    def busy(self) -> bool:
        """Whether rows are being read."""
        return self._timer.isActive()

    @property
    def figures(self) -> set[int]:
        """Which of the columns that were read hold figures: those that stand to the right."""
        across, role = Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        sides = (self._model.headerData(column, across, role) for column in self._columns)
        right = Qt.AlignmentFlag.AlignRight
        return {n for n, s in enumerate(sides) if s is not None and Qt.AlignmentFlag(s) & right}

    def stop(self) -> None:
        """Nobody wants it any more."""
        self._timer.stop()
        self._then = None

    def read(
        self,
        columns: Sequence[int],
        then: Callable[[Lines], None],
        rows: Sequence[int] | None = None,
    ) -> None:
        """Calls ``then`` with headings and texts of all rows, or of these."""
        self._columns, self._rows, self._then = list(columns), rows, then
        self._lines = []
        self._timer.start()

    def write(self, columns: Sequence[int], path: Path, sheet: Sheet) -> None:
        """All rows into a workbook; ``written`` or ``failed`` tells."""

        def then(lines: Lines) -> None:
            self._jobs.run("list", lambda: _write(path, sheet, lines), self._told)

        self.read(columns, then)

    def _begin_anew(self) -> None:
        if self.busy and self._rows is None:
            self._lines = []
        elif self.busy:
            self.stop()  # the rows are not those that were asked for any more

    def _go_on(self) -> None:
        model, rows = self._model, self._rows
        count = model.rowCount() if rows is None else len(rows)
        start = len(self._lines)
        for place in range(start, min(start + _STEP, count)):
            row = place if rows is None else rows[place]
            self._lines.append(tuple(str(model.index(row, c).data() or "") for c in self._columns))
        self.went_on.emit(len(self._lines), count)
        if len(self._lines) >= count:
            then = self._then
            self.stop()
            if then is not None:
                across = Qt.Orientation.Horizontal
                head = tuple(str(model.headerData(c, across) or "") for c in self._columns)
                then([head, *self._lines])

    def _told(self, path: Path | None, error: Exception | None) -> None:
        if error is not None:
            self.failed.emit(error)
        elif path is not None:
            self.written.emit(path)


def _write(path: Path, sheet: Sheet, lines: Lines) -> Path:
    from desktop.documents.office_workbook import OfficeColumn, OfficeSheet, write_office_workbook

    head, *rows = lines
    columns = tuple(
        OfficeColumn(title, _width([title, *(row[place] for row in rows[:500])]), text=True)
        for place, title in enumerate(head)
    )
    page = OfficeSheet(sheet.name, sheet.titles, columns, tuple(rows), frozen=1)
    return write_office_workbook(
        path, [page], title=sheet.titles[0], author=sheet.author, mark=sheet.mark
    )


def _width(texts: Sequence[str]) -> int:
    return max(_NARROWEST, min(_WIDEST, 2 + max(map(len, texts))))
