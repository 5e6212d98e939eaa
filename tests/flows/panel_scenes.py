"""Scenes of Bảng cả Tổ and Phân công for ``tests.flows.screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from db import campaigns, entries, importing, keyed
from db.book import Book
from db.home import Home
from desktop.score_place import ALL, ASSIGNMENT, ScorePlace
from desktop.screens.assignment import AssignmentScreen
from desktop.screens.meeting import ALL as EVERY
from desktop.screens.meeting import MeetingScreen
from desktop.widgets.entry_turns import COMPARE, SECOND
from tests.flows.driver import CTRL, SHIFT, Driver
from tests.flows.entry_scenes import Scene
from tests.flows.meeting_book import ballot, make_panel_of_nine
from tests.flows.opening_scenes import make_bare

_MARKS = ((175, 350, 150, 75, 25, 25), (200, 375, 175, 100, 50, 25), (150, 300, 125, 50, 0, 0))


def make_nine(path: Path, home: Home, *, submissions: int = 24, full: bool = False) -> Path:
    """Nine members; ``full`` has every ballot of the first submission and some of others."""
    make_panel_of_nine(path, home, submissions=submissions)
    if full:
        rows = [ballot(1, member, _MARKS[member % 3]) for member in range(1, 10)]
        rows += [ballot(3, member, _MARKS[member % 2]) for member in range(1, 5)]
        with Book.open(path, home) as book:
            importing.apply(book, campaigns.find(book.connection, None), rows, file="phieu.xlsx")
    return path


def _front(driver: Driver, number: int) -> Any:
    driver.key(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    assert driver.window.workspace is not None
    return driver.window.workspace.screen_in_front


def _settle(driver: Driver) -> None:
    for _ in range(5):
        driver.settle()


# -- Chấm điểm: Bảng cả Tổ, Phân công ------------------------------------------------------


def _part(driver: Driver, key: str) -> Any:
    place = _front(driver, 4)
    assert isinstance(place, ScorePlace)
    place.chips.choose(key)
    _settle(driver)
    return place.current


def _grid(driver: Driver) -> MeetingScreen:
    found = _part(driver, ALL)
    assert isinstance(found, MeetingScreen)
    return found


def _grid_plain(driver: Driver) -> None:
    _grid(driver)


def _grid_wrong(driver: Driver) -> None:
    _grid(driver)
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0,25", "1,5", "8,5"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)


def _grid_pasted(driver: Driver) -> None:
    _grid(driver)
    rows = (("1,75", "2", "9"), ("3,5", "4", "3"), ("1,25", "x", "2"), ("0,75", "1", "1,1"))
    QGuiApplication.clipboard().setText("\n".join("\t".join(row) for row in rows))
    driver.key(Qt.Key.Key_V, CTRL)


def _grid_recusing(driver: Driver) -> None:
    _grid(driver)
    driver.key(Qt.Key.Key_L, CTRL)


def _grid_full(driver: Driver) -> None:
    screen = _grid(driver)
    screen.side.go_to(0)
    screen._choose(0)


def _grid_recused(driver: Driver) -> None:
    """The submission of the unit in which TV09 sits."""
    screen = _grid(driver)
    screen._choose(1)
    screen.sheet.go_to(0, 8)


def _grid_all(driver: Driver) -> None:
    _grid(driver).views.choose(EVERY)


def _grid_lost(driver: Driver) -> None:
    screen = _grid(driver)
    screen.views.choose(EVERY)
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("khong co gi")


def _grid_off_total(driver: Driver) -> None:
    screen = _grid(driver)
    screen.turns.totals.trigger()
    screen.arrive()
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0,25", "8,5"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)


def _twice(driver: Driver) -> MeetingScreen:
    """Two ballots typed by two people, the first of them differently."""
    screen = _grid(driver)
    screen.turns.twice.trigger()
    screen.arrive()
    for text in ("1,75", "3,5", "1,25", "0,75", "0,5", "0,25") * 2:
        driver.type(text)
        driver.key(Qt.Key.Key_Return)
    return screen


def _grid_names(driver: Driver) -> None:
    _twice(driver).turns.turns.choose(SECOND)


def _grid_second(driver: Driver) -> None:
    screen = _twice(driver)
    driver.session.run(keyed.name_typists, "Lê Văn Cường", "Trần Thị Bình")
    screen.turns.turns.choose(SECOND)
    _settle(driver)
    for text in ("1,75", "3", "1,25", "0,75", "0,25", "0,25", "1,75", "3,5", "1,25"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)


def _grid_compared(driver: Driver) -> None:
    _grid_second(driver)
    for text in ("0,75", "0,5", "0,25"):
        driver.type(text)
        driver.key(Qt.Key.Key_Return)
    screen = _part(driver, ALL)
    screen.turns.turns.choose(COMPARE)
    _settle(driver)


def _shares(driver: Driver) -> AssignmentScreen:
    found = _part(driver, ASSIGNMENT)
    assert isinstance(found, AssignmentScreen)
    return found


def _shares_plain(driver: Driver) -> None:
    _shares(driver)


def _shares_out(driver: Driver) -> None:
    _shares(driver).share.click()


def _shares_teams(driver: Driver) -> None:
    names = ("1", "1", "1", "Nhóm 1", "2", "2", "2", "3", "")
    for member, team in zip(driver.session.around.members, names, strict=True):
        driver.session.run(entries.save, "member", member.id, {"team": team or None})
    screen = _shares(driver)
    screen.members.teams[1].click()
    screen.table.setFocus()
    for _ in range(2):
        driver.key(Qt.Key.Key_Down, SHIFT)
    screen.assign.click()


def _shares_lost(driver: Driver) -> None:
    _shares(driver)
    driver.key(Qt.Key.Key_F, CTRL)
    driver.type("khong co gi")


_BARE: dict[str, Any] = {"make": make_bare}
_NONE: dict[str, Any] = {"submissions": 0, "ballots": False}
_NINE: dict[str, Any] = {"make": make_nine}
_FULL: dict[str, Any] = {"make": make_nine, "full": True}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "grid-no-panel": (_grid_plain, _BARE),
    "grid-empty": (_grid_plain, _NONE),
    "grid": (_grid_plain, {}),
    "grid-nine": (_grid_plain, _NINE),
    "grid-wrong": (_grid_wrong, _NINE),
    "grid-pasted": (_grid_pasted, _NINE),
    "grid-recusing": (_grid_recusing, _NINE),
    "grid-recused": (_grid_recused, _NINE),
    "grid-off-total": (_grid_off_total, _NINE),
    "grid-names": (_grid_names, _NINE),
    "grid-second": (_grid_second, _NINE),
    "grid-compared": (_grid_compared, _NINE),
    "grid-full": (_grid_full, _FULL),
    "grid-all": (_grid_all, _FULL),
    "grid-lost": (_grid_lost, _FULL),
    "shares-no-panel": (_shares_plain, _BARE),
    "shares-empty": (_shares_plain, _NONE),
    "shares": (_shares_plain, {}),
    "shares-nine": (_shares_plain, _FULL),
    "shares-out": (_shares_out, _NINE),
    "shares-teams": (_shares_teams, _NINE),
    "shares-lost": (_shares_lost, _NINE),
}
