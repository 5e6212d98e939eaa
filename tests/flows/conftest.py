"""A person at the keyboard, for every flow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.home import Home
from tests.flows.driver import Driver
from tests.flows.sample_book import make_book


@pytest.fixture
def path(tmp_path: Path, home: Home) -> Path:
    """The sample book on the office's laptop."""
    return make_book(tmp_path / "lac-duong-2023.thamdinh", home)


@pytest.fixture
def driver(qtbot: QtBot, home: Home) -> Iterator[Driver]:
    """The real window, shown and active."""
    found = Driver(home)
    yield found
    found.close()


@pytest.fixture
def member_driver(qtbot: QtBot, tmp_path: Path) -> Iterator[Driver]:
    """The window on a laptop without the office key."""
    found = Driver(Home(tmp_path / "members-home"))
    yield found
    found.close()
