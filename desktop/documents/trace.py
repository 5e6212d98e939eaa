"""Lays out trace sheets (phiếu truy vết) as PDF, each submission's on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Indenter,
    KeepTogether,
    PageBreak,
    Spacer,
)

from db.queries.trace import Trace
from db.records import Campaign, Role
from desktop.documents.blocks import (
    Block,
    HeadingText,
    Marks,
    Note,
    Para,
    Section,
    SignatureText,
    Table,
)
from desktop.documents.content_trace import TYPE, TraceText, trace_text
from desktop.documents.errors import PaperEmptyError
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.forms import Form, load_form
from desktop.documents.grid_build import build_grid, fitting_style
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, area, build, styles
from desktop.documents.running_text import centred, text
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures
from desktop.documents.wording import DOTS, date_words

_TABLE_SIZE: Final = 9.5
_GAP: Final = 6.0
_LEAD: Final = 70.0  # points that a section's heading and the start of what follows take


@dataclass(frozen=True, slots=True)
class WrittenTraces:
    """The file, how many sheets and pages, signs without a glyph."""

    path: Path
    sheets: int
    pages: int
    missing: tuple[str, ...]


def write_traces(traces: Sequence[Trace], path: Path) -> WrittenTraces:
    """Writes the sheets of submissions of one campaign into one file.

    Raises PaperEmptyError where there is none to write, SecretMarkError, FormUnknownError,
    FontMissingError, PaperFileError.
    """
    data, pages, missing = traces_pdf(traces)
    write_whole(path, data)
    return WrittenTraces(path, len(traces), pages, missing)


def traces_pdf(traces: Sequence[Trace]) -> tuple[bytes, int, tuple[str, ...]]:
    """(the PDF, its pages, signs without a glyph); raises as :func:`write_traces`."""
    if not traces:
        raise PaperEmptyError(paper="trace")
    campaign = traces[0].campaign
    refuse_secret({"texts": [t.submission.title for t in traces]})
    face, form = typeface(), load_form(campaign.form)
    missing: set[str] = set()
    sheets = [trace_text(trace, lambda words: face.readable(words, missing)) for trace in traces]
    draft = any(sheet.draft for sheet in sheets)
    marks = Marks(draft, any(sheet.illustrative for sheet in sheets), None)
    story: list[Flowable] = []
    for sheet in sheets:
        if story:
            story.append(PageBreak())
        story += _Sheet(form, face, campaign).made(sheet)
    one = f" hồ sơ {sheets[0].code}" if len(sheets) == 1 else f" {len(sheets)} hồ sơ"
    properties = Properties(f"Phiếu truy vết{one}", campaign.body, sheets[0].subject)
    data, pages = build(form, face, marks, properties, story)
    return data, pages, tuple(sorted(missing))


class _Sheet:
    """The flowables of one sheet."""

    def __init__(self, form: Form, face: Typeface, campaign: Campaign) -> None:
        self.form, self.face, self.campaign = form, face, campaign
        self.styles, self.room = styles(form, face), area(form)

    def made(self, sheet: TraceText) -> list[Flowable]:
        end = [*self._flow(sheet.blocks[-1:]), Spacer(0, 6), *self._end()]
        return [*self._title(sheet), *self._flow(sheet.blocks[:-1]), KeepTogether(end)]

    def _title(self, sheet: TraceText) -> list[Flowable]:
        campaign, room = self.campaign, self.room.width
        place_date = f"{campaign.place or DOTS}, {date_words(None, campaign.year)}"
        heading = HeadingText(campaign.parent.upper(), campaign.body.upper(), "", place_date)
        return [
            Heading(self.form, self.face, heading, room),
            Spacer(0, 20),
            centred(self.styles.type_name, TYPE, room),
            centred(self.styles.subject, sheet.subject, room - 10 * mm),
            BelowTitle(self.form, self.face, sheet.subject, room),
        ]

    def _flow(self, blocks: Sequence[Block]) -> list[Flowable]:
        story: list[Flowable] = []
        for block in blocks:
            if isinstance(block, Section):
                story.append(CondPageBreak(_LEAD))
            story.append(self._flowable(block))
        return story

    def _flowable(self, block: Block) -> Flowable:
        match block:
            case Table():
                room = self.room
                style = fitting_style(block, self.face, _TABLE_SIZE, room.height, room.width)
                grid = build_grid(block, style, room.width)
                grid.spaceBefore, grid.spaceAfter = _GAP, _GAP / 2
                return grid
            case Section(words):
                return text(self.styles.section, words)
            case Note(words):
                return text(self.styles.note, words)
            case Para(words, lead):
                return text(self.styles.text, words, lead)

    def _end(self) -> list[Flowable]:
        """Who printed it signs, at the right; nobody is named beforehand."""
        room = self.room.width
        signing = ((0, SignatureText(Role.SECRETARY, "", "NGƯỜI LẬP PHIẾU", "")),)
        signatures = Signatures(self.form, self.face, [signing], room, {})
        return [Indenter(left=room / 2), signatures, Indenter(left=-room / 2)]
