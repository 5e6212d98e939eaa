"""Reads a workbook in a thread of its own, from plain data: the book stays with the window.

What reads Excel files is imported in that thread, when a workbook is read for the first time.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from db.errors import ThamdinhError
from db.home import Home

if TYPE_CHECKING:
    from desktop.intake.mapping import SheetHead, SheetMapping
    from desktop.intake.nearby import Nearby
    from desktop.intake.records import Context, Intake


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be read. ``mappings`` go before those remembered at ``home``; ``choose`` stops
    after the first rows, so that the columns can be chosen."""

    path: Path
    context: Context
    home: Home
    mappings: Sequence[SheetMapping] = ()
    choose: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What came out: ``intake`` is None where the columns have to be chosen first."""

    job: Job
    heads: Sequence[SheetHead] = ()
    mappings: Sequence[SheetMapping] = ()
    intake: Intake | None = None
    nearby: Nearby | None = None


class _Stopped(Exception):
    """Thrown inside the reading to end it."""


class _Run(QObject):
    """One reading. It has no parent, so that it outlives a screen that is closed meanwhile."""

    progressed = Signal(object, str, int)
    done = Signal(object, object)
    failed = Signal(object, object)

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self.stop = threading.Event()
        self.thread_ = threading.Thread(target=self._read, name="import", daemon=True)

    def _read(self) -> None:
        try:
            self.done.emit(self, read(self.job, self._tell))
        except _Stopped:
            pass
        except (ThamdinhError, OSError) as error:
            self.failed.emit(self, error)
        except Exception as error:  # a fault of our own: kept, and said in words
            from desktop.crash import keep_report

            keep_report(error)
            self.failed.emit(self, error)

    def _tell(self, sheet: str, row: int) -> None:
        if self.stop.is_set():
            raise _Stopped
        self.progressed.emit(self, sheet, row)


_kept: list[_Run] = []
"""Runs that were stopped: an object of Qt's must not end in the thread that it left behind."""


class WorkbookReader(QObject):
    """Starts and stops readings; only the newest one is heard of."""

    progressed = Signal(str, int)  # sheet, row
    done = Signal(object)  # Reading
    failed = Signal(object)  # the error

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run: _Run | None = None

    @property
    def busy(self) -> bool:
        """Whether a workbook is being read."""
        return self._run is not None

    def start(self, job: Job) -> None:
        """Reads a workbook; what was being read is dropped."""
        self.stop()
        run = _Run(job)
        queued = Qt.ConnectionType.QueuedConnection
        run.progressed.connect(self._on_progress, queued)
        run.done.connect(self._on_done, queued)
        run.failed.connect(self._on_failed, queued)
        self._run = run
        run.thread_.start()

    def stop(self) -> None:
        """Ends the reading; nothing more is heard of it."""
        if self._run is not None:
            self._run.stop.set()
            _kept[:] = [*(run for run in _kept if run.thread_.is_alive()), self._run]
            self._run = None

    def _on_progress(self, run: _Run, sheet: str, row: int) -> None:
        if run is self._run:
            self.progressed.emit(sheet, row)

    def _on_done(self, run: _Run, reading: Reading) -> None:
        if run is self._run:
            self._run = None
            self.done.emit(reading)

    def _on_failed(self, run: _Run, error: Exception) -> None:
        if run is self._run:
            self._run = None
            self.failed.emit(error)


def read(job: Job, tell: _Tell) -> Reading:
    """The work itself, in whatever thread.

    Raises WorkbookError, FileUnusableError, and what ``tell`` raises.
    """
    from desktop.intake import mapping, mapping_guess, mapping_store, nearby, tables

    mappings = [*job.mappings, *mapping_store.load(job.home)]
    foreign = mapping.Foreign(mappings)
    heads = mapping.read_heads(job.path)
    tell("", 0)
    if job.choose or mapping_guess.needs_mapping(heads, foreign):
        return Reading(job, heads, mappings)
    intake = tables.parse(job.path, job.context, tell, foreign)
    tell("", 0)
    cells = [refusal.cell for refusal in intake.refused]
    cells += [sentence.partition(": ")[0] for sentence in intake.warnings]
    around = nearby.Nearby.read(job.path, cells, lambda: tell("", 0))
    return Reading(job, heads, mappings, intake, around)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Tell = Callable[[str, int], None]
