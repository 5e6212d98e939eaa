"""The three parts of Chấm điểm in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QWidget

from db.home import Home
from desktop.score_place import ALL, ASSIGNMENT, MEETING, ONE, ScorePlace
from desktop.screens.assignment import AssignmentScreen
from desktop.screens.hearing_room import HearingRoomScreen
from desktop.screens.meeting import MeetingScreen
from desktop.widgets.screen import Screen
from tests.flows.driver import CTRL, Driver
from tests.flows.meeting_book import make_panel_of_nine

CONTROLS = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit)
SHIFT = Qt.KeyboardModifier.ShiftModifier


def place_of(driver: Driver) -> ScorePlace:
    driver.key(Qt.Key.Key_4, CTRL)
    assert driver.window.workspace is not None
    found = driver.window.workspace.screen_in_front
    assert isinstance(found, ScorePlace)
    return found


def front(place: ScorePlace) -> Screen:
    """The part in front now."""
    return place.current


def test_the_office_goes_round_by_keys(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    place = place_of(driver)
    driver.key(Qt.Key.Key_PageDown, CTRL)
    meeting = place.current
    assert isinstance(meeting, MeetingScreen)
    assert meeting.sheet.table.hasFocus()
    driver.type("1.5")
    driver.key(Qt.Key.Key_PageDown, CTRL)  # what is being typed is kept
    assert isinstance(front(place), HearingRoomScreen)
    driver.key(Qt.Key.Key_PageDown, CTRL)
    assert isinstance(front(place), AssignmentScreen)
    for _ in range(2):
        driver.key(Qt.Key.Key_PageUp, CTRL)
    grid = meeting.grid
    assert "1,50" in [grid.item(0, column).text() for column in range(5)]
    driver.type("9")
    driver.key(Qt.Key.Key_PageDown, CTRL)  # a mark that is refused holds the person here
    assert front(place) is meeting
    driver.key(Qt.Key.Key_F, CTRL)
    assert meeting.search.hasFocus()


def test_a_member_sees_the_own_ballots_alone(member_driver: Driver, path: Path) -> None:
    member_driver.open(path, "TV04")
    place = place_of(member_driver)
    assert place.offered == [ONE]
    assert not any(button.isVisible() for button in place.chips.buttons.values())
    member_driver.key(Qt.Key.Key_PageDown, CTRL)
    assert place.current is member_driver.scoring


@pytest.mark.parametrize("scale", [100, 125, 150, 175])
def test_nine_members_fit_and_every_control_has_a_name(
    driver: Driver, home: Home, tmp_path: Path, scale: int
) -> None:
    path = make_panel_of_nine(tmp_path / "nine.thamdinh", home, submissions=40)
    driver.window.resize(1366, 768)
    driver.open(path)
    driver.look.set_scale(scale)
    place = place_of(driver)
    for part in (ALL, MEETING, ASSIGNMENT):
        assert place.show_part(part)
        driver.settle()
        least = driver.window.minimumSizeHint()
        assert least.width() <= 1366 and least.height() <= 740, (part, least)
        for widget in place.current.findChildren(QWidget):
            owner = widget.parent()
            if not isinstance(widget, CONTROLS) or not widget.isVisible():
                continue
            if isinstance(owner, (QComboBox, QLineEdit, QAbstractItemView)):
                continue
            if widget.inherits("QHeaderView") or widget.inherits("QTableCornerButton"):
                continue
            assert widget.accessibleName() or getattr(widget, "text", lambda: "")(), widget
            if isinstance(widget, QAbstractButton) and widget.text():
                assert widget.width() >= widget.minimumSizeHint().width() - 1, widget.text()
                assert widget.height() >= widget.minimumSizeHint().height() - 1, widget.text()
    assert driver.window.width() == 1366 and driver.window.height() == 768
