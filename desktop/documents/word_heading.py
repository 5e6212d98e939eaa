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


def add_heading(document: WordDocument, form: Form, said: HeadingText) -> None:
    """Issuer and number on the left, the Party's or the nation's name on the right."""
    left = form.heading.left_width * mm
    room = area(form).width
    first, second = add_layout(document, (left, room - left)).rows[0].cells
    _left(first, form, said, left)
    _right(second, form, said, room - left)


def _left(cell: _Cell, form: Form, said: HeadingText, room: float) -> None:
    face, heading = typeface(), form.heading
    line = cell.paragraphs[0]
    parts = ((said.parent, heading.parent_size, False), (said.issuer, heading.body_size, True))
    for text, size, bold in parts:
        if not text:
            continue
        run(shape(line, align=CENTRE), text, size, bold=bold)
        if bold and heading.separator == "rule":
            broken = wrap_evenly(text, face.bold, size, room - 2 * _INSIDE)
            last = width(broken[-1], face.bold, size) if broken else 0.0
            rule_below(line, (room - _INSIDE - SHORT * last) / 2)
        line = cell.add_paragraph()
    if heading.separator == "*":
        run(shape(line, align=CENTRE), "*", heading.number_size)
        line = cell.add_paragraph()
    run(shape(line, align=CENTRE, before=3), said.number, heading.number_size)


def _right(cell: _Cell, form: Form, said: HeadingText, room: float) -> None:
    face = typeface()
    line = cell.paragraphs[0]
    for right in form.heading.right:
        run(shape(line, align=CENTRE), right.text, right.size, bold=True)
        if right.rule:
            long = width(right.text, face.bold, right.size)
            rule_below(line, (room - _INSIDE - long) / 2)
        line = cell.add_paragraph()
    if said.place_date:
        size = form.heading.place_date_size
        run(shape(line, align=RIGHT, before=6), said.place_date, size, italic=True)
