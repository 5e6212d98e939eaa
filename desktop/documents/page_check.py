"""Whether the pages of minutes show the results of the record inside them.

The tables and results that the minutes must carry are worded anew from the record, by the very
code that worded the paper (``contents``), and looked for in the text of the pages: every row in
its order and without a gap, nothing between or over them. Only letters, digits and commas are
compared, so that neither typeface nor line breaks matter; number and date of the paper are no
part of the record. A change to those tables must keep finding what was signed before it.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pypdfium2 import raw
from reportlab.lib.units import mm

from desktop.documents import pdfium
from desktop.documents.blocks import Block, Cell, Level, Para, Table
from desktop.documents.content_amendment import paper_of
from desktop.documents.facts import Facts
from desktop.documents.fonts import NEEDED
from desktop.documents.forms import Page
from desktop.documents.page_rules import rules_told
from desktop.documents.read_body import read_facts

if TYPE_CHECKING:
    from pypdfium2 import PdfObject, PdfPage, PdfTextPage

_KEPT: Final = frozenset(sign for sign in NEEDED if sign.isalnum()) | {","}
_COVERING: Final = frozenset(
    {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM}
)
_HARMLESS: Final = frozenset({"/Link", "/Popup"})
_SLACK: Final = 20  # signs by which a false row may be longer than the true one
_INSIDE: Final = 1.0  # points that something reaches into a table before it covers it

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageFault:
    """Codes and their facts: ``page_results`` (submissions: codes of those whose results do not
    stand on the pages as in the record), ``page_rules`` (nor what is said of rules that changed),
    ``page_covered`` (page: from 1), ``page_unread`` (pages or form cannot be read)."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands together on the pages; ``parts`` are its cells. ``follows`` the row before it,
    with nothing but a page's end and a heading of at most ``heading`` signs between."""

    submission: str
    parts: tuple[str, ...]
    follows: bool = False
    heading: int = 0
    long: int = -1  # the cell whose lines a page's end may part


def page_faults(data: bytes, body: Mapping[str, Any]) -> list[PageFault]:
    """What is wrong on the pages of the PDF, by the frozen body of its record."""
    try:
        return _faults(data, dict(body))
    except Exception:  # forged pages and bodies may stop the reading anywhere
        return [PageFault("page_unread")]


def _faults(data: bytes, body: dict[str, Any]) -> list[PageFault]:
    paper = paper_of(facts := read_facts(body))
    blocks = [*paper.blocks, *(b for each in paper.appendices for b in each.blocks)]
    text, rows = _Text(data, paper.form.page), _rows(facts, blocks)
    missing = tuple(dict.fromkeys(row.submission for row in rows if not text.find(row)))
    wrong = [PageFault("page_results", {"submissions": missing})] if missing else []
    if not rules_told(text.text, blocks, _squeezed):
        wrong.append(PageFault("page_rules"))
    return wrong or [PageFault("page_covered", {"page": page}) for page in text.covered()]


# -- what must be there --------------------------------------------------------------------


def _rows(facts: Facts, blocks: Iterable[Block]) -> Iterator[_Row]:
    """The rows of all tables and the results in the text, in the order of the pages."""
    names = {
        case.code: re.compile(rf"(?<![\w-]){re.escape(case.code)}(?![\w-])") for case in facts.cases
    }
    owner = ""

    def whose(text: str) -> str:
        found = [code for code, name in names.items() if name.search(text)]
        return found[0] if len(found) == 1 else owner

    for block in blocks:
        if isinstance(block, Para):
            owner = whose(f"{block.lead} {block.text}" if block.proven else block.lead)
            if block.proven:
                yield _Row(owner, (_squeezed(block.lead + block.text),))
        elif isinstance(block, Table):
            heading = len(_squeezed("".join(column.title for column in block.columns)))
            texts = [n for n, column in enumerate(block.columns) if column.cell is Cell.TEXT]
            band: tuple[str, ...] = ()
            for place, line in enumerate(block.lines):
                owner = whose(" ".join(line.cells))
                parts = (*band, *map(_squeezed, line.cells))
                if not place and line.level is Level.BAND:
                    band = parts  # too short to be found alone
                    continue
                long = len(band) + texts[0] if texts and line.level is not Level.BAND else -1
                yield _Row(owner, parts, place > len(band), heading, long)
                band = ()


def _squeezed(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in _KEPT)


# -- what is there -------------------------------------------------------------------------


