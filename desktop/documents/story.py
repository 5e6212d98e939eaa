"""Blocks as flowables that reportlab can put on pages; every paper is laid out by these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, NextPageTemplate, PageBreak, Spacer

from desktop.documents.blocks import Appendix, Block, Note, Para, Section, Table
from desktop.documents.fonts import Typeface
from desktop.documents.forms import Form
from desktop.documents.grid import Grid
from desktop.documents.grid_build import build_grid, fits, fitting_style, grid_style
from desktop.documents.layout import TALL, WIDE, Styles, area, styles
from desktop.documents.running_text import centred, text

TABLE_SIZE: Final = 11.0
GAP: Final = 6.0
_APPENDIX_SIZE: Final = 10.5
_LEAST_LINES: Final = 3
WHOLE: Final = 0.4
"""Of the page: a lower table is not broken where something leads to it."""



class Story:
    """Makes the flowables of one paper's form and typeface."""

    def __init__(self, form: Form, face: Typeface) -> None:
        self.form = form
        self.face = face
        self.styles: Styles = styles(form, face)
        self.room = area(form)

    def centred(self, words: str, style: ParagraphStyle, wide: bool = False) -> Flowable:
        """A heading in the middle of the page."""
        return centred(style, words, area(self.form, wide).width - 10 * mm)

    def flow(
        self, blocks: Sequence[Block], wide: bool = False, size: float = TABLE_SIZE
    ) -> list[Flowable]:
        """Blocks as flowables; nothing that leads on is left alone at the foot of a page."""
        room = area(self.form, wide)
        flowables = [self._flowable(block, room.width, room.height, size) for block in blocks]
        story: list[Flowable] = []
        for place, flowable in enumerate(flowables):
            if leads(blocks[place]):
                story.append(CondPageBreak(self._needed(blocks, flowables, place, room.width)))
            if isinstance(flowable, Grid):
                flowable.spaceBefore, flowable.spaceAfter = GAP, GAP / 2
            story.append(flowable)
        return story

    def _flowable(self, block: Block, room: float, page: float, size: float) -> Flowable:
        if isinstance(block, Table):
            style = fitting_style(block, self.face, size, page, room)
            return build_grid(block, style, room)
        if isinstance(block, Section):
            return text(self.styles.section, block.text)
        if isinstance(block, Note):
            return text(self.styles.note, block.text)
        return text(self.styles.text, block.text, block.lead)

    def _needed(
        self, blocks: Sequence[Block], flowables: Sequence[Flowable], place: int, room: float
    ) -> float:
        """The height that a leading block and the start of what it leads to take."""
        height = 0.0
        while place < len(blocks):
            flowable = flowables[place]
            if isinstance(flowable, Grid):
                whole = flowable.height <= WHOLE * self.room.height
                return height + GAP + (flowable.height if whole else flowable.least())
            if not leads(blocks[place]):
                return height + _LEAST_LINES * self.form.text.leading + GAP
            height += flowable.wrap(room, self.room.height)[1] + GAP
            place += 1
        return height

    def appendices(self, appendices: Sequence[Appendix]) -> list[Flowable]:
        """The appendices, each on pages of its own, wide ones where a table asks for it."""
        story: list[Flowable] = []
        for appendix in appendices:
            wide = self.is_wide(appendix.blocks)
            story += [NextPageTemplate(WIDE if wide else TALL), PageBreak()]
            story += [
                self.centred(appendix.label, self.styles.subject, wide),
                self.centred(appendix.title, self.styles.subject, wide),
                self.centred(appendix.reference, self.styles.centred_italic, wide),
                Spacer(0, GAP),
                *self.flow(appendix.blocks, wide, _APPENDIX_SIZE),
            ]
        return story

    def is_wide(self, blocks: Sequence[Block]) -> bool:
        """Whether a table among the blocks is too wide for an upright page."""
        tables = [block for block in blocks if isinstance(block, Table)]
        style = grid_style(self.face, _APPENDIX_SIZE - 1, self.room.height)
        return not all(fits(table, style, self.room.width) for table in tables)


def leads(block: Block) -> bool:
    """Whether a block is nothing without the next one."""
    if isinstance(block, Section):
        return True
    return isinstance(block, Para) and (not block.text or block.text.endswith(":"))
