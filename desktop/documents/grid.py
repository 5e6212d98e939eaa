"""A ruled table as a flowable: lines of text already broken, drawn in one go.

The heading row comes again on every page. A band stays with what follows it; groups that
are to stay whole do so wherever a page can hold them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus.flowables import Flowable

from desktop.documents.measure import width

RULE: Final = 0.5
_TOLERANCE: Final = 1e-6
_BEGINNING: Final = 3  # rows
_TALL: Final = 0.3  # of a page


@dataclass(frozen=True, slots=True)
class GridStyle:
    """Type and spacing of a table, in points; ``page`` is the height of a full page."""

    font: str
    bold: str
    size: float
    leading: float
    pad_x: float
    pad_y: float
    page: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell's lines; a band has one piece that crosses all columns."""

    lines: tuple[str, ...]
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A row ready to draw. ``opens`` starts a group; ``upright`` cells are set vertically."""

    pieces: tuple[Piece, ...]
    height: float
    bold: bool = False
    band: bool = False
    opens: bool = True
    upright: frozenset[int] = frozenset()
    bold_columns: frozenset[int] = frozenset()


class Grid(Flowable):
    """The table; heading row, then rows."""

    def __init__(
        self, style: GridStyle, edges: Sequence[float], header: Row, rows: Sequence[Row]
    ) -> None:
        """``edges`` are the x of all vertical rules, from 0 to the table's width."""
        super().__init__()
        self.style = style
        self.edges = tuple(edges)
        self.header = header
        self.rows = tuple(rows)
        self.width = self.edges[-1]
        self.height = header.height + sum(row.height for row in rows)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def least(self) -> float:
        """The height that the heading row and a decent beginning take: some rows, or fewer
        where they are tall."""
        end, height = 0, self.header.height
        while end < min(_BEGINNING, len(self.rows)):
            start, end = end, self._group_end(end)
            more = sum(row.height for row in self.rows[start:end])
            if start and height + more > _TALL * self.style.page:
                break
            height += more
        return height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        room = available_height - self.header.height + _TOLERANCE
        at = 0
        used = 0.0
        while at < len(self.rows):
            end = self._group_end(at)
            group = sum(row.height for row in self.rows[at:end])
            if used + group > room:
                break
            used += group
            at = end
        if at == len(self.rows):
            return [self]
        if at == 0:
            end = self._group_end(0)
            group = sum(row.height for row in self.rows[:end])
            if self.header.height + group <= self.style.page:
                return []  # the next page holds the group whole
            return self._split_group(room)
        return self._parts(self.rows[:at], self.rows[at:])

    def _split_group(self, room: float) -> list[Flowable]:
        """Splits a group that no page can hold: between rows, else inside the first row."""
        at = 0
        used = 0.0
        while at < len(self.rows) and used + self.rows[at].height <= room:
            used += self.rows[at].height
            at += 1
        if at > 1 or (at == 1 and not self.rows[0].band):
            return self._parts(self.rows[:at], self.rows[at:])
        if at == 1:  # a band and a row taller than the page
            upper, lower = self._cut(self.rows[1], room - used)
            if upper is None:
                return []
            return self._parts((self.rows[0], upper), (lower, *self.rows[2:]))
        upper, lower = self._cut(self.rows[0], room)
        if upper is None:
            return []
        return self._parts((upper,), (lower, *self.rows[1:]))

    def _cut(self, row: Row, room: float) -> tuple[Row | None, Row]:
        fitting = int((room - 2 * self.style.pad_y) // self.style.leading)
        if fitting < 1:
            return None, row
        halves = []
        for part in (slice(None, fitting), slice(fitting, None)):
            pieces = tuple(Piece(piece.lines[part], piece.centred) for piece in row.pieces)
            most = max(len(piece.lines) for piece in pieces)
            height = most * self.style.leading + 2 * self.style.pad_y
            halves.append(
                Row(pieces, height, row.bold, row.band, row.opens, bold_columns=row.bold_columns)
            )
        return halves[0], halves[1]

    def _parts(self, upper: Sequence[Row], lower: Sequence[Row]) -> list[Flowable]:
        return [Grid(self.style, self.edges, self.header, rows) for rows in (upper, lower) if rows]

    def _group_end(self, start: int) -> int:
        end = start + 1
        while end < len(self.rows) and not self.rows[end].opens:
            end += 1
        return end

    def draw(self) -> None:
        canvas = self.canv
        canvas.setLineWidth(RULE)
        rules: list[tuple[float, float, float, float]] = []
        text = canvas.beginText()
        top = self.height
        rules.append((0, top, self.width, top))
        run_top = top  # where the present run of vertical rules began
        for row in (self.header, *self.rows):
            bottom = top - row.height
            if row.band:
                self._uprights(rules, run_top, top)
                run_top = bottom
            self._write(text, row, top)
            rules.append((0, bottom, self.width, bottom))
            top = bottom
        self._uprights(rules, run_top, top)
        rules.append((0, 0, 0, self.height))
        rules.append((self.width, 0, self.width, self.height))
        canvas.lines(rules)
        canvas.drawText(text)

    def _uprights(
        self, rules: list[tuple[float, float, float, float]], top: float, bottom: float
    ) -> None:
        if top - bottom > _TOLERANCE:
            rules += [(x, bottom, x, top) for x in self.edges[1:-1]]

    def _write(self, text: PDFTextObject, row: Row, top: float) -> None:
        style = self.style
        size = style.size
        for column, piece in enumerate(row.pieces):
            if not piece.lines:
                continue
            font = style.bold if row.bold or column in row.bold_columns else style.font
            _set_font(text, font, size, style.leading)
            left = self.edges[column]
            right = self.width if row.band else self.edges[column + 1]
            if column in row.upright:
                self._write_upright(text, piece, font, (left + right) / 2, top, row.height)
                continue
            block = len(piece.lines) * style.leading
            y = top - (row.height - block) / 2 - style.leading / 2 - 0.33 * size
            for line in piece.lines:
                if piece.centred:
                    x = (left + right - width(line, font, size)) / 2
                else:
                    x = left + style.pad_x
                text.setTextOrigin(x, y)
                text.textOut(line)
                y -= style.leading

    def _write_upright(
        self, text: PDFTextObject, piece: Piece, font: str, x: float, top: float, height: float
    ) -> None:
        """Lines that read from the bottom to the top of the cell."""
        style = self.style
        block = (len(piece.lines) - 1) * style.leading
        x += 0.33 * style.size - block / 2
        for line in piece.lines:
            y = top - height / 2 - width(line, font, style.size) / 2
            text.setTextTransform(0, 1, -1, 0, x, y)
            text.textOut(line)
            x += style.leading


def _set_font(text: Any, font: str, size: float, leading: float) -> None:
    if text._fontname != font or text._fontsize != size:
        text.setFont(font, size, leading)
