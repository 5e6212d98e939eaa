"""The sample campaign as a book, made the way a secretary makes one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from db import campaigns, importing, rubrics, sessions
from db.book import Book
from db.errors import FileExistsAlreadyError, FileUnusableError
from db.home import Home
from db.queries.minutes import hearing_id
from db.records import Campaign, SubjectKind
from desktop.intake.take_in import take_in
from desktop.sample import words
from desktop.sample import workbook as workbooks
from desktop.sample.campaign import SESSION_MOST, Case, Row
from desktop.sample.campaign import Campaign as Sample

WORKBOOK_MOST = 300
"""Up to so many submissions a year come in through the workbook, more go straight to the log."""

_BATCH = 1000  # submissions in one transaction: memory stays bounded

Say = Callable[[str], None]


def share(submissions: int, years: int) -> list[int]:
    """So many submissions in all, spread over the years as evenly as can be, the oldest first;
    each year has one at least."""
    return [max((submissions + year) // years, 1) for year in range(years)]


def make(
    path: Path,
    home: Home,
    *,
    submissions: int | Sequence[int] = 48,
    members: int = 7,
    year: int = 2023,
    years: int = 1,
    ballots: bool = True,
    workbook: Path | None = None,
    say: Say | None = None,
) -> Path:
    """Makes the book of the sample and closes it: ``years`` campaigns, the last of ``year``, each
    with so many ``submissions``, or one after the other with those listed.

    ``workbook`` keeps the import workbook there, those of earlier years beside it with the year
    in their name. Nothing is frozen, and the book is there whole or not at all. Raises
    FileExistsAlreadyError, FileUnusableError, and ValueError for a panel of fewer than three.
    """
    if path.exists():
        raise FileExistsAlreadyError(path=path)
    part = path.with_name(f".{path.name}.part")  # nobody ever opens half a sample
    try:
        part.unlink(missing_ok=True)
        with Book.create(part, home) as book, TemporaryDirectory() as folder:
            first = year - years + 1
            listed = [submissions] * years if isinstance(submissions, int) else submissions
            for each, wanted in enumerate(listed, start=first):
                sample = Sample(year=each, submissions=wanted, panel=members)
                if say is not None:
                    say(f"Đợt {each}: {wanted} hồ sơ, {members} thành viên…")
                kept = Path(folder) / "minh-hoa.xlsx" if workbook is None else workbook
                if each != year:
                    kept = kept.with_name(f"{kept.stem}-{each}{kept.suffix}")
                _fill(book, sample, kept, write=workbook is not None, ballots=ballots)
        os.replace(part, path)
    except OSError as error:
        raise FileUnusableError(path=path, errno=error.errno) from error
    finally:
        part.unlink(missing_ok=True)
    return path


def _fill(book: Book, sample: Sample, workbook: Path, *, write: bool, ballots: bool) -> None:
    """One campaign, through its workbook where it is small enough."""
    campaign = _campaign(book, sample)
    through_workbook = sample.submissions <= WORKBOOK_MOST
    if write or through_workbook:
        workbooks.writes(workbook, sample, ballots=ballots)
    if through_workbook:
        _take_in(book, campaign, workbook)
    else:
        _straight(book, campaign, sample, ballots)
    if ballots:
        _hold_meeting(book, campaign, sample)


def _campaign(book: Book, sample: Sample) -> Campaign:
    district = words.read("district")
    if campaigns.campaigns(book.connection):
        return campaigns.create_next(book, sample.year)
    campaign = campaigns.create(
        book,
        sample.year,
        district["body"],
        unit=district["prefix"],
        parent=district["parent"],
        place=district["place"],
    )
    for kind in SubjectKind:
        rubrics.store(book, campaign, words.rubric(kind))
    return campaign


def _take_in(book: Book, campaign: Campaign, workbook: Path) -> None:
    taken = take_in(book, campaign, workbook)
    if taken.report is None:  # our own workbook: a fault of the program
        first = taken.refused[0]
        raise RuntimeError(f"the sample workbook was refused at {first.cell}: {first.reason}")


def _straight(book: Book, campaign: Campaign, sample: Sample, ballots: bool) -> None:
    frame: Iterable[Row] = sample.frame()
    cases = sample.cases()
    while batch := list(islice(cases, _BATCH)):
        rows = [*frame, *(row for case in batch for row in case.rows)]
        importing.apply(book, campaign, _importable(rows, ballots), file="minh-hoa.xlsx")
        frame = ()


def _importable(rows: Iterable[Row], ballots: bool) -> Iterator[importing.ImportRow]:
    for row in rows:
        if ballots or row.table != "ballot":
            yield importing.ImportRow(row.table, row.key, row.values)


def _hold_meeting(book: Book, campaign: Campaign, sample: Sample) -> None:
    """What the import workbook has no column for: opinions, and which submissions are heard."""
    session = sessions.find(book.connection, campaign, 1)
    heard: list[Case] = list(islice((c for c in sample.cases() if c.heard), SESSION_MOST))
    with book.write() as operation:
        for case in heard:
            submission = operation.row_id("submission", campaign.id, case.code)
            if case.opinion:
                operation.set(
                    "hearing",
                    hearing_id(book, session.id, submission),
                    {
                        "session": session.id,
                        "submission": submission,
                        "opinions": case.opinion,
                    },
                )
            if not sample.in_one_meeting:
                operation.set("session", session.id, {f"takes:{submission.hex()}": True})
