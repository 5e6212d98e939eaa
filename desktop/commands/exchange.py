"""Exchange: copy, merge, conflicts, settle, undo-merge."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from db import backups, campaigns, conflicts
from db.book import Book
from db.change_log import Value
from db.conflicts import Open
from db.errors import UnknownCodeError
from db.exchange import copy_out, stick
from db.exchange import merge as merging
from db.exchange.fingerprint import fingerprint
from db.home import Home
from db.surroundings import member as find_member
from desktop.commands.because import asking, because_of
from desktop.commands.books import first_line
from desktop.commands.outcome import Outcome, UsageError
from desktop.matter_words import WHAT, choice_words, subject_of
from desktop.merge_words import (
    file_line,
    missing_lines,
    note_lines,
    sent_lines,
    summary,
    taken_line,
)
from desktop.messages import sentence


def copy(arguments: Namespace) -> Outcome:
    """A copy for a stick."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book:
        campaign = campaigns.find(book.connection, arguments.year)
        member = arguments.for_ and find_member(book.connection, campaign, arguments.for_)
        passphrase = arguments.passphrase_file and first_line(arguments.passphrase_file)
        out = arguments.out
        if out.is_dir():
            out /= copy_out.suggested_name(book, member or None)
        written = stick.write(
            book,
            out,
            for_member=member or None,
            with_evidence=not arguments.without_evidence,
            passphrase=passphrase,
        )
    made, sent = written.copy, written.evidence
    payload = {
        "path": str(made.path),
        "fingerprint": made.fingerprint,
        "changes": made.changes,
        "ballots": made.ballots,
        "for": arguments.for_,
        "evidence": sent and str(sent.path),
        "evidence_files": len(sent.written) if sent else 0,
    }
    lines = [f"Đã ghi “{made.path.name}”: {made.ballots} phiếu; dấu đối chiếu {made.fingerprint}."]
    lines += sent_lines(sent)
    return Outcome(payload, [*lines, "Hãy rút USB an toàn trước khi tháo."])


def merge(arguments: Namespace) -> Outcome:
    """Plans and merges any number of files, or folders."""
    passphrase = arguments.passphrase_file and first_line(arguments.passphrase_file)
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        with merging.plan(book, arguments.files, passphrase=passphrase) as planned:
            report = planned.report
            scans = stick.evidence_in(arguments.files, book.path)
            if not report.files and not scans:
                raise UsageError("Thư mục không có tệp .thamdinh nào; hãy chọn thư mục khác.")
            evidence: list[stick.EvidenceReport] = []
            if not arguments.preview:
                report = merging.merge(book, planned)
                evidence = stick.take_evidence(book, arguments.files, passphrase=passphrase)
    lines = [file_line(file) for file in report.files]
    lines += [taken_line(each) for each in evidence]
    lines.append(summary(report, preview=arguments.preview))
    lines += [*note_lines(report.notes), *missing_lines(report)]
    payload = _merged(report, evidence)
    refused = [f.error for f in report.files if f.error is not None]
    refused += [each.error for each in evidence if each.error is not None]
    damaged = sum(len(each.taken.refused) for each in evidence if each.taken)
    if refused and len(refused) == len(report.files) + len(evidence):  # bad input, all of it
        more = f" ({len(refused) - 1} tệp khác cũng không nhận được.)" if len(refused) > 1 else ""
        return Outcome(payload, lines, 2, sentence(refused[0]) + more)
    if refused or damaged:
        complaint = f"Có {len(refused) + damaged} tệp không nhận được; các tệp khác đã xong."
        return Outcome(payload, lines, 1, complaint)
    return Outcome(payload, lines)


