"""Workbooks in: template and import."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from db import campaigns
from db.book import Book
from db.home import Home
from db.importing import ImportReport
from db.rule_effects import Touched
from desktop.commands.because import asking, because_of, touched_by, touched_lines
from desktop.commands.outcome import Outcome
from desktop.intake.take_in import Taken, take_in

TABLES = {
    "unit": "đơn vị",
    "member": "thành viên",
    "subject": "đối tượng",
    "submission": "hồ sơ",
    "target": "chỉ tiêu",
    "session": "cuộc họp",
    "ballot": "phiếu chấm",
}


def template(arguments: Namespace) -> Outcome:
    """Writes the empty import workbook."""
    from desktop.intake.template import write_template

    write_template(arguments.out, None)
    return Outcome({"file": str(arguments.out)}, [f"Đã ghi bảng mẫu {arguments.out.name}."])


def import_workbook(arguments: Namespace) -> Outcome:
    """Imports a workbook: all of it, or nothing where a cell is refused (exit 2)."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        with asking():
            taken = take_in(
                book,
                campaign,
                Path(arguments.workbook),
                dry_run=arguments.dry_run,
                because=because_of(arguments),
            )
        moved = taken.report.moved if taken.report is not None and not arguments.dry_run else []
        touched = [b for each in moved for b in touched_by(book, campaign, each.what, each.old)]
    return outcome(taken, arguments.dry_run, touched)


def outcome(taken: Taken, dry_run: bool, touched: Sequence[Touched] = ()) -> Outcome:
    """The contract's JSON and the lines for people; ``touched`` are ballots that count otherwise
    under the panel that came in."""
    report = taken.report or ImportReport()
    payload: dict[str, object] = {
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "warnings": taken.warnings,
        "refused": [{"cell": r.cell, "reason": r.reason} for r in taken.refused],
    }
    if taken.refused:
        first = taken.refused[0]
        more = len(taken.refused) - 1
        rest = f" (và {more} ô khác)" if more else ""
        lines = [f"{r.cell}: {r.reason}" for r in taken.refused]
        complaint = f"Chưa nhập gì: ô {first.cell}: {first.reason}{rest}"
        return Outcome(payload, lines, 2, complaint)
    lines = ["Xem trước, chưa ghi gì." if dry_run else "Đã nhập xong."]
    for word, counts in (
        ("thêm", report.added),
        ("sửa", report.changed),
        ("giữ nguyên", report.unchanged),
    ):
        if counts:
            told = ", ".join(f"{n} {TABLES.get(t, t)}" for t, n in counts.items())
            lines.append(f"{word.capitalize()}: {told}.")
    if touched:
        payload["touched"] = [asdict(ballot) for ballot in touched]
    notes = [*touched_lines(touched), *(f"Lưu ý: {w}" for w in taken.warnings)]
    return Outcome(payload, [*lines, *notes])
