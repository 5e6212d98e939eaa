"""SECURITY.md names tests: they are there, and every promise has one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
_TEST = re.compile(r"^(?:def test_|class Test|Test\w+ = )", re.MULTILINE)
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TEXT.splitlines()
    if line.startswith("|") and not line.startswith(("| promise", "|---"))
]


def named(cell: str) -> list[Path]:
    """The files in a cell; one without a folder lies in that of the one before."""
    found, folder = [], ROOT
    for word in re.findall(r"`([^`]+\.py)`", cell):
        path = ROOT / word if "/" in word else folder / word
        folder = path.parent
        found.append(path)
    return found


@pytest.mark.parametrize("row", ROWS, ids=[row[0][:40] for row in ROWS])
def test_every_promise_names_tests_that_are_there(row: list[str]) -> None:
    promise, how, tests = row
    assert promise and how
    files = named(tests)
    assert files, "no test is named"
    for path in files:
        assert path.is_file(), path
        assert "conftest" in path.name or _TEST.search(path.read_text("utf-8"))


def test_every_file_of_faults_is_named() -> None:
    listed = {path.name for row in ROWS for path in named(row[2])}
    there = {path.name for path in (ROOT / "tests" / "faults").glob("test_*.py")}
    assert there <= listed
