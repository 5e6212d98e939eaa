"""Lays out the minutes as an editable Word draft that reads like the PDF; it is never signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.units import mm

from desktop.documents.blocks import Paper
from desktop.documents.content_amendment import paper_of
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.layout import area
from desktop.documents.read_body import read_facts
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import signature_rows
from desktop.documents.word_file import CENTRE, run, shape
from desktop.documents.word_story import WordStory
from desktop.documents.word_tables import add_layout
from desktop.documents.wording import DOTS


@dataclass(frozen=True, slots=True)
class WrittenDraft:
    """The file, signs without a glyph."""

    path: Path
    missing: tuple[str, ...]


def write_minutes_docx(
    body: Body, path: Path, proof_code: str | None = None, *, mirrored: bool = False
) -> WrittenDraft:
    """Writes the minutes of a session's body for Word; DỰ THẢO where there is no proof code.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    refuse_secret(body)
    face = typeface()
    missing: set[str] = set()
    facts = read_facts(body, lambda text: face.readable(text, missing))
    paper = paper_of(facts, proof_code)
    paper = replace(paper, marks=replace(paper.marks, mirrored=mirrored))
    write_whole(path, _made(paper, face))
    return WrittenDraft(path, tuple(sorted(missing)))


def _made(paper: Paper, face: Typeface) -> bytes:
    story = WordStory(paper.form, face, paper.marks, paper.title, paper.author)
    story.heading(paper.heading)
    story.title(paper.type_name, paper.subject)
    story.blocks(paper.blocks)
    _sign(story, paper)
    for appendix in paper.appendices:
        story.appendix(appendix)
    return story.saved()


def _sign(story: WordStory, paper: Paper) -> None:
    form = story.form.signature
    story.running(paper.closing, story.word.add_paragraph(), with_next=True)
    shape(story.word.add_paragraph(), leading=8, with_next=True)
    half = area(story.form).width / 2
    rows = signature_rows(paper.signatures)
    table = add_layout(story.word, (half, half), len(rows))
    for row, blocks in zip(table.rows, rows, strict=True):
        for cell, (_, block) in zip(row.cells, blocks, strict=False):
            title = shape(cell.paragraphs[0], align=CENTRE, with_next=True)
            run(title, block.title, form.title_size, bold=True)
            name = cell.add_paragraph()
            shape(name, align=CENTRE, before=form.space * mm, after=10, with_next=True)
            run(name, block.name or DOTS * 4, form.name_size, bold=True)
    story.recipients(paper.recipients)
