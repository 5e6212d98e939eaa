"""A merge holds no more of a large file in memory than of a small one, and tells where it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.book import Book
from db.home import VARIABLE, Home
from db.records import Campaign
from tests.bench import many_changes

ROOT = Path(__file__).resolve().parents[3]
MOST = 300  # megabytes


def _merged(book: Book, campaign: Campaign, changes: int) -> dict[str, float]:
    """What the merge of so many changes tells, carried out in a process of its own."""
    folder = book.path.parent / f"{changes}"
    folder.mkdir()
    target, file = folder / "so.thamdinh", folder / "ban.thamdinh"
    target.write_bytes(book.path.read_bytes())
    many_changes.write(book, campaign, changes, file)
    env = {**os.environ, VARIABLE: str(Home(folder / "home").root)}
    line = [sys.executable, "-m", "tests.bench.merging_child", str(target), str(file)]
    done = subprocess.run(line, capture_output=True, text=True, env=env, cwd=ROOT, check=True)
    said: dict[str, float] = json.loads(done.stdout)[0]
    assert said["changes"] == changes
    assert said["told"] >= changes // 512
    return said


@pytest.mark.long
def test_memory_does_not_grow_with_the_file(book: Book, campaign: Campaign) -> None:
    small, large = (_merged(book, campaign, changes) for changes in (20_000, 400_000))
    assert large["merge"] < MOST
    assert large["merge"] < 1.5 * small["merge"]
    assert large["plan"] < 1.5 * small["plan"]
