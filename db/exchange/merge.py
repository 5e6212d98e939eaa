"""Ghép: many foreign books into this one, planned on a scratch copy, then in one transaction.

A plan is the merge itself, carried out on a scratch copy: what it announces is what will happen.
Where nobody wrote to the book since, carrying the plan out is putting that copy's content into
the book; else everything is done once more. A file that is refused changes nothing; the others
are taken.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from db import backups, enrolment
from db.book import Book
from db.errors import DamagedBookError, FileError
from db.exchange.fingerprint import fingerprint
from db.exchange.folders import expand
from db.exchange.foreign import Foreign
from db.exchange.opening import close_all, open_all
from db.exchange.report import MERGED as MERGED
from db.exchange.report import NOTHING_NEW as NOTHING_NEW
from db.exchange.report import REFUSED as REFUSED
from db.exchange.report import FileReport as FileReport
from db.exchange.report import Report as Report
from db.exchange.union import Gain, Union
from db.exchange.verify import Content, Progress, quiet
from db.operation import Changes, Operation
from db.picture_rows import Row
from db.queries.ballot_notes import ballot_notes
from db.queries.handed_in import handed_in
from db.refresh import Refresh
from db.schema import SUFFIX
from db.storage import connect, put_content, transaction, writes_of
from db.surroundings import campaigns

_ENDINGS = (SUFFIX, SUFFIX + ".age")


class Plan:
    """Files opened and looked at, and what merging them would do; close it after use.

    ``scratch`` is the book with all of it merged, made from the state that ``writes`` counts.
    """

    def __init__(
        self,
        files: list[Foreign | FileReport],
        report: Report,
        scratch: Path | None = None,
        writes: bytes = b"",
    ) -> None:
        self.files, self.report = files, report
        self.scratch, self.writes = scratch, writes

    def close(self) -> None:
        """Lets go of the private copies."""
        close_all(self.files)
        if self.scratch is not None:
            shutil.rmtree(self.scratch.parent, ignore_errors=True)

    def __enter__(self) -> Plan:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def found_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those that folders hold (with all their sub-folders), by name."""
    return list(dict.fromkeys(expand(paths, lambda p: p.name.lower().endswith(_ENDINGS))))


def plan(
    book: Book,
    paths: Iterable[Path],
    *,
    passphrase: str | None = None,
    passphrases: Mapping[Path, str] | None = None,
    progress: Progress = quiet,
) -> Plan:
    """What merging these files and folders would do. The book stays as it is, byte for byte.

    Raises what ``progress`` raises, FileUnusableError, DiskFullError, AlteredFileError (the
    book itself); what is wrong with one file stands in its report.
    """
    if book.altered is not None:
        raise book.altered
    files = open_all(book, found_in(paths), passphrase, passphrases or {}, progress)
    folder = Path(tempfile.mkdtemp(dir=book.home.folder("temp")))
    try:
        scratch, writes = folder / f"plan{SUFFIX}", writes_of(book.path)
        target = sqlite3.connect(scratch)
        try:
            book.connection.backup(target)
        finally:
            target.close()
        report = _rehearse(book, scratch, files, progress)
    except BaseException:
        close_all(files)
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Plan(files, report, scratch, writes)


def merge(book: Book, planned: Plan, *, progress: Progress = quiet) -> Report:
    """Carries a plan out: a backup, then one transaction. Without anything new the book is
    not touched at all.

    Raises ReadOnlyBookError, DiskFullError, what ``progress`` raises; then nothing is changed.
    """
    book.require_pen()
    if not any(file.verdict == MERGED for file in planned.report.files):
        return planned.report
    kept = backups.make(book, backups.MERGE)
    try:
        report = _carry_out(book, planned, progress)
    except BaseException:
        backups.forget(kept)
        raise
    backups.note_after(kept, report.fingerprint)
    return report


def _carry_out(book: Book, planned: Plan, progress: Progress) -> Report:
    """What was verified and written for the plan goes into the book page by page, in one
    transaction of SQLite's own; where somebody wrote since, the files are merged once more."""
    if planned.scratch is not None and planned.writes == writes_of(book.path):
        source = connect(planned.scratch, readonly=True)
        try:
            if put_content(source, book.connection, book.path, progress):
                book.adopt(None)
                return planned.report
        finally:
            source.close()
    return _merge(book, planned.files, progress)


def _rehearse(
    book: Book, scratch: Path, files: Sequence[Foreign | FileReport], progress: Progress
) -> Report:
    """The merge on a copy that nobody will read again: it is ours, so it is not read through,
    and it need not be there after a power cut."""
    connection = connect(scratch)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        copy = Book(scratch, book.home, connection, None, book.clock)
        copy.office = book.office
        return _merge(copy, files, progress)
    finally:
        connection.close()


