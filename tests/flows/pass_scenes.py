"""Scenes of Chuyền máy, reasons and stock phrases for ``tests.flows.screens``."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from db import campaigns
from desktop.score_place import ScorePlace
from tests.flows.driver import CTRL, Driver
from tests.flows.entry_scenes import Scene
from tests.flows.panel_scenes import make_nine


def _begin(driver: Driver) -> None:
    driver.key(Qt.Key.Key_4, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ScorePlace)
    place.round.click()
    driver.window.showNormal()  # the pictures are of one size
    driver.window.resize(1366, 768)
    driver.settle()


def _pin(driver: Driver) -> None:
    _begin(driver)
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)


def take_turn(driver: Driver) -> None:
    """The second member's, with three marks given."""
    _pin(driver)
    for _ in range(2):
        driver.type("1234")
        driver.key(Qt.Key.Key_Return)
    for text in ("1,5", "3,25", "1,75"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)


def _handed_in(driver: Driver) -> None:
    take_turn(driver)
    for text in ("0,75", "0,5", "0,25"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Return, CTRL)
    driver.key(Qt.Key.Key_Up, CTRL)


def _back(driver: Driver) -> None:
    _handed_in(driver)
    driver.key(Qt.Key.Key_F12)


def _ending(driver: Driver) -> None:
    _begin(driver)
    assert driver.window.passing is not None
    driver.window.passing.list.end.click()


def _scoring(driver: Driver, **values: bool | tuple[str, ...]) -> None:
    """Phiếu của một người, of the first member, with settings of the campaign."""
    session = driver.session
    written = {f"set:{name}": campaigns.write_setting(value) for name, value in values.items()}
    session.run(campaigns.change, session.campaign, written)
    driver.key(Qt.Key.Key_4, CTRL)
    session.choose_member(session.around.members[0].id)
    driver.settle()
    driver.front.arrive()


def _reasons(driver: Driver) -> None:
    _scoring(driver, reason_edges=True)
    for text in ("2", "0", "1,75", "0,75", "0,5", "0"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Return, CTRL)


def _phrases(driver: Driver) -> None:
    _scoring(driver, phrases=("Số liệu rõ, có kiểm chứng.", "Chưa có số liệu trước khi làm."))
    for text in ("1,5", "3", "1,75", "0,75", "0,5", "0"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)


_NINE: dict[str, Any] = {"make": make_nine, "submissions": 12}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "score-reasons": (_reasons, _NINE),
    "score-phrases": (_phrases, _NINE),
    "pass-list": (_begin, _NINE),
    "pass-pin": (_pin, _NINE),
    "pass-score": (take_turn, _NINE),
    "pass-handed-in": (_handed_in, _NINE),
    "pass-back": (_back, _NINE),
    "pass-ending": (_ending, _NINE),
}
