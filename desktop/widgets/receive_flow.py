"""Taking in, step by step: looked at, unlocked, merged, undone; the page shows each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from db.errors import ReadOnlyBookError, ThamdinhError
from db.exchange.merge import MERGED
from db.operation import Changes
from desktop.merge_words import note_lines
from desktop.messages import sentence
from desktop.models import incoming, taking_in
from desktop.models import receive_words as words
from desktop.models.incoming import Incoming, Line
from desktop.session import Session
from desktop.widgets.receive_page import ReceivePage
from desktop.widgets.work_page import WorkPage


class ReceiveFlow(QObject):
    """Holds the files that were looked at, and lets go of them in time."""

    shown = Signal()  # the page has something to show
    failed = Signal(str)  # a sentence; there is nothing to show
    undone = Signal()

    def __init__(self, session: Session, page: ReceivePage, work: WorkPage) -> None:
        super().__init__(page)
        self._session, self._page, self._work = session, page, work
        self._incoming: Incoming | None = None
        self.last: Path | None = None  # where the last files came from
        page.confirmed.connect(self.merge)
        page.undone.connect(self.undo)
        page.unlocked.connect(self._unlock)
        page.pinned.connect(self._take_drafts)

    @property
    def came_of(self) -> set[bytes]:
        """The members whose ballots came with the files that were merged."""
        shown = self._incoming
        files = shown.report.files if shown is not None and shown.report is not None else ()
        merged = [file for file in files if file.verdict == MERGED]
        return {member for file in merged for member, _, _ in file.ballots}

    def let_go(self) -> None:
        """Somebody goes elsewhere: private copies are not kept; :meth:`resume` looks again."""
        if self._incoming is not None:
            self._incoming.close()

    def resume(self) -> bool:
        """Looks again at what was let go of: the book may have changed. False where nothing
        waits for that."""
        shown = self._incoming
        if shown is None or shown.plan is not None or shown.report is not None:
            return False
        self.look(shown.paths, shown.passphrases)
        return True

    def forget(self) -> None:
        """Done with these files."""
        self.let_go()
        self._incoming = None

    def look(self, paths: Iterable[Path], passphrases: Mapping[Path, str] | None = None) -> None:
        """What would come in."""
        session, paths = self._session, tuple(paths)
        self.forget()
        if session.readonly:
            self.failed.emit(sentence(ReadOnlyBookError(path=session.path)))
            return
        self.last = paths[0] if paths else None
        try:
            with self._work.going("Đang xem các tệp…") as progress:
                self._incoming = incoming.look(
                    session.book, session.campaign, paths, passphrases or {}, progress
                )
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self.failed.emit(sentence(error))
            return
        self._page.show_incoming(self._incoming)
        self.shown.emit()

    def merge(self) -> None:
        """Takes in what was shown; where it was stopped, one may begin again."""
        shown, session = self._incoming, self._session
        if shown is None:
            return
        with self._work.going("Đang ghép vào sổ…") as progress:
            taking_in.take(session, shown, progress)
        known = session.campaigns()
        if session.campaign is None and known:
            session.choose_campaign(known[0])
        if any(line.state == incoming.DONE for line in shown.lines):
            self._show_outcome(shown)
        else:  # nothing was taken in: each file says why
            self._page.show_incoming(shown)
        self.shown.emit()

    def undo(self) -> None:
        """Back to before the merge."""
        with self._work.going("Đang hoàn tác lần ghép…") as progress:
            done = taking_in.undo(self._session, progress)
        if done:
            self.forget()
            self.undone.emit()

    def _unlock(self, path: Path, passphrase: str) -> None:
        """Other files under the same passphrase need not be asked for again."""
        shown = self._incoming
        if shown is not None:
            known = {line.path: passphrase for line in shown.locked}
            self.look(shown.paths, {**shown.passphrases, **known, path: passphrase})

    def _take_drafts(self, line: Line, pin: str) -> None:
        if self._incoming is None:
            return
        try:
            done, _ = taking_in.take_drafts(self._session, line, pin)
        except (ThamdinhError, OSError, sqlite3.Error) as error:
            self._session.failed.emit(error)
            return
        self._incoming.put(done)
        self._session.changed.emit(Changes(frozenset({"member", "draft"})))
        self._page.show_incoming(self._incoming)
        self.shown.emit()

    def _show_outcome(self, shown: Incoming) -> None:
        session, report, parts, waiting = self._session, shown.report, [], 0
        if report is not None:
            waiting = report.conflicts + report.proposals
            parts.append(f"Dấu đối chiếu của sổ: {report.fingerprint}")
            if session.office:
                panel = session.around.members if session.campaign is not None else []
                said = (words.confirmed(report, panel), words.unconfirmed(report.members))
                parts += [text for text in said if text]
                parts += note_lines(report.notes)
                parts += words.missing(report.members) or ["Không thiếu phiếu nào."]
        self._page.show_outcome(
            words.after(shown, waiting), parts, matters=waiting, undo=report is not None
        )
