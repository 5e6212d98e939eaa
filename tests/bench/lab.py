"""What the benches work with: a folder, a home, and books of any size, each made once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from db import campaigns, rubrics
from db.book import Book
from db.home import Home
from db.records import Campaign, SubjectKind
from desktop.intake.take_in import take_in
from desktop.sample import words
from desktop.sample import workbook as workbooks
from desktop.sample.campaign import Campaign as Sample
from desktop.sample.campaign import Case

YEAR = 2023


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything, and how often."""

    starts: int  # processes of each sort
    marks: int
    panel: int  # columns of the meeting's table
    submissions: int  # with reports and a ballot of each of nine members
    listed: int
    years: int  # that they are spread over, where they are made and not only listed
    appendix: int  # rows
    summary: int  # rows
    stick: int  # megabytes
    repeats: int
    scans: int  # on a stick, one of them new
    scan_size: int  # bytes
    changes: int  # in a file to merge
    edits: int  # of a year of use
    merges: int
    year: int  # submissions that are edited


FULL = Scale(
    starts=15, marks=540, panel=15, submissions=10_000, listed=100_000, years=10, appendix=1000,
    summary=10_000, stick=100, repeats=7, scans=60, scan_size=2 << 20,
    changes=100_000, edits=10_000, merges=60, year=300,
)  # fmt: skip
TINY = Scale(
    starts=1, marks=8, panel=5, submissions=12, listed=60, years=2, appendix=10, summary=20,
    stick=1, repeats=1, scans=3, scan_size=2 << 20, changes=2_000, edits=20,
    merges=2, year=12,
)  # fmt: skip
LONG = replace(FULL, scans=300, scan_size=30 << 20, changes=1_000_000)
MEMBERS = 9


@dataclass(frozen=True)
class FullSample(Sample):
    """The sample campaign, but of those submissions alone on which every member has a ballot."""

    wanted: int = 0

    @classmethod
    def of(cls, wanted: int, members: int) -> FullSample:
        """So many submissions."""
        return cls(year=YEAR, submissions=4 * wanted + 96, panel=members, wanted=wanted)

    @property
    def absent(self) -> str:
        """Nobody misses the meeting."""
        return ""

    def cases(self) -> Iterator[Case]:
        """Those with a registration, a report and all ballots."""
        left = self.wanted
        for case in super().cases():
            said = [name for row in case.rows for name in row.values]
            if said.count("marks") < self.panel or not {"registered_on", "has_report"} <= {*said}:
                continue
            if not left:
                return
            left -= 1
            yield case
        if left:
            raise RuntimeError(f"the sample ran out with {left} submissions to go")


class Lab:
    """Makes and keeps what several benches share. ``say`` tells what takes long."""

    def __init__(self, folder: Path, scale: Scale, *, quiet: bool = False) -> None:
        self.folder, self.scale, self.quiet = folder, scale, quiet
        self.home = Home(folder / "home")
        self._workbooks: dict[int, Path] = {}
        self._books: dict[int, Path] = {}

    def say(self, words: str) -> None:
        """One line for whoever waits."""
        if not self.quiet:
            print(f"… {words}", file=sys.stderr, flush=True)

    def empty_book(self, name: str) -> Path:
        """A book with one campaign and the sample's two rubrics."""
        path = self.folder / f"{name}.thamdinh"
        with Book.create(path, self.home) as book:
            campaign = campaigns.create(book, YEAR, "Huyện ủy", place="Lạc Dương")
            for kind in SubjectKind:
                rubrics.store(book, campaign, words.rubric(kind))
        return path

    def workbook(self, submissions: int) -> Path:
        """An import workbook of so many submissions with reports and nine ballots each."""
        if submissions not in self._workbooks:
            self.say(f"a workbook of {submissions} submissions")
            path = self.folder / f"full-{submissions}.xlsx"
            sample = FullSample.of(submissions, MEMBERS)
            self._workbooks[submissions] = workbooks.writes(path, sample)
        return self._workbooks[submissions]

    def book(self, submissions: int) -> Path:
        """The book that the workbook of so many submissions makes."""
        if submissions not in self._books:
            workbook = self.workbook(submissions)
            path = self.empty_book(f"full-{submissions}")
            self.say(f"a book of {submissions} submissions")
            with Book.open(path, self.home) as book:
                import_into(book, workbook)
            self._books[submissions] = path
        return self._books[submissions]

    def keep(self, submissions: int, path: Path) -> None:
        """A bench made the book of that many submissions itself."""
        self._books.setdefault(submissions, path)


def newest(book: Book) -> Campaign:
    """The book's campaign."""
    return campaigns.find(book.connection, None)


def import_into(book: Book, workbook: Path) -> None:
    """Imports all of the workbook; one of our own is never refused."""
    taken = take_in(book, newest(book), workbook)
    if taken.report is None:
        raise RuntimeError(f"the workbook was refused: {taken.refused[0]}")
