"""Workbooks of plain tables: titles, a frozen heading that repeats in print, rows, notes.

Text from elsewhere is always text: what begins with "=" is never a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.files import write_whole
from desktop.documents.workbook_file import cell_text, workbook_bytes

_FONT: Final = "Times New Roman"
_THIN: Final = Side(style="thin")
_BOX: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_PLAIN: Final = Font(_FONT, 12, bold=False)  # shared: a list may have a million cells
_STRONG: Final = Font(_FONT, 12, bold=True)
_LEFT: Final = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
_CENTRE: Final = Alignment(horizontal="center", vertical="center", wrap_text=True, indent=0)
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_LINE: Final = 15.8  # points
_LETTERS: Final = 1.1  # that surely fit into one unit of column width
_INCH: Final = 25.4
_MARGINS: Final = {"top": 20, "bottom": 20, "left": 20, "right": 15}  # mm


@dataclass(frozen=True, slots=True)
class OfficeColumn:
    """A column; ``group`` stands above several of them, ``hundredths`` are shown as 0,00."""

    title: str
    width: float
    group: str = ""
    text: bool = False
    hundredths: bool = False


@dataclass(frozen=True, slots=True)
class OfficeSheet:
    """One table; ``total`` is its last line in bold."""

    name: str
    titles: tuple[str, ...]
    columns: tuple[OfficeColumn, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
    total: tuple[str | int | None, ...] = ()
    notes: tuple[str, ...] = ()
    frozen: int = 3  # columns that stay in sight


def write_office_workbook(
    path: Path, sheets: Sequence[OfficeSheet], *, title: str, author: str, mark: str = ""
) -> Path:
    """Writes the workbook; ``mark`` stands on every page. Raises PaperFileError."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title, workbook.properties.creator = title, author
    workbook.properties.language = "vi"
    for sheet in sheets:
        _Writer(workbook.create_sheet(sheet.name), sheet, mark).write()
    write_whole(path, workbook_bytes(workbook))
    return path


class _Writer:
    def __init__(self, page: Worksheet, sheet: OfficeSheet, mark: str) -> None:
        self.page, self.sheet, self.mark = page, sheet, mark
        self.grouped = any(column.group for column in sheet.columns)
        self.row = 0

    def write(self) -> None:
        for place, title in enumerate(self.sheet.titles):
            self._line(title, 14 if not place else 12, bold=not place, italic=bool(place))
        if self.mark:
            self._line(self.mark, 12, bold=True)
        self.row += 1
        first = self.row + 1
        self._header()
        self._set_up(first)
        for values in self.sheet.rows:
            self._record(values, bold=False)
        if self.sheet.total:
            self._record(self.sheet.total, bold=True)
        self.row += 1
        for note in self.sheet.notes:
            self._note(note)

    def _line(self, text: str, size: float, **font: Any) -> None:
        self.row += 1
        for place in range(1, len(self.sheet.columns) + 1):
            cell = self.page.cell(self.row, place)
            if place == 1:
                _set(cell, text)
            cell.font = Font(_FONT, size, **font)
            cell.alignment = Alignment(horizontal="centerContinuous")

    def _note(self, text: str) -> None:
        """One merged line, as high as its words need: else the page would cut them off."""
        self.row += 1
        cell = self.page.cell(self.row, 1)
        _set(cell, text)
        cell.font = Font(_FONT, 12, italic=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        self.page.merge_cells(
            start_row=self.row, end_row=self.row, start_column=1,
            end_column=len(self.sheet.columns),
        )  # fmt: skip
        wide = sum(column.width for column in self.sheet.columns)
        self.page.row_dimensions[self.row].height = _height(text, wide)

    def _header(self) -> None:
        self.row += 1
        top, low = self.row, self.row + self.grouped
        columns = self.sheet.columns
        for place, column in enumerate(columns, start=1):
            for row in range(top, low + 1):
                cell = self.page.cell(row, place)
                cell.border, cell.font = _BOX, Font(_FONT, 12, bold=True)
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            if column.group:
                _set(self.page.cell(low, place), column.title)
                if place == 1 or columns[place - 2].group != column.group:
                    _set(self.page.cell(top, place), column.group)
                    last = place + sum(c.group == column.group for c in columns[place - 1 :]) - 1
                    self.page.merge_cells(
                        start_row=top, end_row=top, start_column=place, end_column=last
                    )
            else:
                _set(self.page.cell(top, place), column.title)
                if low > top:
                    self.page.merge_cells(
                        start_row=top, end_row=low, start_column=place, end_column=place
                    )
        self.page.row_dimensions[low].height = max(
            34.0, *(_height(c.title, c.width * 0.85) for c in columns)
        )
        if self.grouped:
            self.page.row_dimensions[top].height = 20
        self.row = low

    def _set_up(self, first: int) -> None:
        page, columns = self.page, self.sheet.columns
        for place, column in enumerate(columns, start=1):
            page.column_dimensions[get_column_letter(place)].width = column.width
        page.freeze_panes = f"{get_column_letter(self.sheet.frozen + 1)}{self.row + 1}"
        page.print_title_rows = f"{first}:{self.row}"
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.orientation = "landscape"
        page.page_setup.paperSize = 9  # A4
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        for side, millimetres in _MARGINS.items():
            setattr(page.page_margins, side, millimetres / _INCH)
        page.print_options.horizontalCentered = True
        header, footer = page.oddHeader, page.oddFooter
        assert header is not None and header.right is not None
        assert footer is not None and footer.center is not None
        if self.mark:
            header.right.text = f'&"Times New Roman,Italic"{self.mark}'
        footer.center.text = '&"Times New Roman,Regular"Trang &P/&N'

    def _record(self, values: Sequence[str | int | None], *, bold: bool) -> None:
        self.row += 1
        height = _LINE
        for place, (value, column) in enumerate(
            zip(values, self.sheet.columns, strict=True), start=1
        ):
            cell = self.page.cell(self.row, place)
            if isinstance(value, str):
                _set(cell, value)
                height = max(height, _height(value, column.width - column.text))
            elif value is not None:
                cell.value = value / 100 if column.hundredths else value
                if column.hundredths:
                    cell.number_format = "0.00"
            cell.font, cell.border = _STRONG if bold else _PLAIN, _BOX
            cell.alignment = _LEFT if column.text else _CENTRE
        self.page.row_dimensions[self.row].height = height + 3


def _height(text: str, width: float) -> float:
    room = max(int(width * _LETTERS), 1)
    return sum(max(-(-len(line) // room), 1) for line in text.splitlines() or [""]) * _LINE


def _set(cell: Cell | MergedCell, text: str) -> None:
    assert isinstance(cell, Cell)
    plain = cell_text(text)
    cell.value = plain or None
    if plain:
        cell.data_type = "s"  # also where the text begins with "="
    if plain.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True  # stays text when somebody edits the cell