def _merge(book: Book, files: Sequence[Foreign | FileReport], progress: Progress) -> Report:
    connection, now = book.connection, book.clock()
    reports: list[FileReport] = []
    kinds: set[str] = set()
    rows: set[Row] = set()
    scored: set[bytes] = set()
    with transaction(connection, book.path):
        authority, first = book.authority, _next_run(connection)
        for file in files:
            if isinstance(file, FileReport):
                reports.append(file)
                continue
            refresh = Refresh(connection, book.id, authority)
            connection.execute("SAVEPOINT file")
            before = _open_matters(connection)
            try:
                report = _take(book, file, Union(connection, refresh, now), now, progress)
                if report.verdict == MERGED:
                    authority = refresh.finish(book.root)
            except FileError as error:
                report = FileReport(file.path, REFUSED, error)
            if report.verdict == MERGED:
                conflicts, proposals = _open_matters(connection)
                report = replace(
                    report, conflicts=conflicts - before[0], proposals=proposals - before[1]
                )
                kinds |= refresh.kinds | {kind for kind, _ in refresh.rows}
                rows.update(refresh.rows)
                scored |= refresh.scored
            else:
                connection.execute("ROLLBACK TO file")
            connection.execute("RELEASE file")
            reports.append(report)
            progress(len(reports), len(files))
        confirmed: list[bytes] = []
        if book.office is not None and any(r.verdict == MERGED for r in reports):
            operation = Operation(connection, book.id, authority, book.office, "office", now)
            confirmed = enrolment.confirm_answers(book, operation)
            authority = operation.finish(book.root)
            kinds |= operation.changes.kinds
            rows |= operation.changes.rows
            scored |= operation.changes.scored
        conflicts, proposals = _open_matters(connection)
        mark = fingerprint(connection)
        notes = tuple(ballot_notes(connection, authority, first))
    book.adopt(authority)
    known = campaigns(connection)
    members = tuple(handed_in(book, known[0])) if known else ()
    changes = Changes(frozenset(kinds), frozenset(rows), scored=frozenset(scored))
    return Report(
        tuple(reports), mark, members, tuple(confirmed), conflicts, proposals, changes, notes
    )


def _take(book: Book, file: Foreign, union: Union, now: int, progress: Progress) -> FileReport:
    """One file into the book. Its time for reading goes on with every step forward: what takes
    long may be our own disk, the files before it, or the person who looked at the plan."""

    def told(done: int, all_: int) -> None:
        file.renew()
        progress(done, all_)

    file.renew()
    content = Content(file.connection, file.path)
    content.require(book.id, book.root)
    source, made = content.label()
    mark = _mark_of(file)
    run = _next_run(book.connection)
    gain = union.take(content, run, told)
    if gain:
        book.connection.execute(
            "INSERT INTO taken_in VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (run, file.name, mark, source, made, now, gain.changes, gain.ballots),
        )
    return _report(book, file, gain, mark, source, made)


def _mark_of(file: Foreign) -> str:
    """The file's fingerprint, before anything in it is verified."""
    try:
        return fingerprint(file.connection)
    except (sqlite3.DatabaseError, TypeError) as error:  # TypeError: a value of another type
        raise DamagedBookError(path=file.path, detail=str(error)) from error


def _report(
    book: Book, file: Foreign, gain: Gain, mark: str, source: str, made: int | None
) -> FileReport:
    newer = book.connection.execute(
        "SELECT 1 FROM taken_in WHERE source = ? AND source <> '' AND made > ?", (source, made)
    ).fetchone()
    return FileReport(
        file.path,
        MERGED if gain else NOTHING_NEW,
        fingerprint=mark,
        source=source,
        made=made,
        new_changes=gain.changes,
        new_ballots=gain.ballots,
        known_ballots=sum(gain.sent.values()) - gain.ballots,
        ahead=gain.ahead,
        older=newer is not None,
        ballots=tuple((m, gain.sent[m], gain.new[m]) for m in sorted(gain.sent)),
    )


def _next_run(connection: sqlite3.Connection) -> int:
    (run,) = connection.execute("SELECT coalesce(max(run), 0) + 1 FROM taken_in").fetchone()
    return int(run)


def _open_matters(connection: sqlite3.Connection) -> tuple[int, int]:
    """(conflicts of all sorts, proposals) that wait for a person."""
    proposals, all_ = connection.execute(
        "SELECT count(*) FILTER (WHERE what = 'proposal'), count(*) FROM trouble"
    ).fetchone()
    (ballots,) = connection.execute(
        "SELECT count(*) FROM ballot_state WHERE status = 'conflict'"
    ).fetchone()
    return all_ - proposals + ballots, proposals
