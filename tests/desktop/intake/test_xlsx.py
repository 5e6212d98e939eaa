"""An .xlsx package, and openpyxl as a second opinion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desktop.intake.cells import Sheet, Style
from desktop.intake.dates import Epoch
from desktop.intake.xlsx import XlsxWorkbook

Maker = Callable[[dict[str, list[list[Any]]]], Path]


def grid(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {
        (row.number, column): value
        for row in sheet.rows()
        for column, value in enumerate(row.values, start=1)
        if value is not None
    }


@pytest.mark.parametrize("name", ["lac-duong-2023.xlsx", "cu-2022-tcvn3-vni.xlsx"])
def test_same_as_openpyxl(files: Path, name: str) -> None:
    ours = XlsxWorkbook(ZipFile(files / name))
    theirs = load_workbook(files / name, data_only=True)
    assert [sheet.name for sheet in ours.sheets] == theirs.sheetnames
    for sheet in ours.sheets:
        cells = {
            (cell.row, cell.column): cell
            for row in theirs[sheet.name].iter_rows()
            for cell in row
            if cell.value is not None
        }
        expected = {
            at: (cell.value - datetime(1899, 12, 30)).days
            if isinstance(cell.value, datetime)
            else cell.value
            for at, cell in cells.items()
        }
        assert grid(sheet) == expected
        for row in sheet.rows():
            for column, style in enumerate(row.styles, start=1):
                if cell := cells.get((row.number, column)):
                    assert sheet.styles[style].font == cell.font.name
    ours.close()


def test_styles(workbook: Maker) -> None:
    path = workbook({"A": [[("x", ".VnTime"), (1, "Arial", "0%"), (2, "Arial", "dd/mm/yyyy")]]})
    book = XlsxWorkbook(ZipFile(path))
    sheet = book.sheets[0]
    row = next(sheet.rows())
    assert [sheet.styles[style] for style in row.styles] == [
        Style(".VnTime", "General"),
        Style("Arial", "0%"),
        Style("Arial", "dd/mm/yyyy"),
    ]
    book.close()


def test_sheets_hidden_and_1904(tmp_path: Path) -> None:
    made = Workbook()
    made.epoch = CALENDAR_MAC_1904
    made.create_sheet("Ẩn").sheet_state = "hidden"
    made.create_chartsheet("Biểu đồ")
    made.save(tmp_path / "a.xlsx")
    book = XlsxWorkbook(ZipFile(tmp_path / "a.xlsx"))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Sheet", False), ("Ẩn", True)]
    assert {sheet.epoch for sheet in book.sheets} == {Epoch.MAC}
    book.close()


def test_rows_can_be_read_again(workbook: Maker) -> None:
    book = XlsxWorkbook(ZipFile(workbook({"A": [[1], [2]]})))
    assert grid(book.sheets[0]) == grid(book.sheets[0]) == {(1, 1): 1, (2, 1): 2}
    book.close()


def test_links_to_other_files_are_not_followed(workbook: Maker, tmp_path: Path) -> None:
    """A relation with TargetMode External points outside; it is as if it were not there."""
    path, changed = workbook({"A": [[1]]}), tmp_path / "linked.xlsx"
    with ZipFile(path) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                link = (
                    b'<Relationship Id="rId99" TargetMode="External" Target="file:///etc/passwd" '
                    b'Type="http://x/sharedStrings"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", link)
            new.writestr(name, content)
    book = XlsxWorkbook(ZipFile(changed))
    assert grid(book.sheets[0]) == {(1, 1): 1}
    book.close()
