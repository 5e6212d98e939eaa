"""What was brought (files, a folder, a stick) and what taking it in would do, file by file.

No widgets and no Qt: the screen shows the lines, and asks for what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from db import evidence_file, schema
from db.book import Book
from db.errors import PassphraseNeededError, ThamdinhError, WrongPassphraseError
from db.exchange import copy_out, delivery_file, draft_file, evidence_source, merge
from db.exchange.evidence_take import RefusedEvidence
from db.exchange.folders import inside
from db.exchange.verify import Progress, quiet
from db.records import Campaign
from db.surroundings import members
from desktop.file_kind import FileKind, kind_of
from desktop.messages import sentence

READY, NOTHING, REFUSED, LOCKED, PIN, DONE = "ready", "nothing", "refused", "locked", "pin", "done"
CHECKED = "checked"
"""What can be done with a file: it brings something; nothing new; not taken; it waits for its
passphrase, or for the PIN of drafts; it was taken in; signed minutes that were looked at."""

SEAL = ".age"
ENDINGS = (
    schema.SUFFIX, delivery_file.SUFFIX, evidence_file.SUFFIX, draft_file.SUFFIX, SEAL,
)  # fmt: skip
NOT_HERE = {
    FileKind.WORKBOOK: "Đây là bảng tính; hãy mở ở phần Nhập bảng.",
    FileKind.WORD: "Đây là tệp Word; phiếu đăng ký, báo cáo thì thả riêng vào cửa sổ.",
    FileKind.RUBRIC: "Đây là thang điểm; hãy thả riêng tệp này vào cửa sổ.",
    FileKind.OFFICE_KEY: "Đây là khóa cơ quan đã cất; hãy giữ nơi an toàn, không nhận ở đây.",
    FileKind.EMPTY: "Tệp trống, có thể chép chưa xong; hãy chép lại rồi nhận.",
    FileKind.UNKNOWN: "Không phải tệp của chương trình nên không nhận được.",
}
_NO_MINUTES = (
    "Tệp PDF này không có mã đối chiếu hay kết quả kèm theo; hãy nhận tệp .thamdinh, .giaonop."
)
_DELIVERED = "Gói kết quả chỉ nhận được ở máy của thư ký cấp trên."


@dataclass(frozen=True, slots=True)
class Line:
    """One file. Counts are None where the file has no such thing."""

    path: Path
    what: FileKind
    state: str
    reason: str = ""
    source: str = ""
    made: int | None = None
    sent: int | None = None
    new: int | None = None
    known: int | None = None
    changes: int | None = None
    conflicts: int = 0
    proposals: int = 0
    older: bool = False
    ahead: int = 0


@dataclass(slots=True)
class Incoming:
    """All files of one gesture. Close it: it holds private copies of what was looked at."""

    paths: tuple[Path, ...]
    passphrases: dict[Path, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    plan: merge.Plan | None = None
    report: merge.Report | None = None  # once it is done
    damaged: tuple[RefusedEvidence, ...] = ()

    def close(self) -> None:
        """Lets go of the private copies."""
        if self.plan is not None:
            self.plan.close()
            self.plan = None

    @property
    def ready(self) -> list[Line]:
        """The files that bring something."""
        return [line for line in self.lines if line.state == READY]

    @property
    def locked(self) -> list[Line]:
        """The files that wait for a passphrase."""
        return [line for line in self.lines if line.state == LOCKED]

    def put(self, line: Line) -> None:
        """Another word on a file."""
        self.lines = [line if one.path == line.path else one for one in self.lines]


def found_in(
    paths: Iterable[Path], progress: Progress = quiet
) -> list[tuple[Path, FileKind]]:
    """The files named, whatever they are, and those of ours that folders hold, each once. What
    was thrown away on a stick is not looked at. Raises what ``progress`` raises."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            ours = (p for p in inside(path, progress) if p.name.lower().endswith(ENDINGS))
            found.update(dict.fromkeys(sorted(ours)))
        else:
            found[path] = None
    return [(path, _kind(path)) for path in found]


def look(
    book: Book,
    campaign: Campaign | None,
    paths: Iterable[Path],
    passphrases: Mapping[Path, str],
    progress: Progress,
) -> Incoming:
    """What taking these in would do. Nothing is written.

    Raises what ``progress`` raises, FileUnusableError, DiskFullError, what reading the own
    book raises; what is wrong with one file stands in its line.
    """
    incoming = Incoming(tuple(paths), dict(passphrases))
    files = found_in(incoming.paths, progress)
    books = [path for path, kind in files if kind in _BOOKS]
    try:
        by_path = {}
        if books:
            incoming.plan = merge.plan(
                book, books, passphrases=incoming.passphrases, progress=progress
            )
            by_path = {file.path: file for file in incoming.plan.report.files}
        for path, kind in files:
            if path in by_path:
                incoming.lines.append(line_of(by_path[path]))
            else:
                incoming.lines.append(_other(book, campaign, path, kind, incoming.passphrases))
    except BaseException:
        incoming.close()
        raise
    return incoming


