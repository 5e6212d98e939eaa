"""The three tables of a unit's paper: control totals beside the list, counts, the list."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.models.open_rows import OpenRows
from desktop.models.unit_figures import (
    COUNTS,
    KIND_KEYS,
    LINE,
    TOTALS,
    UnitFigures,
    UnreadableError,
)
from desktop.models.words import KINDS

DIFFERS, AGREES = "≠ lệch", "khớp"


class _FigureRows(OpenRows):
    """``typed`` tells that another table may have to be shown anew."""

    typed = Signal()

    def __init__(
        self, headings: tuple[str, ...], right: tuple[int, ...], parent: QObject | None
    ) -> None:
        super().__init__(headings, self._write, right, parent)
        self.figures = UnitFigures()

    def show_figures(self, figures: UnitFigures) -> None:
        """Other figures, or the same anew."""
        self.figures = figures
        self.renew()

    def renew(self) -> None:
        """Shows them as they stand."""
        raise NotImplementedError  # every table shows its own

    def put(self, row: int, column: int, text: str) -> None:
        """Keeps what was typed. Raises UnreadableError."""
        raise NotImplementedError  # every table has its own

    def _write(self, row: int, column: int, text: str) -> str:
        try:
            self.put(row, column, text)
        except UnreadableError as error:
            return str(error)
        self.renew()
        self.typed.emit()
        return ""


class TotalRows(_FigureRows):
    """What the unit states, what its list gives, whether both agree."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("Số tổng", "Đơn vị ghi", "Danh sách có", "Đối chiếu"), (1, 2), parent)
        self.renew()

    def renew(self) -> None:
        """One row a total."""
        figures = self.figures
        differing = figures.differing()
        lines = []
        for name, words in TOTALS:
            said, listed = figures.totals.get(name, ""), figures.listed_text(name)
            mark = ""
            if said and listed:
                mark = DIFFERS if name in differing else AGREES
            lines.append((name, (words, said, listed, mark)))
        self.take(lines, editable=True, more=False, shut=(0, 2, 3))

    def put(self, row: int, column: int, text: str) -> None:
        """A total."""
        self.figures.set_total(TOTALS[row][0], text)


class CountRows(_FigureRows):
    """What the unit states over its whole campaign, by kind of subject."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("Số liệu cả đợt", *KINDS.values()), (1, 2), parent)
        self.renew()

    def renew(self) -> None:
        """One row a count."""
        counts = self.figures.counts
        lines = [
            (name, (words, *(counts.get((name, kind), "") for kind in KIND_KEYS)))
            for name, words in COUNTS
        ]
        self.take(lines, editable=True, more=False, shut=(0,))

    def put(self, row: int, column: int, text: str) -> None:
        """A count."""
        self.figures.set_count(COUNTS[row][0], KIND_KEYS[column - 1], text)


class LineRows(_FigureRows):
    """The unit's list; the empty row at the end begins a new line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(tuple(words for _, words in LINE), (5,), parent)
        self.renew()

    def renew(self) -> None:
        """One row a submission."""
        lines = [
            (place, tuple(line.get(name, "") for name, _ in LINE))
            for place, line in enumerate(self.figures.lines)
        ]
        self.take(lines, editable=True)

    def put(self, row: int, column: int, text: str) -> None:
        """A cell."""
        self.figures.set_cell(row, LINE[column][0], text)

    def remove(self, row: int) -> None:
        """Takes a line away."""
        if row < len(self.figures.lines):
            del self.figures.lines[row]
            self.renew()
            self.typed.emit()


