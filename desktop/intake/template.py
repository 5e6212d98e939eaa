"""The empty import workbook that an office fills in.

Code and date columns are formatted as text: what is typed stays as typed, and Excel cannot
turn 05/03/2023 into the third of May.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from db.errors import DiskFullError, FileExistsAlreadyError, FileUnusableError
from db.records import Rubric, SubjectKind
from db.rules.points import show
from desktop.intake.cells import column_letters
from desktop.intake.layout import GUIDE, LAYOUTS, Column, Holds, Layout

DEFAULT_CRITERIA: Final = ("TC1", "TC2", "TC3", "TC4", "DT1", "DT2")
"""The collective rubric's codes (R2), for a template without a campaign."""

HEADING_ROW: Final = 4
_READY_ROWS: Final = 2000  # rows that have drop-down lists

_CHOICES: Final[Mapping[Holds, Sequence[str]]] = {
    Holds.KIND: ("Tập thể", "Cá nhân"),
    Holds.ROLE: ("Tổ trưởng", "Tổ phó", "Thư ký", "Thành viên"),
    Holds.CLASS: ("Tốt", "Khá", "Đạt", "Không đạt"),
    Holds.FIELD: (
        "Kinh tế",
        "Văn hóa - xã hội",
        "Quốc phòng - an ninh",
        "Xây dựng Đảng, hệ thống chính trị",
        "Cải cách hành chính, chuyển đổi số",
        "Phương pháp, lề lối làm việc",
    ),
    Holds.FLAG: ("x",),
}
_CHOICE_TITLES: Final = {
    Holds.KIND: "Đối tượng",
    Holds.ROLE: "Vai trò",
    Holds.CLASS: "Xếp loại",
    Holds.FIELD: "Lĩnh vực",
    Holds.FLAG: "Đánh dấu",
}
_AS_TEXT: Final = (Holds.CODE, Holds.DATE, Holds.TIME)
_HINTS: Final = {
    Holds.DATE: "Ngày/tháng/năm, ví dụ 05/03/2023",
    Holds.TIME: "Giờ và phút, ví dụ 08:00",
}

_FONT: Final = "Times New Roman"
_THIN: Final = Side(style="thin", color="808080")
_FRAME: Final = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE: Final = PatternFill("solid", start_color="E8EEF4")

_HOW_TO: Final = (
    "Giữ nguyên tên trang và tiêu đề cột; thứ tự cột tùy ý, trang và cột không dùng thì xóa.",
    "Mỗi dòng một đơn vị, hồ sơ, báo cáo hoặc phiếu; mã trong một trang không được trùng nhau.",
    "Ngày ghi ngày/tháng/năm đủ bốn chữ số năm, ví dụ 05/03/2023; giờ ghi 08:00.",
    "Điểm ghi 1,75 hoặc 1.75; không cho điểm thì ghi 0, không để trống.",
    "Thành viên liên quan, không chấm: ghi LQ ở cột điểm đầu tiên, để trống các cột điểm khác.",
    "Cột đánh dấu: ghi x nếu có, để trống nếu không.",
    "Nhập lại nhiều lần được: ô trống không xóa gì, chỉ những ô đã sửa mới được ghi.",
    "Chữ TCVN3 (.VnTime) và VNI được chuyển sang Unicode khi nhập.",
)


def write_template(
    path: Path,
    rubrics: Mapping[SubjectKind, Rubric] | None = None,
    *,
    overwrite: bool = False,
) -> None:
    """Writes the empty workbook to ``path``, whole or not at all.

    ``rubrics`` give the criterion columns. Raises FileExistsAlreadyError unless
    ``overwrite``, DiskFullError, FileUnusableError.
    """
    if path.exists() and not overwrite:
        raise FileExistsAlreadyError(path=str(path))
    book = build_template(rubrics)
    part = ""
    try:
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "w+b") as file:
            book.save(file)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(part, 0o666 & ~_umask())
        os.replace(part, path)
    except OSError as error:
        if part:
            Path(part).unlink(missing_ok=True)
        if error.errno == errno.ENOSPC:
            raise DiskFullError(path=str(path)) from error
        raise FileUnusableError(path=str(path), errno=error.errno) from error


