"""Writes pages from top to bottom straight onto a canvas: for packs of many short forms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from desktop.documents.grid import Grid
from desktop.documents.layout import Area
from desktop.documents.measure import width, wrap


class Sheet:
    """A cursor that moves down the page; what does not fit goes onto a new one."""

    def __init__(
        self,
        canvas: Canvas,
        area: Area,
        margins: Callable[[int], None],
        *,
        on_front: bool = False,
    ) -> None:
        """``margins`` draws the margins of a page, given its number within the form;
        ``on_front`` begins every form on the front of a sheet."""
        self.canvas = canvas
        self.area = area
        self.margins = margins
        self.on_front = on_front
        self.number = 0
        self.left = area.left
        self.y = 0.0

    @property
    def room(self) -> float:
        """What is left of the page in points."""
        return self.y - self.area.bottom

    def start(self) -> None:
        """Opens the first page of a form."""
        self.number = 0
        if self.on_front and self.canvas.getPageNumber() % 2 == 0:
            self.canvas.showPage()
        self._open()

    def end(self) -> None:
        """Closes the form's last page."""
        self.canvas.showPage()

    def _open(self) -> None:
        self.number += 1
        self.margins(self.number)
        self.y = self.area.bottom + self.area.height

    def need(self, height: float) -> None:
        """Turns the page where ``height`` points are no longer left."""
        if self.room + 1e-6 < height < self.area.height:
            self.canvas.showPage()
            self._open()

    def skip(self, height: float) -> None:
        """Leaves some points free."""
        self.y -= height

    def put(self, flowable: Flowable) -> None:
        """A flowable that is not to be split."""
        _, high = flowable.wrap(self.area.width, self.area.height)
        self.need(high)
        flowable.drawOn(self.canvas, self.left, self.y - high)
        self.y -= high

    def grid(self, grid: Grid) -> None:
        """A table, over as many pages as it takes."""
        rest = [grid]
        while rest:
            first = rest.pop(0)
            if first.height <= self.room:
                self.put(first)
                continue
            parts = first.split(self.area.width, self.room)
            if len(parts) < 2:
                self.need(self.room + 1)
                parts = first.split(self.area.width, self.room) or [first]
            self.put(parts[0])
            rest[:0] = [part for part in parts[1:] if isinstance(part, Grid)]

    def lines(
        self,
        lines: Sequence[str],
        font: str,
        size: float,
        leading: float,
        indent: float = 0.0,
        middle: float | None = None,
    ) -> None:
        """Lines already broken; centred on ``middle`` where that is given."""
        for line in lines:
            self.need(leading)
            self.canvas.setFont(font, size)
            baseline = self.y - leading + (leading - size) / 2 + 0.22 * size
            x = self.left + indent
            if middle is not None:
                x = middle - width(line, font, size) / 2
            self.canvas.drawString(x, baseline, line)
            self.y -= leading

    def field(
        self, label: str, text: str, fonts: tuple[str, str], size: float, leading: float, at: float
    ) -> None:
        """A label, and the text ``at`` points to its right over as many lines as it takes."""
        lines = wrap(text, fonts[0], size, self.area.width - at)
        self.need(leading)
        baseline = self.y - leading + (leading - size) / 2 + 0.22 * size
        self.canvas.setFont(fonts[1], size)
        self.canvas.drawString(self.left, baseline, label)
        self.lines(lines or ("",), fonts[0], size, leading, at)

    def dots(self, count: int, leading: float, start: float = 0.0) -> None:
        """Dotted lines to write on; the first begins ``start`` points from the left."""
        canvas = self.canvas
        for at in range(count):
            self.need(leading)
            self.y -= leading
            canvas.saveState()
            canvas.setLineWidth(0.6)
            canvas.setDash(0.6, 2.4)
            first = self.left + (0.0 if at else start)
            canvas.line(first, self.y + 4, self.left + self.area.width, self.y + 4)
            canvas.restoreState()
