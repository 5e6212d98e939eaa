"""The upper left part of an upper level's workbook, to choose its cells from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl.worksheet.worksheet import Worksheet

from desktop.documents.own_template import open_template

MOST_ROWS: Final = 80
MOST_COLUMNS: Final = 40


@dataclass(frozen=True, slots=True)
class Outline:
    """Names of all sheets; of one of them the texts of its cells, row by row, all rows equally
    long, with room to the right and below."""

    sheets: tuple[str, ...]
    sheet: str
    rows: tuple[tuple[str, ...], ...]


def outline(template: Path, sheet: str = "") -> Outline:
    """Reads it; ``sheet`` "" or an unknown one is the first. Raises TemplateError."""
    workbook = open_template(template)
    names = tuple(page.title for page in workbook.worksheets)
    chosen = sheet if sheet in names else names[0]
    page = workbook[chosen]
    assert isinstance(page, Worksheet)
    rows = min(page.max_row + 12, MOST_ROWS)
    columns = min(page.max_column + 3, MOST_COLUMNS)
    texts = tuple(
        tuple("" if value is None else " ".join(str(value).split()) for value in row)
        for row in page.iter_rows(max_row=rows, max_col=columns, values_only=True)
    )
    return Outline(names, chosen, texts)
