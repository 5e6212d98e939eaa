"""Units in the window: grassroots organisations go under a commune on 1/7/2025, by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt

from db.home import Home
from desktop.models.unit_tree_model import Column
from tests.flows.driver import CTRL, Driver
from tests.flows.province_book import TURN, make_province
from tests.flows.unit_scenes import units_of


def test_a_tier_ends_and_its_organisations_go_under_communes(
    driver: Driver, home: Home, tmp_path: Path
) -> None:
    driver.open(make_province(tmp_path / "tinh.thamdinh", home))
    screen = units_of(driver)
    tree, session = screen.tree, driver.session
    assert tree.hasFocus(), "the place begins in the tree"
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("dang bo bl4")
    assert screen.model.count == 3, "Tỉnh ủy, xã Lộc Ngãi, đảng bộ"
    driver.key(Qt.Key.Key_Down)
    assert tree.hasFocus()
    assert [unit.code for unit in tree.chosen] == ["BL4"], "what was looked for is chosen"
    driver.key(Qt.Key.Key_Return)
    form = screen.form
    assert form.fields["name"].edit.hasFocus()
    assert "Huyện ủy Bảo Lâm" in form.past.text() and "01/07/2025" in form.past.text()
    driver.key(Qt.Key.Key_A, CTRL)
    driver.type("Đảng bộ Lộc Nam")
    driver.key(Qt.Key.Key_Tab)
    assert session.around.units["BL4"].name == "Đảng bộ Lộc Nam"
    driver.key(Qt.Key.Key_Z, CTRL)
    assert session.around.units["BL4"].name == "Đảng bộ BL4"

    form.move_button.click()
    assert screen.ask.edit("parent").hasFocus()
    driver.type("dang uy xa")
    driver.key(Qt.Key.Key_Return)
    driver.type("01/07/2026")
    driver.key(Qt.Key.Key_Return)
    assert screen.ask.isVisible(), "two communes hold these words: it asks which"
    screen.ask.edit("parent").setText("DAS")
    driver.key(Qt.Key.Key_Return)
    assert screen.ask.isHidden()
    moved = session.around.units["BL4"]
    assert (moved.parent, moved.former) == ("DAS", ((TURN, "BL"), ("2026-07-01", "LNG")))
    assert tree.hasFocus()

    screen.search.clear()
    screen.day.setText("31/12/2024")
    screen.day.editingFinished.emit()
    district = screen.model.index_of(session.around.units["BL"].id)
    assert screen.model.rowCount(district) == 4, "as it stood in 2024"
    assert screen.model.index(3, Column.NAME, district).data() == "Đảng bộ BL4"


def test_adding_ending_and_taking_out(driver: Driver, home: Home, tmp_path: Path) -> None:
    driver.open(make_province(tmp_path / "tinh.thamdinh", home))
    screen, session = units_of(driver), driver.session
    screen.tree.go_to(session.around.units["LNG"].id)
    screen.tree.setFocus()
    driver.key(Qt.Key.Key_Insert)
    driver.type("BL9")
    driver.key(Qt.Key.Key_Return)
    driver.type("Chi bo thon 9")
    driver.key(Qt.Key.Key_Return)
    made = session.around.units["BL9"]
    assert (made.name, made.parent) == ("Chi bo thon 9", "LNG")
    assert [unit.code for unit in screen.tree.chosen] == ["BL9"]
    driver.key(Qt.Key.Key_Delete, CTRL)
    assert "BL9" not in session.around.units
    screen.tree.go_to(session.around.units["LNG"].id)
    driver.key(Qt.Key.Key_Delete, CTRL)
    assert "đơn vị cấp dưới" in screen.form.trouble.text()
    screen.ask_ending()
    driver.type("01/09/2026")
    driver.key(Qt.Key.Key_Return)
    driver.type("BLM")
    driver.key(Qt.Key.Key_Return)
    ended = session.around.units["LNG"]
    assert (ended.end, ended.successor) == ("2026-08-31", "BLM")
