"""The panel of a new book: typed, pasted, checked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from db.records import Role
from desktop.models.panel_rows import Column, PanelRows
from desktop.new_book_making import PanelMember
from tests.desktop.models.conftest import Watch


def put(model: PanelRows, row: int, column: Column, text: str) -> None:
    assert model.setData(model.index(row, column), text)


def test_typing_adds_a_row_and_a_role(watch: Watch) -> None:
    model = PanelRows()
    watch(model)
    assert model.rowCount() == 1 and model.members() == [] and model.fault() is None
    put(model, 0, Column.NAME, "  Nguyễn  Văn An ")
    assert model.rowCount() == 2
    put(model, 0, Column.ROLE, "to truong")
    assert model.index(0, Column.ROLE).data() == "Tổ trưởng"
    put(model, 1, Column.NAME, "Trần Thị Bình")
    assert model.members() == [
        PanelMember("Nguyễn Văn An", Role.CHAIR),
        PanelMember("Trần Thị Bình", Role.MEMBER),
    ]
    assert model.headerData(1, Qt.Orientation.Vertical) == "TV02"


def test_faults_in_words(watch: Watch) -> None:
    model = PanelRows()
    watch(model)
    put(model, 0, Column.UNIT, "BTC")
    fault = model.fault()
    assert fault is not None and fault.words == "Dòng 1 chưa có họ và tên."
    put(model, 0, Column.NAME, "An")
    put(model, 0, Column.ROLE, "Chủ tịch")
    fault = model.fault()
    assert fault is not None and fault.column is Column.ROLE and "“Chủ tịch”" in fault.words
    put(model, 0, Column.ROLE, "Tổ trưởng")
    put(model, 1, Column.NAME, "Bình")
    put(model, 1, Column.ROLE, "Tổ trưởng")
    fault = model.fault()
    assert fault is not None and (fault.row, "một Tổ trưởng" in fault.words) == (1, True)


def test_pasting_with_headings_in_any_order(watch: Watch) -> None:
    model = PanelRows()
    watch(model)
    text = "STT\tChức vụ\tHọ và tên\tNhiệm vụ\n1\tTrưởng ban\tAn\tTổ trưởng\n2\tPhó ban\tBình\t\n"
    assert model.paste(QModelIndex(), text) == 2
    assert model.members() == [
        PanelMember("An", Role.CHAIR, "", "Trưởng ban"),
        PanelMember("Bình", Role.MEMBER, "", "Phó ban"),
    ]
    assert model.rowCount() == 3


def test_pasting_without_headings_goes_in_at_the_cell(watch: Watch) -> None:
    model = PanelRows()
    watch(model)
    model.paste(model.index(0, 0), "1\tAn\n2\tBình\n")
    model.paste(model.index(0, Column.UNIT), "BTC\tTrưởng ban\nUBKT\t\"Phó\nban\"\n")
    assert model.members() == [
        PanelMember("An", Role.MEMBER, "BTC", "Trưởng ban"),
        PanelMember("Bình", Role.MEMBER, "UBKT", "Phó ban"),
    ]
    assert model.paste(model.index(0, 0), "") == 0
    assert model.paste(model.index(0, 0), "x" * 200_000) == 0
    model.paste(model.index(0, 0), "\n".join(f"Người {n}" for n in range(100)))
    assert model.rowCount() == 51
    model.clear([0, 1, 50])
    assert model.rowCount() == 49 and model.members()[0].name == "Người 2"
