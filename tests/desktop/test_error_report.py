"""The report of a fault holds figures and places in code, nothing that a person wrote."""

from __future__ import annotations

import traceback
import zipfile
from pathlib import Path
from typing import Any

import pytest

from db import campaigns
from db.book import Book
from db.errors import WrongPinError
from db.home import Home
from db.rules.vietnamese import fold
from desktop import error_report
from desktop.sample.book import make


@pytest.fixture
def book(tmp_path: Path, home: Home) -> Any:
    folder = tmp_path / "Sổ của chị Hòa"
    folder.mkdir()
    path = make(folder / "mau.thamdinh", home, submissions=12, members=5)
    with Book.open(path, home) as found:
        yield found


def _crash(home: Home, name: str, text: str) -> None:
    (home.folder("loi") / name).write_text(text, "utf-8")


def _written_texts(book: Book) -> set[str]:
    """Every text of every cell of the log, and whole names out of the panel."""
    found = set()
    for (value,) in book.connection.execute("SELECT DISTINCT val FROM change"):
        if isinstance(value, str) and len(value) > 5 and not value.isascii():
            found.add(value)
    for (comment,) in book.connection.execute("SELECT comment FROM ballot_state"):
        if len(comment) > 5:
            found.add(comment)
    return found


def test_nothing_of_the_sample_is_in_the_bundle(book: Book, home: Home, tmp_path: Path) -> None:
    texts = _written_texts(book)
    assert len(texts) > 40
    campaign = campaigns.campaigns(book.connection)[0]
    lines = [f"ValueError: không đọc được “{text}”\n{text}\nĐ/c {text}: lỗi" for text in texts]
    around = (
        f'Traceback (most recent call last):\n  File "{book.path}", line 3, in _show\n'
        f'    ask("{campaign.body}")\n'
    )
    _crash(home, "20231128-094107.txt", around + "\n".join(lines))
    bundle = error_report.compose(home, book, "6.11.3", "1366×768")
    target = tmp_path / "bao-loi.zip"
    error_report.save(target, bundle)
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["loi-1.txt", "may.txt", "so.txt"]
        whole = "\n".join(archive.read(name).decode() for name in archive.namelist())
    plain = fold(whole)
    left = [text for text in texts if fold(text) in plain]
    # a library or a kind of row may be called by an everyday word; names and sentences may not
    assert [text for text in left if len(text.split()) > 2] == []
    for table, column in (("member", "name"), ("unit", "name"), ("submission", "title"),
                          ("submission", "subject"), ("ballot_state", "comment")):  # fmt: skip
        for (name,) in book.connection.execute(f"SELECT {column} FROM {table}"):
            assert not name or fold(name) not in plain, name
    raw = target.read_bytes()
    assert book.path.name.encode() not in raw and str(home.root).encode() not in raw
    for secret in (book.path.name, str(book.path), str(home.root), "Hòa", campaign.body):
        assert secret not in whole
    assert "ValueError" in whole and "hồ sơ: 12" in whole


def test_a_real_crash_keeps_where_it_happened(home: Home) -> None:
    try:
        raise WrongPinError(member=b"m" * 16)
    except WrongPinError as error:
        text = "".join(traceback.format_exception(error))
    text = text.replace(__file__, "/home/hoa/thamdinh/desktop/screens/scoring.py")
    assert error_report.skeleton(text).splitlines() == [
        "Traceback (most recent call last):",
        f"  desktop/screens/scoring.py:{text.split('line ')[1].split(',')[0]} "
        "test_a_real_crash_keeps_where_it_happened",
        "WrongPinError",
    ]


@pytest.mark.parametrize(
    "line",
    [
        '  File "/home/hoa/Sổ 2023/kế hoạch.py", line 9, in <module>',
        '  File "C:\\\\Users\\\\Hoa\\\\x.py", line 9, in go',
    ],
)
def test_a_strange_file_is_not_named(line: str) -> None:
    assert error_report.skeleton(line).startswith("  tệp khác:9 ")


@pytest.mark.parametrize(
    "line", ["Tran: điểm 8,5", "Nguyen Van A", "    marks = {'TC1': 175}", "NguyenError: x"]
)
def test_what_nobody_knows_is_left_behind(line: str) -> None:
    assert error_report.skeleton(line) == ""


def test_only_the_last_five_are_told_of(home: Home) -> None:
    for day in range(1, 9):
        _crash(home, f"2023112{day}-000000.txt", "KeyError: 'x'")
    bundle = error_report.compose(home, None, "6", "x")
    assert len(bundle) == 1 + error_report.LAST
    assert bundle["loi-1.txt"] == "20231128-000000\nKeyError"


def test_every_kind_of_row_has_its_word(book: Book, home: Home) -> None:
    figures = error_report.compose(home, book, "6", "x")["so.txt"]
    assert not [line for line in figures.splitlines() if line.split(":")[0].isidentifier()
                and line.split(":")[0].isascii() and "_" in line]  # fmt: skip
