"""Papers out of the program: files in a folder, pages on a printer; away from the window."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter

from db.freeze import code_of
from db.sessions import Snapshot
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import draw_page, minutes_pdf, page_sizes

PAPERS = (("minutes", "biên bản"), ("ballots", "phiếu chấm điểm"), ("summary", "bảng tổng hợp"))
_FINE_ENOUGH = 300  # dots an inch: more only makes the printer slower


class Printer(Protocol):
    """What QPrinter and QPdfWriter have in common."""

    def setPageOrientation(self, orientation: QPageLayout.Orientation) -> bool: ...
    def newPage(self) -> bool: ...
    def pageLayout(self) -> QPageLayout: ...
    def logicalDpiX(self) -> int: ...


class Papers(QObject):
    """Writes and prints; ``went_on`` tells how far, ``ended`` what came of it."""

    went_on = Signal(int, int, str)  # done, of how many, what comes now
    written = Signal(Path, list)  # folder, file names
    printed = Signal(int)  # pages
    failed = Signal(Exception)
    stopped = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._stop = False
        self.busy = False

    def stop(self) -> None:
        """Ends after the paper or page that is in hand."""
        self._stop = True

    def export(self, body: Mapping[str, Any], snapshot: Snapshot | None, folder: Path) -> None:
        """Writes minutes, ballots and summary into a folder; drafts where nothing is frozen."""
        self._start("export", lambda: self._write(body, snapshot, folder), self._told_written)

    def print(
        self,
        body: Mapping[str, Any],
        snapshot: Snapshot | None,
        printer: QPagedPaintDevice,
        first: int = 0,
        last: int = 0,
    ) -> None:
        """Prints the minutes, or their pages from ``first`` to ``last`` (counted from 1)."""
        work = partial(self._print, body, snapshot, printer, first, last)
        self._start("print", work, self._told_printed)

    def _start(self, lane: str, work: Any, then: Any) -> None:
        self._stop, self.busy = False, True

        def end(result: Any, error: Exception | None) -> None:
            self.busy = False
            if error is not None:
                self.failed.emit(error)
            elif result is None:
                self.stopped.emit()
            else:
                then(result)

        self._jobs.run(lane, work, end)

    def _told_written(self, result: tuple[Path, list[str]]) -> None:
        self.written.emit(*result)

    def _told_printed(self, pages: int) -> None:
        self.printed.emit(pages)

    def _write(
        self, body: Mapping[str, Any], snapshot: Snapshot | None, folder: Path
    ) -> tuple[Path, list[str]] | None:
        from desktop.documents.papers import write_papers

        code = None if snapshot is None else code_of(snapshot)
        names: list[str] = []
        for done, (paper, words) in enumerate(PAPERS):
            if self._stop:
                return None
            self.went_on.emit(done, len(PAPERS), words)
            names += [p.name for p in write_papers(body, folder, proof_code=code, only=[paper])]
        return folder, names

    def _print(
        self,
        body: Mapping[str, Any],
        snapshot: Snapshot | None,
        printer: Any,
        first: int,
        last: int,
    ) -> int | None:
        code = None if snapshot is None else code_of(snapshot)
        data = minutes_pdf(body, code)
        sizes = page_sizes(data)
        pages = range(max(first, 1) - 1, min(last or len(sizes), len(sizes)))
        painter: QPainter | None = None
        try:
            for done, page in enumerate(pages):
                if self._stop:
                    return None
                self.went_on.emit(done, len(pages), f"trang {page + 1}")
                printer.setPageOrientation(_orientation(sizes[page]))
                if painter is None:
                    painter = QPainter()
                    if not painter.begin(printer):
                        raise PrinterRefusedError("the printer takes no page")
                else:
                    printer.newPage()
                _paint(painter, printer, data, page, sizes[page])
        finally:
            if painter is not None and painter.isActive():
                painter.end()
        return len(pages)


class PrinterRefusedError(OSError):
    """The printer cannot be opened."""


def _orientation(size: QSizeF) -> QPageLayout.Orientation:
    wide = size.width() > size.height()
    return QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait


def _paint(painter: QPainter, printer: Any, data: bytes, page: int, size: QSizeF) -> None:
    """One page over the whole sheet: the paper has its own margins."""
    dots = printer.logicalDpiX()
    fine = min(dots, _FINE_ENOUGH)
    picture: QImage = draw_page(data, page, round(size.width() / 72 * fine), grey=True)
    layout = printer.pageLayout()
    inside = layout.paintRectPixels(dots)
    sheet = QRectF(layout.fullRectPixels(dots)).translated(-inside.x(), -inside.y())
    painter.drawImage(sheet, picture)
