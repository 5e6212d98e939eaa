"""Every list of every place: with nothing in the book, with a file that cannot be read, and after
it can be read again. Nothing stands empty, nothing breaks, nothing is modal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractItemView

from db import campaigns
from db.book import Book
from db.home import Home
from desktop.parts_screen import PartsScreen
from desktop.places import PLACES
from desktop.widgets.edit_table import EditTable
from desktop.widgets.state_stack import StateStack
from desktop.widgets.unit_tree_view import UnitTreeView
from tests.flows.driver import Driver

TRY_AGAIN = "Chưa đọc được"
_READS_NOTHING = {"settings/window", "settings/key", "import", "exchange/handing"}


class PulledOut:
    """A connection to a book whose stick was pulled out."""

    in_transaction = False

    def execute(self, *_: Any) -> sqlite3.Cursor:
        raise sqlite3.OperationalError("disk I/O error")

    executemany = execute

    def close(self) -> None:
        pass


def walk(driver: Driver) -> Iterator[str]:
    """Every place and part, brought to the front one after the other."""
    for place in PLACES:
        if not place.open_to(driver.session) or not place.listed:
            continue
        driver.workspace.show_place(place.key)
        front = driver.workspace.screen_in_front
        if isinstance(front, PartsScreen):
            for part in list(front.chips.buttons):
                if front.chips.buttons[part].isHidden():
                    continue
                driver.workspace.show_place(place.key, which=part)
                driver.settle()
                yield driver.workspace.where
        else:
            driver.settle()
            yield place.key


def notices(driver: Driver) -> list[str]:
    stacks = driver.window.findChildren(StateStack)
    return [stack.notice for stack in stacks if stack.isVisible() and stack.notice]


def test_no_list_stands_empty(driver: Driver, tmp_path: Path, home: Home) -> None:
    with Book.create(tmp_path / "moi.thamdinh", home) as book:
        campaigns.create(book, 2023, "Huyện ủy Lạc Dương")
    driver.open(tmp_path / "moi.thamdinh")
    bare = []
    for where in walk(driver):
        for view in driver.window.findChildren(QAbstractItemView):
            model = view.model()
            if view.isVisible() and model is not None and not isinstance(view, EditTable):
                told = view.inherits("QHeaderView") or isinstance(view, UnitTreeView)
                if model.rowCount() == 0 and not told:  # the tree has its button beside it
                    bare.append(f"{where}: {view.accessibleName()}")
    assert not bare


@pytest.mark.parametrize("place", [place.key for place in PLACES if place.listed])
def test_what_cannot_be_read_says_so_and_is_read_again(
    driver: Driver, path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.look.preferences.places.clear()
    assert driver.window.open_book(path)
    session, found = driver.session, []
    readable = session.book.connection
    session.choose_member(session.around.members[0].id)
    keys = [""]
    if place == "overview":
        return  # its own reading, a slice at a time, is tested there
    session.book.connection = PulledOut()  # type: ignore[assignment]  # as good as one
    try:
        driver.workspace.show_place(place)
        driver.settle()
        front = driver.workspace.screen_in_front
        if isinstance(front, PartsScreen):
            keys = [k for k, b in front.chips.buttons.items() if not b.isHidden()]
        for key in keys:
            where = f"{place}/{key}" if key else place
            if key:
                driver.workspace.show_place(place, which=key)
                driver.settle()
            said = notices(driver)
            if TRY_AGAIN not in said and where not in _READS_NOTHING:
                found.append(f"{where}: {said}")
    finally:
        session.book.connection = readable
    assert not found
    for key in keys:
        driver.workspace.show_place(place, which=key)
        driver.settle()
        for stack in driver.window.findChildren(StateStack):
            if stack.isVisible() and stack.notice == TRY_AGAIN:
                stack.button.click()
        assert TRY_AGAIN not in notices(driver), f"{place}/{key}"
