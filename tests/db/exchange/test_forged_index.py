"""An index that says otherwise than its table: ``quick_check`` would let it pass.

Whoever edits the file's bytes can put a change into an operation that the office signed, and
leave the operation's index as it was: asked by the index, the signature is right.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from db.book import Book
from db.change_log import change_id
from db.errors import AlteredFileError, DamagedBookError
from db.exchange import copy_out, merge
from db.exchange.report import REFUSED
from db.home import Home
from tests.support import START, Clock, Sample


def forge(path: Path, book: bytes, ent: bytes) -> None:
    """Swaps one change of the newest operation for another value under the same signature."""
    connection = sqlite3.connect(path, isolation_level=None)
    op, fld, ident = connection.execute(
        "SELECT op, fld, id FROM change WHERE ent = ? ORDER BY id DESC LIMIT 1", (ent,)
    ).fetchone()
    index = connection.execute("SELECT * FROM sqlite_schema WHERE name = 'change_op'").fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("DELETE FROM sqlite_schema WHERE name = 'change_op'")
    connection.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DELETE FROM change WHERE id = ?", (ident,))
    forged = change_id(book, START + 999, ent, fld, b"", "Chèn vào", "office", op)
    row = (ent, fld, forged, b"", "Chèn vào", "office", op)
    connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", index)
    connection.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    connection.close()


@pytest.fixture
def forged(sample: Sample, tmp_path: Path) -> Path:
    """A copy in which a title that the office never wrote stands under its signature."""
    before = shutil.copy(sample.book.path, tmp_path / "truoc.thamdinh")
    sample.set("submission", sample.submission("HS1").id, title="Tên thật")
    path = copy_out.copy(sample.book, tmp_path / "sua.thamdinh").path
    forge(path, sample.book.id, sample.submission("HS1").id)
    shutil.copy(before, tmp_path / "nhan.thamdinh")
    return path


def test_a_merge_refuses_it(sample: Sample, forged: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "khac")
    with Book.open(tmp_path / "nhan.thamdinh", home, clock=Clock(START + 90_000)) as book:
        with merge.plan(book, [forged]) as planned:
            (file,) = merge.merge(book, planned).files
        assert file.verdict == REFUSED
        assert isinstance(file.error, (AlteredFileError, DamagedBookError))


def test_opening_it_finds_it(forged: Path, tmp_path: Path) -> None:
    with Book.open(forged, Home(tmp_path / "khac"), clock=Clock(START + 90_000)) as book:
        assert book.altered is not None and book.readonly
