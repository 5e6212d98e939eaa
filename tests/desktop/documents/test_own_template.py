"""An upper level's own workbook: its cells mapped once, filled, nothing of it lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from db.home import Home
from desktop.documents.errors import SecretMarkError, TemplateError
from desktop.documents.own_template import (
    Mapped,
    fill_template,
    read_mapping,
    remember,
    remembered,
)

Make = Callable[..., dict[str, Any]]
MAP = "B2=body,F2=year,A5=number,B5=subject,C5=title,D5=final,E5=class,F5=decided_class"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A form of the level above: heading, one line for the list, a total and a signature."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Biểu 1"
    sheet["A1"] = "BIỂU TỔNG HỢP CỦA TỈNH"
    for column, title in enumerate(("TT", "Đối tượng", "Mô hình", "Điểm", "Loại", "QĐ"), start=1):
        sheet.cell(4, column, title)
        sheet.cell(5, column).border = Border(bottom=Side(style="thin"))
        sheet.cell(5, column).font = Font("Times New Roman", 11)
    sheet["C6"], sheet["D6"] = "Trung bình", "=AVERAGE(D5:D5)"
    sheet["E6"] = "=D6/D$1"
    sheet["A8"] = "NGƯỜI LẬP BIỂU"
    sheet.merge_cells("A8:C8")
    sheet.row_dimensions[8].height = 40
    path = tmp_path / "Biểu mẫu tỉnh.xlsx"
    workbook.save(path)
    return path


def sheet_of(path: Path) -> Worksheet:
    found = openpyxl.load_workbook(path).worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def test_the_list_grows_and_what_stands_below_moves(
    tmp_path: Path, make_body: Make, template: Path
) -> None:
    before = template.read_bytes()
    body = make_body(submissions=7)
    body["submissions"][1]["subject"] = "=HYPERLINK(1)"
    out = fill_template(body, template, read_mapping(MAP), tmp_path / "out.xlsx")
    sheet = sheet_of(out)
    assert sheet["B2"].value == "Huyện ủy Lạc Dương"
    assert sheet["F2"].value == 2023
    for at, row in enumerate(body["submissions"]):
        found = [sheet.cell(5 + at, column).value for column in range(1, 6)]
        assert found == [at + 1, row["subject"], row["title"], row["final"] / 100, row["class"]]
        assert sheet.cell(5 + at, 2).data_type == "s"
        assert sheet.cell(5 + at, 3).font.name == "Times New Roman"
        assert sheet.cell(5 + at, 3).border.bottom.style == "thin"
    assert sheet["C12"].value == "Trung bình"
    assert sheet["D12"].value == "=AVERAGE(D5:D11)"
    assert sheet["E12"].value == "=D12/D$1"
    assert sheet["A14"].value == "NGƯỜI LẬP BIỂU"
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A14:C14"]
    assert sheet.row_dimensions[14].height == 40
    assert template.read_bytes() == before


def test_counts_and_the_decision(tmp_path: Path, make_body: Make, template: Path) -> None:
    body = make_body(submissions=4)
    body["decision"] = {"document": "512-QĐ/HU", "date": "2023-12-05"}
    for row in body["submissions"]:
        row["decided_class"] = "Khá"
    mapped = read_mapping("B2=decision,C2=count:Khá,D2=total,F5=decided_class", "Biểu 1")
    sheet = sheet_of(fill_template(body, template, mapped, tmp_path / "out.xlsx"))
    assert [sheet[at].value for at in ("B2", "C2", "D2")] == ["512-QĐ/HU", 4, 4]
    assert [sheet.cell(row, 6).value for row in range(5, 9)] == ["Khá"] * 4


def test_mapped_once_known_afterwards(tmp_path: Path, template: Path) -> None:
    home = Home(tmp_path / "home")
    assert remembered(home, template) is None
    remember(home, template, read_mapping(MAP, "Biểu 1"))
    assert remembered(home, template) == read_mapping(MAP, "Biểu 1")
    (home.root / "settings" / "templates.json").write_text("{broken")
    assert remembered(home, template) is None


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("B0=subject", "cell"),
        ("subject=B9", "cell"),
        ("B9=poem", "field"),
        ("B9=subject,C10=title", "rows"),
    ],
)
def test_a_mapping_that_cannot_be(text: str, detail: str) -> None:
    with pytest.raises(TemplateError) as caught:
        read_mapping(text)
    assert caught.value.facts["detail"] == detail


def test_a_template_that_cannot_be_filled(
    tmp_path: Path, make_body: Make, template: Path
) -> None:
    body, out = make_body(submissions=2), tmp_path / "out.xlsx"
    (tmp_path / "no.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    for path, mapped, detail in (
        (template, read_mapping("A1=body"), "taken"),
        (template, read_mapping("B8=body"), "taken"),  # inside merged cells
        (template, read_mapping(MAP, "Biểu 9"), "sheet"),
        (template, Mapped("", {}), "unmapped"),
        (tmp_path / "no.xlsx", read_mapping(MAP), "unreadable"),
        (tmp_path / "gone.xlsx", read_mapping(MAP), "unreadable"),
    ):
        with pytest.raises(TemplateError) as caught:
            fill_template(body, path, mapped, out)
        assert caught.value.facts["detail"] == detail
    body["submissions"][0]["title"] = "TUYỆT MẬT"
    with pytest.raises(SecretMarkError):
        fill_template(body, template, read_mapping(MAP), out)
    assert not out.exists()
