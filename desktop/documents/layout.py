"""Pages of official papers: A4, margins of the form, page number, marks in the margins."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from desktop.documents import proof_mark
from desktop.documents.blocks import Marks
from desktop.documents.errors import PaperTooLongError
from desktop.documents.fonts import Typeface
from desktop.documents.forms import Form
from desktop.documents.measure import width

TALL, WIDE = "tall", "wide"
PRODUCER: Final = "thamdinh"
_MARK_SIZE: Final = 12
_CODE_SIZE: Final = 11
_FROM_EDGE: Final = 10 * mm  # middle of the line in the top and the bottom margin
_HALF_CAPITAL: Final = 0.33  # of the type size


@dataclass(frozen=True, slots=True)
class Area:
    """The text area of a page, in points from its lower left corner."""

    page: tuple[float, float]
    left: float
    bottom: float
    width: float
    height: float


def area(form: Form, wide: bool = False) -> Area:
    """Where text stands on a page of the form."""
    size = landscape(A4) if wide else A4
    page = form.page
    return Area(
        page=size,
        left=page.left * mm,
        bottom=page.bottom * mm,
        width=size[0] - (page.left + page.right) * mm,
        height=size[1] - (page.top + page.bottom) * mm,
    )


@dataclass(frozen=True, slots=True)
class Styles:
    """Paragraph styles of one form."""

    text: ParagraphStyle
    section: ParagraphStyle
    note: ParagraphStyle
    type_name: ParagraphStyle
    subject: ParagraphStyle
    centred_italic: ParagraphStyle
    recipients_title: ParagraphStyle
    recipients: ParagraphStyle


def styles(form: Form, face: Typeface) -> Styles:
    """The styles, in this typeface."""
    text = form.text

    def style(size: float, leading: float, **more: Any) -> ParagraphStyle:
        settings = {"fontName": face.regular, "alignment": TA_LEFT, **more}
        return ParagraphStyle("", fontSize=size, leading=leading, **settings)

    running = {"firstLineIndent": text.indent * mm, "spaceBefore": text.between}
    still = {"allowWidows": 0, "allowOrphans": 0}
    title = {"alignment": TA_CENTER, "fontName": face.bold}
    sizes = form.title
    titled = form.recipients
    titled_font = face.bold_italic if titled.title_style == "bold italic" else face.regular
    return Styles(
        text=style(text.size, text.leading, alignment=TA_JUSTIFY, **running, **still),
        section=style(text.size, text.leading, fontName=face.bold, **running),
        note=style(11, 13, fontName=face.italic, spaceBefore=3, alignment=TA_JUSTIFY),
        type_name=style(sizes.type_size, sizes.type_size + 4, **title),
        subject=style(sizes.subject_size, text.leading, **title),
        centred_italic=style(text.size, text.leading, alignment=TA_CENTER, fontName=face.italic),
        recipients_title=style(titled.title_size, titled.title_size + 4, fontName=titled_font),
        recipients=style(titled.list_size, titled.list_size + 2.5),
    )


def draw_margins(canvas: Canvas, form: Form, face: Typeface, marks: Marks, number: int) -> None:
    """Page number, DỰ THẢO, "Số liệu minh họa" and proof code on the page now open.

    ``number`` below 2 is not printed. Where margins are mirrored, all that is drawn on an even
    page moves over by the difference of the two side margins.
    """
    if marks.mirrored and number % 2 == 0:
        canvas.translate((form.page.right - form.page.left) * mm, 0)
    page_width, page_height = canvas._pagesize  # type: ignore[attr-defined]  # reportlab has no public way
    left, right = form.page.left * mm, page_width - form.page.right * mm
    top = page_height - _FROM_EDGE

    def at(y: float, size: float) -> float:
        return float(y - _HALF_CAPITAL * size)

    if number > 1:
        size = form.page.number_size
        canvas.setFont(face.regular, size)
        canvas.drawCentredString((left + right) / 2, at(top, size), str(number))
    if marks.draft:
        canvas.setFont(face.bold, _MARK_SIZE)
        text = "DỰ THẢO"
        canvas.drawString(left + 5, at(top, _MARK_SIZE), text)
        canvas.setLineWidth(0.8)
        wide = width(text, face.bold, _MARK_SIZE) + 10
        canvas.rect(left, top - 9, wide, 18)
    if marks.illustrative:
        canvas.setFont(face.italic, _MARK_SIZE)
        canvas.drawRightString(right, at(top, _MARK_SIZE), "Số liệu minh họa")
    if marks.proof_code:
        canvas.setFont(face.regular, _CODE_SIZE)
        text = f"Mã đối chiếu: {marks.proof_code}"
        size = proof_mark.side(marks.proof_code)
        proof_mark.draw(canvas, marks.proof_code, left, _FROM_EDGE - size / 2)
        beside = left + size + proof_mark.QUIET * proof_mark.MODULE
        canvas.drawString(beside, at(_FROM_EDGE, _CODE_SIZE), text)


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str
    subject: str = ""


def _settings(face: Typeface) -> dict[str, Any]:
    """Settings that make a canvas repeatable and keep Helvetica out of it."""
    return {
        "invariant": 1,
        "lang": "vi",
        "initialFontName": face.regular,
        "initialFontSize": 14,
        "initialLeading": 18,
    }


def new_canvas(target: io.BytesIO, face: Typeface, properties: Properties) -> Canvas:
    """A bare canvas of A4 pages with the file's properties set."""
    canvas = Canvas(target, pagesize=A4, **_settings(face))
    canvas.setTitle(properties.title)
    canvas.setAuthor(properties.author)
    canvas.setSubject(properties.subject)
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


