"""Reading back the form that a unit without the program filled in.

Like any workbook from elsewhere: old encodings are converted, dates are never guessed, and a
cell that cannot be read is named with what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.errors import KeyInError
from db.exchange.delivery_body import Decided, KindCounts, Line, Totals
from db.exchange.held import EXCEL
from db.exchange.key_in import Keyed, check
from db.rules.bands import CLASSES
from desktop.delivery_words import key_in as key_in_words
from desktop.intake.cells import Row, Sheet, Value, column_letters
from desktop.intake.dates import DateRefusedError, read_date
from desktop.intake.headings import Headings, find_headings, plain
from desktop.intake.unit_form_cells import FormCells
from desktop.intake.unit_form_layout import (
    COUNTS,
    FIELDS,
    KIND_COLUMNS,
    LIST,
    SHEET,
    TOTALS,
    Label,
)
from desktop.intake.values import TextReader
from desktop.intake.workbook import open_workbook, rows

_MOST_ROWS: Final = 5000
_MOST: Final = 10**7
_KINDS: Final = {"tap the": "collective", "ca nhan": "individual"}
_CLASSES: Final = {plain(name): name for name in CLASSES}
_YES: Final = frozenset(("x", "co", "1"))


@dataclass(slots=True)
class UnitForm:
    """What the form says; ``refused`` are (cell, reason) that must be mended first."""

    unit: str = ""
    year: int = 0
    keyed: Keyed | None = None
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Why it cannot be taken, in one sentence."""
        if not self.refused:
            return ""
        (cell, reason), *rest = self.refused
        more = f" (và {len(rest)} ô khác)" if rest else ""
        return f"Ô {cell}: {reason}{more}."


def is_unit_form(path: Path) -> bool:
    """Whether the workbook has the form's sheet. Raises WorkbookError, FileUnusableError."""
    with open_workbook(path) as book:
        return any(plain(sheet.name) == plain(SHEET) for sheet in book.sheets)


def read_unit_form(path: Path) -> UnitForm:
    """Reads a filled-in form. Raises WorkbookError, FileUnusableError."""
    with open_workbook(path) as book:
        for sheet in book.sheets:
            if plain(sheet.name) == plain(SHEET):
                return _Reader(path, sheet).read()
    return UnitForm(refused=[("A1", f"tệp không có trang “{SHEET}”; hãy dùng mẫu đã gửi")])


