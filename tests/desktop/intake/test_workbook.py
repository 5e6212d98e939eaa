"""What a file really is, and what is not opened."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import desktop.intake.workbook as guarded
from db.errors import FileUnusableError, WorkbookError
from desktop.intake.workbook import Unreadable, open_workbook, rows

Maker = Callable[[dict[str, list[list[Any]]]], Path]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> Unreadable:
    """Why the file is refused, at opening or while its rows are read."""
    with pytest.raises(WorkbookError) as error, open_workbook(path) as book:
        for sheet in book.sheets:
            list(rows(path, sheet))
    assert error.value.facts["path"] == str(path)
    detail = error.value.facts["detail"]
    assert isinstance(detail, Unreadable)
    return detail


def repacked(path: Path, out: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    with ZipFile(path) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out


@pytest.mark.parametrize("ending", ["xlsx", "xls", "dat", "XLSX"])
def test_kind_by_content(files: Path, tmp_path: Path, ending: str) -> None:
    for name in ("cu-2022-tcvn3-vni.xlsx", "cu-2022-tcvn3-vni.xls"):
        path = tmp_path / f"bảng.{ending}"
        path.write_bytes((files / name).read_bytes())
        with open_workbook(path) as book:
            assert [sheet.name for sheet in book.sheets] == ["Đơn vị", "Đăng ký"]


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "không có.xlsx") is Unreadable.MISSING
    (tmp_path / "tệp").write_bytes(b"")
    assert refusal(tmp_path / "tệp" / "a.xlsx") is Unreadable.MISSING


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Unreadable.NOT_A_WORKBOOK),
        (b"\x00" * 600, Unreadable.NOT_A_WORKBOOK),
        (b"%PDF-1.7 ...\n\0", Unreadable.NOT_A_WORKBOOK),
        (b"<html><table><tr><td>1</td></tr></table></html>", Unreadable.OTHER_FORMAT),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', Unreadable.OTHER_FORMAT),
        ("Mã đơn vị;Tên đơn vị\nLD01;Xã Lát\n".encode(), Unreadable.OTHER_FORMAT),
        (b"PK\x03\x04 not really", Unreadable.DAMAGED),
        (OLE + b"\0" * 2000, Unreadable.DAMAGED),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), Unreadable.ENCRYPTED),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", Unreadable.DAMAGED),
    ],
)
def test_not_to_be_read(tmp_path: Path, content: bytes, why: Unreadable) -> None:
    path = tmp_path / "bảng.xls"
    path.write_bytes(content)
    assert refusal(path) is why


def test_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path) is Unreadable.NOT_A_WORKBOOK


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("word/document.xml", Unreadable.NOT_A_WORKBOOK),
        ("mimetype", Unreadable.OTHER_FORMAT),
        ("a.txt", Unreadable.NOT_A_WORKBOOK),
    ],
)
def test_other_packages(tmp_path: Path, part: str, why: Unreadable) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as package:
        package.writestr(part, "x")
        if part.startswith("word"):
            package.writestr("[Content_Types].xml", "<Types/>")
    assert refusal(path) is why


def test_binary_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsb"
    with ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.bin", "x")
    assert refusal(path) is Unreadable.OTHER_FORMAT


@pytest.mark.parametrize("lost", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_lost_parts(workbook: Maker, tmp_path: Path, lost: str) -> None:
    path = workbook({"A": [[1]]})
    out = repacked(path, tmp_path / "b.xlsx", lambda name, c: None if name == lost else c)
    assert refusal(out) is Unreadable.DAMAGED


def test_damage_within_a_sheet(workbook: Maker, tmp_path: Path) -> None:
    path = workbook({"A": [[1]]})

    def cut(name: str, content: bytes) -> bytes:
        return content[:-20] if "sheet1" in name else content

    assert refusal(repacked(path, tmp_path / "b.xlsx", cut)) is Unreadable.DAMAGED


def test_bomb(workbook: Maker, tmp_path: Path) -> None:
    """20 MB of blanks pack 1000 times: no office's table does."""
    path = workbook({"A": [[1]]})

    def grow(name: str, content: bytes) -> bytes:
        return content + b" " * (20 << 20) if "sheet1" in name else content

    assert refusal(repacked(path, tmp_path / "b.xlsx", grow)) is Unreadable.TOO_LARGE


def test_limits(workbook: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook({"A": [["một"]]})
    for limit in ("FILE_LIMIT", "UNPACKED_LIMIT"):
        with monkeypatch.context() as patch:
            patch.setattr(guarded, limit, 100)
            assert refusal(path) is Unreadable.TOO_LARGE


def test_locked_part(workbook: Maker, tmp_path: Path) -> None:
    """A package whose parts are under a password has bit 0 set in each entry's flags."""
    content = bytearray(workbook({"A": [[1]]}).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    path = tmp_path / "b.xlsx"
    path.write_bytes(content)
    assert refusal(path) is Unreadable.ENCRYPTED


def test_the_system_refuses(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(self: Path, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "open", deny)
    with (
        pytest.raises(FileUnusableError) as error,
        open_workbook(files / "cu-2022-tcvn3-vni.xlsx"),
    ):
        pass
    assert error.value.facts["errno"] == 13


@pytest.mark.parametrize("name", ["cu-2022-tcvn3-vni.xlsx", "cu-2022-tcvn3-vni.xls"])
def test_damaged_bytes_never_end_in_anything_else(files: Path, tmp_path: Path, name: str) -> None:
    chance = random.Random(1)
    whole = (files / name).read_bytes()
    path = tmp_path / "b"
    for _ in range(150):
        content = bytearray(whole)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        for _ in range(chance.choice((1, 4, 20))):
            if content:
                content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        try:
            with open_workbook(path) as book:
                for sheet in book.sheets:
                    list(rows(path, sheet))
        except WorkbookError:
            pass
