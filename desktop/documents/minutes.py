"""Lays out the minutes (biên bản) as PDF; every word comes from contents.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    Spacer,
)

from desktop.documents import contents
from desktop.documents.blocks import Appendix, Block, Note, Paper, Para, Section, Table
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.grid import Grid
from desktop.documents.grid_build import build_grid, fits, fitting_style, grid_style
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import TALL, WIDE, Properties, Styles, area, build, styles
from desktop.documents.read_body import read_facts
from desktop.documents.running_text import centred, text, underlined
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures, SignatureSpot, Spots, signature_rows

_TABLE_SIZE: Final = 11.0
_APPENDIX_SIZE: Final = 10.5
_GAP: Final = 6.0
_LEAST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class WrittenMinutes:
    """The file, its pages, where it is signed (in signing order), signs without a glyph."""

    path: Path
    pages: int
    signatures: tuple[SignatureSpot, ...]
    missing: tuple[str, ...]


def write_minutes(body: Body, path: Path, proof_code: str | None = None) -> WrittenMinutes:
    """Writes the minutes of a session's body; a draft where there is no proof code.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    refuse_secret(body)
    face = typeface()
    missing: set[str] = set()
    facts = read_facts(body, lambda text: face.readable(text, missing))
    paper = contents.minutes(facts, proof_code)
    data, pages, spots = render(paper, face)
    write_whole(path, data)
    return WrittenMinutes(path, pages, spots, tuple(sorted(missing)))


def render(paper: Paper, face: Typeface) -> tuple[bytes, int, tuple[SignatureSpot, ...]]:
    """The PDF of ``paper``, its number of pages and its places to sign."""
    spots: Spots = {}
    story = _Story(paper, face, spots).made()
    properties = Properties(paper.title, paper.author, paper.subject)
    data, pages = build(paper.form, face, paper.marks, properties, story)
    return data, pages, tuple(spots[place] for place in sorted(spots))


class _Story:
    """The flowables of one paper, in order."""

    def __init__(self, paper: Paper, face: Typeface, spots: Spots) -> None:
        self.paper = paper
        self.face = face
        self.spots = spots
        self.styles: Styles = styles(paper.form, face)
        self.room = area(paper.form)

    def made(self) -> list[Flowable]:
        return [*self._title(), *self._flow(self.paper.blocks), *self._end(), *self._appendices()]

    def _title(self) -> list[Flowable]:
        paper = self.paper
        room = self.room.width
        return [
            Heading(paper.form, self.face, paper.heading, room),
            Spacer(0, 20),
            self._centred(paper.type_name, self.styles.type_name),
            self._centred(paper.subject, self.styles.subject),
            BelowTitle(paper.form, self.face, paper.subject, room),
        ]

    def _centred(self, words: str, style: ParagraphStyle, wide: bool = False) -> Flowable:
        return centred(style, words, area(self.paper.form, wide).width - 10 * mm)

    def _flow(
        self, blocks: Sequence[Block], wide: bool = False, size: float = _TABLE_SIZE
    ) -> list[Flowable]:
        """Blocks as flowables; nothing that leads on is left alone at the foot of a page."""
        room = area(self.paper.form, wide)
        flowables = [self._flowable(block, room.width, room.height, size) for block in blocks]
        story: list[Flowable] = []
        for place, flowable in enumerate(flowables):
            if _leads(blocks[place]):
                story.append(CondPageBreak(self._needed(blocks, flowables, place, room.width)))
            if isinstance(flowable, Grid):
                flowable.spaceBefore, flowable.spaceAfter = _GAP, _GAP / 2
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
                return height + _GAP + flowable.least()
            if not _leads(blocks[place]):
                return height + _LEAST_LINES * self.paper.form.text.leading + _GAP
            height += flowable.wrap(room, self.room.height)[1] + _GAP
            place += 1
        return height

    def _end(self) -> list[Flowable]:
        """The last paragraph, the signatures and the recipients: on one page if it can be.

        More members' signatures than a page holds run on, never without company.
        """
        paper = self.paper
        room = self.room.width
        rows = [
            Signatures(paper.form, self.face, [row], room, self.spots)
            for row in signature_rows(paper.signatures)
        ]
        closing = text(self.styles.text, paper.closing.text, paper.closing.lead)
        first: list[Flowable] = [closing, Spacer(0, 10), rows[0]]
        whole = [*first, *rows[1:], *self._recipients()]
        page = self.room.height
        if sum(each.wrap(room, page)[1] + _GAP for each in whole) <= page:
            return [KeepTogether(whole)]
        return [KeepTogether(first), *rows[1:-1], KeepTogether([rows[-1], *self._recipients()])]

    def _recipients(self) -> list[Flowable]:
        paper = self.paper
        if not paper.recipients:
            return []
        title = underlined if paper.form.recipients.title_style == "underlined" else text
        return [
            Spacer(0, 10),
            title(self.styles.recipients_title, "Nơi nhận:"),
            *(text(self.styles.recipients, f"- {line}") for line in paper.recipients),
        ]

    def _appendices(self) -> list[Flowable]:
        story: list[Flowable] = []
        for appendix in self.paper.appendices:
            wide = self._is_wide(appendix)
            story += [NextPageTemplate(WIDE if wide else TALL), PageBreak()]
            story += [
                self._centred(appendix.label, self.styles.subject, wide),
                self._centred(appendix.title, self.styles.subject, wide),
                self._centred(appendix.reference, self.styles.centred_italic, wide),
                Spacer(0, _GAP),
                *self._flow(appendix.blocks, wide, _APPENDIX_SIZE),
            ]
        return story

    def _is_wide(self, appendix: Appendix) -> bool:
        room = self.room
        tables = [block for block in appendix.blocks if isinstance(block, Table)]
        style = grid_style(self.face, _APPENDIX_SIZE - 1, room.height)
        return not all(fits(table, style, room.width) for table in tables)


def _leads(block: Block) -> bool:
    """Whether a block is nothing without the next one."""
    if isinstance(block, Section):
        return True
    return isinstance(block, Para) and (not block.text or block.text.endswith(":"))
