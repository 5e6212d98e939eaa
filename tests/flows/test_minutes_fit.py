"""Biên bản with a meeting in it: fits at every text scale, all is named, reached by Tab."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from desktop.screens.minutes_screen import FORM, FREEZE, HEARINGS, PAPERS, MinutesScreen
from tests.flows.driver import CTRL, Driver

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit)


@pytest.fixture
def screen(driver: Driver, path: Path) -> MinutesScreen:
    """One meeting with a mistake in it and somebody away."""
    driver.window.resize(1366, 768)
    driver.open(path)
    driver.key(Qt.Key.Key_6, CTRL)
    assert driver.window.workspace is not None
    found = driver.window.workspace.screen_in_front
    assert isinstance(found, MinutesScreen)
    found.add_meeting()
    found.form.go_to("date")
    driver.type("31/11/2023")
    found.form.go_to("start")
    for member in driver.session.around.members[:2]:
        found.form.attendance.row(member.id)[0].click()
    driver.settle()
    return found


def cut_labels(screen: MinutesScreen) -> list[str]:
    """Sentences that do not have the room for all of their lines."""
    return [
        label.text()
        for label in screen.findChildren(QLabel)
        if label.isVisible()
        and label.wordWrap()
        and label.text()
        and label.height() < label.heightForWidth(label.width()) - 1
    ]


def cut_buttons(screen: MinutesScreen) -> list[str]:
    """Buttons that are narrower than their words."""
    return [
        button.text()
        for button in screen.findChildren(QAbstractButton)
        if button.isVisible()
        and button.text()
        and button.width() < button.minimumSizeHint().width() - 1
    ]


@pytest.mark.parametrize("scale", [100, 125, 150, 175])
def test_every_part_fits(driver: Driver, screen: MinutesScreen, scale: int) -> None:
    driver.look.set_scale(scale)
    for key in (FORM, HEARINGS, FREEZE, PAPERS):
        if key != FORM:
            screen.form.give_back("date")
        screen.parts.choose(key)
        driver.settle()
        assert screen.parts.current == key
        least = driver.window.minimumSizeHint()
        assert least.width() <= 1366 and least.height() <= 740, (key, least)
        for area in screen.findChildren(QScrollArea):
            if area.isVisible() and area is not screen.page.area:
                inner = area.widget()
                assert inner is not None and inner.width() <= area.viewport().width()
        driver.wait(lambda: not cut_labels(screen))
        driver.wait(lambda: not cut_buttons(screen))
    assert (driver.window.width(), driver.window.height()) == (1366, 768)


def test_every_control_has_a_name(driver: Driver, screen: MinutesScreen) -> None:
    screen.form.give_back("date")
    for key in (FORM, HEARINGS, FREEZE, PAPERS):
        screen.parts.choose(key)
        driver.settle()
        for widget in screen.findChildren(QWidget):
            inside = isinstance(widget.parent(), (QComboBox, QLineEdit, QAbstractItemView))
            if isinstance(widget, CONTROLS) and widget.isVisible() and not inside:
                words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
                assert words, (key, type(widget).__name__)


def test_tab_goes_through_the_form_in_its_order(driver: Driver, screen: MinutesScreen) -> None:
    screen.form.give_back("date")
    names = list(screen.form.fields)
    screen.form.go_to(names[0])
    met = []
    for _ in range(40):
        focus = QApplication.focusWidget()
        met += [name for name in names if screen.form.fields[name].editor is focus]
        driver.key(Qt.Key.Key_Tab)
    assert met[: len(names)] == names
