"""What a dropped file is, told by its content."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from zipfile import ZipFile

import pytest

from db import keys
from db.book import Book
from db.exchange import copy_out, draft_file
from db.home import Home
from desktop.file_kind import FileKind, kind_of
from tests.deliveries import UnitBook, template
from tests.evidence_support import carry, pdf
from tests.support import Sample

FILES = Path(__file__).parents[1] / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_book_under_any_name(book: Book, tmp_path: Path) -> None:
    other = tmp_path / "thu.xlsx"
    other.write_bytes(book.path.read_bytes())
    assert kind_of(book.path) is FileKind.BOOK
    assert kind_of(other) is FileKind.BOOK


def test_another_database_is_no_book(tmp_path: Path) -> None:
    path = tmp_path / "khac.thamdinh"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t(a)")
    connection.close()
    assert kind_of(path) is FileKind.UNKNOWN


@pytest.mark.parametrize("name", ["lac-duong-2023.xlsx", "cu-2022-tcvn3-vni.xlsx"])
def test_workbooks(name: str, tmp_path: Path) -> None:
    copy = tmp_path / "khong-duoi"
    copy.write_bytes((FILES / name).read_bytes())
    assert kind_of(copy) is FileKind.WORKBOOK


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), FileKind.WORKBOOK),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), FileKind.WORKBOOK),
        (OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), FileKind.UNKNOWN),
        (b"\x09\x08\x08\0", FileKind.WORKBOOK),
        (b"%PDF-1.7", FileKind.PDF),
        (b"", FileKind.EMPTY),
        (b"{\"a\": 1}", FileKind.UNKNOWN),
        (b"{", FileKind.UNKNOWN),
        (b"title = 'x'", FileKind.UNKNOWN),
        (b"\xff\xfe\x00", FileKind.UNKNOWN),
        (b"applies_to = 'collective'", FileKind.RUBRIC),
        (b"a" * 1_000_001, FileKind.UNKNOWN),
    ],
)  # fmt: skip
def test_by_the_first_bytes(content: bytes, kind: FileKind, tmp_path: Path) -> None:
    path = tmp_path / "tep"
    path.write_bytes(content)
    assert kind_of(path) is kind


def test_the_name_of_a_part_across_blocks(tmp_path: Path) -> None:
    path = tmp_path / "cu.xls"
    path.write_bytes(OLE + b"\0" * ((1 << 20) - 13) + "Workbook".encode("utf-16-le"))
    assert kind_of(path) is FileKind.WORKBOOK


def test_word_files_and_broken_packages(tmp_path: Path) -> None:
    word, broken = tmp_path / "bao-cao.docx", tmp_path / "hong.xlsx"
    with ZipFile(word, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    broken.write_bytes(b"PK\x03\x04hong")
    assert kind_of(word) is FileKind.WORD
    assert kind_of(broken) is FileKind.WORKBOOK  # the reading says what is wrong with it


def test_rubrics_and_a_broken_one(tmp_path: Path) -> None:
    broken = tmp_path / "hong.toml"
    broken.write_text("id = ", "utf-8")
    assert kind_of(FILES / "rubric-collective.toml") is FileKind.RUBRIC
    assert kind_of(broken) is FileKind.RUBRIC


def test_an_office_key(book: Book, home: Home, tmp_path: Path) -> None:
    path = tmp_path / "khoa"
    keys.export_office_key(home, book.id, path, "mot cum dai")
    assert kind_of(path) is FileKind.OFFICE_KEY


def test_what_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kind_of(tmp_path) is FileKind.FOLDER
    assert kind_of(tmp_path / "mat") is FileKind.MISSING

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert kind_of(FILES / "rubric-collective.toml") is FileKind.UNREADABLE


def test_what_travels_on_sticks(sample: Sample, tmp_path: Path) -> None:
    evidence = carry(tmp_path / "a.dat", pdf(1))
    drafts = draft_file.write_drafts(
        sample.book, sample.member("TV04"), tmp_path / "b.dat", "1357"
    )
    copy = copy_out.copy(sample.book, tmp_path / "c.dat", passphrase="mật khẩu dài").path
    unit = UnitBook(template(sample), "DU01", "Đảng ủy xã 01", "Huyện ủy").write(tmp_path / "d.dat")
    assert [kind_of(path) for path in (evidence, drafts, copy, unit)] == [
        FileKind.EVIDENCE,
        FileKind.DRAFTS,
        FileKind.SEALED,
        FileKind.DELIVERY,
    ]
