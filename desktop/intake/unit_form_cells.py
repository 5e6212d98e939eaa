"""Cells of a unit's form, asked for by place: a value, or nothing and a refusal of that cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from db.errors import MarkUnreadableError
from db.rules.bands import CLASSES
from db.rules.points import parse_points
from desktop.intake.cells import Fault, Row, Value, column_letters
from desktop.intake.headings import plain, readings
from desktop.intake.unit_form_layout import Label
from desktop.intake.values import TextReader

_MOST: Final = 10**7
_DIGITS: Final = 12
_CLASSES: Final = {plain(name): name for name in CLASSES}
Found = tuple[Value, int, str]
"""A raw value (None where empty), its style, and the cell's name."""


class FormCells:
    """Reads single cells; ``refused`` gathers (cell, reason)."""

    def __init__(self, texts: TextReader, refused: list[tuple[str, str]]) -> None:
        self.texts, self._refused = texts, refused

    def refuse(self, cell: str, reason: str) -> None:
        """Says what is wrong with a cell."""
        self._refused.append((cell, reason))

    def row_of(self, above: Sequence[Row], label: Label) -> Row | None:
        """The row in which a label stands, None where nobody finds it."""
        wanted = plain(label.text)
        for row in above:
            if label.column < len(row.values):
                value, style = row.values[label.column], row.styles[label.column]
                if isinstance(value, str) and wanted in readings(self.texts.text(value, style)):
                    return row
        return None

    def at(self, row: Row, column: int) -> Found:
        """One cell."""
        cell = f"{column_letters(column)}{row.number}"
        if column >= len(row.values):
            return None, 0, cell
        value = row.values[column]
        if isinstance(value, Fault):
            self.refuse(cell, "ô báo lỗi; hãy ghi lại giá trị")
            return None, 0, cell
        if isinstance(value, str) and not value.strip():
            value = None
        return value, row.styles[column], cell

    def whole(self, row: Row | None, column: int) -> int | None:
        """A count."""
        if row is None:
            return None
        value, style, cell = self.at(row, column)
        if value is None:
            return None
        text = self.texts.code(value, style)
        if not text.isdecimal() or len(text) > _DIGITS or int(text) > _MOST:
            self.refuse(cell, f"“{text}” không phải số đếm; hãy ghi số nguyên")
            return None
        return int(text)

    def points(self, row: Row | None, column: int) -> int | None:
        """Points in hundredths."""
        if row is None:
            return None
        value, style, cell = self.at(row, column)
        if value is None:
            return None
        if not isinstance(value, str) and self.texts.is_date(style):
            self.refuse(cell, "bảng tính đã đổi điểm thành ngày tháng; hãy ghi lại điểm")
            return None
        typed: object = self.texts.text(value, style) if isinstance(value, str) else value
        try:
            found = parse_points(typed)
        except MarkUnreadableError:
            found = -1
        if not 0 <= found <= _MOST:
            self.refuse(cell, f"“{typed}” không phải điểm; hãy ghi số, ví dụ 8,75")
            return None
        return found

    def grade(self, found: Found) -> str | None:
        """One of the four classes."""
        if found[0] is None:
            return None
        return self.word(found, _CLASSES, "Tốt, Khá, Đạt hoặc Không đạt")

    def word(self, found: Found, words: Mapping[str, str], how: str) -> str | None:
        """What one of a few words stands for; ``how`` tells what to write."""
        value, style, cell = found
        text = self.texts.text(value, style)
        for reading in readings(text, value):
            if reading in words:
                return words[reading]
        self.refuse(cell, f"“{text}” không dùng được; hãy ghi {how}")
        return None
