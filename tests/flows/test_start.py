"""From the start screen into a book, and back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from db.book import Book
from tests.flows.driver import CTRL, Driver


def test_what_is_no_book_is_said(driver: Driver, tmp_path: Path) -> None:
    other = tmp_path / "anh.thamdinh"
    other.write_bytes(b"GIF89a")
    driver.window.open_book(other)
    assert "không phải sổ thẩm định" in driver.window.start.messages.text
    driver.window.open_book(tmp_path / "mat.thamdinh")
    assert "Không tìm thấy" in driver.window.start.messages.text


def test_a_book_that_cannot_be_read_on_is_let_go(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    with monkeypatch.context() as patch:
        patch.setattr("db.campaigns.campaigns", fail)
        with pytest.raises(sqlite3.DatabaseError) as caught:
            driver.window.open_book(path)
    with Book.open(path, driver.window.home) as again:
        assert not again.readonly, caught  # whose traceback keeps the first book alive
    driver.open(path)
    assert not driver.session.readonly


def test_closing_goes_back_and_reopening_remembers_the_member(driver: Driver, path: Path) -> None:
    driver.open(path)
    driver.key(Qt.Key.Key_4, CTRL)
    assert driver.scoring.states.notice == "Chấm điểm theo từng thành viên"
    workspace = driver.window.workspace
    assert workspace is not None
    member = driver.session.around.by_code["TV03"]
    workspace.top_line.member_chosen.emit(member.id)
    driver.enter("1,5")
    driver.type("2")  # left in the editor: closing keeps it
    assert driver.window.close_book()
    driver.open(path)
    assert driver.session.member == member
    kept = driver.session.book.drafts.of(member.id)
    assert list(kept.values()) == [{"TC1": 150, "TC2": 200}]
    assert not driver.window.start.isVisible()


def test_the_sample_opens(driver: Driver) -> None:
    driver.window.start.sample_button.click()
    assert driver.session.illustrative
    assert driver.window.workspace is not None
    assert driver.window.workspace.top_line._mark.isVisible()


def test_enter_presses_the_button_that_has_the_focus(driver: Driver) -> None:
    assert driver.focus is driver.window.start.open_button
    driver.window.start.new_button.setFocus()
    driver.key(Qt.Key.Key_Return)
    assert driver.window.new_book is not None
    assert driver.window.new_book.isVisible()


def test_a_new_book_from_an_open_one(driver: Driver, path: Path) -> None:
    driver.open(path)
    (make,) = (a for a in driver.window._menu.actions() if a.text() == "Sổ mới…")
    make.trigger()
    driver.settle()
    assert driver.window.session is None
    assert driver.window.new_book is not None and driver.window.new_book.isVisible()
