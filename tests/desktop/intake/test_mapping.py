"""A unit's own table: guessed, chosen, remembered by its headings, read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from db.home import Home
from desktop.intake import mapping_store
from desktop.intake.layout import MEMBERS, SUBMISSIONS
from desktop.intake.mapping import Foreign, SheetMapping, label_keys, read_heads
from desktop.intake.mapping_guess import (
    guess_columns,
    guess_form,
    guess_heading_row,
    is_ours,
    needs_mapping,
)
from desktop.intake.records import Context
from desktop.intake.tables import parse

Make = Callable[..., Path]
TITLE = ["ĐẢNG ỦY XÃ LÁT"]
HEADINGS = [
    "STT", "Họ và tên/Tên tập thể", "Chức vụ, đơn vị", "TÊN MÔ HÌNH", "Lĩnh vực",
    "Nội dung chính", "Thời gian đăng ký", "Ghi chú",
]  # fmt: skip
ROW = [1, "Chi bộ thôn 1", "", "Đường hoa", "Kinh tế", "Trồng hoa", "05/03/2023", "x"]
COLUMNS = {
    "stt": "code",
    "ho va ten ten tap the": "subject",
    "chuc vu don vi": "post",
    "ten mo hinh": "title",
    "linh vuc": "field",
    "noi dung chinh": "content",
    "thoi gian dang ky": "registered_on",
}


def mapping(**changes: object) -> SheetMapping:
    said: dict[str, object] = {
        "sheet": "Sheet1",
        "labels": label_keys(HEADINGS),
        "form": "Đăng ký",
        "columns": COLUMNS,
        "fixed": {"kind": "Tập thể", "unit": "LD01"},
        "prefix": "XL-",
        **changes,
    }
    return SheetMapping(**said)  # type: ignore[arg-type]  # fields by name


def test_guesses_by_likeness() -> None:
    assert guess_columns(HEADINGS, SUBMISSIONS) == COLUMNS
    members = guess_columns(["TT", "Họ tên", "Nhiệm vụ", "Chức danh", "Cơ quan"], MEMBERS)
    assert set(members.values()) == {"code", "name", "role", "post", "unit"}


def test_each_field_is_guessed_once_and_criteria_by_code() -> None:
    from desktop.intake.layout import BALLOTS

    found = guess_columns(["Mã hồ sơ", "Mã hồ sơ", "Điểm TC1", "tc 2"], BALLOTS, ["TC1", "TC2"])
    assert found == {"ma ho so": "code", "diem tc1": "TC1", "tc 2": "TC2"}


def test_the_heading_row_and_the_form_are_found(workbook: Make) -> None:
    path = workbook({"Sheet1": [TITLE, ["TỔNG HỢP", "NĂM 2023"], HEADINGS, ROW], "Bìa": [["Bìa"]]})
    first, cover = read_heads(path)
    assert guess_heading_row(first) == 3
    assert guess_form(first, first.labels(3)) == "Đăng ký"
    assert guess_form(cover, cover.labels(1)) == ""
    assert needs_mapping([first, cover], Foreign())
    assert not needs_mapping([first, cover], Foreign([mapping()]))


def test_headings_over_two_lines(workbook: Make) -> None:
    above = ["STT", "Tên mô hình", "Tự chấm", None]
    path = workbook({"A": [TITLE, above, [None, None, "TC1", "TC2"], [1, "Hoa", 1, 2]]})
    (head,) = read_heads(path)
    assert head.labels(3) == ("STT", "Tên mô hình", "TC1", "TC2")
    assert head.labels(2) == ("STT", "Tên mô hình", "Tự chấm")


def test_our_own_workbook_needs_nothing(files: Path) -> None:
    heads = read_heads(files / "lac-duong-2023.xlsx")
    assert all(map(is_ours, heads))
    assert not needs_mapping(heads, Foreign())


def test_a_mapped_sheet_is_read(workbook: Make, context: Context) -> None:
    numbers = [f"({n})" for n in range(1, 9)]
    other = [2, "Chi bộ thôn 2", "Bí thư", "Camera", "", "", "13/25/2023", None]
    path = workbook({"Trang 9": [TITLE, HEADINGS, numbers, ROW, [], other]})
    intake = parse(path, context, foreign=Foreign([mapping()]))
    assert [(r.cell, r.reason.split(";")[0]) for r in intake.refused] == [
        ("Trang 9!G6", "không có ngày 13/25/2023 trong lịch")
    ]
    (row,) = intake.rows
    assert (row.table, row.key, row.number) == ("submission", ("XL-1",), 4)
    assert row.values["kind"] == "collective" and row.values["unit"] == "LD01"
    assert row.values["title"] == "Đường hoa" and row.values["registered_on"] == "2023-03-05"
    assert row.cells["title"] == "Trang 9!D4"


def test_two_sheets_of_one_form(workbook: Make, context: Context) -> None:
    second = [2, "Ya Bảo", "Chuyên viên", "Sổ tay số", "Kinh tế", "Mã QR", "06/03/2023", ""]
    path = workbook({"Tập thể": [HEADINGS, ROW], "Cá nhân": [HEADINGS, second]})
    known = [
        mapping(sheet="Tập thể"),
        mapping(sheet="Cá nhân", fixed={"kind": "Cá nhân", "unit": "LD02"}),
    ]
    intake = parse(path, context, foreign=Foreign(known))
    assert not intake.refused
    assert [(r.key[0], r.values["kind"]) for r in intake.rows] == [
        ("XL-1", "collective"),
        ("XL-2", "individual"),
    ]


def test_one_code_in_two_sheets_is_refused(workbook: Make, context: Context) -> None:
    path = workbook({"Một": [HEADINGS, ROW], "Hai": [HEADINGS, ROW]})
    intake = parse(path, context, foreign=Foreign([mapping()]))
    assert [r.cell for r in intake.refused] == ["Hai!A2"]
    assert "đã có ở Một!A2" in intake.refused[0].reason


def test_a_sheet_left_out_says_nothing(workbook: Make, context: Context) -> None:
    path = workbook({"Một": [HEADINGS, ROW], "Đơn vị": [["Mã đơn vị", "Loại"], ["LD09", ""]]})
    intake = parse(path, context, foreign=Foreign([mapping(form="")]))
    assert [row.table for row in intake.rows] == ["unit"]
    assert not intake.refused and not intake.warnings


def test_a_missing_key_is_refused(workbook: Make, context: Context) -> None:
    path = workbook({"Một": [HEADINGS, ROW]})
    intake = parse(path, context, foreign=Foreign([mapping(columns={"ten mo hinh": "title"})]))
    assert [r.reason for r in intake.refused] == ["thiếu cột Mã hồ sơ; hãy thêm cột này"]


def test_remembered_by_the_set_of_headings(home: Home, workbook: Make) -> None:
    mapping_store.remember(home, [mapping()])
    assert mapping_store.load(home) == [mapping()]
    known = Foreign(mapping_store.load(home))
    moved = [*reversed(HEADINGS)]  # the same columns elsewhere, under more titles
    (head,) = read_heads(workbook({"Khác": [TITLE, TITLE, TITLE, moved, [*reversed(ROW)]]}))
    found = known.find(head)
    assert found is not None and found[1] == 4
    (other,) = read_heads(workbook({"Khác": [HEADINGS[:-1], ROW[:-1]]}))
    assert known.find(other) is None


def test_a_newer_mapping_takes_the_place(home: Home) -> None:
    mapping_store.remember(home, [mapping()])
    mapping_store.remember(home, [mapping(prefix="A-"), mapping(sheet="Khác")])
    assert [m.prefix for m in mapping_store.load(home)] == ["A-", "XL-"]


@pytest.mark.parametrize("content", ["", "{}", "[1, {}]", "[[[", '[{"sheet": 1}]'])
def test_a_damaged_file_counts_as_none(home: Home, content: str) -> None:
    home.folder("settings")
    (home.root / "settings" / "columns.json").write_text(content, "utf-8")
    assert mapping_store.load(home) == []
