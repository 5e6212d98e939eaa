"""A book opened straight from a stick: warned of, worked on here, written back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.book import Book
from db.exchange.fingerprint import fingerprint
from db.home import Home
from desktop import drives
from desktop.widgets.stick_line import StickLine
from tests.flows.driver import Driver
from tests.flows.sample_book import make_book
from tests.flows.upkeep_scenes import write

SPACE = Qt.Key.Key_Space


@pytest.fixture
def stick(tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The sample book on what the system calls a stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    monkeypatch.setattr(drives, "on_a_stick", lambda path: path.is_relative_to(folder))
    yield make_book(folder / "lac-duong-2023.thamdinh", home)


def line(driver: Driver) -> StickLine:
    return driver.workspace.stick


def press(driver: Driver, name: str) -> None:
    """By keys alone: to the button, then the blank."""
    button = getattr(line(driver), name)
    assert button.isVisible()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    driver.key(SPACE)


def to_the_copy(driver: Driver, stick: Path) -> None:
    driver.open(stick)
    press(driver, "copy_button")
    driver.wait(lambda: driver.window.session is not None and driver.session.path != stick)


def test_a_book_of_this_laptop_has_no_such_line(driver: Driver, path: Path) -> None:
    driver.open(path)
    assert not line(driver).isVisible()


def test_warned_of_worked_on_here_and_written_back(driver: Driver, stick: Path) -> None:
    driver.open(stick)
    assert "đang mở thẳng trên USB" in line(driver).words.text()
    assert "Nên làm trên bản ở máy này" in line(driver).accessibleName()
    to_the_copy(driver, stick)
    assert driver.session.path.is_relative_to(driver.window.home.root)
    assert "Đang làm trên bản ở máy này" in line(driver).words.text()
    assert not line(driver).copy_button.isVisible()
    write(driver, "Tên sửa ở máy này")
    press(driver, "back_button")
    assert "Đã ghi lại “lac-duong-2023.thamdinh” ra USB" in line(driver).words.text()
    assert "rút USB an toàn" in line(driver).words.text()
    with Book.open(stick, driver.window.home, readonly=True) as there:
        assert fingerprint(there.connection) == fingerprint(driver.session.book.connection)
    write(driver, "Sửa thêm")
    assert "ghi lại" in line(driver).words.text()
    assert "Đã ghi lại" not in line(driver).words.text()


def test_it_may_wait(driver: Driver, stick: Path) -> None:
    driver.open(stick)
    press(driver, "hide_button")
    assert not line(driver).isVisible()
    assert driver.session.path == stick


def test_never_over_something_newer(driver: Driver, stick: Path) -> None:
    to_the_copy(driver, stick)
    write(driver, "Ở máy này")
    with Book.open(stick, driver.window.home) as there, there.write() as operation:
        (ident,) = there.connection.execute("SELECT id FROM submission LIMIT 1").fetchone()
        operation.set("submission", ident, {"limits": "Ghi ở máy khác"})
    before = stick.read_bytes()
    press(driver, "back_button")
    assert "có nội dung mới" in driver.workspace.messages.text
    assert "hãy ghép bản trên USB trước" in driver.workspace.messages.text
    assert stick.read_bytes() == before
    press(driver, "merge_button")
    assert driver.workspace.place_in_front == "exchange"


def test_the_stick_is_away(driver: Driver, stick: Path) -> None:
    to_the_copy(driver, stick)
    stick.parent.rename(stick.parent.with_name("rut"))
    press(driver, "back_button")
    assert "Chưa thấy USB" in driver.workspace.messages.text
