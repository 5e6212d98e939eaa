"""The parts of Đăng ký, Cài đặt, Giao nhận fit the window; every control in them has a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from desktop.parts_screen import PartsScreen
from desktop.register_place import RegisterPlace
from tests.flows.driver import Driver

ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


def parts(driver: Driver) -> Iterator[tuple[str, PartsScreen]]:
    """Every part of these places, in front; the entry form with them."""
    workspace = driver.window.workspace
    assert workspace is not None
    for key in ("register", "settings", "exchange"):
        workspace.show_place(key)
        place = workspace.screen_in_front
        assert isinstance(place, PartsScreen)
        for part in list(place.chips.buttons):
            place.chips.choose(part)
            for _ in range(3):
                driver.settle()
            yield f"{key}.{part}", place
        if isinstance(place, RegisterPlace):
            place.chips.choose("list")
            place.edit()
            for _ in range(3):
                driver.settle()
            yield "register.form", place


@pytest.mark.parametrize("scale", [100, 125, 150, 175])
def test_every_part_fits(driver: Driver, path: Path, scale: int) -> None:
    driver.window.resize(1366, 768)
    driver.open(path)
    driver.look.set_scale(scale)
    for name, _ in parts(driver):
        least = driver.window.minimumSizeHint()
        assert least.width() <= 1366 and least.height() <= 740, (name, least)
        for button in driver.window.findChildren(QAbstractButton):
            if getattr(button, "toolButtonStyle", lambda: None)() == ICON_ONLY:
                continue
            if button.isVisible() and button.text():
                room, wanted = button.size(), button.minimumSizeHint()
                assert room.width() >= wanted.width() - 1, (name, button.text())
                assert room.height() >= wanted.height() - 1, (name, button.text())
    assert driver.window.width() == 1366


def test_every_control_has_a_name(driver: Driver, path: Path) -> None:
    driver.open(path)
    for name, place in parts(driver):
        for widget in place.findChildren(QWidget):
            if not isinstance(widget, QAbstractButton | QAbstractItemView | QComboBox | QLineEdit):
                continue
            owner = widget.parent()
            inner = isinstance(owner, QComboBox | QLineEdit | QAbstractItemView)
            if inner or not widget.isVisible():
                continue
            if type(widget).__name__ in ("QTableCornerButton", "QHeaderView"):
                continue
            words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert words, (name, type(widget).__name__)
