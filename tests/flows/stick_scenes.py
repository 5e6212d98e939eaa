"""Scenes of a book that lies on a stick, or was taken from one, for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from desktop import drives
from tests.flows.driver import Driver
from tests.flows.upkeep_scenes import write


def _on_stick(driver: Driver) -> None:
    path = driver.session.path
    with patch.object(drives, "on_a_stick", lambda found: found == path):
        driver.open(path)


def _taken(driver: Driver) -> None:
    path = driver.session.path
    _on_stick(driver)
    driver.workspace.stick.copy_button.click()
    driver.wait(lambda: driver.window.session is not None and driver.session.path != path)


def _written_back(driver: Driver) -> None:
    _taken(driver)
    write(driver, "Tuyến đường hoa tự quản của thôn")
    driver.workspace.stick.back_button.click()


def _newer(driver: Driver) -> None:
    _taken(driver)
    driver.workspace.stick._say_open(newer=True)


SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "stick-opened": (_on_stick, {}),
    "stick-taken": (_taken, {}),
    "stick-written-back": (_written_back, {}),
    "stick-newer": (_newer, {}),
}
