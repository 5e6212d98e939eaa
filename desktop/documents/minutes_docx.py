"""Lays out the minutes as an editable Word draft that reads like the PDF; it is never signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docx.text.paragraph import Paragraph
from reportlab.lib.units import mm

from desktop.documents import contents
from desktop.documents.blocks import Appendix, Block, Note, Paper, Para, Section, Table
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.grid_build import build_grid, fitting_style
from desktop.documents.layout import area
from desktop.documents.measure import width, wrap_evenly
from desktop.documents.read_body import read_facts
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import signature_rows
from desktop.documents.story import TABLE_SIZE, WHOLE, Story, leads
from desktop.documents.word_file import (
    CENTRE,
    JUSTIFY,
    dress,
    mirror,
    new_document,
    next_section,
    rule_below,
    run,
    saved,
    shape,
)
from desktop.documents.word_heading import SHORT, add_heading
from desktop.documents.word_tables import add_layout, add_table
from desktop.documents.wording import DOTS

_APPENDIX_SIZE = 10.5


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
    paper = contents.minutes(facts, proof_code)
    paper = replace(paper, marks=replace(paper.marks, mirrored=mirrored))
    write_whole(path, _Draft(paper, face).made())
    return WrittenDraft(path, tuple(sorted(missing)))


class _Draft:
    """Writes one paper from top to bottom."""

    def __init__(self, paper: Paper, face: Typeface) -> None:
        self.paper, self.face, self.form = paper, face, paper.form
        self.word = new_document(paper.form, paper.title, paper.author)

    def made(self) -> bytes:
        paper = self.paper
        if paper.marks.mirrored:
            mirror(self.word)
        dress(self.word.sections[0], self.form, paper.marks, first=True)
        add_heading(self.word, self.form, paper.heading)
        self._title()
        self._blocks(paper.blocks, wide=False, size=TABLE_SIZE)
        self._end()
        for appendix in paper.appendices:
            self._appendix(appendix)
        return saved(self.word)

    def _title(self) -> None:
        title, paper = self.form.title, self.paper
        first = shape(self.word.add_paragraph(), align=CENTRE, before=18, with_next=True)
        run(first, paper.type_name, title.type_size, bold=True)
        second = shape(self.word.add_paragraph(), align=CENTRE, with_next=True)
        run(second, paper.subject, title.subject_size, bold=True)
        if title.below != "rule":
            third = shape(self.word.add_paragraph(), align=CENTRE, after=6)
            run(third, title.below, title.subject_size)
            return
        room = area(self.form).width
        lines = wrap_evenly(paper.subject, self.face.bold, title.subject_size, room)
        last = width(lines[-1], self.face.bold, title.subject_size) if lines else 0.0
        third = shape(self.word.add_paragraph(), align=CENTRE, after=8, leading=3)
        rule_below(third, (room - SHORT * last) / 2)

    def _blocks(self, blocks: Sequence[Block], *, wide: bool, size: float) -> None:
        text = self.form.text
        room = area(self.form, wide)
        for block in blocks:
            if isinstance(block, Table):
                style = fitting_style(block, self.face, size, room.height, room.width)
                grid = build_grid(block, style, room.width)
                add_table(self.word, block, grid, whole=grid.height <= WHOLE * room.height)
                shape(self.word.add_paragraph(), leading=4)
                continue
            line = self.word.add_paragraph()
            if isinstance(block, Section):
                shape(line, before=text.between, indent=text.indent, with_next=True)
                run(line, block.text, text.size, bold=True)
            elif isinstance(block, Note):
                shape(line, align=JUSTIFY, before=3)
                run(line, block.text, 11, italic=True)
            else:
                self._running(block, line, leads(block))

    def _running(self, block: Para, line: Paragraph, with_next: bool) -> None:
        text = self.form.text
        shape(
            line,
            align=JUSTIFY,
            before=text.between,
            leading=text.leading,
            indent=text.indent,
            with_next=with_next,
        )
        lead = f"{block.lead} " if block.lead and block.text else block.lead
        run(line, lead, text.size, bold=True)
        run(line, block.text, text.size)

    def _end(self) -> None:
        paper, form = self.paper, self.form.signature
        self._running(paper.closing, self.word.add_paragraph(), with_next=True)
        shape(self.word.add_paragraph(), leading=8, with_next=True)
        half = area(self.form).width / 2
        rows = signature_rows(paper.signatures)
        table = add_layout(self.word, (half, half), len(rows))
        for row, blocks in zip(table.rows, rows, strict=True):
            for cell, (_, block) in zip(row.cells, blocks, strict=False):
                title = shape(cell.paragraphs[0], align=CENTRE, with_next=True)
                run(title, block.title, form.title_size, bold=True)
                name = cell.add_paragraph()
                shape(name, align=CENTRE, before=form.space * mm, after=10, with_next=True)
                run(name, block.name or DOTS * 4, form.name_size, bold=True)
        recipients = self.form.recipients
        if paper.recipients:
            underlined = recipients.title_style == "underlined"
            line = shape(self.word.add_paragraph(), before=6, with_next=True)
            run(
                line,
                "Nơi nhận:",
                recipients.title_size,
                bold=not underlined,
                italic=not underlined,
                underline=underlined,
            )
        for place, each in enumerate(paper.recipients, start=1):
            line = shape(self.word.add_paragraph(), with_next=place < len(paper.recipients))
            run(line, f"- {each}", recipients.list_size)

    def _appendix(self, appendix: Appendix) -> None:
        wide = Story(self.form, self.face).is_wide(appendix.blocks)
        next_section(self.word, self.form, self.paper.marks, wide=wide)
        size = self.form.title.subject_size
        for text in (appendix.label, appendix.title):
            run(shape(self.word.add_paragraph(), align=CENTRE), text, size, bold=True)
        line = shape(self.word.add_paragraph(), align=CENTRE, after=6)
        run(line, appendix.reference, size, italic=True)
        self._blocks(appendix.blocks, wide=wide, size=_APPENDIX_SIZE)
