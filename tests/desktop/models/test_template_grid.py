"""Choosing cells of an upper level's workbook."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.documents.own_template import LINE_FIELDS, ONCE_FIELDS
from desktop.models.template_grid import MAPPED, TemplateGrid, address, letters
from desktop.template_words import LINE, ONCE

ROWS = (("STT", "Tên", "", ""), ("", "", "", ""), ("", "", "", ""))


@pytest.fixture
def grid(qtbot: QtBot) -> TemplateGrid:
    found = TemplateGrid()
    QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Fatal, found)
    found.show(ROWS, {"A2": "number"})
    return found


def test_every_field_has_words() -> None:
    assert set(LINE) == {"number", *LINE_FIELDS}
    assert set(ONCE) - {n for n in ONCE if n.startswith("count:")} == set(ONCE_FIELDS)


def test_addresses() -> None:
    assert [letters(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
    assert address(8, 1) == "B9"


def test_what_a_cell_says(grid: TemplateGrid) -> None:
    assert grid.data(grid.index(0, 1)) == "Tên"
    assert grid.data(grid.index(1, 0)) == "→ Số thứ tự" and grid.data(grid.index(1, 0), MAPPED)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert grid.data(grid.index(2, 3), spoken) == "Ô D3: trống"
    assert grid.headerData(1, Qt.Orientation.Horizontal) == "B"
    assert grid.headerData(1, Qt.Orientation.Vertical) == "2"


def test_a_field_stands_in_one_cell_and_the_list_in_one_line(grid: TemplateGrid) -> None:
    assert grid.choose(grid.index(1, 1), "subject") == ""
    assert grid.choose(grid.index(1, 2), "subject") == ""
    assert grid.cells == {"A2": "number", "C2": "subject"}
    assert "đã có chữ" in grid.choose(grid.index(0, 0), "year")
    assert "dòng 2" in grid.choose(grid.index(2, 1), "title")
    assert grid.choose(grid.index(2, 1), "year") == "", "one cell of its own stands anywhere"
    assert grid.choose(grid.index(1, 0), "") == ""
    assert grid.cells == {"C2": "subject", "B3": "year"}
    assert grid.choose(grid.index(2, 2), "subject") == "", "the only one may move to another line"
