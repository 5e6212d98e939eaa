"""Finding headings below titles, whatever they look like."""

from __future__ import annotations

import unicodedata

import pytest

from desktop.intake.cells import Row, Style, Value
from desktop.intake.dates import Epoch
from desktop.intake.headings import SEARCHED_ROWS, Headings, find_headings, plain
from desktop.intake.layout import BALLOTS, LAYOUTS, MEMBERS, UNITS, Layout
from desktop.intake.values import TextReader

HEADINGS = ["Mã đơn vị", "Tên đơn vị", "Mã đơn vị cấp trên", "Loại"]


def find(
    *table: list[Value], layout: Layout = UNITS, criteria: tuple[str, ...] = ("TC1", "DT2")
) -> Headings | None:
    rows = [Row(n, list(row), [0] * len(row)) for n, row in enumerate(table, start=1) if row]
    return find_headings(iter(rows), layout, criteria, TextReader([Style()], Epoch.WINDOWS))


@pytest.mark.parametrize(
    "heading",
    [
        "Mã đơn vị",
        "MÃ ĐƠN VỊ",
        "Ma don vi",
        "  mã \u00a0 đơn\nvị  ",
        unicodedata.normalize("NFD", "Mã đơn vị"),
        "Mã đơn vị (*)",
        "Mã đơn vị (bắt buộc) (1)",
        "Mã đơn vị:",
        "M· ®¬n vÞ",
        "Maõ ñôn vò",
    ],
)
def test_forgiven(heading: str) -> None:
    found = find([heading, "Tên đơn vị"])
    assert found is not None
    assert found.columns == {"code": 0, "name": 1}
    assert not found.unknown


def test_unicode_heading_that_an_old_font_misreads() -> None:
    """ "Vai trò" in a VNI font could as well be "Vai trị"."""
    texts = TextReader([Style("VNI-Times")], Epoch.WINDOWS)
    row = Row(1, ["Mã thành viên", "Vai trò"], [0, 0])
    found = find_headings(iter([row]), MEMBERS, (), texts)
    assert found is not None
    assert found.columns == {"code": 0, "role": 1}


def test_below_titles_and_in_any_order() -> None:
    found = find(
        ["HUYỆN ỦY LẠC DƯƠNG"],
        ["Đơn vị tính: tổ chức", "Loại"],
        [],
        [None, "Loại", "Mã đơn vị", None, "Tên đơn vị", "Ghi chú"],
        ["LD01", "Mã đơn vị", "Tên đơn vị"],
    )
    assert found is not None
    assert found.row == 4
    assert found.columns == {"kind": 1, "code": 2, "name": 4}
    assert found.unknown == [("F4", "Ghi chú")]
    assert found.missing == []


def test_key_missing() -> None:
    found = find(["Bảng"], ["Tên đơn vị", "Loại"], ["Xã Lát", "Đảng bộ"])
    assert found is not None
    assert (found.row, found.missing) == (2, ["code"])


def test_doubled() -> None:
    found = find([*HEADINGS, "TÊN ĐƠN VỊ"])
    assert found is not None
    assert found.columns["name"] == 1
    assert found.doubled == [("E1", "TÊN ĐƠN VỊ")]


@pytest.mark.parametrize("table", [[], [["Mã đơn vị"]], [["một", "hai"], ["ba", 4]]])
def test_none(table: list[list[Value]]) -> None:
    assert find(*table) is None


def test_not_searched_for_ever() -> None:
    blank: list[list[Value]] = [["x"]] * SEARCHED_ROWS
    assert find(*blank, ["Mã đơn vị", "Tên đơn vị"]) is None


def test_criteria_only_where_there_are_marks() -> None:
    row: list[Value] = ["Mã hồ sơ", "Mã thành viên", "tc1", "DT 2 (0,5)", "TC9"]
    found = find(row, layout=BALLOTS)
    assert found is not None
    assert found.criteria == {"TC1": 2, "DT2": 3}
    assert found.unknown == [("E1", "TC9")]
    units = find(["Mã đơn vị", "Loại", "TC1"])
    assert units is not None
    assert units.criteria == {}


def test_headings_of_a_sheet_are_distinct() -> None:
    for layout in LAYOUTS:
        names = [plain(column.heading) for column in layout.columns]
        assert len(set(names)) == len(names)
        assert set(layout.keys) <= {column.name for column in layout.columns}
