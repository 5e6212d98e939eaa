"""What all tests share: a home of their own, a fake clock, books, and no network."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anybody loads Qt

import hypothesis
import pytest

from db import campaigns, rubrics, sealed, storage
from db.book import Book
from db.exchange import age_file
from db.home import VARIABLE, Home
from db.queries import proof_codes
from db.records import Campaign
from tests.db.exchange import age_by_hand
from tests.moulds import cast
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
    """Nothing in this process is flushed to the platter; a power cut is no test of ours here."""
    monkeypatch.setattr(storage, "SYNCHRONOUS", "OFF")
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(autouse=True)
def no_code_remembered() -> None:
    """Copies of one book have the same digests, and tests work their codes out at other costs."""
    proof_codes._code.cache_clear()


@pytest.fixture(autouse=True)
def cheap_age(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing to a stick takes pyrage seconds by design; the same format with the least work.
    ``tests/db/exchange/test_age_file.py`` holds the real one."""

    def seal(content: bytes, passphrase: str) -> bytes:
        age_file.check_passphrase(passphrase)
        age_file.check_size(len(content))
        return age_by_hand.seal(content, sealed.typed(passphrase))

    monkeypatch.setattr(age_file, "seal", seal)


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


@pytest.fixture(scope="session")
def _moulds(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The three books below, made before any test changes how the program works."""
    folder = tmp_path_factory.mktemp("moulds")
    for name in _MAKE:
        _begin(name, folder / f"{name}.thamdinh", Home(folder / name), Clock())


@pytest.fixture
def book(
    request: pytest.FixtureRequest, tmp_path: Path, home: Home, clock: Clock, _moulds: None
) -> Iterator[Book]:
    """A book with its office key; empty, where the test asks for no more."""
    wanted = next(name for name in ("sample", "campaign", "book") if name in request.fixturenames)
    made = _begin(wanted, tmp_path / "so.thamdinh", home, clock)
    yield made
    made.close()


@pytest.fixture
def campaign(book: Book) -> Campaign:
    """The campaign of 2023 with two confirmed rubrics, and nothing else."""
    return campaigns.find(book.connection, 2023)


@pytest.fixture
def sample(book: Book, campaign: Campaign) -> Iterator[Sample]:
    """Four units, five members, five submissions and session 1; nobody has scored yet.

    See ``tests.support.panel`` for who and what they are.
    """
    made = Sample(book, campaign)
    yield made
    made.close_elsewhere()


def _make_campaign(book: Book) -> None:
    made = campaigns.create(
        book, 2023, "Huyện ủy Lạc Dương", parent="Tỉnh ủy Lâm Đồng", place="Lạc Dương"
    )
    for rubric in (collective(), individual()):
        rubrics.store(book, made, rubric)


def _make_sample(book: Book) -> None:
    _make_campaign(book)
    Sample(book, campaigns.find(book.connection, 2023)).take(panel())


_MAKE: dict[str, Callable[[Book], None]] = {
    "book": lambda book: None,
    "campaign": _make_campaign,
    "sample": _make_sample,
}
_ticks: dict[str, int] = {}  # how often each looked at the clock


def _begin(name: str, path: Path, home: Home, clock: Clock) -> Book:
    """A copy of one of the three, open, at the time at which it was done."""

    def make(where: Path, laptop: Home) -> None:
        own = Clock(clock.now)
        with Book.create(where, laptop, own) as made:
            _MAKE[name](made)
        _ticks[name] = own.now - clock.now

    cast(("conftest", name, clock.now), make, path, home)
    clock.now += _ticks[name]
    return Book.open(path, home, clock=clock)
