"""The pages of a PDF as pictures, drawn away from the window's thread.

reportlab is imported where it is used: not at start-up.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSizeF, Signal
from PySide6.QtGui import QImage

from desktop.documents import pdfium
from desktop.models.minutes_jobs import Jobs
from desktop.models.paper_search import Hit, find

if TYPE_CHECKING:
    from desktop.documents.fonts import Typeface

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class Opened:
    """A PDF with the sizes of its pages in points, and one page drawn."""

    data: bytes
    sizes: tuple[QSizeF, ...]
    page: int
    picture: QImage


class PaperPages(QObject):
    """One PDF at a time. Asking for another one, or another page, overtakes what went before."""

    opened = Signal()  # other pages
    drawn = Signal(int, QImage)  # page from 0, picture
    failed = Signal(Exception)
    found = Signal(tuple)  # of Hit, where words were looked for

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._data = b""
        self.sizes: tuple[QSizeF, ...] = ()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    @property
    def data(self) -> bytes:
        """The PDF, b"" while there is none."""
        return self._data

    def show(self, make: Callable[[], bytes], page: int, width: int) -> None:
        """Has the PDF made and one of its pages drawn, ``width`` pixels wide."""
        self._jobs.drop("page")
        self._jobs.run("paper", lambda: _open(make(), page, width), self._take)

    def draw(self, page: int, width: int) -> None:
        """Has a page drawn, ``width`` pixels wide."""
        data = self._data
        if 0 <= page < self.count:
            self._jobs.run("page", lambda: (page, draw_page(data, page, width)), self._take_page)

    def search(self, words: str) -> None:
        """Looks for words in the pages; ``found`` tells where."""
        data = self._data
        self._jobs.run("search", lambda: find(data, words), self._take_hits)

    def forget_search(self) -> None:
        """Nobody waits for what is being looked for."""
        self._jobs.drop("search")

    def clear(self) -> None:
        """Forgets the PDF."""
        for lane in ("paper", "page", "search"):
            self._jobs.drop(lane)
        self._data, self.sizes = b"", ()
        self.opened.emit()

    def _take(self, found: Opened | None, error: Exception | None) -> None:
        if found is None:
            self.failed.emit(error)
            return
        self._data, self.sizes = found.data, found.sizes
        self.opened.emit()
        self.drawn.emit(found.page, found.picture)

    def _take_hits(self, found: tuple[Hit, ...] | None, error: Exception | None) -> None:
        self.found.emit(found or ())

    def _take_page(self, found: tuple[int, QImage] | None, error: Exception | None) -> None:
        if found is None:
            self.failed.emit(error)
        else:
            self.drawn.emit(*found)


def minutes_pdf(
    body: Mapping[str, Any], proof_code: str | None, *, mirrored: bool = False
) -> bytes:
    """The minutes of a session's body as PDF; a draft where there is no proof code.
    ``mirrored`` margins are for printing on both sides.

    Raises PaperError.
    """
    from desktop.documents.content_amendment import paper_of
    from desktop.documents.minutes import render
    from desktop.documents.read_body import read_facts
    from desktop.documents.secrecy import refuse_secret

    refuse_secret(body)
    face = _typeface()
    facts = read_facts(body, lambda text: face.readable(text, set()))
    paper = paper_of(facts, proof_code)
    paper = replace(paper, marks=replace(paper.marks, mirrored=mirrored))
    data, _, _ = render(paper, face)
    return data


@cache
def _typeface() -> Typeface:
    """The typeface, once. What is loaded by then stays to the end: it is taken out of sight of
    the garbage collector, which would otherwise hold the window up for 40 ms while typing."""
    from desktop.documents.fonts import typeface

    found = typeface()
    gc.freeze()
    return found


def draw_page(data: bytes, page: int, width: int, *, grey: bool = False) -> QImage:
    """One page of a PDF as a picture ``width`` pixels wide; raises PdfiumError."""
    with pdfium.opened(data) as paper:
        return _draw(paper[page], width, grey)


def page_sizes(data: bytes) -> tuple[QSizeF, ...]:
    """The sizes of a PDF's pages in points."""
    with pdfium.opened(data) as paper:
        return _sizes(paper)


def _open(data: bytes, page: int, width: int) -> Opened:
    with pdfium.opened(data) as paper:
        sizes = _sizes(paper)
        page = max(0, min(page, len(sizes) - 1))
        return Opened(data, sizes, page, _draw(paper[page], width, False))


def _sizes(paper: Any) -> tuple[QSizeF, ...]:
    return tuple(QSizeF(*paper.get_page_size(place)) for place in range(len(paper)))


def _draw(page: Any, width: int, grey: bool) -> QImage:
    bitmap = page.render(scale=max(width, 1) / page.get_width(), grayscale=grey)
    try:
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_BGR888
        pixels = bytes(bitmap.buffer)
        return QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, form).copy()
    finally:
        bitmap.close()
