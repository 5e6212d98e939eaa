"""The signed copies of a meeting: listed, attached by their code, made to be signed, opened."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from db import evidence, signed_papers
from db.amendments import amendments
from db.errors import SignedPaperRefusedError, ThamdinhError
from db.evidence_kind import file_name
from db.queries.proof_codes import frozen_digests, work_out
from db.record import record_of
from db.signed_papers import Brought, SignedPaper, Sort
from desktop.history_words import who_words
from desktop.models.minutes_jobs import Jobs
from desktop.models.minutes_meeting import Meeting
from desktop.models.unit_figures import read_day
from desktop.models.words import shown_time
from desktop.session import Outcome, Session
from desktop.signed_paper_words import paper_line

if TYPE_CHECKING:
    from desktop.documents.signed_copy import Examined
    from desktop.documents.verifying import Verdict


@dataclass(frozen=True, slots=True)
class Order:
    """A file to attach; number, day and code as they were typed."""

    path: Path
    number: str = ""
    day: str = ""
    code: str = ""


class Attaching(QObject):
    """Reads and stores files away from the window's thread; the book is asked and written in it."""

    attached = Signal(str)  # a sentence
    refused = Signal(Exception)
    made = Signal(object)  # Path of a copy that can be signed
    failed = Signal(Exception)  # it could not be made or opened

    def __init__(self, meeting: Meeting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self._jobs = Jobs(self)
        self.busy = False

    def papers(self) -> list[SignedPaper]:
        """What is attached to the meeting, newest first."""
        record = self.meeting.record
        if record is None or not self.meeting.frozen:
            return []
        return signed_papers.signed_papers(self.meeting.session.book, record.id)

    def number_and_date(self) -> tuple[str, str | None]:
        """Those of the paper that stands, as far as they are known: amending minutes have their
        own."""
        record = self.meeting.record
        if record is None:
            return "", None
        amending = amendments(self.meeting.session.book.connection, record.id)
        stated = amending[-1] if amending else record
        return stated.minutes_no, stated.date

    def attach(self, order: Order) -> None:
        """Attaches a file, or says why not. Raises UnreadableError (the day)."""
        snapshot, home = self.meeting.snapshot, self.meeting.session.book.home
        day = read_day(order.day, "Ngày văn bản")
        digests = frozen_digests(self.meeting.session.book)
        frozen = None if snapshot is None else snapshot.body
        self.busy = True

        def look() -> Examined:
            from desktop.documents import trust
            from desktop.documents.signed_copy import examine

            work_out(digests)
            return examine(order.path, trust.kept(home), frozen)

        def then(found: Examined | None, error: Exception | None) -> None:
            if found is None:
                self._refuse(error)
                return
            self._bring(found, order, day)

        self._jobs.run("attach", look, then)

    def make_copy(self, path: Path) -> None:
        """Writes the minutes with their fields to sign; where some signed already, the newest
        signed copy, so that the next one goes on from it."""
        newest = next((p for p in self.papers() if p.sort is Sort.DIGITAL and p.here), None)
        snapshot = self.meeting.snapshot
        if newest is not None and snapshot is not None:
            try:
                self.made.emit(_fresh(self.meeting.session, newest, path))
            except (ThamdinhError, OSError) as error:
                self.failed.emit(error)
            return
        if snapshot is None:
            return
        body, record = self.meeting.body, record_of(self.meeting.session.book, snapshot)

        def work() -> Path:
            from db.freeze import code_of
            from desktop.documents.minutes import write_minutes

            return write_minutes(body, path, code_of(snapshot), record).path

        self._jobs.run("copy", work, self._made)

    def open(self, paper: SignedPaper) -> Path | None:
        """The paper in a folder of its own, to be opened by its own program."""
        home = self.meeting.session.book.home
        try:
            folder = Path(tempfile.mkdtemp(dir=home.folder("temp")))
            target = folder / file_name(paper.name, paper.media)
            return evidence.extract(self.meeting.session.book, paper.hash, target)
        except (ThamdinhError, OSError) as error:
            self.failed.emit(error)
            return None

    def _made(self, path: Any, error: Exception | None) -> None:
        if error is not None:
            self.failed.emit(error)
        else:
            self.made.emit(path)

    def _bring(self, found: Examined, order: Order, day: str | None) -> None:
        """Stores what the book agrees with, up to 50 MB, away from the window's thread too."""
        from desktop.documents.signed_copy import recognise

        record, session = self.meeting.record, self.meeting.session
        campaign, book = session.campaign, session.book
        if record is None or campaign is None:
            self.busy = False
            return
        try:
            answer = recognise(book, campaign, record.number, found, order.code)
            wanted = signed_papers.wanted(
                book, campaign, record.number, answer.digest, order.number, day
            )
        except ThamdinhError as error:
            self._refuse(error)
            return

        def then(brought: Brought | None, error: Exception | None) -> None:
            self.busy = False
            if brought is None:
                self._refuse(error)
                return
            outcome = take_in(session, record.number, found, order, day, brought)
            if outcome:
                paper = self.papers()[0]
                self.attached.emit(f"Đã đính: {paper_line(paper)}.")
            else:
                self._refuse(outcome.error)

        def store() -> Brought:
            return signed_papers.bring(book, order.path, found.sort, wanted)

        self._jobs.run("attach", store, then)

    def _refuse(self, error: Exception | None) -> None:
        self.busy = False
        self.refused.emit(error or OSError())


def take_in(
    session: Session,
    number: int,
    found: Examined,
    order: Order,
    day: str | None = None,
    brought: Brought | None = None,
) -> Outcome:
    """Attaches a file that was examined to the meeting of that number; ``brought``: its content
    was stored before."""
    from desktop.documents.signed_copy import recognise

    campaign = session.campaign
    assert campaign is not None
    try:
        answer = recognise(session.book, campaign, number, found, order.code)
    except ThamdinhError as error:
        return Outcome(False, error=error)
    return session.run(
        lambda book: signed_papers.attach(
            book,
            campaign,
            number,
            order.path,
            found.sort,
            digest=answer.digest,
            number=order.number,
            date=day,
            brought=brought,
        )
    )


def keep_signed(session: Session, number: int, path: Path, verdict: Verdict) -> Outcome:
    """Keeps what was signed here in the book; what was signed elsewhere comes by its form."""
    from desktop.documents.signed_copy import judged

    return take_in(session, number, judged(path, verdict), Order(path))


def wants_code(error: Exception) -> bool:
    """Whether the file's code could not be read and has to be typed."""
    return isinstance(error, SignedPaperRefusedError) and error.facts["code"] in (
        "no_code",
        "code_unreadable",
    )


def added_words(paper: SignedPaper) -> str:
    """Which file, who attached it and when."""
    words = f"{paper.name} · {who_words(paper.author)} đính lúc {shown_time(paper.added)}"
    return words if paper.here else f"{words} · chưa có tệp trên máy này"


def copy_name(meeting: Meeting) -> str:
    """As "bien-ban-so-1-2023.pdf"."""
    campaign, record = meeting.session.campaign, meeting.record
    assert campaign is not None and record is not None
    return f"bien-ban-so-{record.number}-{campaign.year}.pdf"


def _fresh(session: Session, paper: SignedPaper, path: Path) -> Path:
    """The content at ``path``, over what is there (the system's dialog has asked), but never
    over a file that somebody signed."""
    from desktop.documents.files import refuse_signed, write_whole

    refuse_signed(path)
    write_whole(path, evidence.content(session.book, paper.hash))
    return path
