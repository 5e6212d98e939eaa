"""A unit's own table: which of its sheets and columns are which of ours ("Chọn cột").

A mapping is known again by the set of the sheet's headings, so that the next file of that
unit needs none. Headings are compared as in ``headings``: case, diacritics, remarks aside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

from desktop.intake.cells import COLUMN_LIMIT, Row, Sheet, Value, column_letters
from desktop.intake.headings import Headings, plain
from desktop.intake.layout import LAYOUTS, Layout
from desktop.intake.values import TextReader
from desktop.intake.workbook import open_workbook, rows

LOOKED_AT: Final = 40
"""Rows at the head of a sheet among which its headings are looked for."""
_ABOVE: Final = 2
"""A heading over several lines: so many rows above may name a column."""


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What one sheet is. ``form`` names our sheet; "" leaves the sheet out.

    ``labels`` are the keys of the sheet's columns (see :func:`label_keys`), ``columns`` say
    which field or criterion code a key is, ``fixed`` what every row has in a field without a
    column, and ``prefix`` stands before every code ("ĐX-" and 1 make ĐX-1).
    """

    sheet: str
    labels: tuple[str, ...]
    form: str
    columns: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    @property
    def signature(self) -> frozenset[str]:
        """By what the sheet is known again."""
        return frozenset(label for label in self.labels if label)


