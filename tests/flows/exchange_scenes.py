"""Scenes of Giao nhận for ``tests.flows.screens``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from db.home import Home
from desktop.drives import Volume
from desktop.exchange_place import ExchangePlace
from desktop.screens.exchange import ExchangeScreen
from tests.flows.driver import CTRL, Driver, drop
from tests.flows.entry_scenes import Scene
from tests.flows.exchange_book import (
    back,
    handed_in,
    member_copy,
    score,
    second_office,
    taken_in,
)
from tests.flows.sample_book import make_book

_GB = 1024**3


def place_of(driver: Driver) -> ExchangePlace:
    """Giao nhận, brought to the front by its key."""
    driver.key(Qt.Key.Key_7, CTRL)
    assert driver.window.workspace is not None
    found = driver.window.workspace.screen_in_front
    assert isinstance(found, ExchangePlace)
    return found


def screen_of(driver: Driver) -> ExchangeScreen:
    """Its first part."""
    return place_of(driver).exchange


def plug_in(screen: ExchangeScreen, *roots: Path, free: int = 12 * _GB) -> None:
    """Folders take the place of sticks."""
    names = ("KINGSTON", "SANDISK")
    volumes = [
        Volume(str(root), name, "/dev/x", "vfat", free, 16 * _GB, False)
        for root, name in zip(roots, names, strict=False)
    ]
    screen.drives._volumes = lambda: volumes
    screen.drives._removable = lambda _: True
    screen.drives.look()


def _folder(driver: Driver) -> Path:
    return driver.session.path.parent


def _home(driver: Driver) -> None:
    screen_of(driver)


def _choosing(driver: Driver) -> None:
    screen = screen_of(driver)
    plug_in(screen, _folder(driver), _folder(driver) / "home")
    driver.key(Qt.Key.Key_Return)


def _writing(driver: Driver) -> None:
    screen = screen_of(driver)
    plug_in(screen, _folder(driver), _folder(driver) / "home")
    screen.home.give_button.click()


def _sealing(driver: Driver) -> None:
    _writing(driver)
    screen_of(driver).writing.seal.click()
    driver.type("ngan")
    screen_of(driver).writing.write_button.click()


def _written(driver: Driver) -> None:
    _writing(driver)
    screen_of(driver).writing.write_button.click()


def make_with_stick(path: Path, home: Home) -> Path:
    """The sample book; beside it a stick with two members' copies, a damaged one, one of
    another kind and one under a passphrase."""
    make_book(path, home)
    stick = handed_in(path, home, path.parent, title="Ngày thứ Bảy vì dân (sửa)")
    half = (stick / "TV04.thamdinh").read_bytes()
    (stick / "TV09-hong.thamdinh").write_bytes(half[: len(half) // 2])
    (stick / "khac.giaonop").write_bytes(b"x" * 5000)
    (stick / "TV02.thamdinh.age").write_bytes(b"age-encryption.org/v1\n" + b"x" * 3000)
    return path


def _planned(driver: Driver) -> None:
    drop(driver, _folder(driver) / "usb")


def _unlocking(driver: Driver) -> None:
    _planned(driver)
    screen_of(driver).receiving.unlock_button.click()


def _merged(driver: Driver) -> None:
    _planned(driver)
    screen_of(driver).receiving.merge_button.click()


def _nothing_new(driver: Driver) -> None:
    _merged(driver)
    drop(driver, _folder(driver) / "usb" / "TV04.thamdinh")


def _working(driver: Driver) -> None:
    screen = screen_of(driver)
    work = screen.work
    work.title.setText("Đang ghép vào sổ…")
    work.bar.setRange(0, 1000)
    work.bar.setValue(420)
    work.count.setText("12.600/30.000")
    screen.pages.setCurrentWidget(work)
    work.stop_button.setFocus()


def make_member_copy(path: Path, home: Home) -> Path:
    """A member's copy with ballots typed and not handed in, on the laptop of that home."""
    office = make_book(path.parent / "goc.thamdinh", Home(path.parent / "van-phong"))
    made = member_copy(office, Home(path.parent / "van-phong"), "TV04", path.parent / "ban-sao")
    made.rename(path)
    score(path, home, "TV04", (4, 5, 6), hand_in=False)
    return path


