"""The two-column heading of official papers and the rules that go with titles."""

from __future__ import annotations

from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from desktop.documents.blocks import HeadingText
from desktop.documents.fonts import Typeface
from desktop.documents.forms import Form
from desktop.documents.measure import width, wrap_evenly
from desktop.documents.running_text import LINE_ASCENT

_RULE_GAP: Final = 5.0  # below the baseline
_THICK: Final = 0.7
_SHORT: Final = 0.4  # of the line above: a third to a half is asked for
_GUTTER: Final = 4 * mm
_ABOUT: Final = 12.0  # size of "V/v …" (S1, S3)


class Heading(Flowable):
    """Issuer and number on the left, the nation's or the Party's name on the right."""

    def __init__(self, form: Form, face: Typeface, text: HeadingText, room: float) -> None:
        super().__init__()
        self.form = form
        self.face = face
        self.text = text
        self.width = room
        self.left = form.heading.left_width * mm
        lines = self._left_lines()
        self._about = self._about_lines(lines[-1][0])
        self.height = (self._about or lines)[-1][0] + 8.0
        self._lines = lines

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def _left_lines(self) -> list[tuple[float, str, str, float]]:
        """(depth of the baseline, text, font, size); the number, where there is one, last."""
        heading = self.form.heading
        parts = (
            (self.text.parent, self.face.regular, heading.parent_size),
            (self.text.issuer, self.face.bold, heading.body_size),
        )
        depth = 0.0
        lines: list[tuple[float, str, str, float]] = []
        for text, font, size in parts:
            for line in wrap_evenly(text, font, size, self.left - _GUTTER):
                depth += size + 3 if lines else LINE_ASCENT * size
                lines.append((depth, line, font, size))
        size = heading.number_size
        if heading.separator == "*":
            depth += size + 2
            lines.append((depth, heading.separator, self.face.regular, size))
        if self.text.number:
            depth += size + (1 if heading.separator == "*" else 11)
            lines.append((depth, self.text.number, self.face.regular, size))
        return lines

    def _about_lines(self, depth: float) -> list[tuple[float, str, str, float]]:
        """What a letter is about, below its number."""
        font = self.face.italic if self.form.side == "party" else self.face.regular
        lines: list[tuple[float, str, str, float]] = []
        for line in wrap_evenly(self.text.about, font, _ABOUT, self.left - _GUTTER):
            depth += _ABOUT + (3 if lines else 5)
            lines.append((depth, line, font, _ABOUT))
        return lines

    def draw(self) -> None:
        canvas = self.canv
        middle = (self.left - _GUTTER) / 2
        for depth, line, font, size in (*self._lines, *self._about):
            canvas.setFont(font, size)
            x = middle - width(line, font, size) / 2
            canvas.drawString(x, self.height - depth, line)
        if self.form.heading.separator == "rule":
            depth, line, font, size = self._lines[-2 if self.text.number else -1]
            draw_rule(canvas, middle, self.height - depth, width(line, font, size) * _SHORT)
        self._draw_right(canvas)

    def _draw_right(self, canvas: Canvas) -> None:
        middle = (self.left + self.width) / 2
        depth = 0.0
        for line in self.form.heading.right:
            depth += line.size + 3 if depth else LINE_ASCENT * line.size
            canvas.setFont(self.face.bold, line.size)
            y = self.height - depth
            canvas.drawCentredString(middle, y, line.text)
            if line.rule:
                draw_rule(canvas, middle, y, width(line.text, self.face.bold, line.size))
        if self.text.place_date:
            size = self.form.heading.place_date_size
            canvas.setFont(self.face.italic, size)
            low = self.height - self._lines[-1][0]
            wide = width(self.text.place_date, self.face.italic, size)
            x = min(middle - wide / 2, self.width - wide)
            canvas.drawString(x, low, self.text.place_date)


def draw_rule(canvas: Canvas, middle: float, baseline: float, length: float) -> None:
    """A rule below a line of text, centred on ``middle``."""
    canvas.setLineWidth(_THICK)
    y = baseline - _RULE_GAP
    canvas.line(middle - length / 2, y, middle + length / 2, y)


class BelowTitle(Flowable):
    """What stands below the subject line: "-----", or a rule a third to half as long."""

    def __init__(self, form: Form, face: Typeface, subject: str, room: float) -> None:
        super().__init__()
        self.form = form
        self.face = face
        self.width = room
        self.height = 22.0
        size = form.title.subject_size
        last = wrap_evenly(subject, face.bold, size, room)[-1:]
        self.length = max((width(line, face.bold, size) for line in last), default=0) * _SHORT

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        if self.form.title.below == "rule":
            draw_rule(self.canv, self.width / 2, self.height, self.length)
            return
        size = self.form.title.subject_size
        self.canv.setFont(self.face.regular, size)
        self.canv.drawCentredString(self.width / 2, self.height - size - 2, self.form.title.below)
