"""Scenes of closed results: what changed since, putting right, amending minutes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from db import ballots, entries
from db.exchange.deliver import deliver
from desktop.screens.minutes_screen import FREEZE, MinutesScreen
from desktop.widgets.amending_block import AmendingBlock
from tests.flows.driver import Driver
from tests.flows.entry_scenes import Scene
from tests.flows.paper_scenes import _page, minutes_frozen
from tests.flows.sample_book import code


def sent_up(driver: Driver) -> tuple[MinutesScreen, AmendingBlock]:
    """The meeting of the sample book, frozen and with the level above."""
    minutes_frozen(driver)
    screen, session = driver.front, driver.session
    assert isinstance(screen, MinutesScreen) and session.campaign is not None
    target = session.book.path.parent / "kq.giaonop"
    campaign = session.campaign
    assert session.run(lambda book: deliver(book, campaign, 1, target, undecided=True))
    driver.settle()
    return screen, screen.freezing.amending


def change_something(driver: Driver) -> None:
    """A ballot that was voided, votes that were forgotten, another place."""
    session, campaign = driver.session, driver.session.campaign
    assert campaign is not None
    meeting = session.book.connection.execute("SELECT id FROM session").fetchone()[0]
    assert session.run(entries.save, "session", meeting, {"place": "Phòng họp số 2, Huyện ủy"})
    submission = ballots.submission(session.book, campaign.id, code(1)).id
    (ballot,) = session.book.connection.execute(
        "SELECT ballot FROM ballot_state WHERE submission = ? AND status = 'valid' LIMIT 1",
        (submission,),
    ).fetchone()
    assert session.run(ballots.void, ballot, "Đọc nhầm phiếu giấy của hồ sơ khác")
    values = {"session": meeting, "submission": submission, "votes_for": 4, "votes_against": 1}
    assert session.run(entries.save, "hearing", None, values)
    driver.settle()


def correct(driver: Driver, block: AmendingBlock) -> None:
    """Lets the results be put right."""
    block.correct_button.click()
    driver.type("Rà soát phiếu giấy trước khi lưu hồ sơ")
    driver.key(Qt.Key.Key_Return)


def _plain(driver: Driver) -> None:
    screen, _ = sent_up(driver)
    _page(driver, screen)


def _correcting(driver: Driver) -> None:
    screen, block = sent_up(driver)
    block.correct_button.click()
    driver.type("Rà soát phiếu giấy")
    _page(driver, screen)


def _changed(driver: Driver) -> None:
    screen, block = sent_up(driver)
    correct(driver, block)
    change_something(driver)
    _page(driver, screen)


def _asking(driver: Driver) -> None:
    screen, block = sent_up(driver)
    correct(driver, block)
    change_something(driver)
    block.amend_button.click()
    _page(driver, screen)


def _amended(driver: Driver) -> None:
    screen, block = sent_up(driver)
    correct(driver, block)
    change_something(driver)
    block.amend_button.click()
    block.ask.confirm.click()
    assert screen.parts.current == FREEZE and screen.meeting.state is not None
    assert screen.meeting.state.number == 1
    _page(driver, screen)


SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "closed": (_plain, {}),
    "closed-correcting": (_correcting, {}),
    "closed-changed": (_changed, {}),
    "closed-asking": (_asking, {}),
    "closed-amended": (_amended, {}),
}

