"""Receiving at the desk, step by step: taken in, then file by file what was asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.exchange.receive import FileReport
from db.exchange.verify import Progress
from db.queries.expected import missing_units
from desktop.models import desk_receiving
from desktop.models.desk_receiving import Batch
from desktop.session import Outcome, Session
from desktop.widgets.desk_report_page import DeskReportPage
from desktop.widgets.work_page import WorkPage

_WORDS = "Đang nhận kết quả các đơn vị…"


class DeskReceiveFlow(QObject):
    """Holds what was brought last; the page shows what became of it."""

    shown = Signal()

    def __init__(self, session: Session, page: DeskReportPage, work: WorkPage) -> None:
        super().__init__(page)
        self._session, self._page, self._work = session, page, work
        self.batch = Batch(())
        page.unit_told.connect(self._told_unit)
        page.key_trusted.connect(self._trusted)
        page.unlocked.connect(self._again)

    def receive(self, paths: Iterable[Path]) -> None:
        """Takes in files and folders; where that fails, or is stopped, nothing changed."""
        batch = Batch(tuple(paths))
        if self._do(lambda progress: desk_receiving.take(self._session, batch, progress)):
            self.batch = batch
            self._show()

    def _told_unit(self, report: FileReport, code: str) -> None:
        self.batch.units[report.path.name] = code
        self._again(report)

    def _trusted(self, report: FileReport) -> None:
        if report.unit is not None:
            self.batch.trust[report.unit] = str(report.facts["fingerprint"])
            self._again(report)

    def _again(self, report: FileReport, passphrase: str | None = None) -> None:
        """The file once more; where it waits for something else now, the page says so."""
        if self._do(
            lambda progress: desk_receiving.take_again(
                self._session, self.batch, report.path, progress, passphrase
            )
        ):
            self._show()

    def _do(self, job: Callable[[Progress], Outcome]) -> Outcome:
        with self._work.going(_WORDS) as progress:
            return job(progress)

    def _show(self) -> None:
        session = self._session
        if session.campaign is None:
            return
        units = sorted(session.around.units.values(), key=lambda unit: unit.code)
        missing = missing_units(session.book, session.campaign)
        self._page.show_batch(self.batch, units, len(missing))
        self.shown.emit()
