"""Writes the summary table (bảng tổng hợp) as a workbook for the office to work on.

Text from input is always text: what begins with "=" is never a formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from db.queries.office_papers import OfficeFacts
from desktop.documents.content_summary import Kind, Summary, SummarySheet, Value, summary
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.forms import load_form
from desktop.documents.read_body import read_facts
from desktop.documents.readable import readable_office
from desktop.documents.secrecy import refuse_secret
from desktop.documents.workbook_file import cell_text, workbook_bytes

_FONT: Final = "Times New Roman"
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")
_INCH: Final = 25.4
_HEADER_HEIGHT: Final = 132
_LINE: Final = 15.8  # points
_LETTERS: Final = 1.1  # that surely fit into one unit of column width
_SIGN_ROWS: Final = 4
_WIDEST: Final = 190  # letters a line that stay readable on A4

_STYLES: Final = {
    Kind.NUMBER: "tt_so",
    Kind.COUNT: "tt_so",
    Kind.TEXT: "tt_chu",
    Kind.WORD: "tt_giua",
    Kind.POINTS: "tt_diem",
    Kind.MEMBER: "tt_diem",
    Kind.FINAL: "tt_ket_luan",
}


@dataclass(frozen=True, slots=True)
class WrittenSummary:
    """The file and its sheets."""

    path: Path
    sheets: tuple[str, ...]


def write_summary(
    body: Body, path: Path, proof_code: str | None = None, office: OfficeFacts | None = None
) -> WrittenSummary:
    """Writes the summary table of a session; a draft where there is no proof code. ``office``
    adds what was decided and how much came in.

    Raises SecretMarkError, FormUnknownError, PaperFileError.
    """
    refuse_secret(body)
    facts = read_facts(body, cell_text)
    more = None if office is None else readable_office(office, cell_text)
    table = summary(facts, proof_code, more)
    page = load_form(facts.form).page
    workbook = Workbook(write_only=True)
    workbook.properties.title = table.title
    workbook.properties.creator = table.author
    workbook.properties.language = "vi"
    for style in _styles():
        workbook.add_named_style(style)
    margins = {side: getattr(page, side) / _INCH for side in ("top", "bottom", "left", "right")}
    for sheet in table.sheets:
        _Sheet(workbook, table, sheet, margins).write()
    write_whole(path, workbook_bytes(workbook))
    return WrittenSummary(path, tuple(sheet.name for sheet in table.sheets))


def _styles() -> list[NamedStyle]:
    """Named once and shared by all cells."""
    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)

    def style(name: str, size: float = 12, **more: Any) -> NamedStyle:
        font = Font(
            name=_FONT, size=size, bold=more.pop("bold", False), italic=more.pop("italic", False)
        )
        horizontal = more.pop("horizontal", "general")
        alignment = Alignment(
            horizontal=horizontal,
            vertical="center",
            wrap_text=more.pop("wrap", False),
            text_rotation=more.pop("rotation", 0),
        )
        return NamedStyle(name=name, font=font, alignment=alignment, **more)

    across = "centerContinuous"
    number = "0.00"
    return [
        style("tt_giua_dong", horizontal=across),
        style("tt_giua_dam", bold=True, horizontal=across),
        style("tt_tieu_de", 14, bold=True, horizontal=across),
        style("tt_nghieng", italic=True, horizontal=across),
        style("tt_dong"),
        style("tt_dong_dam", bold=True),
        style("tt_dau", bold=True, horizontal="center", wrap=True, border=box),
        style("tt_dau_doc", bold=True, horizontal="center", wrap=True, rotation=90, border=box),
        style("tt_so", horizontal="center", border=box),
        style("tt_chu", horizontal="left", wrap=True, border=box),
        style("tt_giua", horizontal="center", wrap=True, border=box),
        style("tt_diem", horizontal="center", border=box, number_format=number),
        style("tt_ket_luan", bold=True, horizontal="center", border=box, number_format=number),
        style("tt_cong", bold=True, horizontal="center", border=box),
        style("tt_cong_chu", bold=True, horizontal="left", border=box),
    ]


class _Sheet:
    """Writes one sheet from top to bottom."""

    def __init__(
        self, workbook: Workbook, table: Summary, sheet: SummarySheet, margins: dict[str, float]
    ) -> None:
        self.table = table
        self.sheet = sheet
        self.margins = margins
        self.page = workbook.create_sheet(sheet.name)
        self.count = len(sheet.columns)
        self.row = 0
        self._known: dict[str, StyleArray] = {}

    def write(self) -> None:
        titles = self._titles()
        self._set_up(len(titles) + 1)
        for line in titles:
            self._append(line)
        self._append([self._header_cell(place) for place in range(self.count)])
        for values in self.sheet.rows:
            self._record(values)
        self._foot()

    def _set_up(self, header_row: int) -> None:
        page = self.page
        for place, column in enumerate(self.sheet.columns, start=1):
            page.column_dimensions[get_column_letter(place)].width = column.width
        upright = any(column.kind is Kind.MEMBER for column in self.sheet.columns)
        page.row_dimensions[header_row].height = _HEADER_HEIGHT if upright else 36
        page.freeze_panes = f"{get_column_letter(min(4, self.count))}{header_row + 1}"
        page.print_title_rows = f"{header_row}:{header_row}"
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        page.page_setup.orientation = "landscape"
        wide = sum(column.width for column in self.sheet.columns) > _WIDEST
        page.page_setup.paperSize = 8 if wide else 9  # A3, A4
        page.page_setup.fitToWidth = 1
        page.page_setup.fitToHeight = 0
        for side, inches in self.margins.items():
            setattr(page.page_margins, side, inches)
        page.print_options.horizontalCentered = True
        marks = self.table.marks
        page.oddHeader.center.text = '&"Times New Roman,Regular"&P'
        if marks.draft:
            page.oddHeader.left.text = '&"Times New Roman,Bold"DỰ THẢO'
        if marks.illustrative:
            page.oddHeader.right.text = '&"Times New Roman,Italic"Số liệu minh họa'
        if marks.proof_code:
            code = f"Mã đối chiếu: {marks.proof_code}"
            page.oddFooter.left.text = f'&"Times New Roman,Regular"{code}'

    def _titles(self) -> list[list[Cell]]:
        """The lines above the table: heading in two parts, title, marks."""
        table = self.table
        left = (table.heading.parent, table.heading.issuer)
        lines = [
            self._halves(*pair, style, "tt_giua_dam")
            for pair, style in zip(
                zip((*left, ""), (*table.right, "", "")[:3], strict=True),
                ("tt_giua_dong", "tt_giua_dam", "tt_giua_dam"),
                strict=True,
            )
            if any(pair)
        ]
        first, second = self.sheet.title
        lines.append([])
        lines.append(self._across(first, "tt_tieu_de"))
        lines.append(self._across(second, "tt_tieu_de"))
        lines.append(self._across(f"(kèm theo {table.reference})", "tt_nghieng"))
        marks = table.marks
        said = [
            "DỰ THẢO" if marks.draft else "",
            "Số liệu minh họa" if marks.illustrative else "",
            f"Mã đối chiếu: {marks.proof_code}" if marks.proof_code else "",
        ]
        lines.append(self._across(" - ".join(part for part in said if part), "tt_giua_dam"))
        lines.append([])
        return lines

    def _record(self, values: Sequence[Value]) -> None:
        """A line of the table, as high as its longest text needs."""
        columns = self.sheet.columns
        lines = max(
            -(-len(value) // max(int(column.width * _LETTERS), 1))
            for value, column in zip(values, columns, strict=True)
            if isinstance(value, str)
        )
        self.page.row_dimensions[self.row + 1].height = max(lines, 1) * _LINE + 3
        self._append([self._value(v, c.kind) for v, c in zip(values, columns, strict=True)])

    def _foot(self) -> None:
        sheet = self.sheet
        for title, number in sheet.totals:
            blank = self._text("", "tt_cong_chu")
            self._append([blank, blank, self._text(title, "tt_cong_chu"), self._count(number)])
        self._append([])
        for note in sheet.notes:
            self._append([self._text(note, "tt_dong")])
        self._append([])
        right = self._halves("", self.table.place_date, "tt_nghieng")
        self._append(right)
        (left_title, left_name), (right_title, right_name) = self.table.signers
        self._append(self._halves(left_title, right_title, "tt_giua_dam"))
        for _ in range(_SIGN_ROWS):
            self._append([])
        self._append(self._halves(left_name, right_name, "tt_giua_dam"))

    def _append(self, cells: Sequence[Cell]) -> None:
        self.row += 1
        self.page.append(list(cells))

    def _text(self, text: str, style: str) -> Cell:
        cell: Any = self._cell(text or None, style)
        if text:
            cell.data_type = "s"  # also where the text begins with "="
        if text.startswith(_FORMULA_SIGNS):
            cell._style = copy(cell._style)
            cell.quotePrefix = True  # stays text when somebody edits the cell
        found: Cell = cell
        return found

    def _cell(self, value: str | float | None, style: str) -> Cell:
        """A cell in a named style. To look the name up takes longer than to write the cell, so it
        is done once; all further cells share what was found."""
        cell: Any = WriteOnlyCell(self.page, value=value)  # its types leave the style out
        known = self._known.get(style)
        if known is None:
            cell.style = style
            self._known[style] = cell._style
        else:
            cell._style = known
        found: Cell = cell
        return found

    def _count(self, number: int) -> Cell:
        return self._cell(number, "tt_cong")

    def _header_cell(self, place: int) -> Cell:
        column = self.sheet.columns[place]
        upright = column.kind is Kind.MEMBER
        return self._text(column.title, "tt_dau_doc" if upright else "tt_dau")

    def _value(self, value: Value, kind: Kind) -> Cell:
        style = _STYLES[kind]
        if isinstance(value, str) or value is None:
            return self._text(value or "", style)
        points = kind in (Kind.POINTS, Kind.FINAL, Kind.MEMBER)
        return self._cell(value / 100 if points else value, style)

    def _across(self, text: str, style: str) -> list[Cell]:
        """One line centred across the whole table, without merging cells."""
        return [self._text(text if not place else "", style) for place in range(self.count)]

    def _halves(self, left: str, right: str, style: str, right_style: str = "") -> list[Cell]:
        """Two texts, each centred across its part of the table."""
        middle = min(5, self.count // 2)
        cells = [self._text("" if place else left, style) for place in range(middle)]
        blank = (right_style or style) if right else "tt_dong"  # else the left would run on
        rest = range(self.count - middle)
        return cells + [self._text("" if place else right, blank) for place in rest]