class _Reader:
    def __init__(self, path: Path, sheet: Sheet) -> None:
        self._path, self._sheet = path, sheet
        self._texts = TextReader(sheet.styles, sheet.epoch)
        self.form = UnitForm()
        self._cells = FormCells(self._texts, self.form.refused)

    def read(self) -> UnitForm:
        above: list[Row] = []  # what stands above the list, its heading with it
        source = rows(self._path, self._sheet)

        def watched() -> Iterator[Row]:
            for row in source:
                above.append(row)
                yield row

        headings = find_headings(watched(), LIST, (), self._texts)
        if headings is None or headings.missing:
            self._cells.refuse("A1", "không thấy dòng tiêu đề của danh sách; hãy dùng mẫu đã gửi")
            return self.form
        head = self._labels(above, FIELDS)
        counts = self._counts(above)
        totals = self._totals(above)
        self._head(head)
        lines = []
        for number, row in enumerate(source):
            if number >= _MOST_ROWS:
                self._cells.refuse(f"A{row.number}", f"danh sách dài quá {_MOST_ROWS} dòng")
                break
            line = self._line(row, headings)
            if line is not None:
                lines.append(line)
        self._finish(head, counts, totals, tuple(lines))
        return self.form

    # -- the head ----------------------------------------------------------------------

    def _labels(self, above: Sequence[Row], labels: Sequence[Label]) -> dict[str, str]:
        """Texts of the labelled cells, dates as ISO."""
        found = {}
        for label in labels:
            row = self._cells.row_of(above, label)
            if row is None:
                continue
            value, style, cell = self._cells.at(row, label.column + label.value)
            if value is None:
                continue
            if label.name in ("date", "decided_on"):
                try:
                    found[label.name] = read_date(value, self._texts.epoch)
                except DateRefusedError as error:
                    self._cells.refuse(cell, error.reason)
            else:
                found[label.name] = self._texts.code(value, style)
        return found

    def _counts(self, above: Sequence[Row]) -> dict[str, KindCounts]:
        stated: dict[str, dict[str, int | None]] = {kind: {} for kind, _, _ in KIND_COLUMNS}
        for label in COUNTS:
            row = self._cells.row_of(above, label)
            for kind, _, offset in KIND_COLUMNS:
                stated[kind][label.name] = self._cells.whole(row, label.column + offset)
        return {
            kind: KindCounts(**values)
            for kind, values in stated.items()
            if any(value is not None for value in values.values())
        }

    def _totals(self, above: Sequence[Row]) -> Totals | None:
        stated: dict[str, int | None] = {}
        for label in TOTALS:
            row = self._cells.row_of(above, label)
            column = label.column + label.value
            read = self._cells.points if label.name == "final_sum" else self._cells.whole
            stated[label.name] = read(row, column)
        if stated.get("submissions") is None:
            return None
        classes = {name: value for name in CLASSES if (value := stated.get(name)) is not None}
        return Totals(stated["submissions"] or 0, stated.get("final_sum"), classes, {})

    def _head(self, head: dict[str, str]) -> None:
        self.form.unit = head.get("unit", "")
        if not self.form.unit:
            self._cells.refuse("D5", "thiếu mã đơn vị; hãy ghi mã như trong mẫu đã gửi")
        year = head.get("year", "")
        if year.isdecimal() and 2000 <= int(year) <= 2100:
            self.form.year = int(year)
        else:
            self._cells.refuse("D7", "thiếu năm thẩm định; hãy ghi năm như 2023")

    # -- the list ----------------------------------------------------------------------

    def _line(self, row: Row, headings: Headings) -> Line | None:
        def at(name: str) -> tuple[Value, int, str]:
            column = headings.columns.get(name)
            return (None, 0, "") if column is None else self._cells.at(row, column)

        def text(name: str) -> str:
            value, style, _ = at(name)
            return self._texts.text(value, style)

        said = [name for name in headings.columns if name != "number" and at(name)[0] is not None]
        if not said:
            return None
        value, style, _ = at("code")
        code = self._texts.code(value, style)
        where = f"{column_letters(headings.columns['code'])}{row.number}"
        if not code:
            self._cells.refuse(where, "thiếu mã hồ sơ; hãy ghi mã cho mỗi dòng")
            return None

        def points(name: str) -> int | None:
            column = headings.columns.get(name)
            return None if column is None else self._cells.points(row, column)

        flag = text("excellent")
        if flag and plain(flag) not in _YES and flag.lower() != "х":  # Cyrillic
            self._cells.refuse(at("excellent")[2], f"không hiểu “{flag}”; hãy ghi x hoặc để trống")
        return Line(
            code=code,
            title=text("title"),
            kind=self._cells.word(at("kind"), _KINDS, "Tập thể hoặc Cá nhân") or "collective",
            subject=text("subject"),
            post=text("post"),
            unit="",
            unit_name="",
            field=text("field"),
            self_score=points("self_score"),
            self_class=text("self_class"),
            final=points("final"),
            class_name=self._cells.grade(at("class_name")),
            decided_class=self._cells.grade(at("decided_class")),
            reason=text("reason"),
            excellent=bool(flag),
        )

    def _finish(
        self,
        head: dict[str, str],
        counts: dict[str, KindCounts],
        totals: Totals | None,
        lines: tuple[Line, ...],
    ) -> None:
        document = head.get("document", "")
        decision = Decided(document, head.get("decided_on")) if document else None
        keyed = Keyed(
            lines=lines,
            totals=totals,
            counts=counts,
            decision=decision,
            minutes_no=head.get("minutes_no", ""),
            date=head.get("date"),
            source=EXCEL,
        )
        if not self.form.refused:
            try:
                check(keyed)
            except KeyInError as error:
                self._cells.refuse("A1", key_in_words(error.facts).rstrip("."))
        if not self.form.refused:
            self.form.keyed = keyed
