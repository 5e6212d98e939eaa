"""The two-column heading of official papers in Word files."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.table import _Cell
from reportlab.lib.units import mm

from desktop.documents.blocks import HeadingText
from desktop.documents.fonts import typeface
from desktop.documents.forms import Form
from desktop.documents.layout import area
from desktop.documents.measure import width, wrap_evenly
from desktop.documents.word_file import CENTRE, RIGHT, rule_below, run, shape
from desktop.documents.word_tables import add_layout

SHORT = 0.4
"""Of the line above: a rule of a third to a half."""

_INSIDE = 6.0  # what the cell's own sides take, in points
_LEAST = 60 * mm  # for the issuer's name
_RULE_LINE = 2.0  # height of the line that holds a rule


def left_side(form: Form, said: HeadingText) -> float:
    """How wide the left column is, in points: the form's, less where place and date need more
    than it leaves them, so that they stay in one line."""
    needed = width(said.place_date, typeface().italic, form.heading.place_date_size)
    left = min(form.heading.left_width * mm, area(form).width - needed - 2 * _INSIDE)
    return max(left, _LEAST)


def add_heading(document: WordDocument, form: Form, said: HeadingText) -> None:
    """Issuer on the left, the Party's or the nation's name on the right; number, place and date
    in one line below them."""
    left = left_side(form, said)
    room = area(form).width
    above, below = add_layout(document, (left, room - left), rows=2).rows
    _issuer(above.cells[0], form, said, left)
    _name(above.cells[1], form, room - left)
    size = form.heading.number_size
    run(shape(below.cells[0].paragraphs[0], align=CENTRE, before=3), said.number, size)
    size = form.heading.place_date_size
    line = shape(below.cells[1].paragraphs[0], align=RIGHT, before=3)
    run(line, said.place_date, size, italic=True)


def _issuer(cell: _Cell, form: Form, said: HeadingText, room: float) -> None:
    face, heading = typeface(), form.heading
    line = cell.paragraphs[0]
    if said.parent:
        run(shape(line, align=CENTRE), said.parent, heading.parent_size)
        line = cell.add_paragraph()
    run(shape(line, align=CENTRE), said.issuer, heading.body_size, bold=True)
    if heading.separator == "rule":
        size = heading.body_size
        broken = wrap_evenly(said.issuer, face.bold, size, room - 2 * _INSIDE)
        last = width(broken[-1], face.bold, size) if broken else 0.0
        _rule(cell, room, SHORT * last)
    else:
        run(shape(cell.add_paragraph(), align=CENTRE), heading.separator, heading.number_size)


def _name(cell: _Cell, form: Form, room: float) -> None:
    face = typeface()
    for place, right in enumerate(form.heading.right):
        line = cell.add_paragraph() if place else cell.paragraphs[0]
        run(shape(line, align=CENTRE), right.text, right.size, bold=True)
        if right.rule:
            _rule(cell, room, width(right.text, face.bold, right.size))


def _rule(cell: _Cell, room: float, long: float) -> None:
    """A rule in a line of its own: as a border of the text's own paragraph it would break the
    text at its ends."""
    line = shape(cell.add_paragraph(), leading=_RULE_LINE)
    rule_below(line, (room - _INSIDE - long) / 2)