def _umask() -> int:
    """The process's mask: a temporary file is private, the template should not be."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def build_template(rubrics: Mapping[SubjectKind, Rubric] | None = None) -> Workbook:
    """The empty workbook, not yet written."""
    book = Workbook()
    book.remove(book.worksheets[0])
    guide = book.create_sheet(GUIDE)
    lists = _write_guide(guide, rubrics)
    for layout in LAYOUTS:
        _write_sheet(book.create_sheet(layout.sheet), layout, _criteria(rubrics), lists)
    book.active = 1
    return book


def _criteria(rubrics: Mapping[SubjectKind, Rubric] | None) -> list[str]:
    codes = [c.code for rubric in (rubrics or {}).values() for c in rubric.criteria]
    return list(dict.fromkeys(codes)) or list(DEFAULT_CRITERIA)


def _write_guide(
    sheet: Worksheet, rubrics: Mapping[SubjectKind, Rubric] | None
) -> dict[Holds, str]:
    """Explanations, and the words of the drop-down lists; gives back the lists' ranges."""
    sheet["A1"] = "HƯỚNG DẪN NHẬP DỮ LIỆU"
    sheet["A1"].font = Font(_FONT, 14, bold=True)
    lines = [*_HOW_TO, "", *(f"{layout.sheet}: {layout.purpose}" for layout in LAYOUTS)]
    for rubric in (rubrics or {}).values():
        lines += ["", f"Thang điểm {rubric.name}:"]
        lines += [f"{c.code}: {c.name} (tối đa {show(c.max)})" for c in rubric.criteria]
    for number, line in enumerate(lines, start=3):
        cell = sheet.cell(number, 1, line or None)
        cell.font = Font(_FONT, 12)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 96
    sheet.print_area = f"A1:A{2 + len(lines)}"
    ranges: dict[Holds, str] = {}
    for offset, (holds, words) in enumerate(_CHOICES.items()):
        letters = column_letters(2 + offset)
        sheet[f"{letters}1"] = _CHOICE_TITLES[holds]
        sheet[f"{letters}1"].font = Font(_FONT, 12, bold=True)
        for number, word in enumerate(words, start=3):
            sheet[f"{letters}{number}"] = word
            sheet[f"{letters}{number}"].font = Font(_FONT, 12)
        sheet.column_dimensions[letters].width = max(map(len, words)) + 4
        ranges[holds] = f"'{GUIDE}'!${letters}$3:${letters}${2 + len(words)}"
    _prepare_print(sheet, "portrait")
    return ranges


def _write_sheet(
    sheet: Worksheet, layout: Layout, criteria: Sequence[str], lists: Mapping[Holds, str]
) -> None:
    columns = list(layout.columns)
    if layout.criteria_at is not None:
        marks = [Column(code, code, Holds.MARK, 8) for code in criteria]
        columns[layout.criteria_at : layout.criteria_at] = marks
    sheet["A1"] = layout.sheet.upper()
    sheet["A1"].font = Font(_FONT, 14, bold=True)
    sheet["A2"] = layout.purpose
    sheet["A2"].font = Font(_FONT, 12, italic=True)
    for index, column in enumerate(columns):
        letters = column_letters(index)
        heading = sheet[f"{letters}{HEADING_ROW}"]
        heading.value = column.heading
        heading.font = Font(_FONT, 12, bold=True)
        heading.fill, heading.border = _SHADE, _FRAME
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        _format_column(sheet, letters, column)
        _validate(sheet, letters, column, lists)
    sheet.row_dimensions[HEADING_ROW].height = 34
    sheet.freeze_panes = f"{column_letters(len(layout.keys))}{HEADING_ROW + 1}"
    _prepare_print(sheet, "landscape")
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _format_column(sheet: Worksheet, letters: str, column: Column) -> None:
    look = sheet.column_dimensions[letters]
    look.width = column.width
    look.font = Font(_FONT, 12)
    if column.holds in _AS_TEXT:
        look.number_format = "@"
    wraps = column.holds in (Holds.TEXT, Holds.LONG_TEXT, Holds.FIELD)
    centred = column.holds in (Holds.FLAG, Holds.MARK)
    look.alignment = Alignment(
        wrap_text=wraps, vertical="top", horizontal="center" if centred else None
    )


def _validate(sheet: Worksheet, letters: str, column: Column, lists: Mapping[Holds, str]) -> None:
    """Drop-down lists and hints; they help and never stop anybody from typing on."""
    rule: DataValidation | None = None
    if column.holds in lists:
        rule = DataValidation(type="list", formula1=lists[column.holds], allow_blank=True)
        rule.errorStyle = "warning"
        rule.error = "Hãy chọn trong danh sách."
    elif column.holds in _HINTS:
        rule = DataValidation(type=None, allow_blank=True)
        rule.promptTitle, rule.prompt = column.heading, _HINTS[column.holds]
        rule.showInputMessage = True
    if rule is not None:
        rule.add(f"{letters}{HEADING_ROW + 1}:{letters}{HEADING_ROW + _READY_ROWS}")
        sheet.add_data_validation(rule)


def _prepare_print(sheet: Worksheet, orientation: Literal["landscape", "portrait"]) -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
