"""Every scene of ``tests.flows.screens`` in large type: nothing is cut, the window stays its size,
the focus is in sight, an empty place has its way on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.parts_screen import PartsScreen
from desktop.widgets.framed_table import FramedTable
from desktop.widgets.minutes_fields import LineField
from desktop.widgets.state_stack import StateStack
from tests.flows import panel_scenes, paper_scenes
from tests.flows.access import unnamed
from tests.flows.driver import Driver
from tests.flows.screens import _SCENES

_SCROLLED = ("campaign-bottom", "rubric-unsound")  # away from the focus, by the scene itself


def room(box: QComboBox) -> int:
    """Pixels that the style leaves for the words of a choice."""
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    control = QStyle.ComplexControl.CC_ComboBox
    return box.style().subControlRect(control, option, part, box).width()


def faults(driver: Driver) -> list[str]:
    """What an eye would stumble over, as far as it can be measured."""
    window = driver.window
    found = []
    if (window.width(), window.height()) != (1366, 768):
        found.append(f"window {window.width()}×{window.height()}")
    for label in window.findChildren(QLabel):
        several = label.isVisible() and label.wordWrap() and label.text()
        if several and label.height() < label.heightForWidth(label.width()) - 1:
            found.append(f"cut: {label.text()}")
    for button in window.findChildren(QAbstractButton):
        icon_only = isinstance(button, QToolButton) and not button.toolButtonStyle().value
        if button.isVisible() and button.text() and not icon_only:
            wanted = button.minimumSizeHint()
            if button.width() < wanted.width() - 1 or button.height() < wanted.height() - 1:
                found.append(f"cut: {button.text()}")
    for area in window.findChildren(QScrollArea):
        if area.isVisible() and area.horizontalScrollBar().isVisible():
            found.append(f"scroll bar: {area.accessibleName()}")
    for box in window.findChildren(QComboBox):
        if box.isVisible() and box.fontMetrics().horizontalAdvance(box.currentText()) > room(box):
            found.append(f"cut: {box.currentText()}")
    for stack in window.findChildren(StateStack):
        if stack.isVisible() and stack.notice and not stack.button.isVisible():
            found.append(f"no way on: {stack.notice}")
    found += unnamed()
    focus = QApplication.focusWidget()
    if focus is None or not focus.isVisible() or focus.visibleRegion().isEmpty():
        found.append(f"focus out of sight: {focus}")
    return found


@pytest.mark.parametrize("name", list(_SCENES))
def test_nothing_is_cut_in_large_type(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    driver = _SCENES[name](tmp_path, "light", 175)
    for _ in range(5):
        driver.settle()
    found = faults(driver)
    driver.close()
    hidden = name in _SCROLLED and len(found) == 1 and found[0].startswith("focus")
    assert not found or hidden


def test_a_table_of_nine_members_needs_no_scroll_bar(qtbot: QtBot, tmp_path: Path) -> None:
    driver = _SCENES["grid-all"](tmp_path, "light", 100)
    (table,) = (t for t in driver.window.findChildren(FramedTable) if t.isVisible())
    assert not table.horizontalScrollBar().isVisible()
    driver.close()


def test_marks_do_not_touch_the_lines_between_members(qtbot: QtBot, tmp_path: Path) -> None:
    driver = _SCENES["grid-full"](tmp_path, "light", 100)
    table = panel_scenes._grid(driver).sheet.table
    mark = QFontMetrics(driver.look.font(3, bold=True)).horizontalAdvance("10,00")
    for column in range(9):
        assert table.columnWidth(column) >= mark + driver.look.px(16)
    note = QFontMetrics(driver.look.font()).horizontalAdvance("lệch lớn")
    assert table.columnWidth(10) >= note + driver.look.px(16)
    driver.close()


def test_hints_are_readable(qtbot: QtBot, driver: Driver) -> None:
    """Placeholder words have the colour of lesser words, not a paler one of Qt's own."""
    driver.window.make_new_book()
    for scheme in ("light", "dark"):
        driver.look.set_scheme(scheme)
        driver.settle()
        for kind in (QLineEdit, QPlainTextEdit):
            field = kind(driver.window)
            field.show()
            driver.settle()
            assert field.palette().placeholderText().color() == driver.look.colour("muted")


def test_what_cannot_grow_does_not_ask_to_type(driver: Driver, path: Path) -> None:
    """With ballots the panel and the rubric are closed: no hint at an empty row."""
    driver.open(path)
    workspace = driver.window.workspace
    assert workspace is not None
    workspace.show_place("settings")
    place = workspace.screen_in_front
    assert isinstance(place, PartsScreen)
    for part in ("rubric", "panel"):
        place.chips.choose(part)
        driver.settle()
        texts = [label.text() for label in driver.window.findChildren(QLabel) if label.isVisible()]
        assert not any("Gõ vào dòng trống" in text for text in texts), part


def test_a_long_line_is_shown_from_its_beginning(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = paper_scenes._written(driver)
    field = screen.form.fields["place"]
    assert isinstance(field, LineField)
    assert field.text().endswith("Lạc Dương") and field.edit.cursorPosition() == 0


def test_the_question_of_removal_comes_into_sight(driver: Driver, path: Path) -> None:
    driver.window.resize(1366, 768)
    driver.open(path)
    screen = paper_scenes._meeting(driver)
    screen.form.remove_button.click()
    driver.wait(lambda: not screen.form.ask.confirm.visibleRegion().isEmpty())
