"""What all tests share: a home of their own, a fake clock, books, and no network."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anybody loads Qt

import hypothesis
import pytest

from db import campaigns, rubrics, storage
from db.book import Book
from db.home import VARIABLE, Home
from db.records import Campaign
from tests.support import Clock, Sample, collective, individual, panel

# Machines differ in speed; a slow one is no fault of the program.
hypothesis.settings.register_profile(
    "thamdinh", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("thamdinh")

# -- long tests ----------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the tests that take long, too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="takes long: --long runs it")
    for item in items:
        if "long" in item.keywords:
            item.add_marker(skip)


# -- no network ----------------------------------------------------------------------------

_opened: list[str] = []
_LOCAL = {getattr(socket, "AF_UNIX", None)}


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in _LOCAL:
        return
    if event in ("socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo"):
        _opened.append(event)
        raise RuntimeError(f"the program works offline, but a test called {event}")


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fails a test that opens a socket, also where the program swallows the error."""
    _opened.clear()
    yield
    assert not _opened, "a test opened a socket"


# -- no waiting for the disk ---------------------------------------------------------------


@pytest.fixture(autouse=True)
def fast_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Books in this process are not flushed to the platter at every commit."""
    monkeypatch.setattr(storage, "SYNCHRONOUS", "OFF")


# -- a laptop and its books ----------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """An empty home; ``THAMDINH_HOME`` names it."""
    root = tmp_path / "home"
    monkeypatch.setenv(VARIABLE, str(root))
    return Home(root)


@pytest.fixture
def clock() -> Clock:
    """A clock that goes on by one millisecond at each look; ``clock.now`` sets it."""
    return Clock()


@pytest.fixture
def book(tmp_path: Path, home: Home, clock: Clock) -> Iterator[Book]:
    """An empty book with its office key."""
    made = Book.create(tmp_path / "so.thamdinh", home, clock)
    yield made
    made.close()


@pytest.fixture
def campaign(book: Book) -> Campaign:
    """The campaign of 2023 with two confirmed rubrics, and nothing else."""
    made = campaigns.create(
        book, 2023, "Huyện ủy Lạc Dương", parent="Tỉnh ủy Lâm Đồng", place="Lạc Dương"
    )
    for rubric in (collective(), individual()):
        rubrics.store(book, made, rubric)
    return made


@pytest.fixture
def sample(book: Book, campaign: Campaign) -> Iterator[Sample]:
    """Four units, five members, five submissions and session 1; nobody has scored yet.

    See ``tests.support.panel`` for who and what they are.
    """
    made = Sample(book, campaign)
    made.take(panel())
    yield made
    made.close_elsewhere()
