"""What the window was left as, it is again after the next start; a screen that is smaller now and
a damaged file do no harm."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QTableView

from db.home import Home
from desktop import window_memory
from desktop.models.register_model import Column
from desktop.preferences import Preferences
from desktop.screens.scoring import ScoringScreen
from desktop.widgets.kept_splitter import KeptSplitter
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.list_table import ListTable
from tests.flows.driver import CTRL, Driver


def again(driver: Driver) -> Driver:
    """The program closed and started anew on the same laptop."""
    home = driver.window.home
    driver.close()
    return Driver(home)


def pull(table: QTableView, column: int, to: int) -> None:
    """Pulls the right edge of a heading with the mouse."""
    heading = table.horizontalHeader()
    edge = heading.sectionViewportPosition(column) + heading.sectionSize(column) - 1
    start = QPoint(edge, heading.height() // 2)
    end = start + QPoint(to - heading.sectionSize(column), 0)
    view = heading.viewport()
    button = Qt.MouseButton.LeftButton
    QTest.mousePress(view, button, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, button, Qt.KeyboardModifier.NoModifier, end)


def listed(driver: Driver) -> ListTable:
    driver.key(Qt.Key.Key_2, CTRL)
    front = driver.front
    assert isinstance(front, ListScreen)
    return front.table


def names(table: ListTable) -> list[str]:
    return [str(getattr(column, "name", column)) for column in table.columns_shown]


def test_lists_panels_place_and_size_are_as_they_were_left(
    qtbot: object, home: Home, path: Path
) -> None:
    driver = Driver(home)
    driver.window.resize(1300, 740)
    driver.open(path)
    table = listed(driver)
    table.choose_columns([Column.CODE, Column.UNIT, Column.TITLE])
    pull(table, 0, 190)
    assert table.columnWidth(0) == 190
    heading = table.horizontalHeader()
    heading.moveSection(heading.visualIndex(4), 0)  # the unit first, as a person carries it
    table._sort(5)
    table._sort(5)  # titles from the end of the alphabet
    first = table.model().index(0, 5).data()
    driver.key(Qt.Key.Key_4, CTRL)
    driver.session.choose_member(driver.session.around.by_code["TV04"].id)
    driver.scoring.arrive()
    split = driver.scoring._split
    split.moveSplitter(500, 1)
    driver.settle()
    left = split.sizes()[0]
    driver.look.set_scale(125)
    driver.look.set_scale(100)

    driver = again(driver)
    window_memory.show_as_before(driver.window, driver.look.preferences)
    room = driver.window.screen().availableGeometry()  # without a display it is a small one
    assert abs(driver.window.width() - min(1300, room.width())) <= 4
    assert driver.window.height() == 740
    driver.window.resize(1300, 740)
    assert driver.window.open_book(path)
    assert isinstance(driver.front, ScoringScreen)  # where it was left
    driver.session.choose_member(driver.session.around.by_code["TV04"].id)
    driver.scoring.arrive()
    driver.settle()
    assert abs(driver.scoring._split.sizes()[0] - left) <= 2
    table = listed(driver)
    assert names(table) == ["UNIT", "CODE", "TITLE"] and table.columnWidth(0) == 190
    assert table.model().index(0, 5).data() == first
    driver.look.set_scale(150)
    assert table.columnWidth(0) == 285  # as wide in letters
    table.choose_columns(None)
    assert names(table)[0] == "CODE" and table.columnWidth(0) != 285
    driver.look.set_scale(100)
    driver.close()


def test_on_a_smaller_screen_the_window_is_wholly_on_it(driver: Driver) -> None:
    window, kept = driver.window, driver.look.preferences
    room = window.screen().availableGeometry()
    window.resize(room.width() + 900, room.height() + 500)
    window.move(room.right() - 50, room.bottom() - 50)
    driver.settle()
    window_memory.keep(window, kept)
    window.resize(600, 400)
    window_memory.show_as_before(window, kept)
    driver.settle()
    found = window.frameGeometry()
    assert window.isMaximized() or room.intersects(found)
    assert found.width() <= room.width() + 900 and room.contains(found.topLeft())


@pytest.mark.parametrize(
    "text",
    [
        '{"geometry": "xyz", "lists": {"Đăng ký": {"widths": {"CODE": -5, "TITLE": "a"}}}}',
        '{"geometry": "01d9d0cb00", "lists": [], "splits": {"scoring:111": [9, "x"]}}',
        '{"lists": {"Hồ sơ": 3}, "splits": {"scoring:110": [1]}, "places": {"00": 7}}',
    ],
)
def test_a_damaged_file_does_no_harm(qtbot: object, home: Home, path: Path, text: str) -> None:
    (home.folder("settings") / "window.json").write_text(text, "utf-8")
    driver = Driver(home)
    window_memory.show_as_before(driver.window, driver.look.preferences)
    driver.open(path, "TV04")
    assert all(
        wide > 0
        for state in driver.look.preferences.lists.values()
        for wide in state.widths.values()
    )
    for split in driver.window.findChildren(KeptSplitter):
        if split.isVisible():
            assert sum(split.sizes()) > 0
    driver.close()
    assert Preferences.load(home).geometry not in ("xyz", "01d9d0cb00")


def test_a_list_is_sorted_without_a_mouse(driver: Driver, path: Path) -> None:
    driver.open(path)
    table = listed(driver)
    front = driver.front
    assert isinstance(front, ListScreen) and table.sorts
    orders = front.tools.actions_by_name["Sắp xếp theo"].menu()
    assert isinstance(orders, QMenu)
    (titles,) = (act for act in orders.actions() if act.text() == "Tên mô hình")
    titles.trigger()
    texts = [table.model().index(row, Column.TITLE).data() for row in range(3)]
    titles.trigger()
    assert texts[0] != table.model().index(0, Column.TITLE).data()
