"""Lays out the briefs as PDF, each on one page whatever its length: smaller type first, then
long texts cut short with a hint to the submission itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Spacer

from db.queries.office_papers import OfficeFacts
from desktop.documents.blocks import HeadingText, Table
from desktop.documents.content_briefs import BriefPack, BriefText, brief_pack
from desktop.documents.errors import PaperEmptyError
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.grid import Grid
from desktop.documents.grid_build import build_grid, fitting_style
from desktop.documents.headings import Heading
from desktop.documents.layout import NewPaper, Numbering, Properties, build
from desktop.documents.measure import wrap
from desktop.documents.read_body import read_facts
from desktop.documents.readable import readable_office
from desktop.documents.running_text import centred, text
from desktop.documents.secrecy import refuse_secret
from desktop.documents.story import Story

_SIZES: Final = (12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5)
_CUTS: Final = (1200, 800, 600, 450, 300, 200, 120)
_CUT: Final = "… (xem hồ sơ)"
_LINES: Final = 4  # at least, to write the opinion on
_MOST_LINES: Final = 9
_LINE: Final = 20.0
_SIGNING: Final = 66.0


@dataclass(frozen=True, slots=True)
class WrittenBriefs:
    """The file, how many briefs and pages, signs without a glyph."""

    path: Path
    briefs: int
    pages: int
    missing: tuple[str, ...]


def write_briefs(
    body: Body, office: OfficeFacts, path: Path, *, mirrored: bool = False
) -> WrittenBriefs:
    """Writes the briefs of a session's submissions.

    Raises PaperEmptyError, SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    refuse_secret(body)
    refuse_secret({"briefs": [dict(each.details.values) for each in office.briefs]})
    if not office.briefs:
        raise PaperEmptyError(paper="briefs")
    face = typeface()
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    pack = brief_pack(read_facts(body, readable), readable_office(office, readable))
    pack = replace(pack, marks=replace(pack.marks, mirrored=mirrored))
    numbering = Numbering()
    story: list[Flowable] = []
    for brief in pack.briefs:
        if story:
            story += [NewPaper(numbering, counts=True), PageBreak()]
            story.append(NewPaper(numbering, counts=False, mirrored=mirrored))
        story += _Brief(pack, face, brief).made()
    properties = Properties(pack.title, pack.author)
    data, pages = build(pack.form, face, pack.marks, properties, story, numbering)
    write_whole(path, data)
    return WrittenBriefs(path, len(pack.briefs), pages, tuple(sorted(missing)))


