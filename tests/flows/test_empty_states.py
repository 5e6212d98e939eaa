"""An empty place has one button, and it leads to where the place is filled."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from db import campaigns
from db.book import Book
from db.home import Home
from desktop.parts_screen import PartsScreen
from desktop.score_place import ALL, ASSIGNMENT, ONE
from desktop.screens.assignment import AssignmentScreen
from desktop.screens.meeting import MeetingScreen
from desktop.screens.results import ResultsScreen
from desktop.screens.scoring import ScoringScreen
from desktop.widgets.state_stack import StateStack
from tests.flows.driver import CTRL, Driver


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the file dialogs that opened; each is given up."""
    found: list[str] = []

    def ask(*arguments: object, **_: object) -> tuple[str, str]:
        found.append(str(arguments[1]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", ask)
    return found


@pytest.fixture
def bare(tmp_path: Path, home: Home) -> Path:
    """A campaign with nothing in it."""
    path = tmp_path / "moi.thamdinh"
    with Book.create(path, home) as book:
        campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
    return path


def leads_to_the_import(driver: Driver, asked: list[str], states: StateStack) -> None:
    """The one button has the focus; Enter on it asks for a workbook."""
    assert driver.focus is states.button and states.button.text() == "Nhập bảng tính…"
    driver.key(Qt.Key.Key_Return)
    assert driver.workspace.place_in_front == "import" and len(asked) == 1


def test_without_results_the_way_leads_to_the_import(
    driver: Driver, bare: Path, asked: list[str]
) -> None:
    driver.open(bare)
    driver.key(Qt.Key.Key_5, CTRL)
    screen = driver.front
    assert isinstance(screen, ResultsScreen)
    assert screen.states.notice == "Chưa có kết quả"
    leads_to_the_import(driver, asked, screen.states)


@pytest.mark.parametrize("part", [ONE, ALL, ASSIGNMENT])
def test_without_a_panel_every_part_leads_to_the_import(
    driver: Driver, bare: Path, asked: list[str], part: str
) -> None:
    driver.open(bare)
    driver.key(Qt.Key.Key_4, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, PartsScreen)
    place.chips.choose(part)
    driver.settle()
    screen = driver.front
    assert isinstance(screen, ScoringScreen | MeetingScreen | AssignmentScreen)
    states = screen.states
    assert states.notice == "Chưa có Tổ thẩm định"
    leads_to_the_import(driver, asked, states)


def test_without_the_office_key_there_is_no_button_to_a_closed_place(
    member_driver: Driver, bare: Path
) -> None:
    member_driver.open(bare)
    member_driver.key(Qt.Key.Key_4, CTRL)
    states = member_driver.scoring.states
    assert states.notice == "Chưa có Tổ thẩm định" and not states.button.isVisible()