def _handing_in(driver: Driver) -> None:
    _writing(driver)
    screen_of(driver).writing.unsent.hand_in_button.click()




def make_with_matters(path: Path, home: Home) -> Path:
    """Two office laptops wrote differently, a member proposes two titles, two keys wait."""
    make_book(path, home)
    stick = handed_in(path, home, path.parent, title="Ngày thứ Bảy vì dân (sửa)")
    taken_in(path, home, second_office(path, home, path.parent), stick)
    copy = member_copy(path, home, "TV02", path.parent / "out-TV02")
    laptop = Home(path.parent / "laptop-TV02")
    score(copy, laptop, "TV02", (5, 6), title="Chi bộ bốn tốt")
    thief = Home(path.parent / "laptop-khac")
    copy_two = member_copy(path, home, "TV03", path.parent / "out-TV03")
    score(copy_two, thief, "TV03", (5,))
    enrolments = home.root / "keys"
    for file in enrolments.rglob("enrolments.json"):
        file.unlink()  # as if the copies had been made on another laptop
    taken_in(path, home, back(copy, laptop, path.parent / "usb2"), back(copy_two, thief, stick))
    return path


def _part(key: str, then: Scene | None = None) -> Scene:
    def go(driver: Driver) -> None:
        place = place_of(driver)
        place.chips.choose(key)
        for _ in range(3):
            driver.settle()
        if then is not None:
            then(driver)

    return go


def _part_of(driver: Driver, key: str) -> Any:
    return place_of(driver).part(key)


def _reasoned(driver: Driver) -> None:
    matters = _part_of(driver, "matters")
    names = [m.what for m in matters.model.matters]
    matters.table.go_to(names.index("ballots"))
    matters.cards.buttons[0].click()


def _proposal(driver: Driver) -> None:
    matters = _part_of(driver, "matters")
    names = [m.what for m in matters.model.matters]
    matters.table.go_to(names.index("proposal"))
    matters.cards.begin()


def _conflict(driver: Driver) -> None:
    matters = _part_of(driver, "matters")
    names = [m.what for m in matters.model.matters]
    matters.table.go_to(names.index("conflict"))


def _confirming(driver: Driver) -> None:
    _part_of(driver, "keys").read_button.click()


def _withdrawing(driver: Driver) -> None:
    keys = _part_of(driver, "keys")
    found = [key.confirmed for key in keys.model.rows]
    keys.table.go_to(found.index(True))
    keys.withdraw_button.click()


_STICK: dict[str, Any] = {"make": make_with_stick}
_MEMBER: dict[str, Any] = {"make": make_member_copy, "member": "TV04"}

SCENES: dict[str, tuple[Scene, dict[str, Any]]] = {
    "exchange": (_home, {}),
    "exchange-choosing": (_choosing, {}),
    "exchange-planned": (_planned, _STICK),
    "exchange-unlocking": (_unlocking, _STICK),
    "exchange-merged": (_merged, _STICK),
    "exchange-nothing-new": (_nothing_new, _STICK),
    "exchange-working": (_working, {}),
    "exchange-writing": (_writing, {}),
    "exchange-sealing": (_sealing, {}),
    "exchange-written": (_written, {}),
    "exchange-matters-none": (_part("matters"), {}),
    "exchange-matters": (_part("matters", _conflict), {"make": make_with_matters}),
    "exchange-matters-proposal": (_part("matters", _proposal), {"make": make_with_matters}),
    "exchange-matters-reason": (_part("matters", _reasoned), {"make": make_with_matters}),
    "exchange-keys": (_part("keys"), {"make": make_with_matters}),
    "exchange-keys-confirming": (_part("keys", _confirming), {"make": make_with_matters}),
    "exchange-keys-withdrawing": (_part("keys", _withdrawing), {"make": make_with_matters}),
    "exchange-keys-member": (_part("keys"), _MEMBER),
    "exchange-member": (_writing, _MEMBER),
    "exchange-member-pin": (_handing_in, _MEMBER),
}
