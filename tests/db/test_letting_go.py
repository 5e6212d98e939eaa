"""A file that cannot be used is let go at once: no connection stays open behind an error."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from db.book import Book
from db.drafts import Drafts
from db.errors import DamagedBookError, FileUnusableError, NotABookError
from tests.support import Sample


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[sqlite3.Connection]:
    """Every connection made from here on."""
    found: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def remember(*arguments: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*arguments, **options)
        found.append(connection)
        return connection

    monkeypatch.setattr(sqlite3, "connect", remember)
    return found


def _open(connections: list[sqlite3.Connection]) -> list[sqlite3.Connection]:
    """Those that nobody has closed."""
    found = []
    for connection in connections:
        try:
            _ = connection.total_changes
        except sqlite3.ProgrammingError:
            continue
        found.append(connection)
    return found


def _stale(book: Book) -> None:
    """The next to open the book makes its picture anew: a reader does so in memory."""
    book.connection.execute("DELETE FROM local")
    book.close()


def test_an_open_book_is_seen_and_a_closed_one_not(
    book: Book, made: list[sqlite3.Connection]
) -> None:
    book.close()
    with Book.open(book.path, book.home) as again:
        assert _open(made) == [again.connection]
    assert _open(made) == []


@pytest.mark.parametrize("readonly", [False, True])
def test_a_book_that_is_cut_short(
    sample: Sample, made: list[sqlite3.Connection], readonly: bool
) -> None:
    book = sample.book
    book.close()
    book.path.write_bytes(book.path.read_bytes()[:-4096])
    with pytest.raises(DamagedBookError):
        Book.open(book.path, book.home, readonly=readonly)
    assert made and _open(made) == []


def test_drafts_that_are_something_else(tmp_path: Path, made: list[sqlite3.Connection]) -> None:
    (tmp_path / "d.sqlite").write_bytes(b"of something else" * 100)
    with pytest.raises(NotABookError):
        Drafts(tmp_path / "d.sqlite")
    assert made and _open(made) == []


def test_drafts_whose_tables_cannot_be_made(
    tmp_path: Path, made: list[sqlite3.Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.drafts._DDL", ("CREATE TABLE twice(a)", "CREATE TABLE twice(a)"))
    with pytest.raises(sqlite3.OperationalError):
        Drafts(tmp_path / "d.sqlite")
    assert made and _open(made) == []


@pytest.mark.parametrize("readonly", [False, True])
def test_a_picture_that_cannot_be_made_anew(
    sample: Sample, made: list[sqlite3.Connection], monkeypatch: pytest.MonkeyPatch, readonly: bool
) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("in the middle")

    _stale(sample.book)
    monkeypatch.setattr("db.picture.apply_all_rows", fail)
    with pytest.raises(sqlite3.OperationalError):
        Book.open(sample.book.path, sample.book.home, readonly=readonly)
    assert len(made) == 1 + readonly and _open(made) == []


@pytest.mark.parametrize("readonly", [False, True])
def test_a_damaged_office_key_beside_a_stale_picture(
    sample: Sample, made: list[sqlite3.Connection], readonly: bool
) -> None:
    book = sample.book
    key = book.home.keys(book.id) / "office.key"
    _stale(book)
    key.write_bytes(b"short")
    with pytest.raises(FileUnusableError):
        Book.open(book.path, book.home, readonly=readonly)
    assert len(made) == 1 + readonly and _open(made) == []
    key.unlink()
    with Book.open(book.path, book.home) as again:
        assert not again.readonly, "the pen was laid down"
