"""A new book by keyboard alone: three steps, the office key, then inside the book."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from db import schema
from db.records import Role
from desktop.preferences import Preferences
from desktop.screens.new_book import NewBookScreen
from desktop.widgets.new_book_panel import PanelTable
from desktop.widgets.office_key_line import OfficeKeyLine
from tests.flows.driver import CTRL, Driver

ENTER = Qt.Key.Key_Return


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the person chooses in the system's dialogs, one after the other."""
    paths: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(paths.pop(0)), ""))
    return paths


def wizard(driver: Driver) -> NewBookScreen:
    found = driver.window.new_book
    assert found is not None
    return found


def through_two_steps(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N, CTRL)
    driver.key(ENTER)
    assert "tên cơ quan" in wizard(driver).body._body_line.fault
    driver.type("Huyện ủy Lạc Dương")
    driver.key(Qt.Key.Key_Tab)
    driver.type("Tỉnh ủy Lâm Đồng")
    driver.key(Qt.Key.Key_Tab)
    driver.type("Lạc Dương")
    driver.key(ENTER)
    driver.type("2023")  # over the year that stands there
    driver.key(ENTER)


def test_enter_passes_no_empty_field_by(driver: Driver) -> None:
    driver.key(Qt.Key.Key_N, CTRL)
    driver.type("Huyện ủy Lạc Dương")
    driver.key(ENTER)
    driver.type("Tỉnh ủy Lâm Đồng")
    driver.key(ENTER)
    driver.key(ENTER)  # the place stays open: then the next step
    screen = wizard(driver)
    assert screen.step == 1 and screen.wanted().parent == "Tỉnh ủy Lâm Đồng"
    driver.key(Qt.Key.Key_Escape)
    driver.key(ENTER)
    assert screen.step == 0 and driver.focus is screen.body.place


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_cell_that_is_typed_into_next_is_seen(driver: Driver, scheme: str) -> None:
    driver.look.set_scheme(scheme)
    through_two_steps(driver)
    table = wizard(driver).panel.table
    assert driver.focus is table

    assert [looks(table, driver, column) for column in range(3)] == ["focused", "", ""]
    driver.key(ENTER)
    assert [looks(table, driver, column) for column in range(3)] == ["", "focused", ""]
    assert table.selectedIndexes() == [table.currentIndex()]  # also after a block was pasted
    QGuiApplication.clipboard().setText("Bùi Đức Mai\tTổ trưởng")
    driver.key(Qt.Key.Key_V, CTRL)
    driver.key(ENTER)
    assert table.selectedIndexes() == [table.currentIndex()]
    driver.key(Qt.Key.Key_Left)
    wizard(driver).next.setFocus()
    driver.settle()
    assert looks(table, driver, 1) == "chosen"  # the frame goes with the focus


def looks(table: PanelTable, driver: Driver, column: int) -> str:
    """How a cell of the first row looks: "focused" with a frame, "chosen", or plain, ""."""
    cell = table.viewport().grab(table.visualRect(table.model().index(0, column))).toImage()
    middle = cell.width() // 2
    inside, edge = QColor(cell.pixel(middle, cell.height() // 2)), QColor(cell.pixel(middle, 1))
    if inside != driver.look.colour("selected"):
        return ""
    return "focused" if edge == driver.look.colour("accent") else "chosen"


def test_from_the_start_screen_into_the_book(
    driver: Driver, tmp_path: Path, chosen: list[Path]
) -> None:
    through_two_steps(driver)
    driver.type("Bùi Đức Mai")
    driver.key(ENTER)
    driver.type("to truong")
    driver.key(ENTER)
    driver.key(ENTER)
    driver.type("Trưởng ban")
    driver.key(ENTER)
    QGuiApplication.clipboard().setText("Ya Văn Cường\tThư ký\nTrần Thị Hòa\n")
    driver.key(Qt.Key.Key_V, CTRL)
    path = tmp_path / f"ld{schema.SUFFIX}"
    chosen += [path, tmp_path / "khoa"]
    driver.key(ENTER, CTRL)
    assert wizard(driver).step == 3 and path.exists()
    driver.type("mot cum dai")
    driver.key(ENTER)
    driver.type("mot cum dai")
    driver.key(ENTER)
    driver.wait(lambda: driver.window.new_book is None)
    assert (tmp_path / "khoa.khoa").exists()
    assert driver.session.path == path and driver.window.new_book is None
    campaign = driver.session.campaign
    assert campaign is not None
    assert (campaign.year, campaign.body, campaign.parent, campaign.place) == (
        2023,
        "Huyện ủy Lạc Dương",
        "Tỉnh ủy Lâm Đồng",
        "Lạc Dương",
    )
    assert [(m.code, m.name, m.role, m.post) for m in driver.session.around.members] == [
        ("TV01", "Bùi Đức Mai", Role.CHAIR, "Trưởng ban"),
        ("TV02", "Ya Văn Cường", Role.SECRETARY, ""),
        ("TV03", "Trần Thị Hòa", Role.MEMBER, ""),
    ]
    assert not driver.session.illustrative
    assert Preferences.load(driver.window.home).recent == [str(path)]
    assert driver.window.workspace is not None
    line = driver.window.workspace.findChild(OfficeKeyLine)
    assert line is not None and line.isHidden()


def test_back_keeps_what_was_typed(driver: Driver) -> None:
    through_two_steps(driver)
    for _ in range(3):
        driver.key(Qt.Key.Key_Escape)
    assert driver.window.start.isVisible()
    driver.key(Qt.Key.Key_N, CTRL)
    assert wizard(driver).body.body.text() == "Huyện ủy Lạc Dương"
    assert driver.focus is wizard(driver).body.body


def test_the_key_is_asked_for_again_inside(
    driver: Driver, tmp_path: Path, chosen: list[Path]
) -> None:
    through_two_steps(driver)
    chosen += [tmp_path / "ld", tmp_path / "khoa"]
    driver.key(ENTER, CTRL)
    driver.key(Qt.Key.Key_Escape)  # later
    workspace = driver.window.workspace
    assert workspace is not None
    line = workspace.findChild(OfficeKeyLine)
    assert line is not None and line.isVisible()
    assert "chưa được cất" in " ".join(label.text() for label in line.findChildren(QLabel))
    line.open_button.setFocus()
    driver.key(Qt.Key.Key_Space)
    driver.type("mot cum dai")
    driver.key(ENTER)
    driver.type("mot cum dai")
    driver.key(ENTER)
    driver.wait(lambda: not line.isVisible())
    assert (tmp_path / "khoa.khoa").exists()
    assert "Đã cất khóa" in workspace.messages.text
