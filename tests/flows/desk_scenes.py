"""Scenes of the intake desk and of what goes up, for ``tests.flows.screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.exchange_place import DESK
from desktop.screens.minutes_screen import MinutesScreen
from desktop.screens.unit_desk import UnitDeskScreen
from desktop.widgets.after_freezing import AfterFreezingBlock
from tests.flows.desk_book import make_district
from tests.flows.driver import Driver
from tests.flows.entry_scenes import Scene
from tests.flows.exchange_scenes import place_of
from tests.flows.paper_scenes import minutes_frozen


def desk_of(driver: Driver) -> UnitDeskScreen:
    """The part, brought to the front."""
    place = place_of(driver)
    place.chips.choose(DESK)
    found = place.current
    assert isinstance(found, UnitDeskScreen)
    for _ in range(3):
        driver.settle()
    return found


def stick_of(driver: Driver) -> Path:
    """Where the units' files lie."""
    return driver.session.path.parent / "usb"


def received(driver: Driver) -> UnitDeskScreen:
    """The whole stick was taken in; its report is in front."""
    screen = desk_of(driver)
    screen.receive([stick_of(driver)])
    driver.settle()
    return screen


def _desk(driver: Driver) -> None:
    desk_of(driver)


def _report(driver: Driver) -> None:
    received(driver)


def _whose(driver: Driver) -> None:
    screen = received(driver)
    screen.report.table.go_to(_row(screen, "xa-05.giaonop"))
    screen.report.answer()


def _trusting(driver: Driver) -> None:
    screen = received(driver)
    screen.receive([driver.session.path.parent / "xa-01-may-moi.giaonop"])
    screen.report.answer()


def _full(driver: Driver) -> UnitDeskScreen:
    screen = received(driver)
    screen.go_home()
    return screen


def _filled(driver: Driver) -> None:
    _full(driver)


def _unit(driver: Driver) -> None:
    _full(driver).show_unit("DU02")


def _rollup(driver: Driver) -> None:
    _full(driver).show_rollup()


def _keying(driver: Driver) -> None:
    screen = _full(driver)
    screen.begin_key_in("DU07")
    page = screen.keying
    for row, text in ((0, "3"), (1, "24.5"), (2, "2"), (3, "1")):
        page.totals.setData(page.totals.index(row, 1), text)
    for column, text in ((0, "HS1"), (3, "Ngày thứ Bảy vì dân"), (5, "8.25"), (6, "Tốt")):
        page.lines.setData(page.lines.index(0, column), text)
    for column, text in ((0, "HS2"), (5, "7,5"), (6, "Khá")):
        page.lines.setData(page.lines.index(1, column), text)


def _row(screen: UnitDeskScreen, name: str) -> int:
    return [one.path.name for one in screen.report.model.reports].index(name)


def after_freezing(driver: Driver) -> AfterFreezingBlock:
    """What follows the frozen meeting of the sample book."""
    minutes_frozen(driver)
    front = driver.front
    assert isinstance(front, MinutesScreen)
    return front.freezing.after


def _deciding(driver: Driver) -> None:
    after_freezing(driver).open_decision()
    for _ in range(3):  # the form grows with its table
        driver.settle()


def _sending(driver: Driver) -> None:
    after_freezing(driver).open_sending()


_DISTRICT: dict[str, Any] = {"make": make_district}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "desk": (_desk, _DISTRICT),
    "desk-report": (_report, _DISTRICT),
    "desk-whose": (_whose, _DISTRICT),
    "desk-trust": (_trusting, _DISTRICT),
    "desk-filled": (_filled, _DISTRICT),
    "desk-unit": (_unit, _DISTRICT),
    "desk-rollup": (_rollup, _DISTRICT),
    "desk-key-in": (_keying, _DISTRICT),
    "frozen-deciding": (_deciding, {}),
    "frozen-sending": (_sending, {}),
}