class _Brief(Story):
    """The flowables of one brief, made to fit."""

    def __init__(self, pack: BriefPack, face: Typeface, brief: BriefText) -> None:
        super().__init__(pack.form, face)
        self.pack, self.brief = pack, brief

    def made(self) -> list[Flowable]:
        """At the first size that fits, else with the texts cut at the first length that does."""
        room = self.room.height - 2
        least = _LINES * _LINE
        brief = self.brief
        tries = [(size, brief) for size in _SIZES]
        tries += [(_SIZES[-1], _shortened(brief, most)) for most in _CUTS]
        for size, tried in tries:
            above, below = self._above(tried, size), self._below(tried, size)
            height = self._height(above) + self._height(below)
            opinion = self._opinion_lines(tried, size)
            needed = max(least, len(opinion) * size * 1.3) if opinion else least
            if height + needed <= room:
                break
        left = room - height
        lines = OpinionLines(self.face, opinion, size, self.room.width, min(left, self._most()))
        return [*above, lines, *below]

    def _most(self) -> float:
        return _MOST_LINES * _LINE

    def _height(self, flowables: Sequence[Flowable]) -> float:
        total = 0.0
        for flowable in flowables:
            _, high = flowable.wrap(self.room.width, self.room.height)
            total += high + flowable.getSpaceBefore() + flowable.getSpaceAfter()
        return total

    def _opinion_lines(self, brief: BriefText, size: float) -> tuple[str, ...]:
        return wrap(brief.opinion, self.face.regular, size, self.room.width)

    def _style(self, size: float) -> ParagraphStyle:
        return ParagraphStyle(
            "", fontName=self.face.regular, fontSize=size, leading=size * 1.22, spaceBefore=2
        )

    def _above(self, brief: BriefText, size: float) -> list[Flowable]:
        pack, styles = self.pack, self.styles
        heading = HeadingText(pack.parent, pack.issuer, "", "")
        plain = self._style(size)
        flowables: list[Flowable] = [
            Heading(self.form, self.face, heading, self.room.width),
            Spacer(0, 8),
            self.centred("PHIẾU TÓM TẮT HỒ SƠ", styles.type_name),
            self.centred(pack.subject, styles.subject),
            centred(styles.centred_italic, f"Mã hồ sơ: {brief.code}", self.room.width),
            Spacer(0, 4),
            *(text(plain, words, label) for label, words in brief.fields),
            *(text(plain, words, f"{label}:") for label, words in brief.texts),
        ]
        flowables += [
            self._grid(table, size) for table in (brief.targets, brief.scores) if table is not None
        ]
        if brief.decided:
            flowables.append(text(plain, brief.decided, "Kết quả thẩm định:"))
        flowables.append(text(self._style(size), "", "Ý kiến sơ bộ của chuyên viên:"))
        return flowables

    def _grid(self, table: Table, size: float) -> Grid:
        style = fitting_style(
            table, self.face, min(size, 11.0), self.room.height, self.room.width
        )
        grid = build_grid(table, style, self.room.width)
        grid.spaceBefore, grid.spaceAfter = 4.0, 4.0
        return grid

    def _below(self, brief: BriefText, size: float) -> list[Flowable]:
        return [SpecialistSigns(self.face, brief.place_date, self.room.width, min(size, 12.5))]


def _shortened(brief: BriefText, most: int) -> BriefText:
    """The brief with its longer texts cut at a word."""

    def cut(words: str) -> str:
        if len(words) <= most:
            return words
        return words[:most].rsplit(" ", 1)[0].rstrip(" ,;.") + _CUT

    return replace(
        brief,
        texts=tuple((label, cut(words)) for label, words in brief.texts),
        opinion=cut(brief.opinion),
    )


class OpinionLines(Flowable):
    """The opinion, or dotted lines to write it on, as many as there is room for."""

    def __init__(
        self, face: Typeface, lines: Sequence[str], size: float, room: float, height: float
    ) -> None:
        super().__init__()
        self.face, self.lines, self.size = face, lines, size
        leading = size * 1.3
        self.dotted = 0 if lines else int(height // _LINE)
        self.width = room
        self.height = len(lines) * leading + self.dotted * _LINE

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        y = self.height
        canvas.setFont(self.face.regular, self.size)
        for line in self.lines:
            y -= self.size * 1.3
            canvas.drawString(0, y + 0.3 * self.size, line)
        canvas.saveState()
        canvas.setLineWidth(0.6)
        canvas.setDash(0.6, 2.4)
        for _ in range(self.dotted):
            y -= _LINE
            canvas.line(0, y + 4, self.width, y + 4)
        canvas.restoreState()


class SpecialistSigns(Flowable):
    """Place and date, the title, room to sign: at the right of the page's foot."""

    def __init__(self, face: Typeface, place_date: str, room: float, size: float) -> None:
        super().__init__()
        self.face, self.place_date, self.size = face, place_date, size
        self.width, self.height = room, _SIGNING

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        middle = self.width * 0.7
        canvas.setFont(self.face.italic, self.size)
        canvas.drawCentredString(middle, self.height - self.size - 4, self.place_date)
        canvas.setFont(self.face.bold, self.size)
        canvas.drawCentredString(middle, self.height - 2 * self.size - 9, "CHUYÊN VIÊN")

