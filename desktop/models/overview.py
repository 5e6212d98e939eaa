"""What Tổng quan shows, read a part at a time so that the window stays at hand."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from db.errors import ThamdinhError
from db.operation import Changes
from db.queries import overview, today
from db.queries.campaign_counts import Counts, counts
from db.queries.overview import MemberLeft, Overview
from db.records import Campaign
from db.year_rules import read
from desktop import keys_to_store
from desktop.messages import sentence
from desktop.models.overview_words import (
    Line,
    Step,
    late_line,
    share_line,
    steps,
    task_line,
)
from desktop.session import Session

_PERSONAL = frozenset({"draft"})
_AT_ONCE = 0.025  # seconds; a part more may take as long again


@dataclass(slots=True)
class Shown:
    """``years`` are the campaigns with their counts, newest first, where there are several."""

    found: Overview = field(default_factory=Overview)
    tasks: list[Line] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    shares: list[Line] = field(default_factory=list)
    late: list[Line] = field(default_factory=list)
    years: list[tuple[Campaign, Counts]] = field(default_factory=list)


class OverviewModel(QObject):
    """``changed`` when there is more to show; :attr:`error` says what cannot be read."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._parts: Iterator[None] | None = None
        self._campaign = session.campaign.id if session.campaign else None
        self.shown, self.error = Shown(), ""
        self.stale = True
        self.whole = False  # whether everything has been read at least once
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        session.changed.connect(self._on_changed)
        session.campaign_changed.connect(self._outdate)
        session.viewer_changed.connect(self._outdate)

    @property
    def busy(self) -> bool:
        """Whether it is still reading."""
        return self._timer.isActive()

    def load(self) -> None:
        """Reads what can be read at once now, and the rest when there is time."""
        self.error, self.stale = "", False
        self._parts = self._read()
        self._timer.start()
        since = time.monotonic()
        while self.busy and time.monotonic() - since < _AT_ONCE:
            self._go_on()

    def _go_on(self) -> None:
        assert self._parts is not None
        try:
            next(self._parts)
        except StopIteration:
            self._timer.stop()
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self._timer.stop()
            self.error = sentence(error)
        self.changed.emit()

    def _read(self) -> Iterator[None]:
        session, campaign = self._session, self._session.campaign
        if campaign is None:
            self.shown, self.whole = Shown(), True
            return
        book, shown, day = session.book, Shown(), date.today().isoformat()
        rules = read(book.connection, campaign)
        meetings = today.meeting_states(book, campaign)
        only = None if session.sees_results else self._own()
        for found in overview.gather(book, campaign, day, only):
            shown.found = found
            shown.steps = steps(found.counts, meetings, rules, self._mine(found))
            if not self.whole:
                self.shown = shown  # read anew, it takes the place of what stands once it is whole
            yield
        shown.shares = [share_line(*target) for target in found.targets]
        shown.late = [late_line(unit) for unit in found.late]
        tasks: list[today.Task] = []
        for part in self._tasks(campaign, found, day):
            tasks += part
            yield
        shown.tasks = [task_line(task) for task in tasks]
        self.shown, self.whole = shown, True
        yield
        several = session.campaigns()
        if len(several) > 1:
            years = []
            for each in several:
                years.append((each, counts(book, each)))
                yield
            shown.years = years

    def _own(self) -> list[bytes]:
        member = self._session.member
        return [member.id] if member is not None else []

    def _tasks(self, campaign: Campaign, found: Overview, day: str) -> Iterator[list[today.Task]]:
        book = self._session.book
        if self._session.office:
            if keys_to_store.waiting(book.home, book.id):
                yield [today.Task("key_to_store")]
            yield from today.office_tasks(book, campaign, found, day)
            return
        yield today.member_tasks(book, campaign, self._left(found), day)

    def _left(self, found: Overview) -> MemberLeft | None:
        mine = self._session.member
        return next((m for m in found.members if mine is not None and m.member == mine.id), None)

    def _mine(self, found: Overview) -> tuple[int, int] | None:
        """(handed in, expected) of the member's own ballots, all that a blind laptop tells of
        them; those whose key waits for the secretary are handed in, too. None where the whole
        panel's may be told."""
        if self._session.sees_results:
            return None
        left = self._left(found)
        return (left.expected - left.left, left.expected) if left is not None else (0, 0)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds - _PERSONAL or not self._session.office:
            self._outdate()

    def _outdate(self) -> None:
        campaign = self._session.campaign.id if self._session.campaign else None
        if campaign != self._campaign:
            self._campaign, self.whole = campaign, False
        self.stale = True
        self.changed.emit()
