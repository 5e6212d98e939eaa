"""Workbooks made on the spot, and a campaign to read them into."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from db.records import Criterion, Rubric, SubjectKind
from desktop.intake.records import Context, Intake
from desktop.intake.tables import parse

FILES = Path(__file__).parents[2] / "files"

Sheets = Mapping[str, Sequence[Sequence[Any]]]


def rubric(kind: SubjectKind, **maxima: int) -> Rubric:
    """A rubric with these criteria, maxima in hundredths, step 0,25."""
    criteria = tuple(Criterion(code, code, most) for code, most in maxima.items())
    return Rubric("r", "Bộ tiêu chí", kind, "căn cứ", sum(maxima.values()), 25, criteria)


@pytest.fixture
def files() -> Path:
    """The folder of stored samples."""
    return FILES


@pytest.fixture
def context() -> Context:
    """2023, rubrics for both kinds; the book knows two units, two members, two submissions."""
    return Context(
        year=2023,
        rubrics={
            SubjectKind.COLLECTIVE: rubric(SubjectKind.COLLECTIVE, TC1=200, TC2=400, DT1=50),
            SubjectKind.INDIVIDUAL: rubric(SubjectKind.INDIVIDUAL, TC1=200, CN1=300),
        },
        units=["LD01", "LD02"],
        members=["TV01", "TV02"],
        submissions={"HS1": SubjectKind.COLLECTIVE, "HS2": SubjectKind.INDIVIDUAL},
    )


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[[Sheets], Path]:
    """Makes an .xlsx; a cell is a value or (value, font) or (value, font, number format)."""

    def make(sheets: Sheets) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row, start=1):
                    look = value if isinstance(value, tuple) else (value,)
                    if look[0] is None:
                        continue
                    cell = sheet.cell(number, column, look[0])
                    if len(look) > 1 and look[1]:
                        cell.font = Font(look[1])
                    if len(look) > 2:
                        cell.number_format = look[2]
        path = tmp_path / "bang.xlsx"
        book.save(path)
        return path

    return make


@pytest.fixture
def take(workbook: Callable[[Sheets], Path], context: Context) -> Callable[..., Intake]:
    """Parses sheets into the campaign of ``context``."""

    def run(sheets: Sheets, into: Context = context) -> Intake:
        return parse(workbook(sheets), into)

    return run
