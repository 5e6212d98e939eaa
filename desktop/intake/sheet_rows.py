"""One sheet of the workbook as rows whose cells are asked for by name.

Each question of a row (``text``, ``date``, ``flag`` …) answers with the value, or with
nothing and a refusal of that very cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from db.errors import MarkError, MarkOffStepError, MarkTooHighError
from db.records import Criterion, Hundredths, Rubric
from db.rules.marks import read_mark
from db.rules.points import show
from desktop.intake.cells import FALSE, TRUE, Fault, Row, Value
from desktop.intake.dates import DateRefusedError, read_date, read_time
from desktop.intake.gathering import Codes, Gathering, quoted
from desktop.intake.headings import Headings, readings
from desktop.intake.records import ImportRow, Place
from desktop.intake.values import TextReader

_YES: Final = frozenset(("x", "co", "1", "true", "×", "✓", "✔", "х"))  # the last is Cyrillic
_NO: Final = frozenset(("khong", "0", "false"))

Choice = TypeVar("Choice")


@dataclass(slots=True)
class SheetRows:
    """The rows below the headings. ``tick`` is told the number of each row read."""

    rows: Iterator[Row]
    headings: Headings
    place: Place
    texts: TextReader
    gathering: Gathering
    tick: Callable[[int], None]

    def __iter__(self) -> Iterator[SheetRow]:
        """Rows in which any known column holds something."""
        used = [*self.headings.columns.values(), *self.headings.criteria.values()]
        for row in self.rows:
            self.tick(row.number)
            width = len(row.values)
            if any(i < width and not _blank(row.values[i]) for i in used):
                yield SheetRow(self, row)

    def refuse(self, name: str, number: int, reason: str) -> None:
        self.gathering.refuse(self.place.cell(name, number), reason)


def _blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


@dataclass(slots=True)
class SheetRow:
    """One row. ``name`` is always that of a column in the sheet's layout, or a criterion."""

    sheet: SheetRows
    row: Row
    refused: bool = False

    @property
    def number(self) -> int:
        return self.row.number

    def refuse(self, name: str, reason: str) -> None:
        self.refused = True
        self.sheet.refuse(name, self.row.number, reason)

    def cell(self, name: str) -> str:
        return self.sheet.place.cell(name, self.row.number)

    def import_row(
        self, table: str, key: tuple[str, ...], values: Mapping[str, object]
    ) -> ImportRow:
        """The row understood; texts that are empty have no value."""
        said = {name: value for name, value in values.items() if value is not None and value != ""}
        return ImportRow(table, key, said, self.sheet.place, self.row.number)

    def raw(self, name: str) -> tuple[Value, int]:
        """The raw value and the style; (None, 0) where the column is missing or blank."""
        headings = self.sheet.headings
        index = headings.columns.get(name)
        if index is None:
            index = headings.criteria.get(name)
        if index is None or index >= len(self.row.values):
            return None, 0
        value = self.row.values[index]
        if _blank(value):
            return None, 0
        if isinstance(value, Fault):
            self.refuse(name, _fault(value))
            return None, 0
        return value, self.row.styles[index]

    def text(self, name: str, *, lines: bool = False) -> str:
        value, style = self.raw(name)
        return self.sheet.texts.text(value, style, lines=lines)

    def code(self, name: str) -> str:
        value, style = self.raw(name)
        return self.sheet.texts.code(value, style)

    def reference(self, name: str, known: Codes, what: str, sheet: str) -> str:
        """A code that must be known; "" where the cell is empty or refused."""
        code = self.code(name)
        found = known.resolve(code) if code else ""
        if found is None:
            self.refuse(
                name, f"không có {what} {quoted(code)}; hãy sửa mã hoặc thêm vào trang {sheet}"
            )
        return found or ""

    def date(self, name: str) -> str:
        value, _ = self.raw(name)
        if value is None:
            return ""
        try:
            return read_date(value, self.sheet.texts.epoch)
        except DateRefusedError as error:
            self.refuse(name, error.reason)
            return ""

    def date_in_year(self, name: str) -> str:
        """As ``date``, with a warning where it lies outside the campaign's year."""
        found = self.date(name)
        year = self.sheet.gathering.context.year
        if found and int(found[:4]) != year:
            day = "/".join(reversed(found.split("-")))
            self.sheet.gathering.warn(
                f"{self.cell(name)}: ngày {day} nằm ngoài năm {year} của đợt; hãy xem lại."
            )
        return found

    def time(self, name: str) -> str:
        value, _ = self.raw(name)
        if value is None:
            return ""
        try:
            return read_time(value)
        except DateRefusedError as error:
            self.refuse(name, error.reason)
            return ""

    def flag(self, name: str) -> bool | None:
        """True for "x"; None where the cell is empty or refused."""
        value, style = self.raw(name)
        if value is None:
            return None
        text = self.sheet.texts.text(value, style)
        word = text.lower() if text in (TRUE, FALSE) else next(readings(text)) or text.lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
        self.refuse(name, f"không hiểu {quoted(text)}; hãy ghi x hoặc để trống")
        return None

    def choice(self, name: str, words: Mapping[str, Choice], what: str, how: str) -> Choice | None:
        """One of a few words, written in any case or encoding; None if empty or refused."""
        value, style = self.raw(name)
        text = self.sheet.texts.text(value, style)
        if not text:
            return None
        for reading in readings(text, value):
            if reading in words:
                return words[reading]
        self.refuse(name, f"không có {what} {quoted(text)}; hãy ghi {how}")
        return None

    def mark(
        self, rubric: Rubric, criterion: Criterion, value: Value, style: int
    ) -> Hundredths | None:
        """The mark that ``raw`` gave for a criterion; None where it is refused."""
        texts = self.sheet.texts
        if not isinstance(value, str) and texts.is_date(style):
            self.refuse(criterion.code, "bảng tính đã đổi điểm thành ngày tháng; hãy ghi lại điểm")
            return None
        typed = texts.text(value, style) if isinstance(value, str) else value
        try:
            return read_mark(criterion, rubric.step, typed)
        except MarkError as error:
            self.refuse(criterion.code, _mark_reason(error, rubric, criterion))
            return None

    def is_fault(self, name: str) -> bool:
        """True where the cell held no readable value and ``raw`` has refused it."""
        index = self.sheet.headings.criteria.get(name, len(self.row.values))
        return index < len(self.row.values) and isinstance(self.row.values[index], Fault)


def _fault(fault: Fault) -> str:
    if fault.shown:
        return f"ô báo lỗi {fault.shown}; hãy sửa công thức hoặc ghi giá trị"
    return "công thức chưa được tính; hãy mở tệp bằng Excel, lưu lại rồi nhập"


def _mark_reason(error: MarkError, rubric: Rubric, criterion: Criterion) -> str:
    typed = str(error.facts["text"])
    if isinstance(error, MarkTooHighError):
        most = show(criterion.max)
        return f"điểm {typed} vượt mức tối đa {most} của {criterion.code}; hãy sửa lại điểm"
    if isinstance(error, MarkOffStepError):
        return f"điểm {typed} không theo bước {show(rubric.step)}; hãy sửa lại điểm"
    return f"{quoted(typed)} không phải điểm; hãy ghi số, ví dụ 1,75"
