"""Ghép of a large file: time against a bare union of the tables, and memory at two sizes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from db.book import Book
from db.home import VARIABLE
from tests.bench import many_changes
from tests.bench.figures import Figure, timed
from tests.bench.lab import Lab, newest

ROOT = Path(__file__).resolve().parents[2]
_MOST, _MORE = 300, 25  # megabytes: at most, and more for ten times the changes
_TABLES = ("change", "op", "ballot", "sent", "snapshot")


def bench(lab: Lab) -> Iterator[Figure]:
    """Plan and merge of many changes into a small book, each in a process of its own."""
    many, few = lab.scale.changes, max(lab.scale.changes // 10, 100)
    small, _ = _merged(lab, few)
    large, bare = _merged(lab, many)
    told = f"{many:,} changes, progress told {large['told']:.0f} times"
    against = "INSERT … SELECT of the same tables"
    yield Figure("merge", large["merge_ms"], bare, against=against, note=told)
    yield Figure("merge.plan", large["plan_ms"], bare, against=against)
    yield Figure("merge.memory", large["merge"], goal=_MOST, unit="MB", note="at most, all told")
    more = max(large["merge"] - small["merge"], 0.0)
    note = f"more than with {few:,} changes"
    yield Figure("merge.growth", more, goal=_MORE, unit="MB", note=note)


def _merged(lab: Lab, changes: int) -> tuple[dict[str, float], float]:
    """(what the child tells, milliseconds of a bare union)."""
    lab.say(f"a file with {changes} changes to merge")
    path = lab.empty_book(f"merging-{changes}")
    file, bare = path.with_name(f"file-{changes}.thamdinh"), path.with_suffix(".bare")
    with Book.open(path, lab.home) as book:
        many_changes.write(book, newest(book), changes, file)
        with sqlite3.connect(bare) as target:
            book.connection.backup(target)
        target.close()
    took = timed(lambda: _union(bare, file))
    bare.unlink()
    env = {**os.environ, VARIABLE: str(lab.home.root)}
    line = [sys.executable, "-m", "tests.bench.merging_child", str(path), str(file)]
    done = subprocess.run(line, capture_output=True, text=True, env=env, cwd=ROOT, check=True)
    said: dict[str, float] = json.loads(done.stdout)
    assert said["changes"] == changes and said["told"] > 0
    file.unlink()
    return said, took


def _union(target: Path, file: Path) -> None:
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("ATTACH ? AS other", (str(file),))
    connection.execute("BEGIN")
    for table in _TABLES:
        connection.execute(f"INSERT OR IGNORE INTO {table} SELECT * FROM other.{table}")
    connection.execute("COMMIT")
    connection.close()
