"""Paragraphs whose first line keeps to the top margin.

reportlab sets the first baseline a whole type size below the paragraph's upper edge, which
for Times makes the margin look a millimetre and a half too wide.
"""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from desktop.documents.measure import wrap_evenly

LINE_ASCENT: Final = 0.79
"""Where the baseline lies below a line's upper edge, of the type size: capitals with accents
(0.89) and without (0.66) then both keep to the margin within half a millimetre."""


class RunningText(Paragraph):
    """A paragraph whose first baseline is where LINE_ASCENT says."""

    def draw(self) -> None:
        self.canv.saveState()
        self.canv.translate(0, (1 - LINE_ASCENT) * self.style.fontSize)
        super().draw()
        self.canv.restoreState()


def text(style: ParagraphStyle, words: str, lead: str = "") -> RunningText:
    """Plain words as a paragraph, behind a bold ``lead``."""
    bold = f"<b>{escape(lead)}</b> " if lead else ""
    return RunningText(bold + escape(words), style)


def underlined(style: ParagraphStyle, words: str) -> RunningText:
    """Underlined words."""
    return RunningText(f"<u>{escape(words)}</u>", style)


def centred(style: ParagraphStyle, words: str, room: float) -> RunningText:
    """A heading in lines of nearly the same width, no wider than ``room``."""
    lines = wrap_evenly(words, style.fontName, style.fontSize, room)
    return RunningText("<br/>".join(escape(line) for line in lines), style)
