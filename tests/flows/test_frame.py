"""The frame around the places: what the top line offers where, and how the entries look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QImage
from PySide6.QtWidgets import QApplication, QToolButton

from db import campaigns
from db.book import Book
from db.home import Home
from desktop.screens.assignment import AssignmentScreen
from desktop.screens.hearing_room import HearingRoomScreen
from desktop.screens.meeting import MeetingScreen
from desktop.screens.scoring import ScoringScreen
from desktop.theme.colours import contrast
from tests.flows.driver import CTRL, Driver


def test_whose_ballots_are_typed_is_asked_only_where_it_acts(driver: Driver, path: Path) -> None:
    driver.open(path, "TV04")
    top = driver.workspace.top_line
    assert top._who.isVisible() and top._who_label.text() == "Nhập phiếu của"
    for part in (MeetingScreen, HearingRoomScreen, AssignmentScreen):
        driver.key(Qt.Key.Key_PageDown, CTRL)
        assert isinstance(driver.front, part)
        assert not top._who.isVisible() and not top._who_label.isVisible()
    driver.key(Qt.Key.Key_PageDown, CTRL)
    assert isinstance(driver.front, ScoringScreen)
    assert top._who.isVisible()
    driver.key(Qt.Key.Key_5, CTRL)
    assert not top._who.isVisible()
    driver.key(Qt.Key.Key_4, CTRL)
    assert top._who.isVisible()
    driver.key(Qt.Key.Key_PageDown, CTRL)
    driver.key(Qt.Key.Key_5, CTRL)
    driver.key(Qt.Key.Key_4, CTRL)  # the part that was in front is in front again
    assert not top._who.isVisible()


def picture(button: QToolButton, *, hovered: bool = False) -> QImage:
    """How a button looks, with or without the mouse on it."""
    if hovered:
        middle = QPointF(button.rect().center())
        QApplication.sendEvent(button, QEnterEvent(middle, middle, middle))
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    else:
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        QApplication.sendEvent(button, QEvent(QEvent.Type.Leave))
    return button.grab().toImage()


def ground(image: QImage) -> str:
    """The colour right of the words."""
    return QColor(image.pixel(QPoint(image.width() - 10, image.height() // 2))).name()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_entry_under_the_mouse_is_not_like_the_chosen_one(
    driver: Driver, path: Path, scheme: str
) -> None:
    driver.look.set_scheme(scheme)
    driver.open(path)
    buttons = driver.workspace.navigation._buttons
    chosen, other = buttons["register"], buttons["results"]
    assert chosen.isChecked() and not other.isChecked()
    at_rest, hovered = picture(other), picture(other, hovered=True)
    marked = picture(chosen)
    accent = driver.look.colour("accent").name()
    middle = marked.height() // 2
    edge = [QColor(marked.pixel(x, middle)).name() for x in range(6)]
    assert accent in edge  # a bar in the accent marks the chosen one
    assert accent not in [QColor(hovered.pixel(x, middle)).name() for x in range(6)]
    assert ground(at_rest) != ground(hovered) != ground(marked)
    assert ground(picture(chosen, hovered=True)) == ground(marked)
    assert contrast(driver.look.colour("text").name(), ground(hovered)) >= 4.5


def test_the_year_is_named_and_another_one_chosen(driver: Driver, path: Path, home: Home) -> None:
    with Book.open(path, home) as book:
        campaigns.create(book, 2022, "Huyện ủy Lạc Dương")
    driver.open(path)
    box = driver.workspace.top_line._campaigns
    assert (box.isVisible(), box.currentText()) == (True, "Đợt 2023")
    box.setFocus()
    driver.key(Qt.Key.Key_Down)
    assert driver.session.campaign is not None
    assert (box.currentText(), driver.session.campaign.year) == ("Đợt 2022", 2022)
