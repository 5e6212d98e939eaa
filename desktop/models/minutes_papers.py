"""Papers out of the program: files in a folder, pages on a printer; away from the window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter

from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import draw_page, page_sizes
from desktop.models.paper_source import USUAL, PaperSource

Make = Callable[[bool], bytes]
"""A PDF for the printer, b"" where making it was stopped; True for margins of both sides."""

_TAIL = 64  # bytes at the end of a PDF where its last mark stands
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
    written = Signal(Path, list, list)  # folder, file names, signed ones left as they were
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

    def export(
        self,
        source: PaperSource,
        folder: Path,
        only: Sequence[str] = USUAL,
        *,
        mirrored: bool = False,
    ) -> None:
        """Writes papers into a folder, and one file with all of them in order for the printer;
        drafts where nothing is frozen. Minutes that somebody signed there stay as they are."""
        work = partial(self._write, source, folder, tuple(only), mirrored)
        self._start("export", work, self._told_written)

    def print(
        self, make: Make, printer: QPagedPaintDevice, first: int = 0, last: int = 0
    ) -> None:
        """Prints a paper, or its pages from ``first`` to ``last`` (counted from 1)."""
        work = partial(self._print, make, printer, first, last)
        self._start("print", work, self._told_printed)

    def print_all(
        self, source: PaperSource, only: Sequence[str], printer: QPagedPaintDevice
    ) -> None:
        """Prints all papers of ``only`` in order, in one job."""

        def make(mirrored: bool) -> bytes:
            return source.packet(only, self.went_on.emit, lambda: self._stop, mirrored=mirrored)

        self.print(make, printer)

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

    def _told_written(self, result: tuple[Path, list[str], list[str]]) -> None:
        self.written.emit(*result)

    def _told_printed(self, pages: int) -> None:
        self.printed.emit(pages)

    def _write(
        self, source: PaperSource, folder: Path, only: Sequence[str], mirrored: bool
    ) -> tuple[Path, list[str], list[str]] | None:
        from desktop.documents.errors import SignedPaperError
        from desktop.documents.packet import write_packet
        from desktop.documents.papers import PACKET

        code, wanted = source.code(), source.wanted(only)
        made: list[Path] = []
        signed: list[Path] = []
        for done, (paper, words) in enumerate(wanted):
            if self._stop:
                return None
            self.went_on.emit(done, len(wanted), words)
            try:
                made += source.write(paper, folder, code, mirrored=mirrored)
            except SignedPaperError as error:
                signed.append(Path(str(error.facts["path"])))
        if self._stop:
            return None
        self.went_on.emit(len(wanted), len(wanted), "tệp gộp để in")
        pages = sorted(p for p in signed if p.suffix == ".pdf")
        pages += [p for p in made if p.suffix == ".pdf"]
        if pages:
            made.append(write_packet(pages, folder / PACKET, mirrored=mirrored))
        return folder, [path.name for path in made], [path.name for path in signed]

    def _print(self, make: Make, printer: Any, first: int, last: int) -> int | None:
        data = make(_both_sides(printer))
        if not data:
            return None
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
                        raise _refused(printer)
                elif not printer.newPage():  # full, jammed, switched off
                    raise _refused(printer)
                _paint(painter, printer, data, page, sizes[page])
        finally:
            if painter is not None and painter.isActive():
                painter.end()
        if not _whole(printer):
            raise _refused(printer)
        return len(pages)


def _both_sides(printer: Any) -> bool:
    """Whether the print dialog was told to print on both sides, bound at the long edge."""
    if not hasattr(printer, "duplex"):
        return False
    return str(printer.duplex().name) in ("DuplexLongSide", "DuplexAuto")


class PrinterRefusedError(OSError):
    """The printer cannot be opened, or takes no further page."""


def _file_of(printer: Any) -> Path | None:
    """The file that stands for a printer; None for a real one."""
    name = printer.outputFileName() if hasattr(printer, "outputFileName") else ""
    return Path(name) if name else None


def _whole(printer: Any) -> bool:
    """Whether all that was printed is there: Qt tells no one that a disk was full."""
    path = _file_of(printer)
    if path is None:
        return True
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        stream.seek(max(path.stat().st_size - _TAIL, 0))
        return b"%%EOF" in stream.read(_TAIL)


def _refused(printer: Any) -> Exception:
    from desktop.documents.errors import PaperFileError

    path = _file_of(printer)
    if path is None:
        return PrinterRefusedError("the printer takes no page")
    return PaperFileError(path=str(path))


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
