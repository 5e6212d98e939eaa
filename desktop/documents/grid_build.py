"""Makes a Grid of a contents' Table: column widths, lines broken, heights."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from reportlab.lib.units import mm

from desktop.documents.blocks import Cell, Column, Level, Table
from desktop.documents.fonts import Typeface
from desktop.documents.grid import Grid, GridStyle, Piece, Row
from desktop.documents.measure import widest_word, width, wrap

_NARROW_TEXT: Final = 40 * mm
"""No text column is narrower; a table that needs more room goes on a wide page."""

_AMPLE: Final = 1.5  # times the least, before members' columns are made equal at its cost
_LEAST_SIZE: Final = 7.5
_SLACK: Final = 0.01  # so that rounding never breaks what was measured to fit
_UPRIGHT_LINES: Final = 2
_UPRIGHT_HEIGHT: Final = 38 * mm
_UPRIGHT_TALLEST: Final = 80 * mm


def grid_style(face: Typeface, size: float, page: float, pad_y: float = 2.2) -> GridStyle:
    """The look of tables at one type size on pages of one height (points)."""
    return GridStyle(face.regular, face.bold, size, size * 1.18, 3.0, pad_y, page)


def fitting_style(
    table: Table, face: Typeface, size: float, page: float, room: float, least: float = _LEAST_SIZE
) -> GridStyle:
    """The look at ``size``, or at a smaller one down to ``least`` where that makes it fit."""
    style = grid_style(face, size, page)
    while style.size > least and not fits(table, style, room):
        style = grid_style(face, style.size - 0.5, page)
    return style


def fits(table: Table, style: GridStyle, room: float) -> bool:
    """Whether the text columns keep a readable width in ``room`` points."""
    fixed = sum(_fixed_widths(table, style).values())
    texts = sum(column.cell is Cell.TEXT for column in table.columns)
    return room - fixed >= texts * _NARROW_TEXT


def build_grid(table: Table, style: GridStyle, room: float) -> Grid:
    """The table, ``room`` points wide."""
    widths = _widths(table, style, room)
    header = _header(table.columns, widths, style)
    inner = [w - 2 * style.pad_x for w in widths]
    strong = frozenset(place for place, column in enumerate(table.columns) if column.strong)
    rows = [_row(table, at, inner, room, style, strong) for at in range(len(table.lines))]
    return Grid(style, (0.0, *accumulate(widths)), header, rows)


def _fixed_widths(table: Table, style: GridStyle) -> dict[int, float]:
    """Widths of all columns but those of text: their widest line or heading word."""
    members = _upright_width(table.columns, style)
    widths = {}
    for place, column in enumerate(table.columns):
        if column.cell is Cell.TEXT:
            continue
        cells = {ln.cells[place] for ln in table.lines if ln.level is not Level.BAND}
        widest = max((widest_word(cell, style.bold, style.size) for cell in cells), default=0.0)
        if column.cell is Cell.MEMBER:
            widest = max(widest, members)
        else:
            widest = max(widest, widest_word(column.title, style.bold, style.size))
        widths[place] = max(widest + 2 * style.pad_x, column.least * mm)
    return widths


def _widths(table: Table, style: GridStyle, room: float) -> list[float]:
    fixed = _fixed_widths(table, style)
    even = max((w for p, w in fixed.items() if table.columns[p].cell is Cell.MEMBER), default=0.0)
    evened = {p: even if table.columns[p].cell is Cell.MEMBER else w for p, w in fixed.items()}
    shares = {p: c.weight for p, c in enumerate(table.columns) if c.cell is Cell.TEXT}
    least = len(shares) * _NARROW_TEXT
    if room - sum(evened.values()) >= _AMPLE * least:
        fixed = evened
    left = room - sum(fixed.values())
    if left < least or not shares:  # squeeze or stretch the others evenly
        scale = (room - least) / max(sum(fixed.values()), 1.0)
        fixed = {place: w * scale for place, w in fixed.items()}
        left = least
    total = sum(shares.values()) or 1.0
    return [
        fixed[place] if place in fixed else left * shares[place] / total
        for place in range(len(table.columns))
    ]


def _header(columns: Sequence[Column], widths: Sequence[float], style: GridStyle) -> Row:
    pieces: list[Piece] = []
    height = 0.0
    upright = frozenset(p for p, column in enumerate(columns) if column.cell is Cell.MEMBER)
    tall = _upright_height(columns, style)
    for place, column in enumerate(columns):
        if place in upright:
            lines = wrap(column.title, style.bold, style.size, tall)
            height = max(height, tall + 2 * style.pad_x + 2)
        else:
            room = widths[place] - 2 * style.pad_x + _SLACK
            lines = wrap(column.title, style.bold, style.size, room)
            height = max(height, len(lines) * style.leading + 2 * style.pad_y)
        pieces.append(Piece(lines))
    return Row(tuple(pieces), height, bold=True, upright=upright)


def _upright_height(columns: Sequence[Column], style: GridStyle) -> float:
    """The least height at which every vertical name takes at most two lines."""
    names = [column.title for column in columns if column.cell is Cell.MEMBER]
    single = max((width(name, style.bold, style.size) for name in names), default=0.0)
    if single <= _UPRIGHT_HEIGHT:
        return single + _SLACK
    tall = _UPRIGHT_HEIGHT
    while tall < _UPRIGHT_TALLEST and any(
        len(wrap(name, style.bold, style.size, tall)) > _UPRIGHT_LINES for name in names
    ):
        tall += 2 * mm
    return tall


def _upright_width(columns: Sequence[Column], style: GridStyle) -> float:
    """The width of the longest pile of lines that a vertical name makes."""
    tall = _upright_height(columns, style)
    names = [column.title for column in columns if column.cell is Cell.MEMBER]
    lines = max((len(wrap(name, style.bold, style.size, tall)) for name in names), default=1)
    return (lines - 1) * style.leading + 0.9 * style.size


def _row(
    table: Table,
    place: int,
    inner: Sequence[float],
    room: float,
    style: GridStyle,
    strong: frozenset[int],
) -> Row:
    line = table.lines[place]
    if line.level is Level.BAND:
        lines = wrap(line.cells[0], style.bold, style.size, room - 2 * style.pad_x)
        height = len(lines) * style.leading + 2 * style.pad_y
        return Row((Piece(lines, False),), height, bold=True, band=True)
    bold = line.level is Level.TOTAL
    pieces = []
    most = 1
    for column, (kind, cell, wide) in enumerate(zip(table.columns, line.cells, inner, strict=True)):
        font = style.bold if bold or column in strong else style.font
        lines = wrap(cell, font, style.size, wide + _SLACK)
        most = max(most, len(lines))
        pieces.append(Piece(lines, kind.cell is not Cell.TEXT))
    height = most * style.leading + 2 * style.pad_y
    return Row(tuple(pieces), height, bold, opens=_opens(table, place), bold_columns=strong)


def _opens(table: Table, place: int) -> bool:
    """Whether a line starts a group: no total, none after a band or inside a whole group."""
    if not place:
        return True
    if table.whole_groups or table.lines[place].level is Level.TOTAL:
        return False
    return table.lines[place - 1].level is not Level.BAND
