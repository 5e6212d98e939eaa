"""The open book: every write of the window goes through it, and it tells who must look.

A write is a function of ``db`` that takes the book first and returns its ``Changes`` (or a
value and its Changes). Nothing is kept in memory that the book does not have.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from db import campaigns, keys
from db.book import Book
from db.campaigns import Surroundings
from db.errors import ReadOnlyBookError, ThamdinhError
from db.operation import Changes
from db.records import Campaign, Member
from desktop.crash import keep_report
from desktop.undo_stack import Call, Step, UndoStack

_AROUND = frozenset({"campaign", "rubric", "unit", "member", "office"})
_EXPECTED = (ThamdinhError, OSError, sqlite3.Error)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a write: true when it was done; else ``error`` says why not."""

    ok: bool
    value: Any = None
    error: Exception | None = None

    def __bool__(self) -> bool:
        return self.ok


class Session(QObject):
    """One open book, the campaign looked at and who is looking."""

    writing = Signal()  # the book is about to be written to: whoever reads it gives way
    changed = Signal(object)  # Changes
    failed = Signal(Exception)
    saved = Signal(str)  # the time, HH:MM:SS
    told = Signal(str)  # a sentence that is no error and stays until it is hidden
    noted = Signal(str)  # a sentence that passes: gone with the next write, or after a moment
    viewer_changed = Signal()
    campaign_changed = Signal()
    stepped = Signal(object)  # Step taken back or done again

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.history = UndoStack()
        self._campaign: Campaign | None = None
        self._around: Surroundings | None = None
        self._member: bytes | None = None
        found = campaigns.campaigns(book.connection)
        if found:
            self._campaign = found[0]
        self._member = self._own_member()

    @property
    def path(self) -> Path:
        """Where the book lies."""
        return self.book.path

    @property
    def readonly(self) -> bool:
        """Whether another window has the pen."""
        return self.book.readonly

    @property
    def office(self) -> bool:
        """Whether this laptop holds the office key: the secretary's."""
        return self.book.office is not None

    @property
    def campaign(self) -> Campaign | None:
        """The campaign that the window shows, or None in an empty book."""
        return self._campaign

    @property
    def around(self) -> Surroundings:
        """Panel, units and rubrics of the campaign. Only where there is a campaign."""
        assert self._campaign is not None
        if self._around is None:
            self._around = Surroundings(self.book.connection, self._campaign)
        return self._around

    @property
    def member(self) -> Member | None:
        """Whose ballots are on the screen, or None."""
        if self._member is None or self._campaign is None:
            return None
        return next((m for m in self.around.members if m.id == self._member), None)

    @property
    def illustrative(self) -> bool:
        """Whether a rubric of the campaign is marked "số liệu minh họa"."""
        return self._campaign is not None and any(
            rubric.illustrative for rubric in self.around.rubrics.values()
        )

    @property
    def sees_results(self) -> bool:
        """Whether results may be shown here: not to a plain member while scoring is blind."""
        return self._campaign is not None and (self.office or not self._campaign.settings.blind)

    def campaigns(self) -> list[Campaign]:
        """All campaigns of the book, newest first."""
        return campaigns.campaigns(self.book.connection)

    def choose_campaign(self, campaign: Campaign) -> None:
        """Shows another year."""
        self._campaign, self._around = campaign, None
        self._member = self._own_member()
        self.campaign_changed.emit()
        self.viewer_changed.emit()

    def choose_member(self, ident: bytes | None) -> None:
        """Says whose ballots are on the screen."""
        if ident != self._member:
            self._member = ident
            self.viewer_changed.emit()

    def has_key(self, member: Member) -> bool:
        """Whether this laptop holds that member's key."""
        return keys.has_member_key(self.book.home, self.book.id, member.id)

    def keyed_members(self) -> list[Member]:
        """The members whose keys lie on this laptop."""
        if self._campaign is None:
            return []
        return [member for member in self.around.members if self.has_key(member)]

    def run(
        self, function: Callable[..., Any], *arguments: Any, step: Step | None = None
    ) -> Outcome:
        """Carries out a write of ``db``: ``function(book, *arguments)``.

        Emits ``saved`` and ``changed``, or ``failed``; never raises what a user can cause.
        A ``step`` goes on the undo stack when the write is done.
        """
        try:
            if self.readonly:
                raise ReadOnlyBookError(path=self.path)
            self.writing.emit()
            result = function(self.book, *arguments)
        except _EXPECTED as error:
            if isinstance(error, sqlite3.Error):  # nobody foresaw it: keep how it came about
                keep_report(error)
            self.failed.emit(error)
            return Outcome(False, error=error)
        if step is not None:
            self.history.push(step)
        value, changes = _parted(result)
        self._announce(changes)
        return Outcome(True, value)

    def run_all(self, calls: tuple[Call, ...], step: Step | None = None) -> Outcome:
        """Several writes in a row, stopping at the first that fails."""
        outcome = Outcome(True)
        for call in calls:
            outcome = self.run(call.function, *call.arguments)
            if not outcome:
                return outcome
        if step is not None:
            self.history.push(step)
        return outcome

    def undo(self) -> None:
        """Takes the newest step of this sitting back."""
        step = self.history.take_back()
        if step is None:
            self.noted.emit("Không còn gì để hoàn tác.")
        elif self._carry_out(step, step.back):
            self.noted.emit(f"Đã hoàn tác: {step.words}.")

    def redo(self) -> None:
        """Does the last step taken back again."""
        step = self.history.take_again()
        if step is None:
            self.noted.emit("Không còn gì để làm lại.")
        elif self._carry_out(step, step.forth):
            self.noted.emit(f"Đã làm lại: {step.words}.")

    def read_anew(self, changes: Changes) -> None:
        """Another window wrote into the book: whatever is shown is looked at again."""
        self._look_around()
        self.changed.emit(changes)
        self.campaign_changed.emit()

    def close(self) -> None:
        """Closes the book."""
        self.writing.emit()
        self.book.close()

    def _carry_out(self, step: Step, calls: tuple[Call, ...]) -> bool:
        done = bool(self.run_all(calls))
        if done:
            self.stepped.emit(step)
        else:
            self.history.drop(step)
        return done

    def _announce(self, changes: Changes) -> None:
        if changes.op is not None:
            self.history.own.add(changes.op)
        if changes.kinds & _AROUND:
            self._look_around()
        self.saved.emit(time.strftime("%H:%M:%S"))
        self.changed.emit(changes)
        if changes.kinds & _AROUND:
            self.campaign_changed.emit()

    def _look_around(self) -> None:
        """The campaign that is shown, its panel, units and rubrics are others now."""
        if self._campaign is not None:
            self._around = None
            ident = self._campaign.id
            self._campaign = next((c for c in self.campaigns() if c.id == ident), None)

    def _own_member(self) -> bytes | None:
        """The member of this laptop: whose key lies here, else for whom the copy was made."""
        from db.exchange import copy_out  # after the first paint

        if self._campaign is None:
            return None
        found = copy_out.owner(self.book, self.around.members)
        return found.id if found is not None else None


def _parted(result: Any) -> tuple[Any, Changes]:
    """(value, changes) of what a write returned."""
    if isinstance(result, Changes):
        return None, result
    if isinstance(result, tuple) and result and isinstance(result[-1], Changes):
        return result[0] if len(result) == 2 else result[:-1], result[-1]
    changes = getattr(result, "changes", None)
    return result, changes if isinstance(changes, Changes) else Changes()
