"""A year of use: ten thousand edits, sixty merges; how large the book is then, and how quick."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from db import backups, schema
from db.book import Book
from db.check import check
from db.exchange import merge
from desktop.sample.book import make
from tests.bench.figures import Figure, timed
from tests.bench.lab import YEAR, Lab

_PARTS = ("title", "content", "result", "product", "limits")


def bench(lab: Lab) -> Iterator[Figure]:
    """The file against one that holds the same and was written in one go; check and backup."""
    edits, merges = lab.scale.edits, lab.scale.merges
    lab.say(f"{edits} edits and {merges} merges")
    path = make(lab.folder / "year.thamdinh", lab.home, submissions=lab.scale.year, year=YEAR)
    before = path.stat().st_size
    with Book.open(path, lab.home) as book:
        fresh_check, fresh_backup = _check(book), _backup(book)
        rows = [i for (i,) in book.connection.execute("SELECT id FROM submission ORDER BY code")]
        done = 0
        for _ in range(merges):
            there = edits // (2 * merges)  # half of the edits come by stick
            stick = _on_another_laptop(lab, path, rows, done, there)
            _edit(book, rows, done + there, max(edits // merges - there, 1))
            done += edits // merges
            with merge.plan(book, [stick]) as planned:
                report = merge.merge(book, planned)
            assert report.files[0].verdict == merge.MERGED, report.files[0]
            stick.unlink()
        size, content = path.stat().st_size, _written_anew(lab, book)
        slow_check, slow_backup = _check(book), _backup(book)
    against = "the same content written in one go"
    note = f"{edits} edits, {merges} merges; {before / 1e6:.1f} MB before them"
    yield Figure("year", size / 1e6, content / 1e6, 2, "MB", against, note)
    more = size / before
    note = f"the book grew {more:.1f} times"
    yield Figure("year.check", slow_check, fresh_check, against="before the year", note=note)
    yield Figure("year.backup", slow_backup, fresh_backup, against="before the year", note=note)


def _on_another_laptop(lab: Lab, path: Path, rows: list[bytes], first: int, many: int) -> Path:
    """A copy in which others have edited meanwhile."""
    stick = lab.folder / "year-stick.thamdinh"
    shutil.copyfile(path, stick)
    with Book.open(stick, lab.home) as book:
        _edit(book, rows, first, max(many, 1))
    return stick


def _edit(book: Book, rows: list[bytes], first: int, many: int) -> None:
    """One edit is one save: an operation of one cell."""
    for number in range(first, first + many):
        part = _PARTS[number % len(_PARTS)]
        text = f"Nội dung được chỉ sửa lần thứ {number} theo góp ý của Tổ thẩm định"
        with book.write() as operation:
            operation.set("submission", rows[number % len(rows)], {part: text})


def _written_anew(lab: Lab, book: Book) -> int:
    """Bytes of a file with all that this one holds: its log, its picture, nothing left over."""
    path = lab.folder / "year-anew.thamdinh"
    with Book.create(path, lab.home) as fresh:
        target = fresh.connection
        target.execute("ATTACH ? AS src", (str(book.path),))
        target.execute("BEGIN")
        for table in ("book", *reversed([t for t in schema.TRAVELLING if t != "book"])):
            if not schema.TRAVELLING[table].startswith("CREATE TABLE"):
                continue
            target.execute(f"DELETE FROM main.{table}")
            target.execute(f"INSERT INTO main.{table} SELECT * FROM src.{table}")
        for table in ("taken_in", "origin"):
            target.execute(f"INSERT INTO main.{table} SELECT * FROM src.{table}")
        target.execute("COMMIT")
        target.execute("DETACH src")
        fresh.id, fresh.root = target.execute("SELECT id, office FROM book").fetchone()
        fresh.rebuild()
        target.execute("VACUUM")
    size = path.stat().st_size
    path.unlink()
    return size


def _check(book: Book) -> float:
    def sound() -> None:
        assert not check(book)

    return timed(sound)


def _backup(book: Book) -> float:
    return timed(lambda: backups.forget(backups.make(book)))
