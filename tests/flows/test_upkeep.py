"""Sao lưu and the own PIN, walked with keys."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget

from db import backups, keys
from db.errors import WrongPinError
from db.home import Home
from desktop.widgets.work_page import WorkPage
from tests.flows.driver import Driver
from tests.flows.sample_book import make_book
from tests.flows.upkeep_scenes import show_backups, with_key, write


def _title(driver: Driver) -> str:
    query = "SELECT title FROM submission ORDER BY code LIMIT 1"
    return str(driver.session.book.connection.execute(query).fetchone()[0])


def test_a_backup_is_made_and_gone_back_to(driver: Driver, path: Path) -> None:
    driver.open(path)
    before = _title(driver)
    screen = show_backups(driver)
    QAbstractItemModelTester(screen.model, screen)
    assert driver.focus is screen.states.button
    driver.key(Qt.Key.Key_Return)
    assert len(screen.model.rows) == 1 and screen.table.hasFocus()
    write(driver, "Viết sau khi sao lưu")
    driver.key(Qt.Key.Key_Return)
    assert "Sổ sẽ mất 1 lần ghi có sau bản này." in screen.ask.accessibleName()
    driver.key(Qt.Key.Key_Escape)
    assert _title(driver) == "Viết sau khi sao lưu"
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Return)
    assert _title(driver) == before
    assert [b.why for b in screen.model.rows] == [backups.RESTORE, backups.ASKED]
    assert "trở về" in driver.workspace.messages.text


def test_the_same_book_loses_nothing(driver: Driver, path: Path) -> None:
    driver.open(path)
    screen = show_backups(driver)
    driver.key(Qt.Key.Key_Return)
    driver.key(Qt.Key.Key_Return)
    assert "không mất gì" in screen.ask.accessibleName()


def test_a_damaged_backup_is_told_and_nothing_changes(driver: Driver, path: Path) -> None:
    driver.open(path)
    made = backups.make(driver.session.book)
    made.path.write_bytes(b"x" * 5000)
    before = _title(driver)
    screen = show_backups(driver)
    screen.back_button.click()
    assert screen.ask.isHidden() and driver.workspace.messages.text
    assert _title(driver) == before


def test_a_member_changes_the_pin(member_driver: Driver, tmp_path: Path) -> None:
    path = make_book(tmp_path / "so.thamdinh", Home(tmp_path / "office"))
    member_driver.open(path, "TV04")
    screen = with_key(member_driver)
    session = member_driver.session
    member = session.around.by_code["TV04"]
    before = keys.member_key(session.book.home, session.book.id, member.id, "1234").public
    member_driver.key(Qt.Key.Key_Return)
    for text in ("1234", "4321", "4322"):
        member_driver.type(text)
        member_driver.key(Qt.Key.Key_Return)
    assert not screen.ask.isHidden()
    for text in ("1234", "4321", "4321"):
        member_driver.type(text)
        member_driver.key(Qt.Key.Key_Return)
    assert screen.ask.isHidden()
    after = keys.member_key(session.book.home, session.book.id, member.id, "4321").public
    assert after == before
    screen.buttons[0].click()  # Unikey composes letters in two ways
    for edit, text in zip(
        screen.ask._edits.values(), ("4321", "mậtmã", unicodedata.normalize("NFD", "mậtmã")),
        strict=True,
    ):  # fmt: skip
        edit.setText(text)
    member_driver.key(Qt.Key.Key_Return)
    assert screen.ask.isHidden()
    assert keys.member_key(session.book.home, session.book.id, member.id, "mậtmã").public == before
    with pytest.raises(WrongPinError):
        keys.member_key(session.book.home, session.book.id, member.id, "1234")


def test_the_profile_shows_no_secret(member_driver: Driver, tmp_path: Path) -> None:
    path = make_book(tmp_path / "so.thamdinh", Home(tmp_path / "office"))
    member_driver.open(path, "TV04")
    screen = with_key(member_driver)
    session = member_driver.session
    folder = session.book.home.keys(session.book.id)
    secrets = [p.read_bytes().hex() for p in folder.iterdir() if p.suffix == ".key"]
    said = "".join(
        str(getattr(widget, "text", lambda: "")()) for widget in screen.findChildren(QWidget)
    )
    assert "Trần Thị Hòa" in said
    assert not any(secret[:40] in said for secret in secrets)


def test_a_backup_that_is_stopped_leaves_nothing_half_done(
    driver: Driver, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.open(path)
    kept = backups.make(driver.session.book)
    write(driver, "Viết sau khi sao lưu")
    screen = show_backups(driver)
    folder = list(kept.path.parent.iterdir())
    monkeypatch.setattr(WorkPage, "EVERY", 0)
    monkeypatch.setattr(WorkPage, "_show", lambda page, *_: page.stop())
    screen.make()
    assert list(kept.path.parent.iterdir()) == folder and len(screen.model.rows) == 1
    assert screen.states.isVisible() and screen.table.isVisible()
    screen.ask_back()
    screen.ask.confirm.click()
    assert _title(driver) == "Viết sau khi sao lưu"
    assert "Đã dừng" in driver.workspace.messages.text and len(screen.model.rows) == 1
    assert not list(path.parent.glob("*.part"))
