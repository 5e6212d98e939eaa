"""The form that a unit without the program fills in and sends back: one sheet of a workbook.

Unit and year are filled in already; all that is to be filled in is text or number as typed,
so that Excel makes no dates of codes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from db.records import Campaign, Unit
from db.rules.bands import CLASSES
from desktop.documents.files import write_whole
from desktop.documents.workbook_file import workbook_bytes
from desktop.intake.layout import Holds
from desktop.intake.unit_form_layout import (
    COUNTS,
    COUNTS_TITLE,
    FIELDS,
    KIND_COLUMNS,
    LIST,
    SHEET,
    TITLE,
    TOTALS,
    TOTALS_TITLE,
    Label,
)

_FONT: Final = "Times New Roman"
_THIN: Final = Side(style="thin", color="808080")
_FRAME: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE: Final = PatternFill("solid", start_color="E8EEF4")
_FIRST: Final = 5  # row of the first label
_ROWS: Final = 40  # of the list that are ruled and have drop-down lists
_CHOICES: Final = {
    Holds.KIND: "Tập thể,Cá nhân",
    Holds.CLASS: ",".join(CLASSES),
    Holds.FLAG: "x",
}
_HINTS: Final = (
    "Dùng cho đơn vị chưa cài chương trình. Ghi vào các ô không tô màu rồi gửi lại tệp này; "
    "không sửa tiêu đề.",
    "Ngày ghi ngày/tháng/năm, ví dụ 05/12/2023. Điểm ghi 8,75 hoặc 8.75. Cột HTXSNV ghi x nếu "
    "đăng ký hoàn thành xuất sắc nhiệm vụ.",
)


def form_name(campaign: Campaign, unit: Unit) -> str:
    """The file's name: unit and year, without signs that a file system refuses."""
    code = re.sub(r"[^\w-]+", "-", unit.code).strip("-") or "don-vi"
    return f"mau-ket-qua-{campaign.year}-{code}.xlsx"


def write_unit_form(campaign: Campaign, unit: Unit, path: Path) -> Path:
    """Writes the form of one unit. Raises PaperFileError."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = SHEET
    workbook.properties.title = f"{TITLE} {campaign.year}"
    workbook.properties.creator = campaign.body
    _head(sheet, campaign)
    filled = {"unit": unit.code, "unit_name": unit.name, "year": str(campaign.year)}
    for place, label in enumerate(FIELDS):
        _labelled(sheet, _FIRST + place, label, filled.get(label.name))
    _counts(sheet)
    _put(sheet, _FIRST, TOTALS[0].column, TOTALS_TITLE, bold=True)
    for place, label in enumerate(TOTALS, start=1):
        _labelled(sheet, _FIRST + place, label, None)
    heading = _FIRST + max(len(FIELDS), len(COUNTS) + 1, len(TOTALS) + 1) + 1
    _list(sheet, heading)
    _page(sheet, heading)
    write_whole(path, workbook_bytes(workbook))
    return path


def _head(sheet: Worksheet, campaign: Campaign) -> None:
    _put(sheet, 1, 0, f"{TITLE} {campaign.year}", bold=True, size=14)
    for row, hint in enumerate((f"Gửi: {campaign.body}. {_HINTS[0]}", _HINTS[1]), start=2):
        _put(sheet, row, 0, hint, italic=True)


def _put(
    sheet: Worksheet, row: int, column: int, text: str, *, size: float = 12, **font: Any
) -> None:
    cell = sheet.cell(row, column + 1, text)
    cell.font = Font(_FONT, size, **font)


def _labelled(sheet: Worksheet, row: int, label: Label, value: str | None) -> None:
    _put(sheet, row, label.column, label.text)
    _box(sheet, row, label.column + label.value, label.holds, value)


def _box(sheet: Worksheet, row: int, column: int, holds: Holds, value: str | None = None) -> None:
    """A cell to fill in; one that we filled in is shaded."""
    cell = sheet.cell(row, column + 1, value)
    cell.font, cell.border = Font(_FONT, 12), _FRAME
    cell.data_type = "s" if value else cell.data_type
    if holds in (Holds.CODE, Holds.DATE):
        cell.number_format = "@"
    cell.alignment = Alignment(
        horizontal="center" if holds is Holds.MARK else "left", wrap_text=True, vertical="center"
    )
    if value:
        cell.fill = _SHADE


def _counts(sheet: Worksheet) -> None:
    first = COUNTS[0].column
    _put(sheet, _FIRST, first, COUNTS_TITLE, bold=True)
    for _, title, offset in KIND_COLUMNS:
        cell = sheet.cell(_FIRST, first + offset + 1, title)
        cell.font, cell.alignment = Font(_FONT, 12, bold=True), Alignment(horizontal="center")
    for place, label in enumerate(COUNTS, start=1):
        _put(sheet, _FIRST + place, first, label.text)
        for _, _, offset in KIND_COLUMNS:
            _box(sheet, _FIRST + place, first + offset, Holds.MARK)


def _list(sheet: Worksheet, heading: int) -> None:
    for place, column in enumerate(LIST.columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = column.width
        cell = sheet.cell(heading, place, column.heading)
        cell.font, cell.fill, cell.border = Font(_FONT, 12, bold=True), _SHADE, _FRAME
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        for row in range(heading + 1, heading + 1 + _ROWS):
            _box(sheet, row, place - 1, column.holds)
        if column.holds in _CHOICES:
            rule = DataValidation(
                type="list", formula1=f'"{_CHOICES[column.holds]}"', allow_blank=True
            )
            rule.error, rule.errorStyle = "Hãy chọn trong danh sách.", "warning"
            rule.add(f"{letter}{heading + 1}:{letter}{heading + _ROWS}")
            sheet.add_data_validation(rule)
    sheet.row_dimensions[heading].height = 34


def _page(sheet: Worksheet, heading: int) -> None:
    sheet.freeze_panes = f"C{heading + 1}"
    sheet.print_title_rows = f"{heading}:{heading}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = sheet.oddFooter
    assert footer is not None and footer.center is not None
    footer.center.text = '&"Times New Roman,Regular"Trang &P/&N'
