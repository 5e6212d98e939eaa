"""Finding words in a PDF's pages: neither case, diacritics nor line ends matter. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QRectF

from db.rules.vietnamese import fold
from desktop.documents import pdfium

MOST = 2000  # places that are told; more help nobody


@dataclass(frozen=True, slots=True)
class Hit:
    """A place: its page from 0, boxes in points from the page's upper left corner."""

    page: int
    boxes: tuple[QRectF, ...]


def find(data: bytes, words: str) -> tuple[Hit, ...]:
    """The places of ``words`` in reading order, at most MOST; raises PdfiumError."""
    wanted = "".join(fold(words).split())
    if not wanted:
        return ()
    found: list[Hit] = []
    with pdfium.opened(data) as paper:
        for number in range(len(paper)):
            page = paper[number]
            found += _on_page(page, number, wanted)
            page.close()
            if len(found) >= MOST:
                break
    return tuple(found[:MOST])


@cache
def _plain(sign: str) -> str:
    """A sign as it is compared, "" for blanks."""
    return "".join(fold(sign).split())


def _on_page(page: Any, number: int, wanted: str) -> list[Hit]:
    text = page.get_textpage()
    try:
        signs = text.get_text_range()
        folded: list[str] = []
        origin: list[int] = []  # of each folded sign, in the text of the page
        for place, sign in enumerate(signs):
            for part in _plain(sign):
                folded.append(part)
                origin.append(place)
        plain, high = "".join(folded), page.get_height()
        hits, at = [], plain.find(wanted)
        while at >= 0:
            first, last = origin[at], origin[at + len(wanted) - 1]
            hits.append(Hit(number, _boxes(text, first, last - first + 1, high)))
            at = plain.find(wanted, at + len(wanted))
        return hits
    finally:
        text.close()


def _boxes(text: Any, first: int, count: int, high: float) -> tuple[QRectF, ...]:
    """One box a line."""
    boxes = []
    for place in range(text.count_rects(first, count)):
        left, bottom, right, top = text.get_rect(place)
        boxes.append(QRectF(left, high - top, right - left, top - bottom))
    return tuple(boxes)
