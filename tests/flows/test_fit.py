"""Every screen fits 1366×768 at every text scale, and every control has a name."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)

from db.rules.bands import CLASSES
from desktop.models.result_words import Column
from desktop.places import PLACES
from desktop.screens.results import ResultsScreen
from desktop.words import FLAGS
from tests.flows.driver import CTRL, Driver

KEYS = [place.key for place in PLACES]
ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
CONTROLS = (
    QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextBrowser,
)  # fmt: skip


@pytest.mark.parametrize("scale", [100, 125, 150, 175])
def test_nothing_is_wider_or_higher_than_the_window(
    driver: Driver, path: Path, scale: int
) -> None:
    driver.window.resize(1366, 768)
    driver.open(path, "TV01")
    driver.look.set_scale(scale)
    driver.settle()
    workspace = driver.window.workspace
    assert workspace is not None
    for key in KEYS:
        workspace.show_place(key)
        driver.settle()
        least = driver.window.minimumSizeHint()
        assert least.width() <= 1366 and least.height() <= 740, (key, least)
    assert driver.window.width() == 1366 and driver.window.height() == 768


@pytest.mark.parametrize("scale", [100, 175])
def test_no_button_is_cut(driver: Driver, path: Path, scale: int) -> None:
    driver.window.resize(1366, 768)
    driver.open(path, "TV04")
    driver.look.set_scale(scale)
    workspace = driver.window.workspace
    assert workspace is not None
    for key in KEYS:
        workspace.show_place(key)
        driver.settle()
        for button in driver.window.findChildren(QAbstractButton):
            if getattr(button, "toolButtonStyle", lambda: None)() == ICON_ONLY:
                continue
            if button.isVisible() and button.text():
                room, wanted = button.size(), button.minimumSizeHint()
                assert room.width() >= wanted.width() - 1, (key, button.text())
                assert room.height() >= wanted.height() - 1, (key, button.text())


@pytest.mark.parametrize("scale", [100, 110, 125, 150, 175])
def test_class_and_flag_are_read_whole_in_the_results(
    driver: Driver, path: Path, scale: int
) -> None:
    driver.window.resize(1366, 768)
    driver.open(path)
    driver.look.set_scale(scale)
    driver.key(Qt.Key.Key_5, CTRL)
    screen = driver.front
    assert isinstance(screen, ResultsScreen)
    table = screen.table
    letters, gap = QFontMetrics(driver.look.font(bold=True)), 2 * driver.look.px(8)
    for name in CLASSES:
        assert table.columnWidth(Column.CLASS) >= letters.horizontalAdvance(name) + gap, name
    plain = QFontMetrics(driver.look.font())
    for flag in FLAGS.values():
        assert table.columnWidth(Column.FLAGS) >= plain.horizontalAdvance(flag) + gap, flag
    assert table.horizontalScrollBar().maximum() == 0


def test_every_control_has_a_name(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    workspace = driver.window.workspace
    assert workspace is not None
    for key in KEYS:
        workspace.show_place(key)
        driver.settle()
        for widget in driver.window.findChildren(QWidget):
            owner = widget.parent()
            if not isinstance(widget, CONTROLS) or not widget.isVisible() or owner is None:
                continue
            if isinstance(owner, (QComboBox, QLineEdit, QAbstractItemView)):
                continue  # parts of a control
            if widget.inherits("QHeaderView") or widget.inherits("QTableCornerButton"):
                continue
            words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
            assert words, (key, type(widget).__name__, owner)


def test_text_scale_by_keys(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_Plus, CTRL)
    assert driver.look.scale == 110
    driver.key(Qt.Key.Key_Minus, CTRL)
    assert driver.look.scale == 100
    driver.key(Qt.Key.Key_Minus, CTRL)
    assert driver.look.scale == 100


def test_places_by_keys(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    workspace = driver.window.workspace
    assert workspace is not None
    for place in PLACES:
        if place.number and place.open_to(driver.session):
            driver.key(Qt.Key(Qt.Key.Key_0 + place.number), CTRL)
            assert workspace.place_in_front == place.key
            assert driver.window.focusWidget() is not None
