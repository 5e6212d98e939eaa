"""The whole sample in one folder: book, workbook, rubrics, draft papers, papers to sign."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from db import campaigns
from db.book import Book
from db.errors import (
    BookBusyError,
    DamagedBookError,
    FileExistsAlreadyError,
    FileUnusableError,
    NewerBookError,
    NotABookError,
)
from db.freeze import body_of, freeze
from db.home import Home
from db.queries.office_papers import office_facts
from db.queries.trace import session_traces
from db.record import record_of
from db.sessions import find, standing_snapshot
from desktop.documents.papers import write_papers
from desktop.sample import words
from desktop.sample.book import make, share

BOOK = "minh-hoa.thamdinh"
WORKBOOK = "minh-hoa.xlsx"
PAPERS_TO_SIGN = "giay-to"
DRAFTS = "du-thao"
EACH_YEAR = 48

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What a demo left; ``left_out`` are (code, why) of submissions that were not frozen."""

    folder: Path
    files: tuple[Path, ...]
    submissions: int
    frozen: int
    left_out: tuple[tuple[str, str], ...]
    proof_code: str
    seconds: float

    @property
    def book(self) -> Path:
        """The book."""
        return self.folder / BOOK

    @property
    def workbook(self) -> Path:
        """The import workbook of the newest campaign."""
        return self.folder / WORKBOOK


def demo(
    folder: Path, home: Home, *, scale: int | None = None, years: int = 1, say: Say
) -> DemoReport:
    """Makes the sample with ``scale`` submissions in all, spread over ``years`` campaigns; 48
    in each where nothing is said.

    A demo that stands in ``folder`` is replaced when all of the new one is there. Raises
    FileExistsAlreadyError where anything else bears one of its names, BookBusyError where the
    demo is open, FileUnusableError, PaperError.
    """
    started = monotonic()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_others(folder, home)
        with TemporaryDirectory(prefix=".minh-hoa-", dir=folder) as making:
            made = Path(making)
            listed = [EACH_YEAR] * years if scale is None else share(scale, years)
            frozen = _build(made, home, listed, say)
            files = tuple(_move(made, folder))
    except OSError as error:
        raise FileUnusableError(path=folder, errno=error.errno) from error
    seconds = monotonic() - started
    say(f"Xong trong {f'{seconds:.1f}'.replace('.', ',')} giây.")
    return DemoReport(folder, files, sum(listed), *frozen, seconds)


def _build(
    made: Path, home: Home, listed: Sequence[int], say: Say
) -> tuple[int, tuple[tuple[str, str], ...], str]:
    for kind, name in words.RUBRICS.items():
        (made / name).write_text(words.rubric_text(kind), "utf-8")
    path = make(
        made / BOOK, home, submissions=listed, years=len(listed), workbook=made / WORKBOOK, say=say
    )
    with Book.open(path, home) as book:
        oldest_first = campaigns.campaigns(book.connection)[::-1]
        for campaign in oldest_first[:-1]:
            freeze(book, campaign, 1)
        newest = oldest_first[-1]
        say("Giấy tờ dự thảo…")
        body, _ = body_of(book, newest, 1)
        write_papers(
            body,
            made / DRAFTS,
            traces=partial(session_traces, book, newest, body),
            office=partial(office_facts, book, newest, body),
        )
        frozen = freeze(book, newest, 1)
        say(f"Đã chốt để ký {frozen.submissions} hồ sơ, mã đối chiếu {frozen.proof_code}.")
        body, code = body_of(book, newest, 1)
        snapshot = standing_snapshot(book.connection, find(book.connection, newest, 1).id)
        write_papers(
            body,
            made / PAPERS_TO_SIGN,
            proof_code=code,
            record=None if snapshot is None else record_of(book, snapshot),
            traces=partial(session_traces, book, newest, body),
            office=partial(office_facts, book, newest, body),
            packet=True,
        )
    return frozen.submissions, frozen.left_out, frozen.proof_code


def _move(made: Path, folder: Path) -> Iterator[Path]:
    """Puts everything in its place, the book first: it says that the rest may be replaced."""
    paths = sorted(p for p in made.rglob("*") if p.is_file())
    for path in sorted(paths, key=lambda p: p.name != BOOK):
        target = folder / path.relative_to(made)
        target.parent.mkdir(exist_ok=True)
        os.replace(path, target)
        yield target


def _refuse_others(folder: Path, home: Home) -> None:
    """Raises where a file bears one of our names and is not part of a former demo."""
    if (folder / BOOK).exists():
        _require_demo(folder / BOOK, home)
        return
    for name in (WORKBOOK, *words.RUBRICS.values(), DRAFTS, PAPERS_TO_SIGN):
        if (folder / name).exists():
            raise FileExistsAlreadyError(path=folder / name)


def _require_demo(path: Path, home: Home) -> None:
    """That the book is an illustrative one and open nowhere; its keys need not be here."""
    try:
        with Book.open(path, home) as book:
            flags = [
                rubric.illustrative
                for campaign in campaigns.campaigns(book.connection)
                for rubric in campaigns.rubrics(book.connection, campaign.id).values()
            ]
            if not flags or not all(flags):
                raise FileExistsAlreadyError(path=path)
            if book.readonly:
                raise BookBusyError(path=path)
    except (NotABookError, NewerBookError, DamagedBookError) as error:
        raise FileExistsAlreadyError(path=path) from error
