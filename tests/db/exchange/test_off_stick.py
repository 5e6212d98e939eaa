"""A book on a stick: worked on in a copy here, written back, never over something newer."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import campaigns, whole_copy
from db.book import Book
from db.check import check
from db.errors import (
    BookBusyError,
    CopyDamagedError,
    DamagedBookError,
    DiskFullError,
    DriveFullError,
    DriveGoneError,
    NotABookError,
    OtherBodyError,
    StickAwayError,
    StickNewerError,
    UnfinishedFileError,
)
from db.evidence_file import path_beside
from db.exchange import merge, off_stick, usb_file
from db.exchange.fingerprint import fingerprint
from db.home import Home
from tests.evidence_support import attach, pdf
from tests.support import START, Clock, Sample


@pytest.fixture
def stick(sample: Sample, tmp_path: Path) -> Path:
    """The book on a stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return Path(shutil.copy(sample.book.path, folder / "Sổ của Tổ #1.thamdinh"))


@pytest.fixture
def here(sample: Sample, stick: Path) -> Iterator[Sample]:
    """The copy on the office's laptop, open, with something new in it."""
    local = off_stick.take_in(stick, sample.book.home)
    with Book.open(local, sample.book.home, clock=Clock(START + 50_000)) as book:
        found = Sample(book, sample.campaign)
        found.score_all()
        yield found


def title(path: Path, home: Home, value: str) -> None:
    """Somebody writes to the book in the file."""
    with Book.open(path, home, clock=Clock(START + 70_000)) as book:
        there = Sample(book, campaigns.find(book.connection, None))
        there.set("submission", there.submission("HS1").id, title=value)


def test_the_work_is_done_here_and_goes_back_whole(here: Sample, stick: Path) -> None:
    before = stick.read_bytes()
    assert here.book.path.is_relative_to(here.book.home.root)
    assert here.book.office is not None and not here.book.readonly
    assert stick.read_bytes() == before
    assert off_stick.origin(here.book) == off_stick.Origin(stick, newer=False)
    assert off_stick.write_back(here.book) == stick
    assert sorted(p.name for p in stick.parent.iterdir()) == [stick.name]
    with Book.open(stick, Home(stick.parent.parent / "khac"), readonly=True) as there:
        assert fingerprint(there.connection) == fingerprint(here.book.connection)
        assert check(there) == []
    assert off_stick.origin(here.book) == off_stick.Origin(stick, newer=False)


def test_what_was_not_written_back_is_still_here_next_time(here: Sample, stick: Path) -> None:
    mark = fingerprint(here.book.connection)
    assert off_stick.take_in(stick, here.book.home) == here.book.path
    with Book.open(here.book.path, here.book.home, readonly=True) as book:
        assert fingerprint(book.connection) == mark


def test_never_over_something_newer(here: Sample, stick: Path) -> None:
    title(stick, here.book.home, "Sửa ở máy khác")
    there = stick.read_bytes()
    found = off_stick.origin(here.book)
    assert found is not None and found.newer
    with pytest.raises(StickNewerError):
        off_stick.write_back(here.book)
    assert stick.read_bytes() == there
    with merge.plan(here.book, [stick]) as planned:
        merge.merge(here.book, planned)
    off_stick.write_back(here.book)
    with Book.open(stick, here.book.home, readonly=True) as book:
        assert fingerprint(book.connection) == fingerprint(here.book.connection)


def test_changed_in_the_last_moment(
    here: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = whole_copy.write_checked

    def slow(*arguments: object) -> str:
        done = write(*arguments)  # type: ignore[arg-type]  # passed on as they came
        stick.write_bytes(stick.read_bytes() + b"x")
        return done

    monkeypatch.setattr(usb_file, "write_checked", slow)
    with pytest.raises(StickNewerError):
        off_stick.write_back(here.book)
    assert [p.name for p in stick.parent.iterdir()] == [stick.name]


def test_another_book_or_a_broken_one_lies_there(here: Sample, stick: Path) -> None:
    stick.unlink()
    with Book.create(stick, here.book.home):
        pass
    with pytest.raises(OtherBodyError):
        off_stick.write_back(here.book)
    stick.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with pytest.raises(NotABookError):
        off_stick.write_back(here.book)
    stick.unlink()  # taken away by hand: nothing can be lost
    off_stick.write_back(here.book)
    assert stick.is_file()


def test_the_stick_is_away_or_pulled_in_the_middle(
    here: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stick.read_bytes()
    away = stick.parent.rename(stick.parent.with_name("rút"))
    with pytest.raises(StickAwayError):
        off_stick.write_back(here.book)
    away.rename(stick.parent)

    def pulled(*_: object) -> str:
        raise OSError(errno.EIO, "pulled")

    monkeypatch.setattr(usb_file, "write_checked", pulled)
    with pytest.raises(DriveGoneError):
        off_stick.write_back(here.book)
    assert stick.read_bytes() == before
    assert list(here.book.home.folder("temp").iterdir()) == []


def test_a_stick_that_reads_back_otherwise(
    here: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stick.read_bytes()
    monkeypatch.setattr("db.whole_copy._read_back", lambda *_: "")
    with pytest.raises(CopyDamagedError):
        off_stick.write_back(here.book)
    assert stick.read_bytes() == before
    assert [p.name for p in stick.parent.iterdir()] == [stick.name]


def test_no_room_on_the_stick(
    here: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stick.read_bytes()
    usage = shutil.disk_usage(stick)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DriveFullError):
        off_stick.write_back(here.book)
    assert stick.read_bytes() == before


def test_open_in_another_window_on_the_stick(here: Sample, stick: Path) -> None:
    with Book.open(stick, here.book.home) as there:
        assert not there.readonly
        with pytest.raises(BookBusyError):
            off_stick.write_back(here.book)


def test_what_is_half_written_or_no_book_is_not_taken(
    sample: Sample, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(stick.parent.parent / "khac")
    journal = stick.with_name(stick.name + "-journal")
    journal.write_bytes(b"x" * 600)
    with pytest.raises(UnfinishedFileError):
        off_stick.take_in(stick, home)
    journal.unlink()
    other = stick.with_name("anh.thamdinh")
    other.write_bytes(b"GIF89a")
    with pytest.raises(NotABookError):
        off_stick.take_in(other, home)
    other.write_bytes(stick.read_bytes()[:4096])
    with pytest.raises(DamagedBookError):
        off_stick.take_in(other, home)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        off_stick.take_in(stick, home)
    left = [p for p in home.root.rglob("*") if p.is_file()]
    assert left == []


def test_evidence_goes_along_both_ways(sample: Sample, tmp_path: Path) -> None:
    attach(sample, "HS1", "mot.pdf", pdf(1))
    folder = tmp_path / "usb"
    folder.mkdir()
    stick = Path(shutil.copy(sample.book.path, folder / "so.thamdinh"))
    shutil.copy(path_beside(sample.book.path), path_beside(stick))
    local = off_stick.take_in(stick, sample.book.home)
    with Book.open(local, sample.book.home, clock=Clock(START + 50_000)) as book:
        here = Sample(book, sample.campaign)
        assert path_beside(local).read_bytes() == path_beside(stick).read_bytes()
        attach(here, "HS2", "hai.pdf", pdf(2))
        off_stick.write_back(book)
        assert path_beside(local).read_bytes() == path_beside(stick).read_bytes()