@dataclass(frozen=True, slots=True)
class SheetHead:
    """The first rows of a sheet as texts, to find the headings and to be shown."""

    name: str
    hidden: bool
    numbers: tuple[int, ...]
    texts: tuple[tuple[str, ...], ...]

    def labels(self, number: int) -> tuple[str, ...]:
        """The headings in that row; where a cell is empty, what a heading just above says."""
        by_number = dict(zip(self.numbers, self.texts, strict=True))
        lines = [by_number.get(number, ())]
        for up in range(1, _ABOVE + 1):
            line = by_number.get(number - up, ())
            if sum(map(bool, line)) > 1:  # one cell alone is a title
                lines.append(line)
        width = max(map(len, lines))
        return tuple(
            next((line[index] for line in lines if index < len(line) and line[index]), "")
            for index in range(width)
        )

    def below(self, number: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Rows below the headings, with their numbers."""
        for found, texts in zip(self.numbers, self.texts, strict=True):
            if found > number:
                yield found, texts


def read_heads(path: Path) -> list[SheetHead]:
    """The first rows of every sheet. Raises WorkbookError, FileUnusableError."""
    with open_workbook(path) as book:
        return [head_of(path, sheet) for sheet in book.sheets]


def head_of(path: Path, sheet: Sheet) -> SheetHead:
    """The first rows of a sheet."""
    texts = TextReader(sheet.styles, sheet.epoch)
    first = list(islice(rows(path, sheet), LOOKED_AT))
    return SheetHead(
        sheet.name,
        sheet.hidden,
        tuple(row.number for row in first),
        tuple(
            tuple(texts.text(v, s) for v, s in zip(row.values, row.styles, strict=True))
            for row in first
        ),
    )


def label_keys(labels: Sequence[str]) -> tuple[str, ...]:
    """One key a column: its heading as compared; a second one of that name bears its letter."""
    keys: list[str] = []
    for index, label in enumerate(labels):
        key = plain(label)
        keys.append(f"{key} #{column_letters(index).lower()}" if key in keys and key else key)
    return tuple(keys)


def layout_of(form: str) -> Layout | None:
    """Our sheet of that name."""
    return next((layout for layout in LAYOUTS if layout.sheet == form), None)


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet for which a mapping is known; ``form`` "" where it is left out."""

    form: str
    headings: Headings
    fixed: tuple[str, ...] = ()
    prefix: str = ""
    code_at: int = -1

    def below(self, taken: Iterator[Row], texts: TextReader) -> Iterator[Row]:
        """The rows below the headings, with what is fixed put behind them."""
        first_fixed = self.headings_width
        for row in taken:
            if row.number <= self.headings.row:
                continue
            if row.number == self.headings.row + 1 and _numbers_columns(row, texts):
                continue
            yield self._completed(row, texts, first_fixed)

    @property
    def headings_width(self) -> int:
        """How many columns of the sheet are read at most: what is fixed comes after them."""
        used = [*self.headings.columns.values(), *self.headings.criteria.values()]
        return max(used, default=0) + 1 - len(self.fixed)

    def _completed(self, row: Row, texts: TextReader, width: int) -> Row:
        values: list[Value] = list(row.values[:width])
        styles = list(row.styles[:width])
        if not any(_said(value) for value in values):
            return Row(row.number, (), ())  # nothing but what is fixed: an empty row
        if self.prefix and self.code_at < len(values) and _said(values[self.code_at]):
            code = texts.code(values[self.code_at], styles[self.code_at])
            values[self.code_at] = self.prefix + code
        if self.fixed:
            lacking = width - len(values)
            values += [None] * lacking + list(self.fixed)
            styles += [0] * (lacking + len(self.fixed))
        return Row(row.number, values, styles)


class Foreign:
    """The mappings that are known, asked for every sheet of a workbook."""

    def __init__(self, mappings: Iterable[SheetMapping] = ()) -> None:
        self._mappings = list(mappings)

    def __bool__(self) -> bool:
        return bool(self._mappings)

    def recognise(
        self, path: Path, sheets: Iterable[Sheet], criteria: Collection[str]
    ) -> dict[str, Recognised]:
        """By sheet name, those of the sheets that a mapping is known for."""
        found: dict[str, Recognised] = {}
        if self._mappings:
            for sheet in sheets:
                known = self.find(head_of(path, sheet))
                if known is not None:
                    mapping, number, keys = known
                    found[sheet.name] = _recognised(mapping, number, keys, criteria)
        return found

    def find(self, head: SheetHead) -> tuple[SheetMapping, int, tuple[str, ...]] | None:
        """The mapping of a sheet, the number of its heading row and its columns' keys."""
        here = plain(head.name)
        same_name: dict[frozenset[str], SheetMapping] = {}
        others: dict[frozenset[str], SheetMapping] = {}
        for mapping in self._mappings:  # the newest first
            known = same_name if plain(mapping.sheet) == here else others
            if mapping.signature:
                known.setdefault(mapping.signature, mapping)
        for number in head.numbers:
            keys = label_keys(head.labels(number))
            signature = frozenset(key for key in keys if key)
            found = same_name.get(signature) or others.get(signature)
            if found is not None:
                return found, number, keys
        return None


def _recognised(
    mapping: SheetMapping, number: int, keys: Sequence[str], criteria: Collection[str]
) -> Recognised:
    layout = layout_of(mapping.form)
    headings = Headings(number)
    if layout is None:
        return Recognised("", headings)
    names = {column.name for column in layout.columns}
    for index, key in enumerate(keys):
        wanted = mapping.columns.get(key, "") if key else ""
        if wanted in names:
            headings.columns.setdefault(wanted, index)
        elif wanted in criteria and layout.criteria_at is not None:
            headings.criteria.setdefault(wanted, index)
    used = [*headings.columns.values(), *headings.criteria.values()]
    width = min(max(used, default=0) + 1, COLUMN_LIMIT)
    fixed = [
        (name, text)
        for name, text in mapping.fixed.items()
        if name in names and name not in headings.columns and text
    ]
    for offset, (name, _) in enumerate(fixed):
        headings.columns[name] = width + offset
    headings.missing = [key for key in layout.keys if key not in headings.columns]
    code_at = headings.columns.get("code", -1)
    prefix = mapping.prefix if code_at >= 0 else ""
    return Recognised(layout.sheet, headings, tuple(text for _, text in fixed), prefix, code_at)


def _said(value: Value) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def _numbers_columns(row: Row, texts: TextReader) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3) …, as under official headings."""
    cells = [
        texts.text(value, style).strip("() ")
        for value, style in zip(row.values, row.styles, strict=True)
    ]
    said = [cell for cell in cells if cell]
    return len(said) > 2 and said == [str(n) for n in range(1, len(said) + 1)]
