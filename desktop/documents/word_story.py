"""Blocks of contents as paragraphs and tables of a Word file, for every paper that goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.text.paragraph import Paragraph
from reportlab.lib.units import mm

from desktop.documents.blocks import (
    Appendix,
    Block,
    HeadingText,
    Marks,
    Note,
    Para,
    Section,
    SignerText,
    Table,
)
from desktop.documents.fonts import Typeface
from desktop.documents.forms import Form
from desktop.documents.grid_build import build_grid, fitting_style
from desktop.documents.layout import area
from desktop.documents.measure import width, wrap_evenly
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
from desktop.documents.word_heading import SHORT, add_heading, left_side
from desktop.documents.word_tables import add_layout, add_table

_APPENDIX_SIZE = 10.5
_SHARE = 0.46  # of the width for the recipients, as in the PDF
_ABOUT_SIZE = 12


class WordStory:
    """Writes one paper, or several of one kind, from top to bottom."""

    def __init__(self, form: Form, face: Typeface, marks: Marks, title: str, author: str) -> None:
        self.form, self.face, self.marks = form, face, marks
        self.word = new_document(form, title, author)
        if marks.mirrored:
            mirror(self.word)
        dress(self.word.sections[0], form, marks, first=True)

    def saved(self) -> bytes:
        """The file's bytes."""
        return saved(self.word)

    def heading(self, said: HeadingText) -> None:
        """Issuer and number, the Party's or the nation's name; what a letter is about."""
        add_heading(self.word, self.form, said)
        if said.about:
            left = left_side(self.form, said)
            row = add_layout(self.word, (left, area(self.form).width - left)).rows[0]
            line = shape(row.cells[0].paragraphs[0], align=CENTRE, after=6)
            run(line, said.about, _ABOUT_SIZE, italic=self.form.side == "party")

    def title(self, type_name: str, subject: str) -> None:
        """Type and subject with what stands below them."""
        title = self.form.title
        first = shape(self.word.add_paragraph(), align=CENTRE, before=18, with_next=True)
        run(first, type_name, title.type_size, bold=True)
        second = shape(self.word.add_paragraph(), align=CENTRE, with_next=True)
        run(second, subject, title.subject_size, bold=True)
        if title.below != "rule":
            third = shape(self.word.add_paragraph(), align=CENTRE, after=6)
            run(third, title.below, title.subject_size)
            return
        room = area(self.form).width
        lines = wrap_evenly(subject, self.face.bold, title.subject_size, room)
        last = width(lines[-1], self.face.bold, title.subject_size) if lines else 0.0
        third = shape(self.word.add_paragraph(), align=CENTRE, after=8, leading=3)
        rule_below(third, (room - SHORT * last) / 2)

    def addressed(self, first: str, whom: Sequence[str]) -> None:
        """"Kính gửi:" to one in the same line, to several in a list."""
        size, party = self.form.text.size, self.form.side == "party"
        several = len(whom) > 1
        sign = ";" if self.form.recipients.separator == ";" else ","
        for place, each in enumerate(whom):
            line = self.word.add_paragraph()
            shape(line, align=JUSTIFY, before=6 if not place else 0, indent=20)
            if not place:
                run(line, f"{first} ", size, italic=party)
            if several and not place:
                line = shape(self.word.add_paragraph(), align=JUSTIFY, indent=30)
            elif several:
                shape(line, align=JUSTIFY, indent=30)
            end = (sign if place + 1 < len(whom) else ".") if several else ""
            run(line, f"{'- ' if several else ''}{each}{end}", size)

    def blocks(
        self, blocks: Sequence[Block], *, wide: bool = False, size: float = TABLE_SIZE
    ) -> None:
        """Paragraphs, headings and tables in order."""
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
                self.running(block, line, leads(block))

    def running(self, block: Para, line: Paragraph, with_next: bool) -> None:
        """A paragraph of the text."""
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

    def signing(self, recipients: Sequence[str], signer: SignerText) -> None:
        """Recipients left, authority, room to sign and name right."""
        form, room = self.form.signature, area(self.form).width
        shape(self.word.add_paragraph(), leading=8, with_next=True)
        made = add_layout(self.word, (_SHARE * room, (1 - _SHARE) * room))
        left, right = made.rows[0].cells
        self.recipients(recipients, left)
        line = right.paragraphs[0]
        for place, (words, bold) in enumerate(signer.lines):
            line = right.add_paragraph() if place else line
            run(shape(line, align=CENTRE, with_next=True), words, form.title_size, bold=bold)
        name = shape(right.add_paragraph(), align=CENTRE, before=form.space * mm)
        run(name, signer.name, form.name_size, bold=True)

    def recipients(self, recipients: Sequence[str], cell: Any = None) -> None:
        """"Nơi nhận" as the form has it, into the page or a cell."""
        holder = self.word if cell is None else cell
        form = self.form.recipients
        if not recipients:
            return
        underlined = form.title_style == "underlined"
        line = self.word.add_paragraph() if cell is None else cell.paragraphs[0]
        shape(line, before=6 if cell is None else 0, with_next=True)
        run(
            line,
            "Nơi nhận:",
            form.title_size,
            bold=not underlined,
            italic=not underlined,
            underline=underlined,
        )
        for place, each in enumerate(recipients, start=1):
            line = holder.add_paragraph()
            shape(line, with_next=place < len(recipients))
            run(line, f"- {each}", form.list_size)

    def appendix(self, appendix: Appendix) -> None:
        """On pages of its own, wide ones where a table asks for it."""
        wide = Story(self.form, self.face).is_wide(appendix.blocks)
        next_section(self.word, self.form, self.marks, wide=wide)
        size = self.form.title.subject_size
        for text in (appendix.label, appendix.title):
            run(shape(self.word.add_paragraph(), align=CENTRE), text, size, bold=True)
        line = shape(self.word.add_paragraph(), align=CENTRE, after=6)
        run(line, appendix.reference, size, italic=True)
        self.blocks(appendix.blocks, wide=wide, size=_APPENDIX_SIZE)