class _Text:
    """The text of the pages between their margins, sign by sign, and what was found in it."""

    def __init__(self, data: bytes, margins: Page) -> None:
        self._data = data
        signs: list[str] = []
        self._where: list[tuple[int, Rect]] = []  # page and box of each sign
        with pdfium.opened(data) as pdf:
            for number in pdfium.numbers(pdf):
                page = pdf[number]
                top = page.get_height() - margins.top * mm
                for sign, box in _signs(page):
                    if margins.bottom * mm <= (box[1] + box[3]) / 2 <= top:
                        signs.append(sign)
                        self._where.append((number, box))
                page.close()
        self.text = "".join(signs)
        self._at = self._lost = 0
        self._found = bytearray(len(signs))
        self._areas: list[tuple[int, Rect]] = []  # of the tables on each page

    def find(self, row: _Row) -> bool:
        """Looks for the row behind the one found last."""
        whole = "".join(row.parts)
        if not whole:
            return True
        start = self.text.find(whole, self._at)
        end = start + len(whole)
        if start < 0 or (row.follows and not self._near(start, row.heading)):
            start, end = self._parted(row)
            if start < 0:
                if row.heading:
                    self._lost += len(whole) + _SLACK if row.follows else len(self.text)
                return False
        if row.heading:
            self._note(start, end, row.follows)
        self._found[start:end] = b"\1" * (end - start)
        self._at, self._lost = end, 0
        return True

    def _near(self, start: int, heading: int) -> bool:
        """Directly behind the last row, or on a later page behind the heading row; a row that
        was not found leaves room for what stands instead of it."""
        if start == self._at or not self._at:
            return True
        later = self._where[start][0] > self._where[self._at - 1][0]
        return start - self._at <= self._lost + (heading if later else 0)

    def _parted(self, row: _Row) -> tuple[int, int]:
        """A row that a page's end parts: the beginning of its long cell, the cells behind it,
        on the next pages the rest of the long cell."""
        if row.long < 0:
            return -1, -1
        lead, text = "".join(row.parts[: row.long]), row.parts[row.long]
        tail = "".join(row.parts[row.long + 1 :])
        start = self.text.find(lead + text[:1], self._at)
        while start >= 0 and not (row.follows and not self._near(start, row.heading)):
            at = start + len(lead)
            for kept in range(self._alike(text, at), 0, -1):
                if self.text.startswith(tail, at + kept):
                    end = self._rest(text[kept:], at + kept + len(tail), row.heading)
                    if end >= 0:
                        return start, end
            start = self.text.find(lead + text[:1], start + 1)
        return -1, -1

    def _alike(self, text: str, at: int) -> int:
        """How many signs at ``at`` are those that ``text`` begins with."""
        pairs = zip(text, self.text[at : at + len(text)], strict=False)
        return next((n for n, (one, other) in enumerate(pairs) if one != other), len(text))

    def _rest(self, rest: str, at: int, heading: int) -> int:
        """Where the rest of a cell ends, -1 where it is not there."""
        for start in range(at, min(at + heading, len(self.text)) + 1):
            same = self._alike(rest, start)
            if same == len(rest):
                return start + same
            if same and self._where[start + same - 1][0] != self._where[start + same][0]:
                return self._rest(rest[same:], start + same, heading)
        return -1

    def _note(self, start: int, end: int, follows: bool) -> None:
        """The table takes so much of its pages."""
        for place in range(start, end):
            page, box = self._where[place]
            if follows and self._areas and self._areas[-1][0] == page:
                self._areas[-1] = (page, _around(self._areas[-1][1], box))
            else:
                self._areas.append((page, box))
            follows = True

    def covered(self) -> list[int]:
        """Pages (from 1) with something over a table that is none of its rows."""
        areas: dict[int, list[Rect]] = {}
        for page, area in self._areas:
            areas.setdefault(page, []).append(area)
        pages = {
            page + 1
            for (page, box), known in zip(self._where, self._found, strict=True)
            if not known and any(_meet(box, area) for area in areas.get(page, ()))
        }
        pages |= {page + 1 for page, box in self._drawn(areas) if _any_meets(box, areas[page])}
        return sorted(pages)

    def _drawn(self, areas: Mapping[int, Sequence[Rect]]) -> Iterator[tuple[int, Rect]]:
        """Surfaces, pictures and notes on the pages that have tables."""
        surfaces: list[tuple[int, Rect]] = []
        with pdfium.opened(self._data) as pdf:
            for number in areas:
                page = pdf[number]
                for each in page.get_objects(max_depth=1):
                    if each.type in _COVERING or _is_filled(each):
                        surfaces.append((number, each.get_bounds()))
                page.close()
        yield from surfaces
        with pikepdf.open(io.BytesIO(self._data)) as file:
            for number in areas:
                for note in file.pages[number].get("/Annots", ()):
                    if not _is_signature(note) and note.get("/Subtype") not in _HARMLESS:
                        x0, y0, x1, y1 = (float(edge) for edge in note.Rect)
                        yield number, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _signs(page: PdfPage) -> Iterator[tuple[str, Rect]]:
    """The signs that count, in the order in which the page draws them, each with the box of
    what is drawn at once. (A text page of PDFium sorts what stands in one line.)"""
    text = page.get_textpage()
    try:
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1):
            kept = _squeezed(_drawn_text(each, text))
            if kept:
                box = each.get_bounds()
                yield from ((sign, box) for sign in kept)
    finally:
        text.close()


def _drawn_text(each: PdfObject, text: PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(each, text, None, 0)
    buffer = (raw.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(each, text, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "ignore")


def _is_filled(each: PdfObject) -> bool:
    if each.type != raw.FPDF_PAGEOBJ_PATH:
        return False
    mode, stroked = raw.c_int(), raw.FPDF_BOOL()
    raw.FPDFPath_GetDrawMode(each, mode, stroked)
    return bool(mode.value != raw.FPDF_FILLMODE_NONE)


def _is_signature(note: Any) -> bool:
    kind = note.get("/FT")
    if kind is None and "/Parent" in note:
        kind = note.Parent.get("/FT")
    return bool(note.get("/Subtype") == "/Widget" and kind == "/Sig")


def _around(one: Rect, other: Rect) -> Rect:
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
    )  # fmt: skip


def _meet(one: Rect, other: Rect) -> bool:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > _INSIDE and high > _INSIDE


def _any_meets(box: Rect, areas: Sequence[Rect]) -> bool:
    return any(_meet(box, area) for area in areas)
