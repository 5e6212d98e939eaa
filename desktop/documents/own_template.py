"""An upper level's own Excel template filled with a session's results.

Its cells are mapped once, "B9" holds the subject of the first line, and the mapping is kept in
THAMDINH_HOME beside the template's name. Formulas and what stands below the list move down with
it; nothing that already stands in the template is overwritten.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from db.home import Home, write_private
from db.zip_file import open_zip
from desktop.documents.content_rating import qualification
from desktop.documents.errors import TemplateError
from desktop.documents.facts import Body, Case, Facts
from desktop.documents.files import write_whole
from desktop.documents.people import KINDS
from desktop.documents.read_body import read_facts
from desktop.documents.secrecy import refuse_secret
from desktop.documents.wording import number_is_open

Value = str | int | float | None

_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,5})")
_REFERENCE: Final = re.compile(r"(:?)(\$?\b[A-Z]{1,3}\$?)([1-9][0-9]*)\b(?!\()")
_LARGEST: Final = 64 << 20
_MOST_TEXT: Final = 16 << 20  # bytes of its sheets, unpacked: openpyxl holds many times as much
_MOST_CELLS: Final = 2_000_000  # from A1 to the last cell that anybody touched
_MEDIA: Final = ("xl/media/",)
_FORMULA_SIGNS: Final = ("=", "+", "-", "@")


def _points(value: int | None) -> Value:
    return None if value is None else value / 100


LINE_FIELDS: Final[Mapping[str, Callable[[Facts, Case], Value]]] = {
    "code": lambda _, c: c.code,
    "kind": lambda _, c: KINDS[c.kind],
    "subject": lambda _, c: c.subject,
    "post": lambda _, c: c.post,
    "unit": lambda _, c: c.unit_name,
    "title": lambda _, c: c.title,
    "field": lambda _, c: c.field,
    "self_score": lambda _, c: _points(c.self_score),
    "self_class": lambda _, c: c.self_class,
    "ballots": lambda _, c: c.valid,
    "final": lambda _, c: _points(c.final),
    "rank": lambda _, c: c.rank,
    "class": lambda _, c: c.class_name,
    "decided_class": lambda _, c: c.decided_words,
    "excellent": lambda f, c: qualification(f, c)[0],
    "reason": lambda _, c: c.decided_reason or c.sent_back,
}
"""What a column of the list may hold; "number" is the running number."""

ONCE_FIELDS: Final[Mapping[str, Callable[[Facts], Value]]] = {
    "year": lambda f: f.year,
    "body": lambda f: f.body,
    "parent": lambda f: f.parent,
    "minutes_no": lambda f: "" if number_is_open(f.meeting.minutes_no) else f.meeting.minutes_no,
    "date": lambda f: f.meeting.day.strftime("%d/%m/%Y") if f.meeting.day else "",
    "decision": lambda f: f.decision.document if f.decision else "",
    "total": lambda f: len(f.cases),
}
"""What stands in one cell of its own; so do "count:Tốt" and the like."""

_NUMBER: Final = "number"
_COUNT: Final = "count:"


@dataclass(frozen=True, slots=True)
class Mapped:
    """``cells`` by address: the field that the cell holds, in the first line of the list for
    the fields of a line. ``sheet`` "" is the first one."""

    sheet: str
    cells: Mapping[str, str]


def read_mapping(text: str, sheet: str = "") -> Mapped:
    """As "A9=number,B9=subject,C3=year". Raises TemplateError(cell, detail: cell, field, rows)."""
    cells: dict[str, str] = {}
    rows = set()
    for part in filter(None, (p.strip() for p in text.split(","))):
        address, _, name = (piece.strip() for piece in part.partition("="))
        match = _CELL.fullmatch(address.upper())
        if match is None:
            raise TemplateError(path="", cell=address, detail="cell")
        if name in LINE_FIELDS or name == _NUMBER:
            rows.add(match[2])
        elif name not in ONCE_FIELDS and not name.startswith(_COUNT):
            raise TemplateError(path="", cell=name, detail="field")
        cells[address.upper()] = name
    if len(rows) > 1:
        raise TemplateError(path="", cell="", detail="rows")
    return Mapped(sheet, cells)


def remember(home: Home, template: Path, mapped: Mapped) -> None:
    """Keeps the mapping for the next time."""
    kept = _kept(home)
    kept[template.name] = {"sheet": mapped.sheet, "cells": dict(mapped.cells)}
    with contextlib.suppress(OSError):  # then it is asked again next time
        home.folder("settings")
        content = json.dumps(kept, ensure_ascii=False, indent=1)
        write_private(_path(home), content.encode())


def remembered(home: Home, template: Path) -> Mapped | None:
    """The mapping of a template of that name, None where there is none."""
    match _kept(home).get(template.name):
        case {"sheet": str(sheet), "cells": dict() as cells}:
            return Mapped(sheet, {str(at): str(name) for at, name in cells.items()})
    return None


def _path(home: Home) -> Path:
    return home.root / "settings" / "templates.json"


def _kept(home: Home) -> dict[str, object]:
    try:
        kept = json.loads(_path(home).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def fill_template(body: Body, template: Path, mapped: Mapped, path: Path) -> Path:
    """Writes the filled template to ``path``.

    Raises TemplateError(path, cell, detail: sheet, cell, taken, unmapped, unreadable),
    SecretMarkError, PaperFileError.
    """
    refuse_secret(body)
    if not mapped.cells:
        raise TemplateError(path=str(template), cell="", detail="unmapped")
    facts = read_facts(body)
    workbook = open_template(template)
    if mapped.sheet and mapped.sheet not in workbook.sheetnames:
        raise TemplateError(path=str(template), cell=mapped.sheet, detail="sheet")
    sheet = workbook[mapped.sheet or workbook.sheetnames[0]]
    if not isinstance(sheet, Worksheet):
        raise TemplateError(path=str(template), cell=mapped.sheet, detail="sheet")
    _Filler(template, sheet, mapped, facts).fill()
    target = io.BytesIO()
    workbook.save(target)
    write_whole(path, target.getvalue())
    return path


def open_template(template: Path) -> Workbook:
    try:
        if template.stat().st_size > _LARGEST:
            raise TemplateError(path=str(template), cell="", detail="unreadable")
        with open_zip(template) as package:
            texts = (e.file_size for e in package.infolist() if not e.filename.startswith(_MEDIA))
            if sum(texts) > _MOST_TEXT:
                raise TemplateError(path=str(template), cell="", detail="unreadable")
        workbook = load_workbook(template)
        if any(page.max_row * page.max_column > _MOST_CELLS for page in workbook.worksheets):
            raise TemplateError(path=str(template), cell="", detail="unreadable")
        return workbook
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile,
            InvalidFileException) as error:  # fmt: skip
        raise TemplateError(path=str(template), cell="", detail="unreadable") from error


class _Filler:
    """Fills one sheet."""

    def __init__(self, template: Path, sheet: Worksheet, mapped: Mapped, facts: Facts) -> None:
        self.template, self.sheet, self.facts = template, sheet, facts
        self.once: dict[str, str] = {}
        self.columns: dict[int, str] = {}
        self.first = 0
        for address, name in mapped.cells.items():
            if name in LINE_FIELDS or name == _NUMBER:
                match = _CELL.fullmatch(address)
                assert match is not None  # read_mapping has looked
                self.columns[column_index_from_string(match[1])] = name
                self.first = int(match[2])
            else:
                self.once[address] = name

    def fill(self) -> None:
        for address, name in self.once.items():
            self._write(self.sheet[address], self._one(name))
        if not self.columns:
            return
        cases = self.facts.cases
        self._make_room(len(cases))
        for at, case in enumerate(cases):
            for column, name in self.columns.items():
                value = at + 1 if name == _NUMBER else LINE_FIELDS[name](self.facts, case)
                cell = self.sheet.cell(self.first + at, column)
                self._write(cell, value)
                if at and isinstance(cell, Cell):
                    self._look_as(self.sheet.cell(self.first, column), cell)

    def _one(self, name: str) -> Value:
        if name.startswith(_COUNT):
            wanted = name.removeprefix(_COUNT)
            held = (c.decided_class if self.facts.decision else c.class_name
                    for c in self.facts.cases)  # fmt: skip
            return sum(found == wanted for found in held)
        return ONCE_FIELDS[name](self.facts)

    def _make_room(self, wanted: int) -> None:
        """Moves what stands below the list down, so that all lines fit."""
        sheet = self.sheet
        free = 1
        while free < wanted and not self._occupied(self.first + free):
            free += 1
        more = wanted - free
        start = self.first + free
        if more <= 0 or start > sheet.max_row:
            return
        last = get_column_letter(sheet.max_column)
        merged = [r for r in sheet.merged_cells.ranges if r.min_row >= start]
        heights = {
            row: sheet.row_dimensions[row].height
            for row in range(start, sheet.max_row + 1)
            if sheet.row_dimensions[row].height is not None
        }
        for area in merged:
            sheet.unmerge_cells(area.coord)
        sheet.move_range(f"A{start}:{last}{sheet.max_row}", rows=more)
        self._follow(start, more)
        for area in merged:
            area.shift(row_shift=more)
            sheet.merge_cells(area.coord)
        for row in heights:
            sheet.row_dimensions[row].height = None
        for row, height in heights.items():
            sheet.row_dimensions[row + more].height = height

    def _follow(self, start: int, more: int) -> None:
        """Formulas as after inserting rows: what moved is followed, and a range that ended with
        the list goes on to its new end."""

        def moved(match: re.Match[str]) -> str:
            row = int(match[3])
            ends_with_list = match[1] == ":" and row == start - 1
            return f"{match[1]}{match[2]}{row + more if row >= start or ends_with_list else row}"

        for row in self.sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type == "f":
                    cell.value = _REFERENCE.sub(moved, cell.value)

    def _occupied(self, row: int) -> bool:
        cells = (self.sheet.cell(row, at) for at in range(1, self.sheet.max_column + 1))
        return any(isinstance(cell, MergedCell) or cell.value is not None for cell in cells)

    def _write(self, cell: object, value: Value) -> None:
        if not isinstance(cell, Cell) or cell.value is not None:
            address = getattr(cell, "coordinate", "")
            raise TemplateError(path=str(self.template), cell=address, detail="taken")
        if value is None or value == "":
            return
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # also where the text begins with "="
            if value.startswith(_FORMULA_SIGNS):
                cell.quotePrefix = True

    @staticmethod
    def _look_as(model: object, cell: Cell) -> None:
        if isinstance(model, Cell) and model.has_style:
            cell.number_format = model.number_format
            for part in ("font", "border", "fill", "alignment"):
                setattr(cell, part, copy(getattr(model, part)))
