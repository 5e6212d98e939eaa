"""An open session over the small sample book."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from db.book import Book
from db.home import Home
from desktop.session import Session
from tests.flows.sample_book import make_book

Watch = Callable[[QAbstractItemModel], None]


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, home: Home) -> Iterator[Session]:
    """The office's laptop, typing the ballots of TV04."""
    book = Book.open(make_book(tmp_path / "so.thamdinh", home), home)
    found = Session(book)
    found.choose_member(found.around.by_code["TV04"].id)
    yield found
    found.close()


@pytest.fixture
def watch(qtbot: QtBot) -> Iterator[Watch]:
    """Has Qt's own tester follow a model through everything that a test does to it."""
    testers = []

    def follow(model: QAbstractItemModel) -> None:
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        testers.append(QAbstractItemModelTester(model, mode))

    yield follow
    testers.clear()
