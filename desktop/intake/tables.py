"""A workbook, understood: ``parse`` is the way in.

Sheets are read in the order of ``layout.LAYOUTS``, whatever their order in the workbook, so
that units are known before members and submissions before ballots.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from desktop.intake.cells import Sheet, column_letters
from desktop.intake.gathering import Gathering, quoted
from desktop.intake.headings import Headings, find_headings, plain, readings
from desktop.intake.layout import (
    BALLOTS,
    GUIDE,
    LAYOUTS,
    MEMBERS,
    REPORTS,
    SESSIONS,
    SUBJECTS,
    SUBMISSIONS,
    TARGETS,
    UNITS,
    Layout,
)
from desktop.intake.mapping import Foreign, Recognised
from desktop.intake.records import Context, ImportRow, Intake, Place
from desktop.intake.sheet_ballots import read_ballots
from desktop.intake.sheet_people import read_members, read_subjects
from desktop.intake.sheet_reports import read_reports
from desktop.intake.sheet_rows import SheetRows
from desktop.intake.sheet_sessions import read_sessions
from desktop.intake.sheet_submissions import read_submissions, read_targets
from desktop.intake.sheet_units import read_units
from desktop.intake.values import TextReader
from desktop.intake.workbook import open_workbook, rows

Progress = Callable[[str, int], None]
"""Told the sheet's name and the row now and then; what it raises ends the reading."""

_READERS: Final[Mapping[str, Callable[[SheetRows, Gathering], None]]] = {
    UNITS.sheet: read_units,
    MEMBERS.sheet: read_members,
    SUBJECTS.sheet: read_subjects,
    SUBMISSIONS.sheet: read_submissions,
    TARGETS.sheet: read_targets,
    REPORTS.sheet: read_reports,
    BALLOTS.sheet: read_ballots,
    SESSIONS.sheet: read_sessions,
}
_TOLD_EVERY: Final = 1000


def parse(
    path: Path,
    context: Context,
    progress: Progress | None = None,
    foreign: Foreign | None = None,
) -> Intake:
    """Everything that the workbook at ``path`` says about the campaign of ``context``.

    ``foreign`` are the mappings of units' own tables ("Chọn cột").

    Raises WorkbookError (path, detail: ``workbook.Unreadable``) and FileUnusableError where
    there is nothing to read; what is wrong in its cells stands in the result.
    """
    gathering = Gathering(context)
    with _no_collection(), open_workbook(path) as book:
        known = (foreign or Foreign()).recognise(path, book.sheets, gathering.criteria)
        sheets = _assign(book.sheets, path, gathering, known)
        for layout in LAYOUTS:
            before = len(gathering.intake.rows)
            for sheet in sheets.get(layout.sheet, ()):
                _read(path, sheet, layout, gathering, progress, known.get(sheet.name))
            if len(sheets.get(layout.sheet, ())) > 1:
                _refuse_doubles(gathering, before)
    return gathering.intake


@contextmanager
def _no_collection() -> Iterator[None]:
    """Python's search for circles among objects costs a third of the time, and we make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _assign(
    sheets: Sequence[Sheet], path: Path, gathering: Gathering, known: Mapping[str, Recognised]
) -> dict[str, list[Sheet]]:
    """Which sheets of the workbook are which of the form's: by ``known``, else by name."""
    names = {plain(layout.sheet): layout.sheet for layout in LAYOUTS}
    assigned: dict[str, list[Sheet]] = {}
    strangers: list[Sheet] = []
    for sheet in sheets:
        if sheet.name in known:
            assigned.setdefault(known[sheet.name].form, []).append(sheet)
            continue
        name = next((names[read] for read in readings(sheet.name) if read in names), None)
        if name is None:
            strangers.append(sheet)
        elif name in assigned:
            gathering.refuse(
                f"{sheet.name}!A1",
                f"trùng với trang {quoted(assigned[name][0].name)}; hãy chỉ giữ một trang {name}",
            )
        else:
            assigned[name] = [sheet]
    if not assigned and sheets:
        expected = ", ".join(layout.sheet for layout in LAYOUTS)
        gathering.refuse(
            f"{sheets[0].name}!A1", f"không có trang nào của mẫu; hãy đặt tên trang là {expected}"
        )
    elif any(plain(sheet.name) != plain(GUIDE) for sheet in strangers):
        _warn_of(strangers, path, gathering)
    return assigned


