"""What a person does in the place Biên bản, for its flows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from db import sessions
from desktop.screens.minutes_screen import MinutesScreen
from tests.flows.driver import CTRL, Driver

DOWN, SPACE, TAB = Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Tab


def arrive(driver: Driver, path: Path) -> MinutesScreen:
    """The book's place Biên bản."""
    driver.open(path)
    driver.key(Qt.Key.Key_6, CTRL)
    assert driver.window.workspace is not None
    front = driver.window.workspace.screen_in_front
    assert isinstance(front, MinutesScreen)
    return front


def with_meeting(driver: Driver, path: Path) -> MinutesScreen:
    """The same with one empty meeting."""
    screen = arrive(driver, path)
    driver.key(SPACE)
    return screen


def record(driver: Driver) -> sessions.Session:
    """The only meeting, as the book holds it."""
    session = driver.session
    assert session.campaign is not None
    (found,) = sessions.sessions(session.book.connection, session.campaign.id)
    return found


def part(driver: Driver, screen: MinutesScreen, key: str) -> None:
    """Presses a chip by keyboard."""
    screen.parts.buttons[key].setFocus()
    driver.key(SPACE)


def is_blank(picture: QImage | None) -> bool:
    """Whether a page is missing or one colour."""
    if picture is None or picture.isNull():
        return True
    small = picture.scaled(60, 80)
    first = small.pixelColor(0, 0)
    return all(small.pixelColor(x, y) == first for x in range(60) for y in range(80))
