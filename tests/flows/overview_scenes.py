"""Scenes of Tổng quan for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from db import campaigns
from db.home import Home
from desktop.sample.book import make as make_sample
from desktop.screens.overview import OverviewScreen
from tests.flows.driver import CTRL, Driver


def overview(driver: Driver) -> OverviewScreen:
    """Tổng quan in front, read to its end."""
    driver.key(Qt.Key.Key_1, CTRL)
    screen = driver.front
    assert isinstance(screen, OverviewScreen)
    driver.wait(lambda: not screen.model.busy)
    driver.settle()
    return screen


def set_year(driver: Driver) -> None:
    """Deadlines and targets of the campaign's year."""
    campaign = driver.session.campaign
    assert campaign is not None
    values = {
        "set:deadline.registration.committee": "2023-03-28",
        "set:deadline.report.committee": "2023-11-15",
        "set:deadline.panel.committee": "2023-11-30",
        "set:target.register.all": "90",
        "set:target.product.all": "25",
    }
    assert driver.session.run(campaigns.change, campaign, values)


def _late(driver: Driver) -> None:
    set_year(driver)
    overview(driver)


def _bottom(driver: Driver) -> None:
    _late(driver)
    screen = driver.front
    assert isinstance(screen, OverviewScreen)
    button = screen.year_table.findChildren(QPushButton)[-1]
    button.setFocus()
    driver.settle()
    screen.page.ensureWidgetVisible(button)


def sample(path: Path, home: Home, **more: Any) -> Path:
    """The illustrative campaign with two years before it."""
    return make_sample(path, home, submissions=24, years=3, **more)


def _show(driver: Driver) -> None:
    overview(driver)


SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "overview": (_show, {}),
    "overview-late": (_late, {}),
    "overview-years": (_late, {"make": sample}),
    "overview-years-bottom": (_bottom, {"make": sample}),
    "overview-empty": (_show, {"submissions": 0, "ballots": False}),
    "overview-member": (_show, {"office": False, "member": "TV04"}),
}
