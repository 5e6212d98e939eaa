"""Scenes of units as a tree, figures year beside year, agreed marks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from db import campaigns
from desktop.score_place import AGREED, ScorePlace
from desktop.screens.agreed import AgreedScreen
from desktop.screens.unit_settings import UnitSettingsScreen
from desktop.settings_place import UNITS, SettingsPlace
from tests.flows.desk_scenes import desk_of
from tests.flows.driver import CTRL, Driver
from tests.flows.entry_scenes import Scene
from tests.flows.province_book import make_province


def units_of(driver: Driver) -> UnitSettingsScreen:
    """The part of Cài đặt, in front."""
    driver.workspace.show_place("settings")
    place = driver.workspace.screen_in_front
    assert isinstance(place, SettingsPlace)
    place.chips.choose(UNITS)
    found = place.current
    assert isinstance(found, UnitSettingsScreen)
    driver.settle()
    return found


def _tree(driver: Driver) -> None:
    screen = units_of(driver)
    screen.day.setText("31/12/2026")
    screen.day.editingFinished.emit()


def _unit(driver: Driver) -> None:
    _tree(driver)
    screen = units_of(driver)
    screen.tree.go_to(driver.session.around.units["LD3"].id)
    screen.tree.entered.emit()


def _moving(driver: Driver) -> None:
    _unit(driver)
    screen = units_of(driver)
    screen.ask_moving()
    screen.ask.edit("parent").setText("Đảng ủy xã Lộc Ngãi")


def _before(driver: Driver) -> None:
    screen = units_of(driver)
    screen.day.setText("31/12/2024")
    screen.day.editingFinished.emit()


def _rollup(driver: Driver) -> None:
    screen = desk_of(driver)
    screen.show_rollup()
    for _ in range(6):
        driver.settle()
    years = screen.rollup.tables[5]
    years.setFocus()
    years.setCurrentIndex(years.model().index(0, 0))
    bar = screen.rollup.page.verticalScrollBar()
    bar.setValue(bar.maximum())


def _agreed(driver: Driver) -> None:
    session = driver.session
    assert session.campaign is not None
    session.run(campaigns.change, session.campaign, {"set:agreed_mark": "1"})
    driver.key(Qt.Key.Key_4, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ScorePlace)
    place.chips.choose(AGREED)
    screen = place.current
    assert isinstance(screen, AgreedScreen)
    for mark in ("1,75", "3,5", "1,75", "0,75", "0,5", "0,5"):
        driver.type(mark)
        driver.key(Qt.Key.Key_Return)
    screen.show_submission(screen.list.line(1).id)
    screen.arrive()
    for mark in ("1,25", "3"):
        driver.type(mark)
        driver.key(Qt.Key.Key_Return)
    driver.settle()


_PROVINCE: dict[str, Any] = {"make": make_province}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "units": (_tree, _PROVINCE),
    "units-one": (_unit, _PROVINCE),
    "units-moving": (_moving, _PROVINCE),
    "units-2024": (_before, _PROVINCE),
    "rollup-years": (_rollup, _PROVINCE),
    "agreed": (_agreed, {}),
}
