"""What contents are made of: headings, paragraphs and tables, already worded.

Renderers (PDF, Word) lay these out and add no word of their own.
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
    """A paragraph; ``lead`` is its bold beginning. ``proven``: it says results that stand in the
    record, so that page_check looks for it."""

    text: str
    lead: str = ""
    proven: bool = False


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
    mirrored: bool = False  # margins of even pages, for printing on both sides


@dataclass(frozen=True, slots=True)
class HeadingText:
    """The left heading and, on the right, place and date ("" where the line stays empty).

    ``about`` ("V/v …") stands below the number of a letter that has no title.
    """

    parent: str
    issuer: str
    number: str
    place_date: str
    about: str = ""


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


@dataclass(frozen=True, slots=True)
class SignerText:
    """The one who signs a letter: lines in capitals with whether they are bold, the name."""

    lines: tuple[tuple[str, bool], ...]
    name: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper that one person signs: proposal, notice, official letter.

    ``type_name`` "" means an official letter, whose matter stands in the heading. The last
    block is kept with the signature.
    """

    heading: HeadingText
    type_name: str
    subject: str
    addressed: tuple[str, ...]  # the first word, then to whom
    blocks: tuple[Block, ...]
    signer: SignerText
    recipients: tuple[str, ...]
    appendices: tuple[Appendix, ...] = ()


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of one kind in one file, each with page numbers of its own."""

    form: Form
    marks: Marks
    letters: tuple[Letter, ...]
    title: str  # for the file's properties
    author: str
