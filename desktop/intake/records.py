"""What goes into the reading of a workbook, and what comes out of it.

Tables of ``ImportRow``, their keys and the names of their values:

- ``unit`` (code): name, parent, kind, start, end
- ``member`` (code): name, role, unit, post
- ``subject`` (code): kind, name, post, unit, authority, must_register, aims_excellent
- ``submission`` (code), one row of Đăng ký: kind, subject, post, unit, is_head, title, field,
  content, novelty, product, registered_on, arrival_no, aims_excellent; and one of Báo cáo:
  has_report, reported_on, result, ``self:TC1``…, self_class, alternative_basis,
  with_achievement
- ``target`` (submission, name): measure, baseline, promised, actual, position
- ``ballot`` (submission, member): marks and comment; or recused and reason
- ``session`` (number as text): number, minutes_no, date, start, end, place, chair, secretary,
  absent (member -> reason), decision, conclusion

Dates are ISO text, times HH:MM, marks hundredths, flags bool; an empty cell has no value.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from db.records import Rubric, SubjectKind


@dataclass(frozen=True, slots=True)
class Context:
    """What the campaign already holds; the workbook's own rows come on top.

    ``registered`` and ``reported`` are codes of submissions; None where that is not known, and
    then nothing is said about submissions that are not in the workbook.
    """

    year: int
    rubrics: Mapping[SubjectKind, Rubric]
    units: Collection[str] = ()
    members: Collection[str] = ()
    submissions: Mapping[str, SubjectKind] = field(default_factory=dict)
    registered: Collection[str] | None = None
    reported: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the rows of one sheet stand: the letters of each value's column.

    ``""`` is the key's column, for values that come from the row as a whole.
    """

    sheet: str
    columns: Mapping[str, str]

    def cell(self, name: str, number: int) -> str:
        """``Đăng ký!K7`` for the value ``name`` in row ``number``."""
        return f"{self.sheet}!{self.columns.get(name) or self.columns['']}{number}"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a workbook, understood. ``number`` is its row in the sheet, from 1."""

    table: str
    key: tuple[str, ...]
    values: dict[str, object]
    place: Place
    number: int

    @property
    def cells(self) -> dict[str, str]:
        """Value name -> ``Đăng ký!K7``; made when asked for."""
        return {name: self.place.cell(name, self.number) for name in self.values}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that cannot be taken: ``cell`` as sheet!cell, ``reason`` in Vietnamese."""

    cell: str
    reason: str


@dataclass(slots=True)
class Intake:
    """All that a workbook says. One refused cell refuses the workbook.

    ``converted`` counts the cells whose text came from an old encoding.
    """

    rows: list[ImportRow] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    converted: int = 0

    def of(self, table: str) -> list[ImportRow]:
        """The rows of one table, in the order of the workbook."""
        return [row for row in self.rows if row.table == table]
