"""What papers are made of, as plain data, and each of them as PDF: for preview and printer.

Made on the window's thread, used away from it; what takes long to read is read there, too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.amending import signing_papers
from db.book import Book
from db.freeze import code_of
from db.paper_bodies import PaperBody
from db.queries.office_papers import OfficeFacts, office_facts
from db.queries.trace import Trace, session_traces
from db.record import record_of
from db.records import Campaign
from db.sessions import Snapshot
from desktop.models.minutes_meeting import Meeting
from desktop.models.minutes_pages import minutes_pdf

if TYPE_CHECKING:
    from desktop.documents.papers import Signing

MINUTES = "minutes"
PAPERS = (
    (MINUTES, "biên bản"),
    ("minutes-word", "biên bản (Word)"),
    ("amendment", "biên bản bổ sung"),
    ("amendment-word", "biên bản bổ sung (Word)"),
    ("summary", "bảng tổng hợp (Excel)"),
    ("summary-pdf", "bảng tổng hợp"),
    ("ballots", "phiếu chấm điểm"),
    ("proposal", "tờ trình"),
    ("htxsnv", "danh sách HTXSNV"),
    ("htxsnv-excel", "danh sách HTXSNV (Excel)"),
    ("notices", "thông báo kết quả"),
    ("reminders", "công văn đôn đốc"),
    ("briefs", "phiếu tóm tắt hồ sơ"),
    ("trace", "phiếu truy vết"),
)
"""In the order of a packet."""

USUAL = tuple(name for name, _ in PAPERS if name != "trace")
"""What is written unless somebody chooses otherwise."""

_FILES = frozenset({"minutes-word", "amendment-word", "summary", "htxsnv-excel"})
_SIGNED = frozenset({MINUTES, "minutes-word", "amendment", "amendment-word"})
_FROM_BODY = _SIGNED | {"ballots", "trace"}
PRINTED = tuple((n, w[:1].upper() + w[1:]) for n, w in PAPERS if n not in _FILES)
"""What comes out of a printer."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A paper to sign: its body, the snapshot that it stands for (None: a draft), the record
    inside it."""

    body: Mapping[str, Any]
    snapshot: Snapshot | None
    record: bytes | None = None


@dataclass(frozen=True, slots=True)
class PaperSource:
    """One meeting; without ``office`` and ``traces`` the papers that say more than the body
    does are left out. ``record`` (db.record) goes into the minutes that are to be signed;
    ``minutes``, ``amendment`` and those ``earlier`` than it are of a meeting that was amended."""

    body: Mapping[str, Any]
    snapshot: Snapshot | None
    record: bytes | None = None
    office: OfficeFacts | None = None
    traces: Callable[[], Sequence[Trace]] | None = None
    minutes: Copy | None = None
    amendment: Copy | None = None
    earlier: tuple[Copy, ...] = ()

    def code(self) -> str | None:
        """The proof code, None for a draft. Takes a tenth of a second."""
        return None if self.snapshot is None else code_of(self.snapshot)

    def wanted(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """Those of ``names`` that have something to say, with their words, in order."""
        from desktop.documents.papers import Material, Signing, can_be_made

        later = None if self.amendment is None else Signing(self.amendment.body, None)
        material = Material(
            self.body, None, self.traces, self.record, self.office, amendment=later
        )
        return [(n, words) for n, words in PAPERS if n in names and can_be_made(n, material)]

    def write(
        self, name: str, folder: Path, code: str | None, *, mirrored: bool = False
    ) -> list[Path]:
        """One paper into a folder. Raises PaperError."""
        from desktop.documents.papers import write_papers

        office = self.office
        return write_papers(
            self.body,
            folder,
            proof_code=code,
            only=[name],
            record=self.record,
            traces=self.traces,
            office=None if office is None else lambda: office,
            mirrored=mirrored,
            minutes=_signing(self.minutes) if name in _SIGNED else None,
            amendment=_signing(self.amendment) if name in _SIGNED else None,
            earlier=[s for c in self.earlier if (s := _signing(c))] if name in _SIGNED else (),
        )

    def pdf(self, name: str, *, mirrored: bool = False) -> bytes:
        """One paper as it is printed; of several amending minutes all. Raises PaperError."""
        if name == MINUTES:
            first = self.minutes or Copy(self.body, self.snapshot)
            code = None if first.snapshot is None else code_of(first.snapshot)
            return minutes_pdf(first.body, code, mirrored=mirrored)
        with tempfile.TemporaryDirectory() as folder:
            made = self.write(name, Path(folder), self.code(), mirrored=mirrored)
            if len(made) > 1:
                from desktop.documents.packet import write_packet

                made = [write_packet(made, Path(folder) / "all.pdf", mirrored=mirrored)]
            return made[0].read_bytes()

    def packet(
        self,
        names: Sequence[str],
        went_on: Callable[[int, int, str], None],
        stopped: Callable[[], bool],
        *,
        mirrored: bool = False,
    ) -> bytes:
        """All that is printed of ``names`` in one PDF, b"" where it was stopped. ``went_on`` is
        told how many of how many are done, and which comes now."""
        from desktop.documents.packet import write_packet

        printed = [n for n, _ in PRINTED if n in names]
        wanted, code = self.wanted(printed), self.code()
        with tempfile.TemporaryDirectory() as folder:
            made: list[Path] = []
            for done, (name, words) in enumerate(wanted):
                if stopped():
                    return b""
                went_on(done, len(wanted), words)
                made += self.write(name, Path(folder), code, mirrored=mirrored)
            whole = write_packet(made, Path(folder) / "all.pdf", mirrored=mirrored)
            return whole.read_bytes()


def _signing(copy: Copy | None) -> Signing | None:
    """With its code, which takes a tenth of a second."""
    from desktop.documents.papers import Signing

    if copy is None:
        return None
    code = None if copy.snapshot is None else code_of(copy.snapshot)
    return Signing(copy.body, code, copy.record)


def _copies(meeting: Meeting) -> tuple[Copy | None, Copy | None, tuple[Copy, ...]]:
    """(the first minutes, the newest amending minutes, those before) with their records."""
    campaign, record, book = meeting.session.campaign, meeting.record, meeting.session.book
    if campaign is None or record is None or not meeting.frozen:
        return None, None, ()

    def copy(paper: PaperBody) -> Copy:
        snapshot = paper.snapshot
        return Copy(paper.body, snapshot, None if snapshot is None else record_of(book, snapshot))

    first, later, before = signing_papers(book, campaign, record.number)
    return (
        None if first is None else copy(first),
        None if later is None else copy(later),
        tuple(map(copy, before)),
    )


def _traces(
    book: Book, campaign: Campaign, body: Mapping[str, Any]
) -> Callable[[], Sequence[Trace]]:
    """Reads everything about every submission of the meeting when it is first asked for, which
    takes a second for fifty: whoever makes the paper reads it, by a connection of its own."""
    path, home = book.path, book.home

    @cache
    def read() -> Sequence[Trace]:
        with Book.open(path, home, readonly=True) as own, own.reading():
            return session_traces(own, campaign, body)

    return read


def gather(meeting: Meeting, names: Sequence[str]) -> PaperSource:
    """What these papers of the meeting are made of, read from the book as far as they need it."""
    session, snapshot = meeting.session, meeting.snapshot
    campaign = session.campaign
    assert campaign is not None
    book, body = session.book, meeting.body
    wanted = frozenset(names)
    with book.reading():
        record = None
        if snapshot is not None and MINUTES in wanted:
            record = record_of(book, snapshot)
        office = office_facts(book, campaign, body) if wanted - _FROM_BODY else None
        traces = _traces(book, campaign, body) if "trace" in wanted else None
        copies = _copies(meeting) if wanted & _SIGNED else (None, None, ())
    return PaperSource(body, snapshot, record, office, traces, *copies)
