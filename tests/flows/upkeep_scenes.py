"""Scenes of backups, profile, help, and the window's own words for ``tests.flows.screens``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from db import backups, entries, keys
from desktop.screens.backups import BackupsScreen
from desktop.screens.profile import ProfileScreen
from desktop.settings_place import BACKUPS, PROFILE
from tests.flows.driver import CTRL, Driver


def show_backups(driver: Driver) -> BackupsScreen:
    """Sao lưu in front."""
    driver.workspace.show_part("settings", BACKUPS)
    driver.settle()
    screen = driver.front
    assert isinstance(screen, BackupsScreen)
    return screen


def show_profile(driver: Driver) -> ProfileScreen:
    """Khóa, mã PIN của tôi in front."""
    driver.workspace.show_part("settings", PROFILE)
    driver.settle()
    screen = driver.front
    assert isinstance(screen, ProfileScreen)
    return screen


def write(driver: Driver, title: str) -> None:
    """Another title of the first submission."""
    session = driver.session
    query = "SELECT id FROM submission ORDER BY code LIMIT 1"
    ident = session.book.connection.execute(query).fetchone()[0]
    assert session.run(entries.save, "submission", ident, {"title": title})


def _empty(driver: Driver) -> None:
    show_backups(driver)


def _some(driver: Driver) -> BackupsScreen:
    backups.make(driver.session.book, backups.MERGE)
    write(driver, "Tuyến đường hoa tự quản của thôn")
    backups.make(driver.session.book)
    write(driver, "Tuyến đường hoa do thôn tự quản")
    return show_backups(driver)


def _list(driver: Driver) -> None:
    _some(driver)


def _asking(driver: Driver) -> None:
    screen = _some(driver)
    driver.key(Qt.Key.Key_Down)
    screen.back_button.click()


def _profile(driver: Driver) -> None:
    show_profile(driver)


def with_key(driver: Driver, code: str = "TV04", pin: str = "1234") -> ProfileScreen:
    """That member's key on this laptop."""
    session = driver.session
    member = session.around.by_code[code]
    keys.make_member_key(session.book.home, session.book.id, member.id, pin)
    session.choose_member(member.id)
    screen = show_profile(driver)
    screen.load()
    screen.arrive()
    return screen


def _own(driver: Driver) -> None:
    with_key(driver)


def _pin(driver: Driver) -> None:
    with_key(driver).buttons[0].click()


def _hint(driver: Driver) -> None:
    driver.look.preferences.hints_done.clear()
    driver.key(Qt.Key.Key_4, CTRL)


SCENES: dict[str, tuple[Callable[[Driver], None], dict[str, Any]]] = {
    "backups-none": (_empty, {}),
    "backups": (_list, {}),
    "backups-asking": (_asking, {}),
    "hint": (_hint, {"member": "TV04"}),
    "profile-office": (_profile, {}),
    "profile-member": (_own, {"office": False, "member": "TV04"}),
    "profile-pin": (_pin, {"office": False, "member": "TV04"}),
}
