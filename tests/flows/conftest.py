"""A person at the keyboard, for every flow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db import sealed
from db.home import Home
from db.rules import proof
from tests.flows.driver import Driver
from tests.flows.gaps import Gaps
from tests.flows.sample_book import make_book


def pytest_addoption(parser: pytest.Parser) -> None:
    help_ = "writes the longest gap of the event loop of each flow to FILE, and what was running"
    parser.addoption("--gaps", metavar="FILE", help=help_)


@pytest.fixture(autouse=True)
def _gaps(request: pytest.FixtureRequest) -> Iterator[None]:
    """Measures where ``--gaps`` asks for it; known only where pytest was pointed at the flows."""
    out = request.config.getoption("--gaps", default=None)
    if out is None:
        yield
        return
    request.getfixturevalue("qapp")
    gaps, patch = Gaps(), pytest.MonkeyPatch()
    gaps.patch(patch)
    with gaps.going(), patch.context():
        yield
    patch.undo()
    with Path(out).open("a", encoding="utf-8") as lines:
        lines.write(f"{gaps.longest * 1000:.0f} ms\t{request.node.nodeid}\t{gaps.what}\n")


@pytest.fixture(autouse=True)
def cheap_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    """Codes and PINs are no harder to guess than these flows need."""
    monkeypatch.setattr(proof, "_N", 2**4)
    monkeypatch.setattr(sealed, "_COST", 2**4)


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
