"""Scenes of Báo cáo and of the re-check for ``tests.flows.screens``: what to do, in which book."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from db import profiles
from desktop import profile_files
from tests.flows.driver import CTRL, Driver

Scene = Callable[[Driver], None]


def _due(driver: Driver) -> None:
    """The letter's deadlines stand in the book."""
    session = driver.session
    assert session.campaign is not None
    letter = profile_files.of_name("lac-duong-848")
    session.run(profiles.choose, session.campaign, letter)


def part(key: str, then: Callable[[Driver], None] | None = None, place: str = "report") -> Scene:
    """A part of a place, under the letter's deadlines."""

    def go(driver: Driver) -> None:
        _due(driver)
        driver.workspace.show_part(place, key)
        driver.settle()
        if then is not None:
            then(driver)

    return go


def _opened(driver: Driver) -> None:
    driver.key(Qt.Key.Key_Return)


def _empty(driver: Driver) -> None:
    driver.key(Qt.Key.Key_3, CTRL)


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "reports": (part("list"), {}),
    "reports-opened": (part("list", _opened), {}),
    "reports-empty": (_empty, {"submissions": 0, "ballots": False}),
}
