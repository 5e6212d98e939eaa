"""Scenes of rules that change after scoring has begun, for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt

from db.rule_changes import Because
from desktop.settings_place import CAMPAIGN, PANEL, RUBRIC
from tests.flows.driver import Driver, drop
from tests.support import panel_workbook

WHY = Because("Tổ thống nhất chấm theo nửa điểm", "Kết luận số 5-KL/HU ngày 20/11/2023")


def _part(driver: Driver, key: str) -> Any:
    driver.workspace.show_part("settings", key)
    driver.settle()
    return driver.front


def _setting(driver: Driver) -> None:
    row = _part(driver, CAMPAIGN).rows["drop_extremes"]
    row.field.box.setFocus()
    driver.key(Qt.Key.Key_Space)


def rubric_asked(driver: Driver) -> Any:
    """A confirmed rubric opened with a reason, another step, and the question before it counts."""
    editor = _part(driver, RUBRIC)
    editor.draft.reopen(WHY)
    editor.form.fields["step"].editor.setFocus()
    driver.key(Qt.Key.Key_Down)
    editor.form.confirm_button.click()
    driver.settle()
    return editor


def _rubric(driver: Driver) -> None:
    rubric_asked(driver)


def _panel(driver: Driver) -> None:
    screen = _part(driver, PANEL)
    screen.open_button.click()
    driver.type("Chuyen cong tac")
    driver.key(Qt.Key.Key_Return)
    driver.type("Quyet dinh 20-QD/HU")
    driver.key(Qt.Key.Key_Return)
    screen.members.setFocus()
    screen.members.go_to(0, 3)
    driver.type("LD01")
    driver.key(Qt.Key.Key_Return)


def _panel_plain(driver: Driver) -> None:
    _part(driver, PANEL)


def _import(driver: Driver) -> None:
    with TemporaryDirectory() as folder:
        drop(driver, panel_workbook(Path(folder), "TV06"))
        screen: Any = driver.workspace.screen_in_front
        driver.wait(lambda: not screen.reader.busy)
        screen.preview.confirm.click()
        driver.wait(screen.preview.ask.confirm.isEnabled)


SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "rule-setting-asked": (_setting, {}),
    "rule-rubric-asked": (_rubric, {}),
    "rule-panel-asked": (_panel, {}),
    "settings-panel": (_panel_plain, {}),
    "rule-import-asked": (_import, {}),
}
