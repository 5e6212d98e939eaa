"""Lays out the scoring ballots as PDF: a cover list, then one ballot after the other."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.documents.content_ballots import BallotPack, BallotText, Pair, ballot_pack
from desktop.documents.facts import Body
from desktop.documents.files import write_whole
from desktop.documents.fonts import Typeface, typeface
from desktop.documents.grid_build import build_grid, fitting_style, grid_style
from desktop.documents.headings import Heading
from desktop.documents.layout import Properties, area, draw_margins, new_canvas
from desktop.documents.measure import width, wrap
from desktop.documents.read_body import read_facts
from desktop.documents.secrecy import refuse_secret
from desktop.documents.sheet import Sheet

_SIZE: Final = 13.0
_LEADING: Final = 16.5
_TABLE_SIZE: Final = 12.0
_COVER_SIZE: Final = 10.5
_WRITING_PAD: Final = 3.4  # rows high enough to write in
_LABEL: Final = 36 * mm
_SIGNING: Final = (34.0, 60.0)  # least and most room for a signature
_BOX: Final = 9.0


@dataclass(frozen=True, slots=True)
class WrittenBallots:
    """The file, how many ballots and pages, signs without a glyph."""

    path: Path
    ballots: int
    pages: int
    missing: tuple[str, ...]


def write_ballots(
    body: Body,
    path: Path,
    proof_code: str | None = None,
    pairs: Iterable[Pair] | None = None,
    *,
    mirrored: bool = False,
) -> WrittenBallots:
    """Writes the ballots of a session: filled ones, and blanks for those still expected.

    ``pairs`` (member code, submission code) picks some; a picked one without a ballot is a
    pre-filled blank. Raises as write_minutes does.
    """
    refuse_secret(body)
    face = typeface()
    missing: set[str] = set()
    facts = read_facts(body, lambda text: face.readable(text, missing))
    pack = ballot_pack(facts, proof_code, pairs)
    pack = replace(pack, marks=replace(pack.marks, mirrored=mirrored))
    data, pages = render(pack, face)
    write_whole(path, data)
    return WrittenBallots(path, len(pack.ballots), pages, tuple(sorted(missing)))


def render(pack: BallotPack, face: Typeface) -> tuple[bytes, int]:
    """The PDF of the pack and its number of pages; same input, same bytes."""
    target = io.BytesIO()
    canvas = new_canvas(target, face, Properties(pack.title, pack.author, pack.subject))
    _Pack(pack, face, canvas).draw()
    pages = canvas.getPageNumber() - 1
    canvas.save()
    return target.getvalue(), pages


class _Pack:
    """Draws the pack's forms on one canvas."""

    def __init__(self, pack: BallotPack, face: Typeface, canvas: Canvas) -> None:
        self.pack = pack
        self.face = face
        self.canvas = canvas
        self.area = area(pack.form)
        self.sheet = Sheet(canvas, self.area, self._margins, on_front=pack.marks.mirrored)
        self.middle = self.area.left + self.area.width / 2
        self.heading = Heading(pack.form, face, pack.heading, self.area.width)

    def _margins(self, number: int) -> None:
        draw_margins(self.canvas, self.pack.form, self.face, self.pack.marks, number)

    def draw(self) -> None:
        self._cover()
        for ballot in self.pack.ballots:
            self._ballot(ballot)

    def _titles(self, title: str, below: str) -> None:
        sheet, face = self.sheet, self.face
        sheet.put(self.heading)
        sheet.skip(8)
        size = self.pack.form.title.type_size
        sheet.lines((title,), face.bold, size, size + 4, middle=self.middle)
        sheet.lines((self.pack.subject,), face.bold, 14, 18, middle=self.middle)
        sheet.lines((below,), face.italic, _SIZE, _LEADING, middle=self.middle)
        sheet.skip(6)

    def _cover(self) -> None:
        pack = self.pack
        self.sheet.start()
        self._titles(pack.cover_title, pack.cover_note)
        page, room = self.area.height, self.area.width
        style = fitting_style(pack.cover, self.face, _COVER_SIZE, page, room)
        self.sheet.grid(build_grid(pack.cover, style, room))
        self.sheet.end()

    def _ballot(self, ballot: BallotText) -> None:
        sheet = self.sheet
        sheet.start()
        self._titles("PHIẾU CHẤM ĐIỂM", f"Số phiếu: {ballot.code} - {ballot.session}")
        fonts = (self.face.regular, self.face.bold)
        for label, text in ballot.fields:
            sheet.field(label, text, fonts, _SIZE, _LEADING, _LABEL)
        sheet.skip(5)
        pad = _WRITING_PAD if ballot.remarks is None else 2.2
        style = grid_style(self.face, _TABLE_SIZE, self.area.height, pad)
        sheet.grid(build_grid(ballot.table, style, self.area.width))
        sheet.skip(4)
        self._class(ballot)
        self._remarks(ballot)
        names = wrap(ballot.name, self.face.bold, 14, 0.6 * self.area.width)
        signing = 4 + _LEADING + 18 + _SIGNING[0] + 18 * len(names)
        sheet.need(_LEADING + signing)  # a signature never stands alone on a page
        self._interest(ballot)
        self._signature(ballot, names)
        sheet.end()

    def _class(self, ballot: BallotText) -> None:
        label = "Đề nghị xếp loại:"
        if not ballot.classes:
            fonts = (self.face.regular, self.face.bold)
            at = _LABEL + 8 * mm
            self.sheet.field(label, ballot.proposed, fonts, _SIZE, _LEADING, at)
            if ballot.outcome:
                self.sheet.field("Kết quả chung:", ballot.outcome, fonts, _SIZE, _LEADING, at)
            return
        self._choices(label, ballot.classes, _LABEL + 8 * mm)

    def _remarks(self, ballot: BallotText) -> None:
        sheet, face = self.sheet, self.face
        if ballot.remarks is None:
            for label in ("Ưu điểm:", "Hạn chế:"):
                sheet.need(2 * _LEADING + 2)
                sheet.lines((label,), face.bold, _SIZE, _LEADING)
                sheet.skip(-_LEADING)
                sheet.dots(2, _LEADING + 1, width(label, face.bold, _SIZE) + 4)
            return
        sheet.need(2 * _LEADING)
        sheet.lines(("Nhận xét (ưu điểm, hạn chế):",), face.bold, _SIZE, _LEADING)
        for part in ballot.remarks:
            lines = wrap(part, face.regular, _SIZE, self.area.width) or ("Không có.",)
            sheet.lines(lines, face.regular, _SIZE, _LEADING)

    def _interest(self, ballot: BallotText) -> None:
        sheet = self.sheet
        label = "Khai báo liên quan:"
        at = _LABEL + 8 * mm
        if ballot.interest:
            fonts = (self.face.regular, self.face.bold)
            sheet.field(label, ballot.interest, fonts, _SIZE, _LEADING, at)
            return
        end = self._choices(label, ("không có liên quan", "có liên quan (ghi rõ):"), at)
        sheet.skip(-_LEADING)
        sheet.dots(1, _LEADING, end)

    def _choices(self, label: str, choices: Iterable[str], at: float) -> float:
        """A label and boxes to tick, in one line; returns where it ends, from the left."""
        sheet, canvas = self.sheet, self.canvas
        sheet.need(_LEADING)
        baseline = sheet.y - _LEADING + (_LEADING - _SIZE) / 2 + 0.22 * _SIZE
        canvas.setFont(self.face.bold, _SIZE)
        canvas.drawString(sheet.left, baseline, label)
        canvas.setFont(self.face.regular, _SIZE)
        canvas.setLineWidth(0.7)
        x = sheet.left + at
        for choice in choices:
            canvas.rect(x, baseline - 0.5, _BOX, _BOX)
            canvas.drawString(x + _BOX + 4, baseline, choice)
            x += _BOX + 4 + width(choice, self.face.regular, _SIZE) + 8 * mm
        sheet.skip(_LEADING)
        return x - sheet.left - 6 * mm

    def _signature(self, ballot: BallotText, names: Sequence[str]) -> None:
        sheet, face = self.sheet, self.face
        middle = self.area.left + 0.7 * self.area.width
        sheet.skip(4)
        sheet.lines((ballot.place_date,), face.italic, _SIZE, _LEADING, middle=middle)
        sheet.lines(("NGƯỜI CHẤM ĐIỂM",), face.bold, 14, 18, middle=middle)
        least, most = _SIGNING
        sheet.skip(max(least, min(most, sheet.room - 18 * len(names))))
        sheet.lines(names, face.bold, 14, 18, middle=middle)
