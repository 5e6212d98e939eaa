"""Import: a workbook of submissions, reports and ballots, against openpyxl's bare reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from db.book import Book
from desktop.intake.tables import parse
from desktop.intake.take_in import context_of
from tests.bench.figures import Figure, by_turns, middle, timed
from tests.bench.lab import MEMBERS, Lab, import_into, newest


def bench(lab: Lab) -> Iterator[Figure]:
    """Read, checked, signed and written; and reading alone."""
    wanted = lab.scale.submissions
    workbook = lab.workbook(wanted)
    lab.say(f"import of {wanted} submissions and {wanted * MEMBERS} ballots")
    path = lab.empty_book(f"import-{wanted}")
    with Book.open(path, lab.home) as book:
        context = context_of(book, newest(book))
        bare, read = by_turns(
            min(lab.scale.repeats, 3),
            lambda: _read_only(workbook),
            lambda: parse(workbook, context),
        )
        whole = timed(lambda: import_into(book, workbook))
        rows = [
            book.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("submission", "ballot")
        ]
    assert rows == [wanted, wanted * MEMBERS]
    lab.keep(wanted, path)
    against = "openpyxl read_only over all cells"
    yield Figure("import", whole, middle(bare), 2.5, against=against)
    yield Figure("import.read", middle(read), middle(bare), against=against, note="cells to rows")


def _read_only(path: Path) -> int:
    """How many cells hold something."""
    workbook = load_workbook(path, read_only=True)
    cells = 0
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows(values_only=True):
            cells += sum(value is not None for value in row)
    workbook.close()
    return cells
