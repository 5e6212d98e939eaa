"""Dialogs, menus and second windows tell a screen reader what they are, as every screen does
(``test_scenes`` walks those)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from desktop.dialogs import crash
from desktop.widgets.list_screen import ListScreen
from desktop.widgets.projector import Projector
from tests.flows.access import unnamed
from tests.flows.driver import CTRL, Driver


def _help(driver: Driver) -> None:
    driver.key(Qt.Key.Key_F1)
    assert driver.window.help is not None and driver.window.help.isVisible()


def _about(driver: Driver) -> None:
    driver.window.show_about()


def _report(driver: Driver) -> None:
    driver.window.report_error()


def _crash(driver: Driver) -> None:
    box = crash.box(ValueError("x"), Path("x"))
    box.setParent(driver.window, box.windowFlags())
    box.show()


def _book_menu(driver: Driver) -> None:
    driver.window._menu.popup(driver.window.mapToGlobal(driver.window.rect().center()))


def _list_menu(driver: Driver) -> None:
    front = driver.front
    assert isinstance(front, ListScreen)
    front.tools.click()


def _projector(driver: Driver) -> None:
    Projector(driver.look, driver.window).show()


@pytest.mark.parametrize(
    "show", [_help, _about, _report, _crash, _book_menu, _list_menu, _projector]
)
def test_dialogs_and_menus_have_names(
    driver: Driver, path: Path, show: Callable[[Driver], None]
) -> None:
    driver.open(path)
    before = {w for w in QApplication.topLevelWidgets() if w.isVisible()}
    show(driver)
    driver.settle()
    new = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in before]
    assert new, "nothing was opened"
    assert unnamed() == []
    for window in new:
        if isinstance(window, QMenu):
            assert window.accessibleName() or window.title() or window.actions()
        else:
            assert window.windowTitle() or window.accessibleName()
        window.close()


def test_the_walk_sees_what_has_no_name(driver: Driver, path: Path) -> None:
    driver.open(path)
    assert unnamed() == []
    nameless = QPushButton(driver.workspace)
    silent = QWidget(driver.workspace)
    silent.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for widget in (nameless, silent):
        widget.show()
    found = unnamed()
    assert any("QPushButton" in line for line in found)
    assert any(line.startswith("no role: QWidget") for line in found)
    driver.key(Qt.Key.Key_2, CTRL)
