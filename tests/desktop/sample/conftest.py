"""One sample for all tests of this folder: made once, read by many."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.book import Book
from db.home import Home
from desktop.sample.book import make


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home of keys and drafts."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Home]:
    """(book, workbook, home) of the default sample, nothing frozen."""
    folder = tmp_path_factory.mktemp("sample")
    home = Home(folder / "home")
    workbook = folder / "minh-hoa.xlsx"
    return make(folder / "minh-hoa.thamdinh", home, workbook=workbook), workbook, home


@pytest.fixture
def sample_book(sample_files: tuple[Path, Path, Home]) -> Iterator[Book]:
    """The default sample, open for reading only."""
    path, _, home = sample_files
    with Book.open(path, home, readonly=True) as book:
        yield book
