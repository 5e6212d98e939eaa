"""A plan is carried out as it was made; where anything came between, all is merged once more."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import backups, storage
from db.book import Book
from db.check import check
from db.errors import BookBusyError, CancelledError
from db.exchange import copy_out, merge
from db.exchange.fingerprint import fingerprint
from db.home import Home
from tests.support import START, Clock, Sample


@pytest.fixture
def target(sample: Sample, tmp_path: Path) -> Iterator[Book]:
    """A laptop that has the book as it was before anybody scored."""
    folder = tmp_path / "dich"
    folder.mkdir()
    shutil.copy(sample.book.path, folder / "so.thamdinh")
    clock = Clock(START + 90_000)
    with Book.open(folder / "so.thamdinh", Home(folder / "home"), clock=clock) as book:
        yield book


@pytest.fixture
def planned(target: Book, sample: Sample, tmp_path: Path) -> Iterator[merge.Plan]:
    """A copy with ballots that the laptop does not have, looked at."""
    sample.score_all()
    file = copy_out.copy(sample.book, tmp_path / "ban.thamdinh").path
    with merge.plan(target, [file]) as plan:
        yield plan


def test_what_was_looked_at_is_what_is_there(
    target: Book, sample: Sample, planned: merge.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "_merge", None)  # nothing is done twice
    report = merge.merge(target, planned)
    assert report.fingerprint == fingerprint(target.connection)
    assert report.fingerprint == fingerprint(sample.book.connection)
    assert not check(target)
    with target.write("laptop") as operation:
        operation.set("submission", b"m" * 16, {"title": "Viết tiếp được"})
    planned.close()
    assert not list(target.home.folder("temp").iterdir())


def test_a_write_in_between_is_kept(target: Book, planned: merge.Plan) -> None:
    with target.write("laptop") as operation:
        operation.set("submission", b"m" * 16, {"title": "Gõ trong lúc xem trước"})
    before = _changes(target.connection)
    report = merge.merge(target, planned)
    assert before <= _changes(target.connection)
    assert report.new_ballots == planned.report.new_ballots > 0
    assert not check(target)


def test_a_reader_in_between_is_no_hindrance(target: Book, planned: merge.Plan) -> None:
    reading = target.connection.execute("SELECT id FROM change")
    assert reading.fetchone()
    report = merge.merge(target, planned)
    assert reading.fetchone()
    reading.close()
    assert report.new_ballots and not check(target)


def test_stopped_half_way_nothing_is_changed(
    target: Book, planned: merge.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_PAGES", 3)
    before = target.path.read_bytes()

    def stop(done: int, size: int) -> None:
        if done > size // 2:
            raise CancelledError()

    with pytest.raises(CancelledError):
        merge.merge(target, planned, progress=stop)
    assert target.path.read_bytes() == before
    assert not backups.backups(target)
    assert merge.merge(target, planned).new_ballots


def test_another_window_that_keeps_reading_is_not_waited_for_for_ever(
    target: Book, planned: merge.Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_PATIENCE", 0)
    target.connection.execute("PRAGMA busy_timeout = 0")
    before = fingerprint(target.connection)
    other = sqlite3.connect(target.path, isolation_level=None)
    try:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM change").fetchone()
        with pytest.raises(BookBusyError):
            merge.merge(target, planned)
    finally:
        other.close()
    assert fingerprint(target.connection) == before
    assert merge.merge(target, planned).new_ballots


def _changes(connection: sqlite3.Connection) -> set[bytes]:
    return {ident for (ident,) in connection.execute("SELECT id FROM change")}
