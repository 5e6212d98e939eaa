"""Taking in what was looked at: books in one merge, then deliveries, then evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from db import backups
from db.exchange import draft_file, evidence_take, merge, receive
from db.exchange.verify import Progress
from desktop import delivery_words, undoable
from desktop.file_kind import FileKind
from desktop.intake.receive_files import OTHERS
from desktop.models.incoming import (
    DONE,
    NOTHING,
    REFUSED,
    Incoming,
    Line,
    line_of,
    me_of,
)
from desktop.session import Outcome, Session


def take(session: Session, incoming: Incoming, progress: Progress) -> Outcome:
    """Takes in whatever is ready; each line then says what became of it. Where it fails, or
    somebody stops it, what was finished until then is done and said so."""
    for step in (_books, _deliveries, _evidence):
        outcome = step(session, incoming, progress)
        if not outcome:
            return outcome
    return Outcome(True)


def take_drafts(session: Session, line: Line, pin: str) -> tuple[Line, draft_file.DraftReport]:
    """Takes drafts in under the PIN of their file; what differs here stays.

    Raises as :func:`db.exchange.draft_file.take_drafts`.
    """
    report = draft_file.take_drafts(session.book, line.path, pin)
    words = f"Đã nhận {len(report.added)} phiếu nháp"
    if report.kept:
        words += f"; {len(report.kept)} chỗ khác với máy này được giữ như trên máy này"
    if report.handed_in:
        words += f"; {len(report.handed_in)} phiếu đã nộp ở đây, không đổi"
    return replace(line, state=DONE, reason=words + "."), report


def undo(session: Session, progress: Progress) -> Outcome:
    """Back to before the last merge; what was typed before it cannot be taken back any more."""
    outcome = session.run(lambda book: backups.undo_merge(book, progress))
    if outcome:
        session.history.clear()
    return outcome


def _books(session: Session, incoming: Incoming, progress: Progress) -> Outcome:
    plan = incoming.plan
    if plan is None:
        return Outcome(True)
    outcome = session.run(lambda book: merge.merge(book, plan, progress=progress))
    if outcome:
        report: merge.Report = outcome.value
        incoming.report = report
        for file in report.files:
            line = line_of(file)
            if file.verdict == merge.MERGED:
                line = replace(line, state=DONE)
            incoming.put(line)
        incoming.close()
    return outcome


def _deliveries(session: Session, incoming: Incoming, progress: Progress) -> Outcome:
    lines = {line.path: line for line in _ready(incoming, FileKind.DELIVERY)}
    campaign = session.campaign
    if not lines or campaign is None:
        return Outcome(True)
    for passphrase, paths in _by_passphrase(incoming, lines).items():
        outcome = session.run(
            lambda book, paths=paths, passphrase=passphrase: receive.receive(
                book,
                campaign,
                paths,
                read_others=OTHERS,
                passphrase=passphrase or None,
                progress=progress,
            )
        )
        if not outcome:
            return outcome
        if outcome.value.changes.op is not None:
            undoable.remember(session, "nhận kết quả các đơn vị", outcome.value.changes.op)
        for file in outcome.value.files:
            incoming.put(_delivered(lines[file.path], file))
    return Outcome(True)


def _delivered(line: Line, file: receive.FileReport) -> Line:
    words = delivery_words.VERDICTS[str(file.verdict)]
    match file.verdict:
        case receive.Verdict.REFUSED:
            why = delivery_words.refusal(file.code, file.facts)
            return replace(line, state=REFUSED, reason=why)
        case receive.Verdict.DUPLICATE:
            return replace(line, state=NOTHING, reason=words)
        case receive.Verdict.OLDER:
            return replace(line, state=DONE, older=True, reason=words)
    return replace(line, state=DONE, reason=f"{words}, đơn vị {file.unit}")


def _evidence(session: Session, incoming: Incoming, progress: Progress) -> Outcome:
    me = me_of(session.book, session.campaign)
    for line in _ready(incoming, FileKind.EVIDENCE):
        outcome = session.run(
            lambda book, line=line: evidence_take.take(
                book,
                line.path,
                me=me,
                passphrase=incoming.passphrases.get(line.path),
                progress=progress,
            )
        )
        if not outcome:
            return outcome
        taken: evidence_take.Taken = outcome.value
        words = f"{len(taken.taken)} tệp minh chứng mới, {taken.known} đã có"
        if taken.refused:
            incoming.damaged += taken.refused
            words += f", {len(taken.refused)} tệp hỏng không nhận"
        state = DONE if taken.taken else NOTHING
        incoming.put(replace(line, state=state, reason=words))
    return Outcome(True)


def _ready(incoming: Incoming, what: FileKind) -> list[Line]:
    return [line for line in incoming.ready if line.what is what]


def _by_passphrase(incoming: Incoming, lines: Iterable[Path]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in lines:
        found.setdefault(incoming.passphrases.get(path, ""), []).append(path)
    return found

