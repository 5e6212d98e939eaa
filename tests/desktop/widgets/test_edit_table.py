"""Cells that are typed in place: a figure is typed where it will stand, a text too."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.home import Home
from desktop.app import make_look, prepare
from desktop.models.open_rows import OpenRows
from desktop.widgets.edit_table import EditTable

LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize(("column", "side"), [(0, LEFT), (1, RIGHT)])
def test_an_editor_stands_as_its_cell(
    qtbot: QtBot, home: Home, column: int, side: Qt.AlignmentFlag
) -> None:
    prepare([])
    rows = OpenRows(("Tên", "Điểm"), lambda *_: "", right=(1,))
    table = EditTable(rows, make_look(home), "Bảng", {0: -10, 1: 8})
    rows.setParent(table)
    rows.take([("a", ("Vườn cà phê", "1,75"))], editable=True)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()
    assert rows.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) & side
    assert rows.headerData(column, Qt.Orientation.Horizontal) == ("Tên", "Điểm")[column]
    table.go_to(0, column)
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.delegate.editor
    assert isinstance(editor, QLineEdit) and editor.alignment() & side
    table.keep()


def test_the_cell_that_has_the_focus_is_chosen_too(qtbot: QtBot, home: Home) -> None:
    prepare([])
    rows = OpenRows(("Tên", "Điểm"), lambda *_: "")
    rows.take([("a", ("Vườn cà phê", "1,75"))], editable=True)
    before, column = QLineEdit(), QWidget()
    table = EditTable(rows, make_look(home), "Bảng", {0: -10, 1: 8})
    rows.setParent(table)
    lines = QVBoxLayout(column)
    lines.addWidget(before)
    lines.addWidget(table)
    qtbot.addWidget(column)
    with qtbot.waitExposed(column):
        column.show()
    column.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert table.hasFocus() and table.selectedIndexes() == [rows.index(0, 0)]


def test_a_long_table_keeps_within_what_its_page_can_show(qtbot: QtBot, home: Home) -> None:
    prepare([])
    rows = OpenRows(("Tên", "Điểm"), lambda *_: "")
    rows.take([(str(n), ("Vườn cà phê", "1,75")) for n in range(33)], editable=True)
    table = EditTable(rows, make_look(home), "Bảng", {0: -10, 1: 8})
    rows.setParent(table)
    qtbot.addWidget(table)
    whole = table.height()
    table.keep_within(200)
    assert table.height() == 200 < whole
    table.keep_within(10_000)
    assert table.height() == whole
