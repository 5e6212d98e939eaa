"""Tổng quan: first when the office opens a book; every line leads to where it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from db.home import Home
from db.rules.bands import CLASSES
from desktop.models.overview_words import _TASKS
from desktop.places import PLACES
from desktop.screens.due import DueScreen
from desktop.screens.overview import OverviewScreen
from desktop.screens.register import RegisterScreen
from desktop.screens.results import ResultsScreen
from desktop.widgets.link_line import LinkLine
from tests.flows import overview_scenes
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import make_book


def _screen(driver: Driver, path: Path) -> OverviewScreen:
    driver.open(path)
    return overview_scenes.overview(driver)


def test_the_office_sees_it_first(driver: Driver, path: Path) -> None:
    assert driver.window.open_book(path)
    driver.settle()
    assert driver.workspace.place_in_front == "overview"
    screen = driver.front
    assert isinstance(screen, OverviewScreen)
    driver.wait(lambda: not screen.model.busy)
    assert driver.focus in screen.lines


def test_a_member_scores_first(member_driver: Driver, tmp_path: Path) -> None:
    path = make_book(tmp_path / "so.thamdinh", Home(tmp_path / "office"))
    assert member_driver.window.open_book(path)
    assert member_driver.workspace.place_in_front == "score"


def test_every_task_leads_to_a_place_that_is_there() -> None:
    keys = {place.key for place in PLACES} | {"member"}
    assert {place.partition("/")[0] for _, _, place in _TASKS.values()} <= keys


def test_enter_on_a_task_goes_there(driver: Driver, path: Path) -> None:
    driver.open(path)
    overview_scenes.set_year(driver)
    screen = overview_scenes.overview(driver)
    for number, wanted in (("ballots", "score"), ("no_meeting", "minutes")):
        driver.key(Qt.Key.Key_1, CTRL)
        next(line for line in screen.lines if line.line.key == number).setFocus()
        driver.key(Qt.Key.Key_Return)
        assert driver.workspace.place_in_front == wanted


def test_a_class_leads_to_its_results(driver: Driver, path: Path) -> None:
    screen = _screen(driver, path)
    screen.classes.setFocus()
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    front = driver.front
    assert isinstance(front, ResultsScreen)
    chosen = CLASSES[1]
    assert {front.model.result(row).class_name for row in range(front.model.rowCount())} == {chosen}


def test_the_progress_leads_to_a_filtered_list(driver: Driver, path: Path) -> None:
    screen = _screen(driver, path)
    screen.progress.setFocus()
    driver.key(Qt.Key.Key_Down)
    driver.key(Qt.Key.Key_Return)
    front = driver.front
    assert isinstance(front, RegisterScreen)
    assert front.chips.current == "reported" and front.model.rowCount() == 9


def test_it_follows_what_is_written(driver: Driver, path: Path) -> None:
    screen = _screen(driver, path)
    keys = [line.line.key for line in screen.lines]
    assert "no_deadline" in keys
    overview_scenes.set_year(driver)
    driver.wait(lambda: not screen.model.busy)
    keys = [line.line.key for line in screen.lines]
    assert "no_deadline" not in keys and "report_late" in keys
    late = screen.late.findChildren(LinkLine)
    assert [line.line.words for line in late] == ["Đảng bộ xã Đạ Sar"]


def test_the_focus_stays_on_the_same_task_when_it_is_read_anew(driver: Driver, path: Path) -> None:
    screen = _screen(driver, path)
    next(line for line in screen.lines if line.line.key == "backup").setFocus()
    overview_scenes.set_year(driver)
    driver.wait(lambda: not screen.model.busy)
    focused = [line.line.key for line in screen.lines if line.hasFocus()]
    assert focused == ["backup"]


def test_a_blind_member_is_told_nothing_of_the_others(
    member_driver: Driver, tmp_path: Path
) -> None:
    path = make_book(tmp_path / "so.thamdinh", Home(tmp_path / "office"))
    member_driver.open(path, "TV04")
    screen = overview_scenes.overview(member_driver)
    for panel in (screen.class_panel, screen.ballot_panel, screen.late, screen.shares):
        assert not panel.isVisible()
    assert [bar.key for bar in screen.progress.bars] == ["register/registered", "register/reported"]
    names = [step.name for step in screen.model.shown.steps]
    assert names == ["Đăng ký", "Báo cáo kết quả", "Chấm điểm của tôi"]
    assert [line.line.key for line in screen.lines] == ["mine_empty"]
    said = " ".join(w.accessibleName() for w in screen.findChildren(QWidget) if w.isVisible())
    assert "TV01" not in said and "Tốt" not in said


def test_a_late_unit_leads_to_its_own_lines(driver: Driver, path: Path) -> None:
    driver.open(path)
    overview_scenes.set_year(driver)
    screen = overview_scenes.overview(driver)
    screen.late.findChildren(LinkLine)[0].click()
    driver.settle()
    front = driver.front
    assert isinstance(front, DueScreen)
    assert front.search.text() == "Đảng bộ xã Đạ Sar" and front.model.rowCount() == 1


def test_a_late_report_leads_to_the_reminders(driver: Driver, path: Path) -> None:
    driver.open(path)
    overview_scenes.set_year(driver)
    screen = overview_scenes.overview(driver)
    next(line for line in screen.lines if line.line.key == "report_late").click()
    driver.settle()
    front = driver.front
    assert isinstance(front, DueScreen) and front.chips.current == "report"


def test_another_year_is_a_press_away(driver: Driver, tmp_path: Path, home: Home) -> None:
    path = overview_scenes.sample(tmp_path / "mau.thamdinh", home, members=3)
    screen = _screen(driver, path)
    years = screen.year_table.findChildren(QPushButton)
    assert [button.text() for button in years] == ["2023", "2022", "2021"]
    years[1].click()
    driver.wait(lambda: not screen.model.busy)
    assert driver.session.campaign is not None and driver.session.campaign.year == 2022


def test_an_empty_campaign_says_how_to_begin(
    driver: Driver, tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    path = make_book(tmp_path / "rong.thamdinh", home, submissions=0, ballots=False)
    screen = _screen(driver, path)
    assert screen.states.notice and driver.focus is screen.states.button
    driver.key(Qt.Key.Key_Return)
    assert driver.workspace.place_in_front == "import"
