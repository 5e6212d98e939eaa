"""Start: from the start of the process to the first paint of the window."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from db.home import VARIABLE
from desktop.sample.book import make
from tests.bench.figures import Figure, middle
from tests.bench.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
LATER = frozenset(
    "reportlab openpyxl xlrd docx lxml pypdfium2 pikepdf pyhanko pyhanko_certvalidator PIL "
    "sqlite_utils pyrage pkcs11".split()
)
"""Libraries for papers, signing and workbooks, and what makes the picture's tables."""


def bench(lab: Lab) -> Iterator[Figure]:
    """Start screen and a sample book, against a bare window of the same Qt."""
    book = make(lab.folder / "start.thamdinh", lab.home)
    sorts: list[list[str]] = [["bare"], [], [str(book)]]
    lab.say(f"{lab.scale.starts} starts of each sort")
    times: list[list[float]] = [[], [], []]
    seen: list[set[str]] = [set(), set(), set()]
    if lab.scale.starts > 1:
        for arguments in sorts:
            started(lab, arguments)  # fills the disk's cache and writes byte code
    for _ in range(lab.scale.starts):
        for place, arguments in enumerate(sorts):
            found = started(lab, arguments)
            times[place].append(found.took)
            seen[place] |= found.packages
    bare, start, opened = map(middle, times)
    against = "a bare QMainWindow"
    yield Figure("start", start, bare, 1.35, against=against)
    yield Figure("start.book", opened, bare, 1.7, against=against, note="sample of 48 submissions")
    for name, packages in (("start.imports", seen[1]), ("start.book.imports", seen[2])):
        early = sorted(packages & LATER)
        yield Figure(name, len(early), goal=0, unit="", note=", ".join(early))


class Started(NamedTuple):
    """Milliseconds to the first paint; packages imported and megabytes held by then."""

    took: float
    packages: set[str]
    memory: float


def started(lab: Lab, arguments: list[str]) -> Started:
    """One start of the window, or of a bare one, in a process of its own."""
    env = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {
        VARIABLE: str(lab.home.root),
        "PYTHONPYCACHEPREFIX": str(lab.folder / "bytecode"),  # as an installed program has it
        "QT_LOGGING_RULES": "*.warning=false",
    }
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    line = [sys.executable, "-m", "tests.bench.first_paint", *arguments]
    start = perf_counter()
    with subprocess.Popen(line, stdout=subprocess.PIPE, text=True, env=env, cwd=ROOT) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        took = (perf_counter() - start) * 1000
        packages, memory = process.stdout.readline().split(), process.stdout.readline()
    if first.strip() != "painted" or process.returncode:
        raise RuntimeError(f"the window did not start: {line}")
    return Started(took, set(packages), float(memory))
