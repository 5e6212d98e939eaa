"""What stands around a cell of a workbook, so that a refused one can be shown in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.intake.cells import Fault, Row, Sheet, column_index, column_letters
from desktop.intake.values import TextReader
from desktop.intake.workbook import open_workbook, rows

RADIUS: Final = 3
"""Rows shown above and below."""
SEARCHED_FOR_HEADINGS: Final = 15
MOST_CELLS: Final = 3000
"""More refused cells than anybody looks at one by one: the rest has its sentence only."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A small part of a sheet. ``row`` and ``column`` are the cell's places in it.

    ``headings`` is the line that seems to name the columns, [] where there is none.
    """

    sheet: str
    numbers: tuple[int, ...]
    letters: tuple[str, ...]
    headings: tuple[str, ...]
    texts: tuple[tuple[str, ...], ...]
    row: int
    column: int


def split_cell(cell: str) -> tuple[str, str, int] | None:
    """``Đăng ký!K7`` -> sheet, letters, row number; None for anything else."""
    sheet, mark, place = cell.rpartition("!")
    letters = place.rstrip("0123456789")
    number = place[len(letters) :]
    if not mark or not number or not letters.isascii() or not letters.isalpha():
        return None
    return sheet, letters, int(number)


class Nearby:
    """The kept parts of one workbook."""

    def __init__(self) -> None:
        self._sheets: dict[str, _Kept] = {}

    @classmethod
    def read(
        cls, path: Path, cells: Iterable[str], tick: Callable[[], None] = lambda: None
    ) -> Nearby:
        """Reads the surroundings of these cells; ``tick`` may raise to end the reading.

        Raises WorkbookError, FileUnusableError.
        """
        wanted: dict[str, set[int]] = {}
        for cell in list(dict.fromkeys(cells))[:MOST_CELLS]:
            found = split_cell(cell)
            if found is not None:
                around = range(found[2] - RADIUS, found[2] + RADIUS + 1)
                wanted.setdefault(found[0], set()).update(around)
        nearby = cls()
        if not wanted:
            return nearby
        with open_workbook(path) as book:
            for sheet in book.sheets:
                if sheet.name in wanted and sheet.name not in nearby._sheets:
                    kept = _Kept.read(path, sheet, wanted[sheet.name], tick)
                    nearby._sheets[sheet.name] = kept
        return nearby

    def text(self, cell: str) -> str:
        """What stands in the cell, "" where it is empty or was not kept."""
        found = split_cell(cell)
        kept = self._sheets.get(found[0]) if found else None
        if found is None or kept is None:
            return ""
        return kept.text(found[2], column_index(found[1]))

    def around(self, cell: str) -> Neighbourhood | None:
        """The surroundings of a cell, None where they were not kept."""
        found = split_cell(cell)
        kept = self._sheets.get(found[0]) if found else None
        if found is None or kept is None:
            return None
        sheet, letters, number = found
        numbers = tuple(range(max(1, number - RADIUS), number + RADIUS + 1))
        column = column_index(letters)
        width = max([column + 1, *(kept.width(n) for n in (*numbers, kept.heading))])
        return Neighbourhood(
            sheet,
            numbers,
            tuple(column_letters(index) for index in range(width)),
            tuple(kept.text(kept.heading, index) for index in range(width)),
            tuple(tuple(kept.text(n, index) for index in range(width)) for n in numbers),
            numbers.index(number),
            column,
        )


class _Kept:
    """The rows of one sheet that are wanted, and its line of headings."""

    def __init__(self, sheet: Sheet) -> None:
        self._texts = TextReader(sheet.styles, sheet.epoch)
        self._rows: dict[int, Row] = {}
        self.heading = 0

    @classmethod
    def read(cls, path: Path, sheet: Sheet, wanted: set[int], tick: Callable[[], None]) -> _Kept:
        kept, last, most = cls(sheet), max(wanted), 1
        for row in rows(path, sheet):
            if row.number > last and row.number > SEARCHED_FOR_HEADINGS:
                break
            if row.number % 500 == 0:
                tick()
            if row.number <= SEARCHED_FOR_HEADINGS:
                named = sum(isinstance(value, str) and bool(value.strip()) for value in row.values)
                if named > most:
                    most, kept.heading = named, row.number
                    kept._rows[row.number] = row
            if row.number in wanted:
                kept._rows[row.number] = row
        return kept

    def width(self, number: int) -> int:
        row = self._rows.get(number)
        return len(row.values) if row is not None else 0

    def text(self, number: int, column: int) -> str:
        row = self._rows.get(number)
        if row is None or column >= len(row.values):
            return ""
        value = row.values[column]
        if isinstance(value, Fault):
            return value.shown or "(công thức chưa tính)"
        return self._texts.text(value, row.styles[column])
