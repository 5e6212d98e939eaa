"""The sample campaign as an import workbook, as a careful secretary would have typed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from db.records import SubjectKind
from desktop.documents.files import write_whole
from desktop.documents.workbook_file import workbook_bytes
from desktop.intake import layout
from desktop.intake.layout import Column, Holds, Layout
from desktop.sample import words
from desktop.sample.campaign import Campaign, Row
from desktop.words import KINDS, ROLES

TITLE = "SỐ LIỆU MINH HỌA - không phải số liệu của cơ quan, tổ chức nào"

_SHEETS = {
    "unit": layout.UNITS,
    "member": layout.MEMBERS,
    "subject": layout.SUBJECTS,
    "submission": layout.SUBMISSIONS,
    "target": layout.TARGETS,
    "ballot": layout.BALLOTS,
    "session": layout.SESSIONS,
}
_KEYS = {"target": ("code", "name"), "ballot": ("code", "member"), "session": ("number",)}
_BOLD, _LARGE = Font(bold=True), Font(bold=True, size=14)
_RED = Font(bold=True, color="C00000")
_WRAP = Alignment(wrap_text=True, vertical="top")


def writes(path: Path, campaign: Campaign, *, ballots: bool = True) -> Path:
    """Writes the workbook of a campaign; the same campaign gives the same bytes.

    Without ``ballots`` that sheet has headings only. Raises PaperFileError.
    """
    book = Workbook(write_only=True)
    sheets = {table.sheet: _Sheet(book, table) for table in layout.LAYOUTS}
    for row in _rows(campaign):
        if row.table == "ballot" and not ballots:
            continue
        table = layout.REPORTS if "has_report" in row.values else _SHEETS[row.table]
        key = dict(zip(_KEYS.get(row.table, ("code",)), row.key, strict=True))
        sheets[table.sheet].add({**key, **_by_criterion(row.values)})
    write_whole(path, workbook_bytes(book))
    return path


def _rows(campaign: Campaign) -> Iterator[Row]:
    yield from campaign.frame()
    for case in campaign.cases():
        yield from case.rows


def _by_criterion(values: Mapping[str, object]) -> dict[str, object]:
    """Marks under their criteria; a recusal as LQ in the first column, its reason beside."""
    found: dict[str, object] = {}
    for name, value in values.items():
        if name == "marks" and isinstance(value, Mapping):
            found.update(value)
        elif name == "recused":
            found[_criteria()[0]] = "LQ"
        elif name == "reason":
            found["comment"] = value
        else:
            found[name.removeprefix("self:")] = value
    return found


@cache
def _criteria() -> Sequence[str]:
    """The criteria of both rubrics, each once."""
    return tuple(dict.fromkeys(c.code for kind in SubjectKind for c in words.rubric(kind).criteria))


class _Sheet:
    """One sheet under its title lines and headings."""

    def __init__(self, book: Workbook, table: Layout) -> None:
        sheet = book.create_sheet(table.sheet)
        assert isinstance(sheet, WriteOnlyWorksheet)  # as the workbook was made
        self._sheet = sheet
        columns = [*table.columns]
        if table.criteria_at is not None:
            marks = [Column(code, code, width=8) for code in _criteria()]
            columns[table.criteria_at : table.criteria_at] = marks
        self._columns = columns
        dimensions: Any = sheet  # the stubs leave this out
        for place, column in enumerate(columns, start=1):
            dimensions.column_dimensions[get_column_letter(place)].width = column.width
        sheet.freeze_panes = "A5"
        sheet.append([self._styled(words.read("district")["body"].upper(), _LARGE)])
        sheet.append([self._styled(TITLE, _RED)])
        sheet.append([])
        sheet.append([self._styled(column.heading, _BOLD) for column in columns])

    def _styled(self, value: Any, font: Font | None = None, number_format: str = "") -> Any:
        cell = WriteOnlyCell(self._sheet, value)
        if font is not None:
            cell.font = font
        if number_format:
            cell.number_format = number_format
        return cell

    def add(self, values: Mapping[str, object]) -> None:
        """One row under the headings."""
        self._sheet.append([self._cell(values.get(c.name), c) for c in self._columns])

    def _cell(self, value: object, column: Column) -> object:
        holds = column.holds
        match value:
            case None | False:
                return None
            case True:
                return "x"
            case int() if column.name in _criteria():
                return self._styled(value / 100, number_format="0.00")
            case dict():
                return ", ".join(f"{member} ({reason})" for member, reason in value.items())
            case str() if holds is Holds.DATE:
                return self._styled(date.fromisoformat(value), number_format="dd/mm/yyyy")
            case str() if holds is Holds.KIND:
                return KINDS[value]
            case str() if holds is Holds.ROLE:
                return ROLES[value]
            case str() if holds is Holds.TEXT and value.isdigit():
                return int(value)
            case str() if holds is Holds.LONG_TEXT:
                cell = self._styled(value)
                cell.alignment = _WRAP
                return cell
        return value
