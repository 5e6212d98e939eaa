"""The form of a unit without the program: written, filled in, read back, refused by cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.exchange.delivery_body import KindCounts, Totals
from db.records import Campaign, Settings, Unit
from desktop.documents.unit_form import form_name, write_unit_form
from desktop.intake.unit_form import UnitForm, is_unit_form, read_unit_form
from desktop.intake.unit_form_layout import SHEET

CAMPAIGN = Campaign(
    bytes(16), 2023, "Huyện ủy Lạc Dương", "V", "Tỉnh ủy Lâm Đồng", "", "hd36_2018", Settings()
)
UNIT = Unit(bytes(16), "DU/01", "Đảng ủy xã Đạ Sar", "V", "Đảng ủy")

HEAD: dict[str, str | int] = {
    "D8": "07-BB/TTĐ", "D9": "24/11/2023", "D10": "12-QĐ/ĐU", "D11": "05/12/2023",
    "G6": 4, "H6": 9, "G7": 4, "H7": 8, "G8": 4, "H8": 8, "G9": 3, "H9": 7, "G10": 2, "H10": 0,
    "M6": 2, "M7": "15,75", "M8": 1, "M9": 0, "M10": 1, "M11": 0,
}  # fmt: skip
ROWS = (
    (1, "HS1", "Tập thể", "Đảng ủy xã", "", "Số hóa hồ sơ", "Kinh tế", "9", "Tốt", "8,75", "tốt",
     "Tốt", "", "x"),
    (2, "HS2", "Cá nhân", "Cil Ha", "Bí thư", "=Chợ phiên", "", None, None, 7, "Đạt", "Khá",
     "Nhân rộng", None),
)  # fmt: skip
FIRST_ROW = 14


def fill(path: Path, change: Callable[[Any], None] | None = None) -> UnitForm:
    """Issues the form, fills it in, and reads it back."""
    write_unit_form(CAMPAIGN, UNIT, path)
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    for cell, value in HEAD.items():
        sheet[cell] = value
    for at, values in enumerate(ROWS):
        for column, content in enumerate(values, start=1):
            box: Any = sheet.cell(FIRST_ROW + at, column)
            box.value = content
            if isinstance(content, str):
                box.data_type = "s"
    if change is not None:
        change(sheet)
    book.save(path)
    return read_unit_form(path)


def test_what_was_filled_in_comes_back(tmp_path: Path) -> None:
    form = fill(tmp_path / "mau.xlsx")
    assert form.refused == []
    assert (form.unit, form.year) == ("DU/01", 2023)
    keyed = form.keyed
    assert keyed is not None and keyed.decision is not None
    assert (keyed.minutes_no, keyed.date) == ("07-BB/TTĐ", "2023-11-24")
    assert (keyed.decision.document, keyed.decision.date) == ("12-QĐ/ĐU", "2023-12-05")
    assert keyed.counts["collective"] == KindCounts(4, 4, 4, 3, 2)
    assert keyed.counts["individual"] == KindCounts(9, 8, 8, 7, 0)
    classes = {"Tốt": 1, "Khá": 0, "Đạt": 1, "Không đạt": 0}
    assert keyed.totals == Totals(2, 1575, classes, {})
    one, two = keyed.lines
    assert (one.code, one.kind, one.final, one.class_name, one.excellent) == (
        "HS1", "collective", 875, "Tốt", True,
    )  # fmt: skip
    assert (two.title, two.final, two.decided_class, two.reason, two.self_score) == (
        "=Chợ phiên", 700, "Khá", "Nhân rộng", None,
    )  # fmt: skip


def test_rows_that_somebody_put_in_above_do_no_harm(tmp_path: Path) -> None:
    form = fill(tmp_path / "mau.xlsx", lambda sheet: sheet.insert_rows(4, 3))
    assert form.refused == [] and form.keyed is not None
    assert (form.unit, len(form.keyed.lines)) == ("DU/01", 2)


@pytest.mark.parametrize(
    ("cell", "value", "word"),
    [
        ("D9", "11/24/2023", "tháng"),
        ("D7", "năm nay", "2023"),
        ("G8", "nhiều", "số nguyên"),
        ("J14", "tám", "không phải điểm"),
        ("K14", "Xuất sắc", "Tốt, Khá, Đạt"),
        ("C15", "Tổ", "Tập thể hoặc Cá nhân"),
        ("B15", None, "thiếu mã hồ sơ"),
        ("N14", "có thể", "ghi x"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named(
    tmp_path: Path, cell: str, value: str | None, word: str
) -> None:
    def spoil(sheet: Any) -> None:
        sheet[cell] = value

    form = fill(tmp_path / "mau.xlsx", spoil)
    assert form.keyed is None
    assert [where for where, _ in form.refused] == [cell]
    assert word in form.sentence and cell in form.sentence


@pytest.mark.parametrize(
    ("cell", "value", "word"),
    [("M15", None, "lý do"), ("D10", None, "số quyết định"), ("B15", "HS1", "")],
)
def test_what_cannot_be_recorded_is_said(
    tmp_path: Path, cell: str, value: str | None, word: str
) -> None:
    def spoil(sheet: Any) -> None:
        sheet[cell] = value
        if cell == "B15":
            sheet["C15"] = "Tập thể"

    form = fill(tmp_path / "mau.xlsx", spoil)
    assert form.keyed is None and word in form.sentence


def test_another_workbook_is_no_form(tmp_path: Path) -> None:
    path = tmp_path / "khac.xlsx"
    openpyxl.Workbook().save(path)
    assert not is_unit_form(path)
    assert read_unit_form(path).keyed is None
    assert form_name(CAMPAIGN, UNIT) == "mau-ket-qua-2023-DU-01.xlsx"


def test_the_same_form_has_the_same_bytes(tmp_path: Path) -> None:
    one = write_unit_form(CAMPAIGN, UNIT, tmp_path / "a.xlsx").read_bytes()
    assert one == write_unit_form(CAMPAIGN, UNIT, tmp_path / "b.xlsx").read_bytes()
