"""Scenes of Nhật ký and of the trace sheet for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from db import ballots, entries, freeze
from desktop.screens.history import HistoryScreen
from tests.flows.driver import CTRL, Driver
from tests.flows.sample_book import code

ENTER = Qt.Key.Key_Return


def history(driver: Driver) -> HistoryScreen:
    """Nhật ký, brought to the front."""
    assert driver.window.workspace is not None
    driver.key(Qt.Key.Key_8, CTRL)
    front = driver.window.workspace.screen_in_front
    assert isinstance(front, HistoryScreen)
    return front


def submission(driver: Driver, number: int) -> bytes:
    """The id of the n-th submission."""
    campaign = driver.session.campaign
    assert campaign is not None
    return ballots.submission(driver.session.book, campaign.id, code(number)).id


def _edited(driver: Driver) -> None:
    session = driver.session
    for title in ("Ngày thứ Bảy vì dân", "Ngày thứ Bảy vì dân: trả hồ sơ tại thôn, tại nhà"):
        values = {"title": title, "result": f"Trả 415 hồ sơ. {title}."}
        assert session.run(entries.save, "submission", submission(driver, 4), values)


def _list(driver: Driver) -> None:
    _edited(driver)
    history(driver)


def _opened(driver: Driver) -> None:
    _edited(driver)
    screen = history(driver)
    driver.key(ENTER)
    table = screen.panel.cell_table
    table.go_to(1)
    screen.panel.value_table.go_to(2)


def _import_opened(driver: Driver) -> None:
    screen = history(driver)
    row = next(r for r in range(screen.model.rowCount()) if screen.model.entry(r).file)
    screen.table.go_to(row)
    driver.key(ENTER)


def _ballot_opened(driver: Driver) -> None:
    history(driver)
    driver.key(ENTER)


def _nothing_found(driver: Driver) -> None:
    screen = history(driver)
    screen.search.setText("khong co gi")


def _trace(driver: Driver) -> None:
    session = driver.session
    campaign = session.campaign
    assert campaign is not None
    (ballot,) = session.book.connection.execute(
        "SELECT ballot FROM ballot_state WHERE submission = ? ORDER BY member",
        (submission(driver, 1),),
    ).fetchone()
    session.run(ballots.void, ballot, "Nhập nhầm phiếu của đồng chí khác")
    meeting = {
        "campaign": campaign.id, "number": 1, "date": "2023-11-24", "chair": "TV01",
        "secretary": "TV03",
    }  # fmt: skip
    session.run(entries.save, "session", None, meeting)
    session.run(freeze.freeze, campaign, 1)
    screen = history(driver)
    screen.show_submission(submission(driver, 1))
    screen.arrive()


def _blind(driver: Driver) -> None:
    history(driver)
    driver.key(ENTER)


SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "log": (_list, {}),
    "log-opened": (_opened, {}),
    "log-import": (_import_opened, {}),
    "log-ballot": (_ballot_opened, {}),
    "log-nothing-found": (_nothing_found, {}),
    "log-blind": (_blind, {"office": False}),
    "log-trace": (_trace, {}),
}