@dataclass(slots=True)
class Numbering:
    """How many pages stood before the paper now drawn, where a file holds several."""

    before: int = 0


class NewPaper(Flowable):
    """Ends a paper in a file of several: the next one has page numbers of its own.

    Stands before and behind a page break: first it counts; where margins are mirrored, behind
    the break it leaves the back of a sheet empty, so that every paper begins on a front.
    """

    def __init__(self, numbering: Numbering, *, counts: bool, mirrored: bool = False) -> None:
        super().__init__()
        self.numbering, self.counts, self.mirrored = numbering, counts, mirrored

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        back = self.mirrored and self.canv.getPageNumber() % 2 == 0
        return 0.0, available_height if back and not self.counts else 0.0

    def draw(self) -> None:
        page = self.canv.getPageNumber()
        if self.counts or (self.mirrored and page % 2 == 0):
            self.numbering.before = page


class _Paper(BaseDocTemplate):
    """A document whose pages bear the margins of the form."""

    def __init__(
        self,
        form: Form,
        face: Typeface,
        marks: Marks,
        properties: Properties,
        target: io.BytesIO,
        numbering: Numbering,
    ) -> None:
        super().__init__(
            target,
            pagesize=A4,
            title=properties.title,
            author=properties.author,
            subject=properties.subject,
            creator=PRODUCER,
            producer=PRODUCER,
            displayDocTitle=1,
            **_settings(face),
        )

        def margins(canvas: Canvas, document: BaseDocTemplate) -> None:
            number = canvas.getPageNumber() - numbering.before
            draw_margins(canvas, form, face, marks, number)

        templates = []
        for name, wide in ((TALL, False), (WIDE, True)):
            room = area(form, wide)
            frame = Frame(
                room.left,
                room.bottom,
                room.width,
                room.height,
                leftPadding=0,
                rightPadding=0,
                topPadding=0,
                bottomPadding=0,
            )
            templates.append(PageTemplate(name, [frame], onPage=margins, pagesize=room.page))
        self.addPageTemplates(templates)


def build(
    form: Form,
    face: Typeface,
    marks: Marks,
    properties: Properties,
    story: Sequence[Flowable],
    numbering: Numbering | None = None,
    *,
    wide: bool = False,
) -> tuple[bytes, int]:
    """The PDF of ``story`` and its number of pages; same input, same bytes. ``wide`` pages lie
    on their side from the first on. Raises PaperTooLongError."""
    target = io.BytesIO()
    paper = _Paper(form, face, marks, properties, target, numbering or Numbering())
    paper.pageTemplates.sort(key=lambda template: (template.id == WIDE) is not wide)
    try:
        paper.build(list(story))
    except LayoutError as error:
        raise PaperTooLongError() from error
    return target.getvalue(), paper.page
