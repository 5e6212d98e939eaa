"""What contents are made of: headings, paragraphs and tables, already worded.

Renderers (PDF now, Word later) lay these out and add no word of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from db.records import Role
from desktop.documents.forms import Form


class Cell(StrEnum):
    """What a column holds: how wide it is made and how it is set."""

    NUMBER = "number"  # running number
    CODE = "code"
    TEXT = "text"  # shares what width the others leave
    FIGURE = "figure"  # points, counts, ranks: centred
    MEMBER = "member"  # figures under a vertical name
    CLASS = "class"


class Level(StrEnum):
    """What a line of a table is."""

    ROW = "row"
    BAND = "band"  # one bold text across the table; opens a group
    TOTAL = "total"  # bold figures


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``weight`` is its share among the text columns, ``strong`` sets it bold.

    ``least`` millimetres are left for writing by hand.
    """

    title: str
    cell: Cell
    weight: float = 1.0
    strong: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: one text a column, or a single one for a band."""

    cells: tuple[str, ...]
    level: Level = Level.ROW


@dataclass(frozen=True, slots=True)
class Table:
    """A table; where ``whole_groups``, a band and its lines stay on one page if they can."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    whole_groups: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A main heading: "I- THÀNH PHẦN"."""

    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``lead`` is its bold beginning."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A small line that explains the signs of the table before or after it."""

    text: str


Block = Section | Para | Note | Table


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in the margins of every page."""

    draft: bool
    illustrative: bool
    proof_code: str | None


@dataclass(frozen=True, slots=True)
class HeadingText:
    """The left heading and, on the right, place and date ("" where the line stays empty)."""

    parent: str
    issuer: str
    number: str
    place_date: str


@dataclass(frozen=True, slots=True)
class SignatureText:
    """One place to sign; ``name`` "" leaves a line to write on."""

    role: Role
    member: str  # code
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Appendix:
    """A table section behind the signatures."""

    label: str
    title: str
    reference: str  # of which paper
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper in order; ``closing`` is the paragraph kept with the signatures.

    ``signatures`` stand in signing order: secretary, members, chair.
    """

    form: Form
    marks: Marks
    heading: HeadingText
    type_name: str
    subject: str
    blocks: tuple[Block, ...]
    closing: Para
    signatures: tuple[SignatureText, ...]
    recipients: tuple[str, ...]
    appendices: tuple[Appendix, ...]
    title: str  # for the file's properties
    author: str