def _merged(report: merging.Report, evidence: list[stick.EvidenceReport]) -> dict[str, Any]:
    return {
        "evidence": [
            {
                "name": each.path.name,
                "reason": sentence(each.error) if each.error else None,
                "new": len(each.taken.taken) if each.taken else 0,
                "refused": [name for r in each.taken.refused for name in r.names]
                if each.taken
                else [],
            }
            for each in evidence
        ],
        "files": [
            {
                "name": file.path.name,
                "fingerprint": file.fingerprint or None,
                "verdict": file.verdict,
                "reason": sentence(file.error) if file.error else None,
                "new_changes": file.new_changes,
                "new_ballots": file.new_ballots,
                "conflicts": file.conflicts,
                "proposals": file.proposals,
                "source": file.source or None,
                "made": file.made,
                "known_ballots": file.known_ballots,
                "older": file.older,
            }
            for file in report.files
        ],
        "new_changes": report.new_changes,
        "new_ballots": report.new_ballots,
        "conflicts": report.conflicts,
        "proposals": report.proposals,
        "fingerprint": report.fingerprint,
        "notes": [
            {"what": note.what, "member": note.member, "submission": note.code}
            for note in report.notes
        ],
        "missing": {m.code: list(m.missing) for m in report.members if m.missing},
        "omitted": {m.code: m.omitted for m in report.members if m.omitted},
    }


def open_conflicts(arguments: Namespace) -> Outcome:
    """Open conflicts and proposals."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book:
        matters = conflicts.open_matters(book)
        payload = {"conflicts": [_matter(book, matter) for matter in matters]}
        lines = []
        for matter in matters:
            lines.append(f"{matter.ident}  {WHAT[matter.what]}: {subject_of(book, matter)}")
            lines += [
                f"    {choice.change.hex()}  {choice_words(matter, choice)}"
                for choice in matter.choices
            ]
    return Outcome(payload, lines or ["Không có chỗ nào cần xem."])


def _matter(book: Book, matter: Open) -> dict[str, Any]:
    return {
        "id": matter.ident,
        "what": matter.what,
        "kind": matter.kind,
        "row": matter.ent.hex(),
        "field": matter.field,
        "about": subject_of(book, matter),
        "before": _plain(matter.before),
        "choices": [
            {
                "change": choice.change.hex(),
                "value": _plain(choice.value),
                "who": choice.who,
                "time": choice.ms,
                "stands": choice.stands,
            }
            for choice in matter.choices
        ],
    }


def _plain(value: Value) -> str | int | float | None:
    return value.hex() if isinstance(value, bytes) else value


def settle(arguments: Namespace) -> Outcome:
    """Settles one matter, or all proposals at once."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        matters = conflicts.open_matters(book)
        if arguments.id == "all":
            if arguments.take not in ("all", "none", "shown"):
                raise UsageError(
                    "Với “all” hãy ghi --take all (nhận mọi đề nghị), none (bác mọi đề nghị) hoặc "
                    "shown (giữ giá trị đang hiển thị ở mọi chỗ ghi khác nhau)."
                )
            if arguments.take == "shown":
                conflicts.keep_shown(book, matters)
            else:
                accept, because = arguments.take == "all", because_of(arguments)
                with asking():
                    conflicts.settle_all(book, matters, accept, because)
        else:
            matter = next((m for m in matters if m.ident == arguments.id.lower()), None)
            if matter is None:
                raise UnknownCodeError(kind="matter", code=arguments.id)
            take = _taken(matter, arguments.take)
            with asking():
                conflicts.settle(book, matter, take, arguments.reason, arguments.basis)
        open_now, proposals = conflicts.count(book)
    return Outcome(
        {"conflicts": open_now, "proposals": proposals},
        [f"Đã giải quyết; còn {open_now} chỗ cần xem, {proposals} đề nghị."],
    )


def _taken(matter: Open, typed: str) -> bytes | None:
    """The choice that was typed, by its id or the beginning of it; "none": what stands."""
    if typed == "none":
        return None
    found = [c.change for c in matter.choices if c.change.hex().startswith(typed.lower())]
    if len(found) != 1:
        raise UnknownCodeError(kind="change", code=typed)
    return found[0]


def undo_merge(arguments: Namespace) -> Outcome:
    """Back to before the last merge."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        backups.undo_merge(book)
        mark = fingerprint(book.connection)
    return Outcome({"fingerprint": mark}, [f"Đã bỏ lần ghép cuối; dấu đối chiếu {mark}."])
