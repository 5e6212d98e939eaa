"""Papers out of the program: files in a folder, pages on a printer; away from the window."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPainter

from db.freeze import code_of
from db.queries.office_papers import OfficeFacts
from db.sessions import Snapshot
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_pages import draw_page, minutes_pdf, page_sizes

PAPERS = (
    ("minutes", "biên bản"),
    ("minutes-word", "biên bản (Word)"),
    ("summary", "bảng tổng hợp (Excel)"),
    ("summary-pdf", "bảng tổng hợp"),
    ("ballots", "phiếu chấm điểm"),
    ("proposal", "tờ trình"),
    ("htxsnv", "danh sách hoàn thành xuất sắc"),
    ("htxsnv-excel", "danh sách hoàn thành xuất sắc (Excel)"),
    ("notices", "thông báo kết quả"),
    ("reminders", "công văn đôn đốc"),
    ("briefs", "phiếu tóm tắt hồ sơ"),
)
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

    def export(
        self,
        body: Mapping[str, Any],
        snapshot: Snapshot | None,
        folder: Path,
        record: bytes | None = None,
        office: OfficeFacts | None = None,
    ) -> None:
        """Writes all papers into a folder, and one file with all of them in order for the
        printer; drafts where nothing is frozen.

        ``record`` (db.record) is attached to the minutes that are to be signed; without
        ``office`` the papers that say more than the body does are left out.
        """
        work = partial(self._write, body, snapshot, folder, record, office)
        self._start("export", work, self._told_written)

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
        self,
        body: Mapping[str, Any],
        snapshot: Snapshot | None,
        folder: Path,
        record: bytes | None,
        office: OfficeFacts | None,
    ) -> tuple[Path, list[str]] | None:
        from desktop.documents.packet import write_packet
        from desktop.documents.papers import PACKET, Material, can_be_made, write_papers

        code = None if snapshot is None else code_of(snapshot)
        material = Material(body, code, record=record, office=office)
        wanted = [(name, words) for name, words in PAPERS if can_be_made(name, material)]
        made: list[Path] = []
        for done, (paper, words) in enumerate(wanted):
            if self._stop:
                return None
            self.went_on.emit(done, len(wanted), words)
            made += write_papers(
                body,
                folder,
                proof_code=code,
                only=[paper],
                record=record,
                office=None if office is None else lambda: office,
            )
        if self._stop:
            return None
        self.went_on.emit(len(wanted), len(wanted), "tệp gộp để in")
        made.append(write_packet([p for p in made if p.suffix == ".pdf"], folder / PACKET))
        return folder, [path.name for path in made]

    def _print(
        self,
        body: Mapping[str, Any],
        snapshot: Snapshot | None,
        printer: Any,
        first: int,
        last: int,
    ) -> int | None:
        code = None if snapshot is None else code_of(snapshot)
        data = minutes_pdf(body, code, mirrored=_both_sides(printer))
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