def line_of(report: merge.FileReport) -> Line:
    """What the plan, or the merge, says of a book."""
    states = {merge.MERGED: READY, merge.NOTHING_NEW: NOTHING}
    if isinstance(report.error, _SECRETS):
        return Line(report.path, FileKind.SEALED, LOCKED, sentence(report.error))
    if report.error is not None:
        return Line(report.path, FileKind.BOOK, REFUSED, sentence(report.error))
    return Line(
        report.path,
        FileKind.BOOK,
        states[report.verdict],
        source=report.source,
        made=report.made,
        sent=report.new_ballots + report.known_ballots,
        new=report.new_ballots,
        known=report.known_ballots,
        changes=report.new_changes,
        conflicts=report.conflicts,
        proposals=report.proposals,
        older=report.older,
        ahead=report.ahead,
    )


def me_of(book: Book, campaign: Campaign | None) -> bytes | None:
    """The member whose laptop this is; None at the office."""
    if campaign is None:
        return None
    found = copy_out.owner(book, members(book.connection, campaign.id))
    return found.id if found is not None else None


_BOOKS = frozenset({FileKind.BOOK, FileKind.SEALED, FileKind.UNREADABLE, FileKind.MISSING})
_SECRETS = (PassphraseNeededError, WrongPassphraseError)


def _kind(path: Path) -> FileKind:
    """By the content; what is damaged, or lies under a passphrase, by its name."""
    kind, ending = kind_of(path), path.suffix.lower()
    if kind is FileKind.SEALED:
        return _NAMED.get(Path(path.stem).suffix.lower(), kind)
    return _NAMED.get(ending, kind) if kind is FileKind.UNKNOWN else kind


_NAMED = {
    schema.SUFFIX: FileKind.BOOK,
    delivery_file.SUFFIX: FileKind.DELIVERY,
    evidence_file.SUFFIX: FileKind.EVIDENCE,
    draft_file.SUFFIX: FileKind.DRAFTS,
}


def _other(
    book: Book,
    campaign: Campaign | None,
    path: Path,
    kind: FileKind,
    passphrases: Mapping[Path, str],
) -> Line:
    try:
        match kind:
            case FileKind.DELIVERY:
                return _delivery(book, campaign, path, passphrases.get(path))
            case FileKind.EVIDENCE:
                return _evidence(book, path, passphrases.get(path))
            case FileKind.DRAFTS:
                return _drafts(book, campaign, path)
            case FileKind.PDF:
                return _minutes(book, campaign, path)
    except _SECRETS as error:
        return Line(path, kind, LOCKED, sentence(error))
    except ThamdinhError as error:
        return Line(path, kind, REFUSED, sentence(error))
    return Line(path, kind, REFUSED, NOT_HERE.get(kind, NOT_HERE[FileKind.UNKNOWN]))


def _delivery(
    book: Book, campaign: Campaign | None, path: Path, passphrase: str | None
) -> Line:
    if book.office is None or campaign is None:
        return Line(path, FileKind.DELIVERY, REFUSED, _DELIVERED)
    body = delivery_file.read(path, book.home, passphrase).body
    return Line(path, FileKind.DELIVERY, READY, source=body.body, made=body.time)


def _minutes(book: Book, campaign: Campaign | None, path: Path) -> Line:
    """Minutes as a PDF: results of another body are for the desk; our own, and a paper without
    results inside, are only looked at, and said what they prove."""
    from desktop.documents import trust
    from desktop.documents.minutes_parcel import read_minutes
    from desktop.documents.verifying import verify
    from desktop.verify_words import sentences, verdict_line

    try:
        body = read_minutes(path).body
    except ThamdinhError:  # what is wrong with it the verdict says
        body = None
    if body is not None and body.book != book.id.hex() and book.office and campaign:
        return Line(path, FileKind.DELIVERY, READY, source=body.body)
    verdict = verify(path, trust.kept(book.home), book=book)
    if verdict.proof_code is None:
        return Line(path, FileKind.PDF, REFUSED, _NO_MINUTES)
    why = " ".join([verdict_line(verdict), *sentences(verdict.reasons)[:2]])
    return Line(path, FileKind.PDF, CHECKED, why)


def _evidence(book: Book, path: Path, passphrase: str | None) -> Line:
    with evidence_source.open_source(path, book.home, passphrase=passphrase) as source:
        count = len(source.sizes)
    line = Line(path, FileKind.EVIDENCE, READY if count else NOTHING)
    return replace(line, reason=f"{count} tệp minh chứng" if count else "")


def _drafts(book: Book, campaign: Campaign | None, path: Path) -> Line:
    member = draft_file.whose(book, path)
    known = members(book.connection, campaign.id) if campaign is not None else []
    name = next((f"{m.name} ({m.code})" for m in known if m.id == member), "")
    return Line(path, FileKind.DRAFTS, PIN, "Nhập mã PIN của tệp để nhận phiếu nháp.", name)
