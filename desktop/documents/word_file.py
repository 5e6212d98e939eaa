"""A Word file with the look of official papers: margins, typeface, margins' marks, paragraphs.

What python-docx has no words for is set in the XML itself.
"""

from __future__ import annotations

import io
import re
from typing import Any, Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from desktop.documents import proof_mark
from desktop.documents.blocks import Marks
from desktop.documents.forms import Form
from desktop.documents.workbook_file import FIXED_TIME, repeatable_archive

FONT: Final = "Times New Roman"
CODE_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\d)")
"""No code is broken at its hyphens."""

CENTRE, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
_SHORT, _LONG = 210, 297  # mm
_FROM_EDGE: Final = 7  # mm: then the page number stands in the middle of the margin
_CODE: Final = 11  # mm a side


def new_document(form: Form, title: str, author: str) -> WordDocument:
    """An empty A4 document with the form's margins and typeface."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(form.text.size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, author, ""
    properties.language = "vi"
    lay(document.sections[0], form, wide=False)
    return document


def lay(section: Section, form: Form, *, wide: bool) -> None:
    """Size and margins of a section's pages; ``wide`` pages lie on their side."""
    page = form.page
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width = Mm(_LONG if wide else _SHORT)
    section.page_height = Mm(_SHORT if wide else _LONG)
    section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)
    section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
    section.header_distance, section.footer_distance = Mm(_FROM_EDGE), Mm(4)


def mirror(document: WordDocument) -> None:
    """Margins of even pages mirrored, for printing on both sides."""
    settings = document.settings.element
    settings.insert(0, OxmlElement("w:mirrorMargins"))


def next_section(document: WordDocument, form: Form, marks: Marks, *, wide: bool) -> Section:
    """Further pages, with margins' marks of their own width."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    lay(section, form, wide=wide)
    section.different_first_page_header_footer = False
    dress(section, form, marks, first=False)
    return section


def dress(section: Section, form: Form, marks: Marks, *, first: bool) -> None:
    """Page number (not on the ``first`` page), DỰ THẢO, "Số liệu minh họa", proof code."""
    section.different_first_page_header_footer = first
    places = [(section.header, section.footer, True)]
    if first:
        places.append((section.first_page_header, section.first_page_footer, False))
    width = Mm((section.page_width or 0) / 36000 - form.page.left - form.page.right)
    for header, footer, numbered in places:
        header.is_linked_to_previous = footer.is_linked_to_previous = False
        line = header.paragraphs[0]
        line.style = "Normal"  # that of headers has tab stops of its own
        tabs = line.paragraph_format.tab_stops
        for place, kind in ((0.5, WD_TAB_ALIGNMENT.CENTER), (1.0, WD_TAB_ALIGNMENT.RIGHT)):
            tabs.add_tab_stop(int(width * place), kind)
        run(line, "DỰ THẢO" if marks.draft else "", 12, bold=True)
        run(line, "\t", form.page.number_size)
        if numbered:
            _page_number(line, form.page.number_size)
        if marks.illustrative:
            run(line, "\tSố liệu minh họa", 12, italic=True)
        if marks.proof_code:
            foot = footer.paragraphs[0]
            picture = io.BytesIO(proof_mark.png(marks.proof_code))
            foot.add_run().add_picture(picture, width=Mm(_CODE))
            run(foot, f" Mã đối chiếu: {marks.proof_code}", 11)


def _page_number(line: Paragraph, size: float) -> None:
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        piece = line.add_run()
        piece.font.size = Pt(size)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        piece._r.append(mark)


def run(
    line: Paragraph,
    text: str,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
) -> None:
    """A piece of text in a paragraph; no code in it is broken at its hyphens."""
    if not text:
        return
    first, *others = CODE_HYPHEN.split(text)
    piece = line.add_run(first)
    for part in others:
        piece._r.append(OxmlElement("w:noBreakHyphen"))
        piece.add_text(part)
    piece.font.name, piece.font.size = FONT, Pt(size)
    piece.bold, piece.italic, piece.underline = bold, italic, underline


def shape(
    line: Paragraph,
    *,
    align: Any = LEFT,
    before: float = 0.0,
    after: float = 0.0,
    leading: float | None = None,
    indent: float = 0.0,
    with_next: bool = False,
) -> Paragraph:
    """Sets a paragraph: alignment, distances in points, first line in mm."""
    look = line.paragraph_format
    look.alignment = align
    look.space_before, look.space_after = Pt(before), Pt(after)
    look.first_line_indent = Mm(indent) if indent else None
    look.keep_with_next = with_next
    look.widow_control = True
    if leading is not None:
        look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    return line


def rule_below(line: Paragraph, inset: float) -> None:
    """A rule below a paragraph, ``inset`` points from either side."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    line._p.get_or_add_pPr().append(borders)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(max(inset, 0))


def row_mark(row: Any, name: str) -> None:
    """``tblHeader``: repeats on every page; ``cantSplit``: stays on one."""
    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))


def saved(document: WordDocument) -> bytes:
    """The file's bytes; same contents, same bytes."""
    document.core_properties.created = document.core_properties.modified = FIXED_TIME
    target = io.BytesIO()
    document.save(target)
    return repeatable_archive(target.getvalue())
