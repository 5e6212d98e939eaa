"""Whole processes against programs that people know: KeePassXC and LibreOffice.

Where the other program is missing its row is left out, with a line on standard error that says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from db.book import Book
from db.home import VARIABLE
from desktop.sample.book import make
from tests.bench import peer_files
from tests.bench.figures import Figure, middle, timed
from tests.bench.lab import MEMBERS, YEAR, Lab

ROOT = Path(__file__).resolve().parents[2]
_TURNS = 3


def merge(lab: Lab) -> Iterator[Figure]:
    """``merge`` of a second book against ``keepassxc-cli merge`` of two databases."""
    other = _found(lab, "keepassxc-cli")
    if other is None:
        return
    size = lab.scale.submissions
    edited = size * 3 // 10
    lab.say(f"two books and two databases of {size}, {edited} edited")
    base = make(lab.folder / "peer.thamdinh", lab.home, submissions=size, year=YEAR, ballots=False)
    second = lab.folder / "second.thamdinh"
    shutil.copyfile(base, second)
    with Book.open(second, lab.home) as book:
        peer_files.edit(book, edited)
    with Book.open(base, lab.home, readonly=True) as book:
        entries = list(peer_files.entries(book))
    key = lab.folder / "peer.key"
    key.write_bytes(os.urandom(64))
    databases = []
    for name, changed in (("first", 0), ("second", edited)):
        xml = lab.folder / f"{name}.xml"
        peer_files.write_keepass(xml, entries, changed)
        databases.append(lab.folder / f"{name}.kdbx")
        _run([other, "import", "-q", "--set-key-file", key, "-t", "100", xml, databases[-1]])
    ours, theirs = lab.folder / "peer-into.thamdinh", lab.folder / "into.kdbx"

    def fresh() -> None:
        ours.unlink(missing_ok=True)
        shutil.copyfile(base, ours)
        Book.open(ours, lab.home).close()  # read through once, as the laptop's own book is
        shutil.copyfile(databases[0], theirs)

    line = [other, "merge", "-q", "-s", "--no-password", "-k", key, theirs, databases[1]]
    took, bare = _by_turns(lab, partial(_thamdinh, lab, "merge", ours, second), line, fresh)
    yield Figure(
        "peer.merge", took, bare, 0.5, against="keepassxc-cli merge",
        note=f"{size} submissions of five texts, {edited} of them edited",
    )  # fmt: skip


def papers(lab: Lab) -> Iterator[Figure]:
    """``papers --only summary.pdf`` against LibreOffice's PDF of the same table."""
    office = _soffice(lab)
    if office is None:
        return
    book, out = lab.book(min(lab.scale.submissions, 1000)), lab.folder / "peer-papers"
    ask = ["papers", book, "--session", "1", "--out", out]
    _thamdinh(lab, *ask, "--only", "summary.xlsx")
    workbook = next(out.glob("*.xlsx"))
    line = [*office, "--convert-to", "pdf", "--outdir", lab.folder / "peer-pdf", workbook]
    took, bare = _by_turns(lab, partial(_thamdinh, lab, *ask, "--only", "summary.pdf"), line)
    assert list(out.glob("*.pdf")) and list((lab.folder / "peer-pdf").glob("*.pdf"))
    yield Figure(
        "peer.papers", took, bare, 0.6, against="soffice --convert-to pdf",
        note=f"summary table, {MEMBERS} members",
    )  # fmt: skip


def results(lab: Lab) -> Iterator[Figure]:
    """``results`` against LibreOffice computing a workbook with the same marks and formulas."""
    office = _soffice(lab)
    if office is None:
        return
    path = lab.book(min(lab.scale.submissions, 1000))
    workbook = lab.folder / "marks.xlsx"
    with Book.open(path, lab.home, readonly=True) as book:
        marks = peer_files.write_marks(workbook, book)
    line = [*office, "--convert-to", "csv", "--outdir", lab.folder / "peer-csv", workbook]
    took, bare = _by_turns(lab, partial(_thamdinh, lab, "results", path, "--json"), line)
    yield Figure(
        "peer.results", took, bare, 0.5, against="soffice --convert-to csv",
        note=f"{marks} marks, their totals, means, classes and ranks",
    )  # fmt: skip


def _by_turns(
    lab: Lab,
    ours: Callable[[], None],
    theirs: Sequence[object],
    fresh: Callable[[], None] | None = None,
) -> tuple[float, float]:
    """The medians of both, by turns; once before that nobody measures."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(min(_TURNS, lab.scale.repeats) + 1):
        if fresh is not None:
            fresh()
        for listed, job in zip(times, (ours, lambda: _run(theirs)), strict=True):
            listed.append(timed(job))
    return middle(times[0][1:]), middle(times[1][1:])


def _thamdinh(lab: Lab, *words: object) -> None:
    env = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env |= {VARIABLE: str(lab.home.root), "PYTHONPYCACHEPREFIX": str(lab.folder / "bytecode")}
    _run([sys.executable, "-m", "desktop", *words], env)


def _run(line: Sequence[object], env: dict[str, str] | None = None) -> None:
    words = [str(word) for word in line]
    done = subprocess.run(words, capture_output=True, text=True, env=env, cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed: {done.stderr[-500:]}")


def _soffice(lab: Lab) -> list[object] | None:
    """LibreOffice without a window, with a profile of its own in the bench's folder."""
    program = _found(lab, "soffice")
    if program is None:
        return None
    profile = (lab.folder / "soffice").absolute().as_uri()
    return [program, "--headless", "--norestore", f"-env:UserInstallation={profile}"]


def _found(lab: Lab, program: str) -> str | None:
    found = shutil.which(program)
    if found is None:
        lab.say(f"skipped: {program} is not installed here")
    return found
