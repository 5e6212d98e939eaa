"""Finding the heading row of a sheet, and which column holds what.

Headings are compared without case, diacritics and punctuation, and a remark in brackets
behind them does not count: "MÃ ĐƠN VỊ ", "Ma don vi" and "Mã đơn vị (bắt buộc)" are one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Final

from db.rules.vietnamese import fold
from desktop.intake.cells import Row, column_letters
from desktop.intake.layout import Layout
from desktop.intake.old_encodings import decode
from desktop.intake.values import TextReader

SEARCHED_ROWS: Final = 100
"""A heading further down is no longer below a title."""

_REMARK: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_BETWEEN: Final = re.compile("[^a-z0-9]+")
_OLD_FONTS: Final = (None, ".VnTime", "VNI-Times")


@dataclass(slots=True)
class Headings:
    """Where the columns of a sheet are, as indices from 0.

    ``missing`` are keys without a column; ``doubled`` and ``unknown`` name a cell and its
    text.
    """

    row: int
    columns: dict[str, int] = field(default_factory=dict)
    criteria: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    doubled: list[tuple[str, str]] = field(default_factory=list)
    unknown: list[tuple[str, str]] = field(default_factory=list)

    @property
    def found(self) -> int:
        return len(self.columns) + len(self.criteria)


def plain(text: str) -> str:
    """A heading or the name of a sheet as it is compared: letters, digits, single blanks."""
    while (shorter := _REMARK.sub("", text)) != text and shorter:
        text = shorter
    return _BETWEEN.sub(" ", fold(text)).strip()


def readings(text: str, raw: object = None) -> Iterator[str]:
    """``plain`` of a text as it was read, as each old encoding would have it, and ``raw``.

    For words out of a fixed list, where a wrong reading can do no harm.
    """
    for font in _OLD_FONTS:
        yield plain(decode(text, font))
    if isinstance(raw, str):
        yield plain(raw)


def find_headings(
    rows: Iterator[Row], layout: Layout, criteria: Collection[str], texts: TextReader
) -> Headings | None:
    """Takes rows up to and with the heading row; None where there is none.

    The heading row is the first that names every key, or else the one that names most
    columns (two at least). ``criteria`` are the campaign's criterion codes.
    """
    names = {plain(column.heading): column.name for column in layout.columns}
    codes = {plain(code).replace(" ", ""): code for code in criteria}
    best: Headings | None = None
    for row in rows:
        if row.number > SEARCHED_ROWS and best is None:
            return None
        found = _match(row, names, codes if layout.criteria_at is not None else {}, texts)
        found.missing = [key for key in layout.keys if key not in found.columns]
        if found.found > 1 and not found.missing:
            return found
        if found.found > 1 and (best is None or found.found > best.found):
            best = found
        if row.number > SEARCHED_ROWS:
            break
    return best


def _match(row: Row, names: dict[str, str], codes: dict[str, str], texts: TextReader) -> Headings:
    found = Headings(row.number)
    for index, (value, style) in enumerate(zip(row.values, row.styles, strict=True)):
        text = texts.text(value, style)
        if not text:
            continue
        cell = f"{column_letters(index)}{row.number}"
        for reading in readings(text, value):
            name, code = names.get(reading), codes.get(reading.replace(" ", ""))
            if name is not None or code is not None:
                place, key = (found.columns, name) if name is not None else (found.criteria, code)
                if place.setdefault(str(key), index) != index:
                    found.doubled.append((cell, text))
                break
        else:
            found.unknown.append((cell, text))
    return found
