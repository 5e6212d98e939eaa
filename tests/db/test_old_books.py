"""Books of every format that was released open, hold what they held, and go on."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from db import campaigns, schema
from db.book import Book
from db.check import check
from db.errors import NewerBookError
from db.exchange import copy_out, merge
from db.home import Home
from db.repair import repair
from desktop.messages import sentence
from tests.old_book import UNKNOWN, said_of
from tests.support import START, Clock, Sample

FILES = Path(__file__).parents[1] / "files" / "old"
OLD = sorted(FILES.glob(f"format-*{schema.SUFFIX}.gz"))
LATER = Clock(START + 10_000_000)


@pytest.fixture(params=OLD, ids=[path.name.partition(".")[0] for path in OLD])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A book as it was left by the program of then."""
    path = tmp_path / request.param.name.removesuffix(".gz")
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def expected(path: Path) -> dict[str, object]:
    text = (FILES / f"{path.name.partition('.')[0]}.expected.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def test_every_released_format_is_here() -> None:
    numbers = {int(re.findall(r"\d+", path.name)[0]) for path in OLD}
    assert numbers == set(range(1, schema.FORMAT + 1))


def test_it_opens_is_sound_and_says_the_same(old: Path, home: Home) -> None:
    with Book.open(old, home, clock=LATER) as book:
        assert (book.altered, check(book)) == (None, [])
        assert said_of(book) == expected(old)
    with Book.open(old, home, readonly=True, clock=LATER) as book:
        assert said_of(book) == expected(old)


def test_it_can_be_written_copied_merged_and_repaired(
    old: Path, home: Home, tmp_path: Path
) -> None:
    with Book.open(old, home, clock=LATER) as book:
        sample = Sample(book, campaigns.find(book.connection, None))
        sample.set("submission", sample.submission("HS2").id, title="Đề nghị mới")
        path = copy_out.copy(book, tmp_path / "ve.thamdinh").path
        assert check(book) == []
    with Book.open(_fresh(old, tmp_path), home, clock=LATER) as book:
        with merge.plan(book, [path]) as planned:
            (file,) = merge.merge(book, planned).files
        assert (file.verdict, file.proposals) == (merge.MERGED, 1)
    made = repair(_fresh(old, tmp_path), tmp_path / "cuu.thamdinh", home)
    with Book.open(made.path, home, clock=LATER) as book:
        assert said_of(book)["results"] == expected(old)["results"]


def test_a_field_of_the_future_travels_on(old: Path, home: Home, tmp_path: Path) -> None:
    with Book.open(old, home, clock=LATER) as book:
        book.rebuild()
        path = copy_out.copy(book, tmp_path / "ve.thamdinh").path
    mended = repair(path, tmp_path / "cuu.thamdinh", home).path
    with Book.open(mended, home, clock=LATER) as book:
        with merge.plan(book, [path]) as planned:
            merge.merge(book, planned)
        again = copy_out.copy(book, tmp_path / "lai-ve.thamdinh").path
    for each in (path, mended, again):
        with Book.open(each, home, clock=LATER) as book:
            found = book.connection.execute(
                "SELECT val FROM change WHERE fld = 'submission.sau_nay'"
            ).fetchall()
            assert found == [(UNKNOWN,)] and check(book) == []


def test_an_older_program_refuses_a_newer_book_with_a_sentence(
    old: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "FORMAT", 0)
    before = old.read_bytes()
    with pytest.raises(NewerBookError) as caught:
        Book.open(old, home)
    assert "do phiên bản mới hơn tạo ra; hãy cập nhật chương trình" in sentence(caught.value)
    assert old.read_bytes() == before


def _fresh(old: Path, folder: Path) -> Path:
    path = folder / "lai.thamdinh"
    path.write_bytes(gzip.decompress((FILES / f"{old.name}.gz").read_bytes()))
    return path
