"""Biên bản: whatever may take long says so while it lasts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from db import freeze
from desktop.models import minutes_papers
from desktop.screens.minutes_screen import FREEZE, MinutesScreen
from desktop.session import Session
from desktop.theme.look import Look
from tests.flows.driver import CTRL, Driver
from tests.flows.minutes_steps import SPACE, TAB, part, with_meeting


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.times += event.type() == QEvent.Type.Paint
        return False


def test_the_place_that_is_coming_is_named_while_it_is_made(
    driver: Driver, path: Path
) -> None:
    driver.open(path)
    workspace = driver.window.workspace
    assert workspace is not None
    painted, seen = Painted(workspace._coming), []

    def make(session: Session, look: Look) -> MinutesScreen:
        buttons = workspace.navigation._buttons
        seen.append((workspace._coming.notice, buttons["minutes"].isChecked(), painted.times > 0))
        return MinutesScreen(session, look)

    places = workspace._places
    places["minutes"] = replace(places["minutes"], make=make)
    driver.key(Qt.Key.Key_6, CTRL)
    assert seen == [("Đang đọc Biên bản…", True, True)]
    assert isinstance(workspace.screen_in_front, MinutesScreen)


def test_freezing_and_opening_again_say_so_on_their_buttons(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = with_meeting(driver, path)
    screen.form.go_to("date")
    driver.type("24/11/2023")
    driver.key(TAB)
    part(driver, screen, FREEZE)
    freezing = screen.freezing
    seen: list[tuple[str, bool]] = []

    def watched(name: str, button: Any) -> None:
        act, painted = getattr(freeze, name), Painted(button)

        def watch(*arguments: Any) -> Any:
            seen.append((button.text(), painted.times > before[name]))
            return act(*arguments)

        before[name] = painted.times
        monkeypatch.setattr(freeze, name, watch)

    before: dict[str, int] = {}
    watched("freeze", freezing.freeze)
    watched("unfreeze", freezing.ask.confirm)
    driver.key(SPACE)
    assert screen.meeting.frozen and seen == [("Đang chốt 3 hồ sơ…", True)]
    freezing.unfreeze.setFocus()
    driver.key(SPACE)
    driver.key(Qt.Key.Key_Return)  # no reason: refused, and the button is as before
    assert freezing.ask.confirm.text() == "Mở chốt cuộc họp số 1"
    driver.type("Ghi nham ngay")
    driver.key(Qt.Key.Key_Return)
    assert not screen.meeting.frozen
    assert seen[1:] == [("Đang mở chốt cuộc họp số 1…", True)] * 2
    assert freezing.freeze.text() == "Chốt 3 hồ sơ để ký"


def test_papers_show_how_far_they_are_and_later_how_to_stop(
    driver: Driver, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = with_meeting(driver, path)
    bar, go_on = screen.papers, Event()
    write = minutes_papers.Papers._write

    def slowly(self: minutes_papers.Papers, *arguments: Any) -> Any:
        self.went_on.emit(0, 3, "biên bản")
        assert go_on.wait(10)
        return write(self, *arguments)

    monkeypatch.setattr(minutes_papers.Papers, "_write", slowly)
    assert bar._patience.interval() == 200 and bar._long.interval() == 1000
    bar.export_to(tmp_path / "giay to")
    assert not bar._progress.isVisible()
    driver.wait(bar._progress.isVisible)
    assert bar._words.isVisible() and not bar._stop.isVisible()
    bar._long.timeout.emit()
    assert bar._stop.isVisible()
    go_on.set()
    driver.wait(lambda: bool(bar.message.text))
    assert not bar._progress.isVisible() and not bar._stop.isVisible()
