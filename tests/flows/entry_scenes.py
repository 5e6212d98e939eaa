"""Scenes of Đăng ký and Cài đặt for ``tests.flows.screens``: what to do, and in which book."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from db import entries
from desktop.parts_screen import PartsScreen
from desktop.register_place import INTAKE, RegisterPlace
from desktop.settings_place import CAMPAIGN, KEY, PANEL, RUBRIC
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code

Scene = Callable[[Driver], None]
_FRESH = {"ballots": False}
_UNCONFIRMED = {"ballots": False, "confirmed": False}
_ROWS = (  # unit, what, missing, return by, completed on
    ("LD01", "registration", "", "", ""),
    ("LD02", "registration", "chữ ký, chỉ tiêu", "2023-03-01", ""),
    ("LD03", "report", "bản giấy có dấu", "2099-01-01", ""),
    ("LD01", "report", "số liệu TC2", "2023-11-20", "2023-11-18"),
)


def _place(driver: Driver) -> Any:
    assert driver.window.workspace is not None
    front = driver.window.workspace.screen_in_front
    assert isinstance(front, PartsScreen)
    return front


def _register(driver: Driver) -> RegisterPlace:
    driver.key(Qt.Key.Key_2, CTRL)
    found = _place(driver)
    assert isinstance(found, RegisterPlace)
    return found


def _new(driver: Driver) -> None:
    _register(driver)
    driver.key(Qt.Key.Key_N, CTRL)


def _form(section: str = "") -> Scene:
    def go(driver: Driver) -> None:
        place = _register(driver)
        driver.key(Qt.Key.Key_F2)
        if section:
            place.form.sections.choose(section)

    return go


def _wrong(driver: Driver) -> None:
    _form()(driver)
    form = _place(driver).form.form
    for name, text in (("registered_on", "31/02/2023"), ("unit", "dang bo")):
        form.go_to(name)
        form.fields[name].edit.selectAll()
        driver.type(text)
        driver.key(Qt.Key.Key_Tab)


def _withdrawing(driver: Driver) -> None:
    _form()(driver)
    _place(driver).form.withdraw_button.click()


def _intake(driver: Driver) -> None:
    _register(driver).chips.choose(INTAKE)


def _arrivals(driver: Driver) -> None:
    _intake(driver)
    session = driver.session
    assert session.campaign is not None
    for number, (unit, what, missing, by, done) in enumerate(_ROWS, start=1):
        values = {
            "campaign": session.campaign.id,
            "number": str(100 + number),
            "date": f"2023-02-1{number}",
            "unit": unit,
            "what": what,
            "carrier": "paper",
            "submission": code(number),
            "missing": missing or None,
            "return_by": by or None,
            "completed_on": done or None,
        }
        session.run(entries.save, "arrival", None, values)


def _receipt(driver: Driver) -> None:
    _arrivals(driver)
    rows = _place(driver).current.rows
    rows.go_to(1)
    rows.receipt_button.click()
    driver.wait(lambda: rows.receipt.page.sheet.picture is not None)


def _settings(part: str, then: Callable[[Driver, Any], None] | None = None) -> Scene:
    def go(driver: Driver) -> None:
        assert driver.window.workspace is not None
        driver.window.workspace.show_place("settings")
        _place(driver).chips.choose(part)
        _settle(driver)
        if then is not None:
            then(driver, _place(driver).current)
            _settle(driver)

    return go


def _settle(driver: Driver) -> None:
    for _ in range(5):
        driver.settle()


def _bottom(driver: Driver, screen: Any) -> None:
    for area in screen.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _ask(driver: Driver, screen: Any) -> None:
    screen.rows["drop_extremes"].field.box.click()


def _try_out(driver: Driver, screen: Any) -> None:
    for edit, text in zip(screen.trial.edits.values(), ("1,75", "3,5", "1", "1"), strict=False):
        edit.setText(text)


def _reopen(driver: Driver, screen: Any) -> None:
    screen.form.reopen_button.click()


def _unsound(driver: Driver, screen: Any) -> None:
    screen.form.criteria.setFocus()
    screen.form.criteria.go_to(6, 1)
    for text in ("Tiêu chí mới", "0,5"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)
    _settle(driver)
    _bottom(driver, screen)


def _export(driver: Driver, screen: Any) -> None:
    screen.open_button.click()


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "form-new": (_new, {}),
    "form": (_form(), {}),
    "form-targets": (_form("targets"), {}),
    "form-marks": (_form("marks"), {}),
    "form-wrong": (_wrong, {}),
    "form-withdrawing": (_withdrawing, {}),
    "intake-empty": (_intake, {"submissions": 0, **_FRESH}),
    "intake": (_arrivals, {}),
    "intake-receipt": (_receipt, {}),
    "campaign": (_settings(CAMPAIGN), _FRESH),
    "campaign-asking": (_settings(CAMPAIGN, _ask), {}),
    "campaign-bottom": (_settings(CAMPAIGN, _bottom), {}),
    "rubric": (_settings(RUBRIC, _try_out), {}),
    "rubric-unconfirmed": (_settings(RUBRIC, _try_out), _UNCONFIRMED),
    "rubric-unsound": (_settings(RUBRIC, _unsound), _UNCONFIRMED),
    "rubric-reopening": (_settings(RUBRIC, _reopen), {}),
    "panel": (_settings(PANEL), {}),
    "panel-open": (_settings(PANEL), _FRESH),
    "office-key": (_settings(KEY, _export), {}),
}
