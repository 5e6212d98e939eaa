"""Mark: Enter in the meeting's table → saved durably → totals painted."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt

from db import campaigns, importing, rubrics, storage
from db.book import Book
from db.drafts import Drafts
from db.importing import ImportRow
from desktop.models.words import shown_points
from desktop.screens.meeting import MeetingScreen
from tests.bench.figures import Figure, middle, percentile, timed
from tests.bench.lab import YEAR, Lab
from tests.flows.meeting_book import Alone
from tests.flows.sample_book import RUBRIC

_SYNCS = ("fsync", "fdatasync", "sync_file_range", "sync", "syncfs")
_MARK = (b"m" * 16, b"s" * 16, "TC1")


def bench(lab: Lab) -> Iterator[Figure]:
    """Six criteria by so many members, against a durable commit of the same row."""
    wanted = lab.scale.marks
    lab.say(f"{wanted} marks")
    bare = _Bare(lab.folder / "bare.sqlite")
    path = _book(lab, -(-wanted // (len(RUBRIC.criteria) * lab.scale.panel)) + 1)
    screen = _Table(path, lab)
    try:
        screen.enter()  # the first costs more: files are made, type is laid out
        bare.commit(0)
        marks, commits = [], []
        for number in range(wanted):
            commits.append(timed(partial(bare.commit, number % 200)))
            marks.append(screen.enter())
    finally:
        screen.close()
        bare.close()
    against = "BEGIN IMMEDIATE, INSERT OR REPLACE of one mark, COMMIT"
    yield Figure("mark", middle(marks), middle(commits), 6, against=against)
    note = f"a bare commit here: {percentile(commits, 99):.1f} ms"
    yield Figure("mark.p99", percentile(marks, 99), goal=5, note=note)
    syncs = _syncs(lab)
    if syncs is not None:
        yield Figure("mark.syncs", syncs, unit="", note="of one mark, counted by strace")


class _Bare:
    """The baseline: a table of marks like that of the drafts, and nothing else."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute(f"PRAGMA synchronous = {storage.SYNCHRONOUS}")
        self._connection.execute(
            "CREATE TABLE mark(member BLOB NOT NULL, submission BLOB NOT NULL, "
            "criterion TEXT NOT NULL, mark INTEGER NOT NULL, "
            "PRIMARY KEY(member, submission, criterion)) STRICT, WITHOUT ROWID"
        )

    def commit(self, mark: int) -> None:
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?)", (*_MARK, mark))
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


class _Table:
    """Types marks into the real screen, submission after submission."""

    def __init__(self, path: Path, lab: Lab) -> None:
        self._driver = Alone(path, lab.home, MeetingScreen, (1366, 768))
        self._screen = self._driver.screen
        self._painted = _Painted(self._screen.sheet.table.viewport())

    def enter(self) -> float:
        """Milliseconds from Enter until the mark and its total are painted."""
        table, grid = self._screen.sheet.table, self._screen.grid
        if not grid.ballots or not any(ballot.missing for ballot in grid.ballots):
            self._screen.move_by(1)
            self._screen.sheet.go_to(0, 0)
        index = table.currentIndex()
        row, column = index.row(), index.column()
        self._driver.type("0,5")
        self._painted.count = 0
        took = timed(lambda: self._driver.key(Qt.Key.Key_Return))
        marks = grid.ballots[column].marks
        total = grid.item(len(grid.criteria), column).text()
        assert marks[grid.criteria[row].code] == 50 and self._painted.count
        assert total == shown_points(sum(marks.values()))
        return took

    def close(self) -> None:
        self._driver.close()


class _Painted(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def _book(lab: Lab, submissions: int) -> Path:
    """A panel of ``scale.panel`` of whom nobody is recused, and nobody has scored."""
    path = lab.folder / "mark.thamdinh"
    with Book.create(path, lab.home) as book:
        campaign = campaigns.create(book, YEAR, "Huyện ủy Lạc Dương", place="Lạc Dương")
        rubrics.store(book, campaign, RUBRIC)
        rows = [
            ImportRow(
                "member",
                (f"TV{n:02d}",),
                {"name": f"Trần Văn Nam {n}", "role": "chair" if n == 1 else "member"},
            )
            for n in range(1, lab.scale.panel + 1)
        ]
        said = {"kind": "collective", "subject": "Đảng bộ xã Lát", "unit": "LD01", "title": "Mẫu"}
        said |= {"registered_on": f"{YEAR}-02-02"}
        rows += [
            ImportRow("submission", (f"LD-{n:03d}",), {**said, "has_report": True})
            for n in range(1, submissions + 1)
        ]
        importing.apply(book, campaign, rows, file="mark.xlsx")
    return path


def _syncs(lab: Lab) -> float | None:
    """Syncs of one mark, by strace where there is one; None elsewhere."""
    strace = shutil.which("strace")
    if strace is None:
        return None
    counts = []
    many = 5
    for marks in (0, many):
        said, path = lab.folder / f"syncs-{marks}", lab.folder / f"syncs-{marks}.sqlite"
        line = [strace, "-f", "-qq", "-e", f"trace={','.join(_SYNCS)}", "-o", str(said)]
        child = [sys.executable, "-m", "tests.bench.mark", str(path), str(marks)]
        done = subprocess.run([*line, *child], capture_output=True, check=False)
        if done.returncode or not path.exists():
            return None  # not allowed here
        text = said.read_text("utf-8", "replace")
        counts.append(len(re.findall(rf"\b(?:{'|'.join(_SYNCS)})\(", text)))
    return (counts[1] - counts[0]) / many


def _keep_marks(path: Path, marks: int) -> None:
    drafts = Drafts(path)
    for mark in range(marks):
        drafts.set_mark(*_MARK, mark)
    drafts.close()


if __name__ == "__main__":
    _keep_marks(Path(sys.argv[1]), int(sys.argv[2]))
