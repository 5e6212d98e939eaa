"""Lays out the summary table as PDF on pages that lie on their side; headings repeat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from db.queries.office_papers import OfficeFacts
from desktop.documents.blocks import Block, Note, Table
from desktop.documents.content_summary_paper import SummaryPaper, summary_paper
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.forms import load_form
from desktop.documents.grid_build import fits, grid_style
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, area, build
from desktop.documents.read_body import read_facts
from desktop.documents.readable import readable_office
from desktop.documents.running_text import RunningText, text
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures
from desktop.documents.story import Story

_SIZE: Final = 9.5
_LEAST: Final = 8.5
_MOST_NOTES: Final = 4  # that go over to the page of the signatures with them


@dataclass(frozen=True, slots=True)
class WrittenSummaryPaper:
    """The file, its pages, signs without a glyph."""

    path: Path
    pages: int
    missing: tuple[str, ...]


def write_summary_pdf(
    body: Body,
    path: Path,
    proof_code: str | None = None,
    office: OfficeFacts | None = None,
    *,
    mirrored: bool = False,
) -> WrittenSummaryPaper:
    """Writes the summary table of a session; a draft where there is no proof code.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    refuse_secret(body)
    face = typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    facts = read_facts(body, readable)
    more = None if office is None else readable_office(office, readable)

    room = area(load_form(facts.form), wide=True)

    def readable_columns(table: Table) -> bool:
        return fits(table, grid_style(face, _LEAST, room.height), room.width)

    paper = summary_paper(facts, readable_columns, proof_code, more)
    return write_wide(paper, path, face, missing, mirrored=mirrored)


def write_wide(
    paper: SummaryPaper, path: Path, face: Typeface, missing: set[str], *, mirrored: bool
) -> WrittenSummaryPaper:
    """Lays out a table of the panel, signed by who made it and who presides. Raises
    PaperFileError."""
    paper = replace(paper, marks=replace(paper.marks, mirrored=mirrored))
    properties = Properties(paper.title, paper.author, paper.subject)
    story = _Summary(paper, face).made()
    data, pages = build(paper.form, face, paper.marks, properties, story, wide=True)
    write_whole(path, data)
    return WrittenSummaryPaper(path, pages, tuple(sorted(missing)))


class _Summary(Story):
    """The flowables of the summary, in order."""

    def __init__(self, paper: SummaryPaper, face: Typeface) -> None:
        super().__init__(paper.form, face)
        self.paper = paper

    def made(self) -> list[Flowable]:
        paper, styles = self.paper, self.styles
        room = area(paper.form, wide=True).width
        flowables = self.flow(paper.blocks, wide=True, size=_SIZE)
        company = _company(paper.blocks)
        signing = [(place, block) for place, block in enumerate(paper.signatures)]
        return [
            Heading(paper.form, self.face, paper.heading, room),
            Spacer(0, 10),
            self.centred(paper.type_name, styles.type_name, wide=True),
            self.centred(paper.subject, styles.subject, wide=True),
            BelowTitle(paper.form, self.face, paper.subject, room),
            self.centred(paper.reference, styles.centred_italic, wide=True),
            *flowables[:-company],
            KeepTogether(
                [
                    *flowables[-company:],
                    Spacer(0, 10),
                    self._right(paper.place_date),
                    Signatures(paper.form, self.face, [tuple(signing)], room, {}),
                ]
            ),
        ]

    def _right(self, words: str) -> RunningText:
        room = area(self.form, wide=True).width
        style = self.styles.centred_italic.clone("", leftIndent=room / 2)
        return text(style, words)


def _company(blocks: Sequence[Block]) -> int:
    """How many of the last blocks stay with the signatures: the notes, as far as they are few."""
    notes = 0
    while notes < min(_MOST_NOTES, len(blocks)) and isinstance(blocks[-1 - notes], Note):
        notes += 1
    return max(notes, 1)
