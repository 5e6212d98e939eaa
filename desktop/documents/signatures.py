"""Signature blocks; each remembers the page and the rectangle that is left for signing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm
from reportlab.platypus.flowables import Flowable

from db.records import Role
from desktop.documents.blocks import SignatureText
from desktop.documents.fonts import Typeface
from desktop.documents.forms import Form
from desktop.documents.measure import wrap_evenly
from desktop.documents.wording import DOTS

_GAP: Final = 8.0
_EDGE: Final = 3 * mm


@dataclass(frozen=True, slots=True)
class SignatureSpot:
    """Where somebody signs: page from 1, rectangle (x0, y0, x1, y1) in points from below."""

    role: Role
    member: str
    title: str
    name: str
    page: int
    rect: tuple[float, float, float, float]


Spots = dict[int, SignatureSpot]
"""Places to sign by their position in signing order, as far as they are drawn."""

Row = tuple[tuple[int, SignatureText], ...]


def signature_rows(blocks: Sequence[SignatureText]) -> list[Row]:
    """Secretary left and chair right in the first row, members two by two below."""
    numbered = list(enumerate(blocks))
    heads = tuple(pair for pair in numbered if pair[1].role is not Role.MEMBER)
    others = [pair for pair in numbered if pair[1].role is Role.MEMBER]
    return [heads, *(tuple(others[at : at + 2]) for at in range(0, len(others), 2))]


class Signatures(Flowable):
    """Rows of blocks to sign, two a row."""

    def __init__(
        self, form: Form, face: Typeface, rows: Sequence[Row], room: float, spots: Spots
    ) -> None:
        """``spots`` is filled while drawing."""
        super().__init__()
        self.form = form
        self.face = face
        self.rows = list(rows)
        self.width = room
        self.spots = spots
        self.height = sum(self._row_height(row) for row in rows)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return self.width, self.height

    def _titles(self, block: SignatureText) -> tuple[str, ...]:
        size = self.form.signature.title_size
        return wrap_evenly(block.title, self.face.bold, size, self.width / 2 - 2 * _EDGE)

    def _names(self, block: SignatureText) -> tuple[str, ...]:
        size = self.form.signature.name_size
        name = block.name or DOTS * 4
        return wrap_evenly(name, self.face.bold, size, self.width / 2 - 2 * _EDGE)

    def _row_height(self, row: Row) -> float:
        form = self.form.signature
        titles = max((len(self._titles(block)) for _, block in row), default=0)
        names = max((len(self._names(block)) for _, block in row), default=0)
        lines = titles * (form.title_size + 3) + names * (form.name_size + 3)
        return lines + form.space * mm + 2 * _GAP

    def draw(self) -> None:
        top = self.height
        for row in self.rows:
            height = self._row_height(row)
            for place, (number, block) in enumerate(row):
                self.spots[number] = self._draw_block(block, place, top, height)
            top -= height

    def _draw_block(
        self, block: SignatureText, place: int, top: float, height: float
    ) -> SignatureSpot:
        canvas = self.canv
        form = self.form.signature
        left = place * self.width / 2
        middle = left + self.width / 4
        canvas.setFont(self.face.bold, form.title_size)
        y = top - _GAP
        for line in self._titles(block):
            y -= form.title_size
            canvas.drawCentredString(middle, y, line)
            y -= 3
        canvas.setFont(self.face.bold, form.name_size)
        names = self._names(block)
        low = top - height + len(names) * (form.name_size + 3)
        for at, line in enumerate(names):
            baseline = low - form.name_size - at * (form.name_size + 3)
            canvas.drawCentredString(middle, baseline, line)
        x0, y0 = canvas.absolutePosition(left + _EDGE, low + 2)
        x1, y1 = canvas.absolutePosition(left + self.width / 2 - _EDGE, y - 2)
        page = canvas.getPageNumber()
        rect = (x0, y0, x1, y1)
        return SignatureSpot(block.role, block.member, block.title, block.name, page, rect)
