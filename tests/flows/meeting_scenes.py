"""Scenes of Họp and of the projector for ``tests.flows.screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db import ballots, campaigns, entries, importing
from db.book import Book
from db.home import Home
from db.queries.appraised import appraised
from db.sessions import sessions
from desktop.score_place import MEETING, ScorePlace
from desktop.screens.hearing_room import HearingRoomScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.entry_scenes import Scene
from tests.flows.meeting_book import ballot, make_panel_of_nine
from tests.flows.sample_book import code

EVEN = (150, 300, 150, 75, 25, 0)  # 7,00
ODD = (150, 75, 150, 75, 25, 0)


def make_meeting(path: Path, home: Home) -> Path:
    """Four submissions: the chair recused of the first, a large spread in the second, five
    recused of the third, the fourth plain. One member is absent."""
    make_panel_of_nine(path, home, submissions=4)
    rows = [ballot(1, m, EVEN) for m in range(2, 10)]
    rows += [ballot(2, m, ODD if m == 4 else EVEN) for m in range(1, 9)]
    rows += [ballot(3, m, EVEN) for m in range(6, 10)]
    rows += [ballot(4, m, EVEN) for m in range(1, 10)]
    with Book.open(path, home) as book:
        campaign = campaigns.find(book.connection, None)
        importing.apply(book, campaign, rows, file="phieu.xlsx")
        around = campaigns.Surroundings(book.connection, campaign)
        submissions = {s.code: s for s in appraised(book, around)}
        away = [(1, 1, "Anh trai là bí thư xã"), *((3, m, "Cùng làm mô hình") for m in range(1, 6))]
        for number, member, reason in away:
            who = around.by_code[f"TV{member:02d}"]
            ballots.recuse(book, who, submissions[code(number)], reason)
        meeting = sessions(book.connection, campaign.id)[0]
        absent = {f"absent:{around.by_code[c].id.hex()}": "đi công tác" for c in ("TV07",)}
        entries.save(book, "session", meeting.id, absent)
    return path


def room(driver: Driver) -> HearingRoomScreen:
    """The part Họp, in front."""
    driver.key(Qt.Key.Key_4, CTRL)
    place = driver.workspace.screen_in_front
    assert isinstance(place, ScorePlace)
    place.chips.choose(MEETING)
    for _ in range(5):
        driver.settle()
    found = place.current
    assert isinstance(found, HearingRoomScreen)
    return found


def _plain(driver: Driver) -> None:
    room(driver)


def _go_on(driver: Driver, screen: HearingRoomScreen, row: int) -> None:
    screen.hearings.view.setCurrentIndex(screen.hearings.list.index(row))
    driver.settle()


def _spread(driver: Driver) -> None:
    screen = room(driver)
    _go_on(driver, screen, 1)
    driver.key(Qt.Key.Key_F6)


def _roll(driver: Driver) -> None:
    screen = room(driver)
    driver.key(Qt.Key.Key_F7)
    screen.panel.attendance.row(driver.session.around.members[3].id)[0].click()
    driver.settle()


def _projecting(driver: Driver) -> None:
    screen = room(driver)
    controls = screen.panel.projector
    screen.halves.choose("live")
    controls.open_button.click()
    controls.results.click()
    controls.hold.click()
    screen.panel.ensureWidgetVisible(controls)
    driver.window.activateWindow()
    driver.settle()


_MEETING: dict[str, Any] = {"make": make_meeting}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "room": (_plain, _MEETING),
    "room-none": (_plain, {"ballots": False}),
    "room-spread": (_spread, _MEETING),
    "room-roll": (_roll, _MEETING),
    "room-projecting": (_projecting, _MEETING),
}
