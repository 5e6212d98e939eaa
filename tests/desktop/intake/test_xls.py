"""Real .xls files. ``cu-2022-tcvn3-vni.xls`` is the sample as LibreOffice saves it,
``special-1904.xls`` was written by xlwt."""

from __future__ import annotations

from pathlib import Path

from desktop.intake.cells import Fault, RichText
from desktop.intake.dates import Epoch
from desktop.intake.records import Context
from desktop.intake.tables import parse
from desktop.intake.xls import XlsWorkbook


def test_same_as_the_xlsx(files: Path, context: Context) -> None:
    into = Context(2022, context.rubrics)
    old = parse(files / "cu-2022-tcvn3-vni.xls", into)
    new = parse(files / "cu-2022-tcvn3-vni.xlsx", into)
    assert [(row.table, row.key, row.values, row.cells) for row in old.rows] == [
        (row.table, row.key, row.values, row.cells) for row in new.rows
    ]
    assert (old.refused, old.warnings, old.converted) == ([], [], new.converted)


def test_what_xls_alone_has(files: Path) -> None:
    book = XlsWorkbook((files / "special-1904.xls").read_bytes())
    sheet, reports = book.sheets
    first, second = list(sheet.rows())[1:]
    assert sheet.epoch is Epoch.MAC
    assert not sheet.hidden
    assert first.values[0] == 1
    assert isinstance(first.values[0], int)
    title = first.values[2]
    assert isinstance(title, RichText)
    assert title.runs[1] == ("Đảng bộ xã Lát", "Arial")
    assert (first.values[4], second.values[4]) == ("TRUE", "FALSE")
    assert sheet.styles[first.styles[1]].font == ".VnTime"
    assert sheet.styles[first.styles[5]].number_format == "000"
    assert list(reports.rows())[1].values[1] == Fault("#N/A")
    book.close()


def test_what_xls_alone_has_is_understood(files: Path, context: Context) -> None:
    intake = parse(files / "special-1904.xls", context)
    assert intake.of("submission")[0].values == {
        "kind": "collective",
        "title": "Cải cách Đảng bộ xã Lát",
        "registered_on": "2023-03-15",
        "is_head": True,
        "arrival_no": "007",
        "novelty": "HUYỆN ỦY",
    }
    assert [refusal.cell for refusal in intake.refused] == ["Báo cáo!B2"]
    assert intake.converted == 3
