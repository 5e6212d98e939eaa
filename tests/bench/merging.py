"""Ghép of a large file: processor time (the disk is not what is measured) against a bare union of
the tables, and memory at two sizes."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from db import schema
from db.book import Book
from db.home import VARIABLE
from tests.bench import many_changes
from tests.bench.figures import Figure, computed
from tests.bench.lab import Lab, newest

ROOT = Path(__file__).resolve().parents[2]
_MOST, _MORE = 300, 25  # megabytes: at most, and more for ten times the changes
_LOG = ("change", "op", "ballot", "sent", "snapshot")


def bench(lab: Lab) -> Iterator[Figure]:
    """Looking at a file and merging it, all of it checked: all new, nothing new, half new."""
    many, few = lab.scale.changes, max(lab.scale.changes // 10, 100)
    (small,) = _merged(lab, _files(lab, few)[:1])
    (large, again), (_, rest) = _cases(lab, many)
    against = "INSERT OR IGNORE … SELECT of log and picture"
    for name, said, goal, about in (
        ("merge", large, 3.5, f"{many:,} changes, all new"),
        ("merge.half", rest, 3, f"{many:,} changes, half of them new"),
        ("merge.known", again, 0.6, f"{many:,} changes, nothing new"),
    ):
        note = f"{about}; opened, checked, merged; progress told {said['told']:.0f} times"
        took = said["plan_ms"] + said["merge_ms"]
        yield Figure(name, took, said["bare"], goal, against=against, note=note)
    note = "after the preview, where nobody wrote meanwhile"
    yield Figure("merge.carried", large["merge_ms"], large["bare"], against=against, note=note)
    yield Figure("merge.memory", large["merge"], goal=_MOST, unit="MB", note="at most, all told")
    more = max(large["merge"] - small["merge"], 0.0)
    note = f"more than with {few:,} changes"
    yield Figure("merge.growth", more, goal=_MORE, unit="MB", note=note)


def _cases(lab: Lab, many: int) -> list[list[dict[str, float]]]:
    """The whole file, then the same again; half of it, then the whole."""
    file, half = _files(lab, many)
    found = []
    for files in ([file, file], [half, file]):
        said = _merged(lab, files)
        for each, took in zip(said, _unions(lab, files), strict=True):
            each["bare"] = took
        found.append(said)
    return found


def _files(lab: Lab, changes: int) -> tuple[Path, Path]:
    """A file with so many changes, and one with every other operation of it."""
    lab.say(f"a file with {changes} changes to merge")
    file, half = (lab.folder / f"{name}-{changes}.thamdinh" for name in ("file", "half"))
    with Book.open(_base(lab), lab.home) as book:
        many_changes.write(book, newest(book), changes, file)
        ours = [op for (op,) in book.connection.execute("SELECT op FROM op")]
    shutil.copyfile(file, half)
    with closing(sqlite3.connect(half, isolation_level=None)) as connection:
        found = [op for (op,) in connection.execute("SELECT op FROM op") if op not in ours]
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table in ("change", "op"):
            away = [(op,) for op in found[::2]]
            connection.executemany(f"DELETE FROM {table} WHERE op = ?", away)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    return file, half


def _base(lab: Lab) -> Path:
    """The book that everything is merged into; copies of it, never it itself."""
    path = lab.folder / "merging.thamdinh"
    return path if path.exists() else lab.empty_book("merging")


def _merged(lab: Lab, files: Sequence[Path]) -> list[dict[str, float]]:
    """What the child tells of each file; the book is left for the picture of :func:`_unions`."""
    book = lab.folder / "merged.thamdinh"
    shutil.copyfile(_base(lab), book)
    Book.open(book, lab.home).close()  # read through once, as the laptop's own book is
    env = {**os.environ, VARIABLE: str(lab.home.root)}
    line = [sys.executable, "-m", "tests.bench.merging_child", str(book), *map(str, files)]
    done = subprocess.run(line, capture_output=True, text=True, env=env, cwd=ROOT, check=True)
    said: list[dict[str, float]] = json.loads(done.stdout)
    assert said[0]["changes"] > 0 and said[0]["told"] > 0
    return said


def _unions(lab: Lab, files: Sequence[Path]) -> list[float]:
    """Milliseconds of the bare unions, file after file, into a book as it was before; the picture
    comes from the merged one. Where there is half a file, its picture is made in between."""
    bare, merged = lab.folder / "bare.thamdinh", lab.folder / "merged.thamdinh"
    shutil.copyfile(_base(lab), bare)
    times = []
    for place, file in enumerate(files):
        picture = place == len(files) - 1 or files[0] == files[1]
        times.append(computed(partial(_union, bare, file, merged if picture else None)))
        if not picture:
            with Book.open(bare, lab.home) as book:
                book.rebuild()
    bare.unlink()
    return times


def _union(target: Path, file: Path, merged: Path | None) -> None:
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("ATTACH ? AS other", (str(file),))
    sources: Mapping[str, Sequence[str]] = {"other": _LOG}
    if merged is not None:
        connection.execute("ATTACH ? AS merged", (str(merged),))
        sources = {**sources, "merged": _picture(connection)}
    connection.execute("BEGIN")
    for source, tables in sources.items():
        for table in tables:
            connection.execute(f'INSERT OR IGNORE INTO "{table}" SELECT * FROM {source}."{table}"')
    connection.execute("COMMIT")
    connection.close()


def _picture(connection: sqlite3.Connection) -> list[str]:
    known = {*schema.TRAVELLING, *schema.LOCAL}
    found = connection.execute("SELECT name FROM merged.sqlite_schema WHERE type = 'table'")
    return [name for (name,) in found if name not in known and not name.startswith("sqlite_")]
