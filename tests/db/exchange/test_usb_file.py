"""Onto a stick: whole or not at all, and never over anything."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import whole_copy
from db.errors import (
    CancelledError,
    CopyDamagedError,
    DriveFullError,
    DriveGoneError,
    FileMissingError,
    FileUnusableError,
    OwnFileError,
    ThamdinhError,
    TooLargeForDriveError,
    TooLargeToSealError,
    WeakPinError,
)
from db.exchange import age_file, usb_file
from db.exchange.usb_file import dated_name, write, write_bytes

CONTENT = os.urandom(3 * whole_copy.PIECE)
PASSPHRASE = "mật khẩu dài"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "so.thamdinh"
    made.write_bytes(CONTENT)
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "USB của Tổ"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_copy_is_whole_and_nothing_else_is_left(source: Path, stick: Path) -> None:
    told: list[tuple[int, int]] = []
    placed = write(source, stick / "a.thamdinh", progress=lambda *said: told.append(said))
    assert placed == stick / "a.thamdinh" and placed.read_bytes() == CONTENT
    assert names(stick) == ["a.thamdinh"]
    assert told[-1] == (2 * len(CONTENT), 2 * len(CONTENT))
    assert source.read_bytes() == CONTENT


def test_what_lies_there_stays_and_the_new_one_gets_a_number(source: Path, stick: Path) -> None:
    target = stick / "a.thamdinh"
    target.write_bytes(b"the only copy")
    assert write(source, target).name == "a-2.thamdinh"
    assert write_bytes(b"another", target).name == "a-3.thamdinh"
    assert target.read_bytes() == b"the only copy"
    assert (stick / "a-2.thamdinh").read_bytes() == CONTENT
    assert names(stick) == ["a-2.thamdinh", "a-3.thamdinh", "a.thamdinh"]


def test_a_stick_without_hard_links_is_written_the_same(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links on FAT")

    monkeypatch.setattr(os, "link", refuse)
    (stick / "a.thamdinh").write_bytes(b"the only copy")
    assert write(source, stick / "a.thamdinh").read_bytes() == CONTENT
    assert (stick / "a.thamdinh").read_bytes() == b"the only copy"
    assert names(stick) == ["a-2.thamdinh", "a.thamdinh"]


@pytest.mark.parametrize("how", ["itself", "symbolic link", "hard link", "the source", "remnant"])
def test_never_over_the_open_book(source: Path, stick: Path, tmp_path: Path, how: str) -> None:
    book, target = tmp_path / "mo.thamdinh", stick / "a.thamdinh"
    book.write_bytes(b"the open book")
    match how:
        case "itself":
            target = book
        case "symbolic link":
            target.symlink_to(book)
        case "hard link":
            os.link(book, target)
        case "the source":
            target = source
        case "remnant":  # an open book with an odd name
            book = book.rename(stick / "a.thamdinh.part")
    with pytest.raises(OwnFileError):
        write(source, target, never=[book, tmp_path / "not there"])
    assert book.read_bytes() == b"the open book" and source.read_bytes() == CONTENT


def test_room_is_checked_before_anything_is_written(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=len(CONTENT)))
    monkeypatch.setattr(usb_file, "write_checked", lambda *_: pytest.fail("written"))
    with pytest.raises(DriveFullError) as caught:
        write(source, stick / "a.thamdinh")
    assert caught.value.facts["free"] == len(CONTENT) < caught.value.facts["need"]
    assert names(stick) == []


def test_the_remnant_of_an_earlier_try_goes_first(source: Path, stick: Path) -> None:
    (stick / "a.thamdinh.part").write_bytes(b"half")
    write(source, stick / "a.thamdinh")
    assert names(stick) == ["a.thamdinh"]


@pytest.mark.parametrize(("fat", "size"), [(True, 2**32), (True, 2**32 - 1), (False, 2**33)])
def test_the_four_gigabytes_of_fat(
    tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch, fat: bool, size: int
) -> None:
    source = tmp_path / "large"
    with source.open("wb") as stream:
        stream.truncate(size)  # takes no room
    monkeypatch.setattr(usb_file, "is_fat", lambda _: fat)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2**40))

    def begin(*_: object) -> None:
        raise InterruptedError  # far enough: nothing of this size is written here

    monkeypatch.setattr(usb_file, "write_checked", begin)
    with pytest.raises(ThamdinhError) as caught:
        write(source, stick / "a.thamdinh")
    refused = isinstance(caught.value, TooLargeForDriveError)
    assert refused == (fat and size >= 2**32) and names(stick) == []


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DriveFullError),
        (errno.EIO, DriveGoneError),
        (errno.ENODEV, DriveGoneError),
        (errno.EROFS, FileUnusableError),
        (errno.EACCES, FileUnusableError),
        (errno.EFBIG, TooLargeForDriveError),
    ],
)
@pytest.mark.parametrize("when", ["open", "fsync", "rename"])
def test_a_stick_that_fails_in_the_middle(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch,
    number: int, error: type[ThamdinhError], when: str,
) -> None:  # fmt: skip
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        if when == "rename":
            patch.setattr(os, "link", fail)
            patch.setattr(Path, "rename", fail)
        else:
            patch.setattr(os, when, fail)
        with pytest.raises(error) as caught:
            write(source, stick / "a.thamdinh")
    assert caught.value.facts["path"] == stick / "a.thamdinh"
    assert names(stick) == [] and source.read_bytes() == CONTENT


def test_a_stick_pulled_out_is_said_so(source: Path, stick: Path) -> None:
    def pull(done: int, total: int) -> None:
        if done > total // 2:
            shutil.rmtree(stick, ignore_errors=True)

    with pytest.raises(DriveGoneError):
        write(source, stick / "a.thamdinh", progress=pull)
    assert not stick.exists() and source.read_bytes() == CONTENT


def test_a_pulled_stick_is_known_whatever_the_system_calls_it(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        shutil.rmtree(stick)
        raise OSError(errno.EINVAL, "the parameter is incorrect")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(DriveGoneError):
        write(source, stick / "a.thamdinh")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_cannot_be_written(source: Path, stick: Path) -> None:
    stick.chmod(0o500)
    with pytest.raises(FileUnusableError):
        write(source, stick / "a.thamdinh")
    stick.chmod(0o700)
    assert names(stick) == []


def test_a_stick_that_reads_back_otherwise(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(_: int) -> None:
        (stick / "a.thamdinh.part").write_bytes(CONTENT[:-1])

    monkeypatch.setattr(whole_copy, "_past_the_cache", lose)
    with pytest.raises(CopyDamagedError) as caught:
        write(source, stick / "a.thamdinh")
    assert caught.value.facts["path"] == stick / "a.thamdinh" and names(stick) == []


@pytest.mark.parametrize("part", [0.1, 0.5, 1.0])
def test_cancelled_by_the_progress(source: Path, stick: Path, part: float) -> None:
    def cancel(done: int, total: int) -> None:
        if done >= part * total:
            raise CancelledError()

    with pytest.raises(CancelledError):
        write(source, stick / "a.thamdinh", progress=cancel)
    assert names(stick) == []


def test_no_folder_and_no_source(source: Path, stick: Path) -> None:
    with pytest.raises(FileMissingError):
        write(source, stick / "thu muc" / "a.thamdinh")
    with pytest.raises(FileUnusableError):
        write(stick / "khong co", stick / "a.thamdinh")
    assert names(stick) == []


def test_under_a_passphrase(source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    placed = write(source, stick / "a.thamdinh", passphrase=PASSPHRASE)
    assert placed.read_bytes().startswith(b"age-encryption.org/v1\n")
    assert age_file.unseal(placed.read_bytes(), PASSPHRASE) == CONTENT


def test_no_sealing_where_the_copy_cannot_be(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age_file, "seal", lambda *_: pytest.fail("sealed"))
    with pytest.raises(WeakPinError):
        write(source, stick / "a.thamdinh", passphrase="ngan")
    with pytest.raises(FileMissingError):
        write(source, stick / "rut" / "a.thamdinh", passphrase=PASSPHRASE)
    monkeypatch.setattr(age_file, "LARGEST", len(CONTENT) - 1)
    with pytest.raises(TooLargeToSealError):
        write(source, stick / "a.thamdinh", passphrase=PASSPHRASE)
    assert names(stick) == []


NOON = int(datetime(2023, 11, 20, 9, 41).timestamp() * 1000)


@pytest.mark.parametrize(
    ("body", "who", "name"),
    [
        ("Lạc Dương-2023", "TV04", "LacDuong-2023_TV04_2023-11-20_0941.thamdinh"),
        ("Huyện ủy Đức Trọng", "", "HuyenUyDucTrong_2023-11-20_0941.thamdinh"),
        ("  Đảng/ủy: K'Brít? * ", "tv 1", "DangUyKBrit_Tv1_2023-11-20_0941.thamdinh"),
        ("", "", "so_2023-11-20_0941.thamdinh"),
        ("../..\\con", "---", "Con_2023-11-20_0941.thamdinh"),
        ("Ậ" * 300, "", "A" * 40 + "_2023-11-20_0941.thamdinh"),
        ("La\u0323c Dương", "", "LacDuong_2023-11-20_0941.thamdinh"),
    ],
)
def test_dated_names_are_safe_on_fat(body: str, who: str, name: str) -> None:
    assert dated_name(body, who, NOON) == name
    assert name.isascii() and not set(name) & set('<>:"/\\|?* ')


def test_a_dated_name_with_another_ending() -> None:
    assert dated_name("Lạc Dương", "TV01", NOON, ".nhap").endswith("_0941.nhap")
