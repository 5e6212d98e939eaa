"""Tables in Word files: those of contents with measured columns, and invisible ones for layout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.table import Table as WordTable

from desktop.documents.blocks import Cell, Level, Line, Table
from desktop.documents.grid import Grid
from desktop.documents.word_file import CODE_HYPHEN, FONT, row_mark

_MARGINS: Final = (  # less than the grid has inside its cells: slack for other measures
    '<w:tblCellMar><w:left w:w="30" w:type="dxa"/><w:right w:w="30" w:type="dxa"/></w:tblCellMar>'
)
_TEXT: Final = '<w:t xml:space="preserve">'
_HYPHEN: Final = "<w:noBreakHyphen/>"
_FONTS: Final = "".join(
    ("<w:rFonts", *(f' w:{name}="{FONT}"' for name in ("ascii", "hAnsi", "cs", "eastAsia")), "/>")
)


def add_table(
    document: WordDocument, table: Table, grid: Grid, *, whole: bool = False
) -> None:
    """A ruled table with the column widths and the type size that ``grid`` was made with; a
    ``whole`` one is not broken.

    Written as XML at once: python-docx takes a millisecond for every cell.
    """
    widths = [round(20 * (b - a)) for a, b in zip(grid.edges, grid.edges[1:], strict=False)]
    size = round(2 * grid.style.size)
    rows = [_head(table, widths, size, round(20 * grid.header.height), keep=whole)]
    following = (*(whole or line.level is Level.TOTAL for line in table.lines[1:]), False)
    rows += [
        _line(table, line, widths, size, keep=total)
        for line, total in zip(table.lines, following, strict=True)
    ]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    xml = (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{_MARGINS}</w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    document.element.body.add_p().addprevious(parse_xml(xml))
    last = document.element.body.p_lst[-1]
    document.element.body.remove(last)


def _head(table: Table, widths: Sequence[int], size: int, height: int, *, keep: bool) -> str:
    upright = any(column.cell is Cell.MEMBER for column in table.columns)
    cells = "".join(
        _cell(c.title, width, size, bold=True, upright=c.cell is Cell.MEMBER, keep=keep)
        for c, width in zip(table.columns, widths, strict=True)
    )
    tall = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if upright else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}<w:tblHeader/></w:trPr>{cells}</w:tr>"


def _line(
    table: Table, line: Line, widths: Sequence[int], size: int, *, keep: bool
) -> str:
    """A row; with ``keep`` it stays with the next one."""
    if line.level is Level.BAND:
        cell = _cell(line.cells[0], sum(widths), size, bold=True, left=True, span=len(widths))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"
    total = line.level is Level.TOTAL
    cells = "".join(
        _cell(text, width, size, bold=total or c.strong, left=c.cell is Cell.TEXT, keep=keep)
        for c, text, width in zip(table.columns, line.cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(
    text: str,
    width: int,
    size: int,
    *,
    bold: bool = False,
    left: bool = False,
    upright: bool = False,
    span: int = 1,
    keep: bool = False,
) -> str:
    """A cell's XML; ``width`` in twentieths of a point, ``size`` in half points."""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    turned = '<w:textDirection w:val="btLr"/>' if upright else ""
    next_too = "<w:keepNext/>" if keep or span > 1 else ""
    strong = "<w:b/>" if bold else ""
    align = "left" if left else "center"
    words = "<w:br/>".join(
        _HYPHEN.join(f"{_TEXT}{escape(part)}</w:t>" for part in CODE_HYPHEN.split(line))
        for line in text.split("\n")
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{turned}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>{next_too}<w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr>{_FONTS}{strong}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f"{words}</w:r></w:p></w:tc>"
    )


def add_layout(document: WordDocument, widths: Sequence[float], rows: int = 1) -> WordTable:
    """A table without rules; ``widths`` in points."""
    made: WordTable = document.add_table(rows=rows, cols=len(widths))
    made.autofit = False
    fix_widths(made, widths)
    for row in made.rows:
        row_mark(row, "cantSplit")
    return made


def fix_widths(made: WordTable, widths: Sequence[float]) -> None:
    """Columns as wide as said, whatever stands in them; slim sides inside the cells."""
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Pt(width)
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Pt(width)
    margins = _MARGINS.replace("tblCellMar", f"tblCellMar {nsdecls('w')}", 1)
    made._tbl.tblPr.insert_element_before(parse_xml(margins), "w:tblLook")  # the schema's order
