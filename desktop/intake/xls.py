"""A workbook of Excel 5 to 2003 (.xls), read by xlrd with its fonts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import xlrd
from xlrd.biffh import error_text_from_code
from xlrd.book import Book
from xlrd.sheet import Sheet as XlrdSheet

from desktop.intake.cells import COLUMN_LIMIT, FALSE, TRUE, Fault, RichText, Row, Style, Value
from desktop.intake.dates import Epoch

_MOST_CELLS: Final = 8_000_000  # of all sheets, empty ones before the last of a row included
_EMPTY: Final = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


@dataclass(frozen=True, slots=True)
class XlsSheet:
    """One sheet; xlrd holds all of its cells in memory."""

    book: Book
    sheet: XlrdSheet
    styles: list[Style]

    @property
    def name(self) -> str:
        return str(self.sheet.name)

    @property
    def epoch(self) -> Epoch:
        return Epoch.MAC if self.book.datemode else Epoch.WINDOWS

    @property
    def hidden(self) -> bool:
        return bool(self.sheet.visibility)

    def rows(self) -> Iterator[Row]:
        sheet = self.sheet
        for row in range(sheet.nrows):
            width = min(sheet.row_len(row), COLUMN_LIMIT)
            values = [self._value(sheet, row, column) for column in range(width)]
            if any(value is not None for value in values):
                looks = [int(sheet.cell_xf_index(row, column)) for column in range(width)]
                yield Row(row + 1, values, looks)

    def _value(self, sheet: XlrdSheet, row: int, column: int) -> Value:
        kind = sheet.cell_type(row, column)
        value = sheet.cell_value(row, column)
        if kind in _EMPTY or value == "":
            return None
        if kind == xlrd.XL_CELL_TEXT:
            return self._text(str(value), sheet.rich_text_runlist_map.get((row, column)))
        if kind == xlrd.XL_CELL_BOOLEAN:
            return TRUE if value else FALSE
        if kind == xlrd.XL_CELL_ERROR:
            return Fault(error_text_from_code.get(int(value), "#N/A"))
        number = float(value)
        return int(number) if number.is_integer() else number

    def _text(self, text: str, marks: list[tuple[int, int]] | None) -> str:
        """Up to the first mark the cell's own font holds, then each mark's."""
        if not marks:
            return text
        fonts = self.book.font_list
        starts = [(0, None), *((start, str(fonts[font].name)) for start, font in marks)]
        ends = [*(start for start, _ in marks), len(text)]
        runs = [(text[start:end], font) for (start, font), end in zip(starts, ends, strict=True)]
        return RichText.of([run for run in runs if run[0]])


class XlsWorkbook:
    """The sheets of an .xls file, in their order."""

    def __init__(self, content: bytes) -> None:
        """Raises xlrd.XLRDError, and whatever xlrd trips over in a damaged file."""
        self._book: Book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        )
        styles = [self._style(look.font_index, look.format_key) for look in self._book.xf_list]
        self.sheets: list[XlsSheet] = []
        cells = 0
        for number in range(self._book.nsheets):
            sheet = self._book.sheet_by_index(number)
            cells += sum(map(sheet.row_len, range(sheet.nrows)))
            if cells > _MOST_CELLS:
                raise ValueError("too many cells")
            self.sheets.append(XlsSheet(self._book, sheet, styles or [Style()]))

    def close(self) -> None:
        self._book.release_resources()

    def _style(self, font: int, format_key: int) -> Style:
        fonts = self._book.font_list
        name = str(fonts[font].name) if font < len(fonts) else None
        known = self._book.format_map.get(format_key)
        return Style(name, str(known.format_str) if known is not None else "General")