def _warn_of(strangers: Sequence[Sheet], path: Path, gathering: Gathering) -> None:
    for sheet in strangers:
        if sheet.hidden or plain(sheet.name) == plain(GUIDE):
            continue
        if any(row.values for row in islice(rows(path, sheet), 1)):
            gathering.warn(f"Trang {quoted(sheet.name)} không có trong mẫu, đã bỏ qua.")


def _refuse_doubles(gathering: Gathering, first: int) -> None:
    """A row that stands in two sheets of one form: neither could be told the right one."""
    seen: dict[tuple[str, tuple[str, ...]], ImportRow] = {}
    for row in gathering.intake.rows[first:]:
        former = seen.setdefault((row.table, row.key), row)
        if former.place.sheet != row.place.sheet:
            there = former.place.cell("", former.number)
            gathering.refuse(
                row.place.cell("", row.number),
                f"mã {quoted(row.key[0])} đã có ở {there}; mỗi mã chỉ ghi một lần",
            )


def _read(
    path: Path,
    sheet: Sheet,
    layout: Layout,
    gathering: Gathering,
    progress: Progress | None,
    known: Recognised | None,
) -> None:
    texts = TextReader(sheet.styles, sheet.epoch)
    taken = rows(path, sheet)
    headings: Headings | None
    if known is None:
        headings = find_headings(taken, layout, gathering.criteria, texts)
    else:
        headings, taken = known.headings, known.below(taken, texts)
    if headings is None:
        if any(True for _ in rows(path, sheet)):
            wanted = ", ".join(column.heading for column in layout.columns[:3])
            gathering.refuse(
                f"{sheet.name}!A1", f"không tìm thấy dòng tiêu đề; hãy ghi các cột như {wanted}…"
            )
        return
    if not _sound(sheet, layout, headings, gathering):
        return

    def tick(number: int) -> None:
        if progress is not None and number % _TOLD_EVERY == 0:
            progress(sheet.name, number)

    place = Place(sheet.name, _letters(layout, headings))
    found = SheetRows(taken, headings, place, texts, gathering, tick)
    _READERS[layout.sheet](found, gathering)
    gathering.intake.converted += texts.converted


def _sound(sheet: Sheet, layout: Layout, headings: Headings, gathering: Gathering) -> bool:
    """Tells of unknown, doubled and missing columns; False where the sheet cannot be read."""
    for cell, text in headings.unknown:
        gathering.warn(f"{sheet.name}!{cell}: cột {quoted(text)} không có trong mẫu, đã bỏ qua.")
    for cell, text in headings.doubled:
        gathering.refuse(
            f"{sheet.name}!{cell}", f"cột {quoted(text)} có hai lần; hãy bỏ hoặc đổi tên một cột"
        )
    written = {column.name: column.heading for column in layout.columns}
    for key in headings.missing:
        gathering.refuse(
            f"{sheet.name}!A{headings.row}", f"thiếu cột {written[key]}; hãy thêm cột này"
        )
    return not headings.missing


def _letters(layout: Layout, headings: Headings) -> dict[str, str]:
    """The letters of every value's column, as ``Place`` wants them."""
    at = {name: column_letters(index) for name, index in headings.columns.items()}
    for code, index in headings.criteria.items():
        at[code] = at[f"self:{code}"] = column_letters(index)
    first_mark = min(headings.criteria.values(), default=None)
    if first_mark is not None:
        at["marks"] = at["recused"] = at["reason"] = column_letters(first_mark)
    return {**at, "": at[layout.keys[0]]}
