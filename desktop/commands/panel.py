"""The panel's work: status, results, members, confirm, score."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from db import ballots, campaigns
from db import members as member_keys
from db.book import Book
from db.enrolment import signer_of
from db.errors import UnknownCodeError
from db.home import Home
from db.keys import Signer
from db.operation import Changes
from db.queries import results as result_queries
from db.queries.due import due
from db.queries.status import member_states
from db.queries.status import status as read_status
from db.records import Member, Rubric
from db.rules import totals
from db.rules.marks import read_mark
from db.rules.points import dotted, show
from desktop.commands.books import first_line
from desktop.commands.outcome import Outcome, UsageError
from desktop.commands.rules import due_lines, due_payload, today
from desktop.words import CLASS_NOTES, FLAGS, KINDS, ROLES, eligible_note

_PAIR = re.compile(r"\s*([^=,\s]+)\s*=\s*([^=]*?)\s*(?:,(?=\s*[^=,\s]+\s*=)|$)")


def status(arguments: Namespace) -> Outcome:
    """How far the campaign is."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book:
        campaign = campaigns.find(book.connection, arguments.year)
        found = read_status(book, campaign)
        asked = due(book, campaign, today())
    payload = {
        "submissions": found.submissions,
        "registered": found.registered,
        "reported": found.reported,
        "scored": found.scored,
        "frozen": found.frozen,
        **due_payload(asked),
    }
    lines = [
        f"Đợt {campaign.year}, {campaign.body}",
        f"Hồ sơ: {found.submissions}; đã đăng ký: {found.registered}; "
        f"đã báo cáo: {found.reported}; đã có điểm: {found.scored}; đã chốt: {found.frozen}.",
        *due_lines(asked),
    ]
    return Outcome(payload, lines)


def results(arguments: Namespace) -> Outcome:
    """Final scores, classes, ranks and flags of every submission."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book, book.reading():
        campaign = campaigns.find(book.connection, arguments.year)
        scales = campaigns.rubrics(book.connection, campaign.id)
        found = result_queries.results(book, campaign)
    payload = {
        "campaign": {
            "year": campaign.year,
            "body": campaign.body,
            "rubrics": [_rubric(rubric) for _, rubric in sorted(scales.items())],
        },
        "results": [_result(row, campaign.settings.bases) for row in found],
    }
    return Outcome(payload, _table(found, list(scales.values()), campaign.settings.bases))


def _rubric(rubric: Rubric) -> dict[str, Any]:
    return {
        "id": rubric.id,
        "confirmed": rubric.confirmed,
        "total": dotted(rubric.total),
        "illustrative": rubric.illustrative,
    }


def _result(row: result_queries.Result, bases: Mapping[str, str]) -> dict[str, Any]:
    def points(value: int | None) -> str | None:
        return None if value is None else dotted(value)

    code, ruling = row.eligible_code, row.ruling
    why = eligible_note(code, row.registered, row.reported, bases, ruling)
    return {
        "code": row.code,
        "title": row.title,
        "kind": str(row.kind),
        "subject": row.subject,
        "unit": row.unit,
        "self_score": points(row.self_score),
        "self_class": row.self_class or None,
        "ballots_valid": row.ballots_valid,
        "ballots_expected": row.ballots_expected,
        "recused": row.recused,
        "criteria": None
        if row.criteria is None
        else {code: dotted(mean) for code, mean in row.criteria.items()},
        "final": points(row.final),
        "median": points(row.median),
        "spread": points(row.spread),
        "class": row.class_name,
        "class_note": (why if row.eligible is False else CLASS_NOTES[row.class_code]) or None,
        "concluded_class": row.concluded_class,
        "concluded_reason": row.concluded_reason or None,
        "decided_class": row.decided_class,
        "round": row.round,
        "rank": row.rank,
        "flags": list(row.flags),
        "eligible": row.eligible,
        "eligible_note": why or None,
    }


def _table(
    found: list[result_queries.Result], scales: list[Rubric], bases: Mapping[str, str]
) -> list[str]:
    lines = []
    if any(rubric.illustrative for rubric in scales):
        lines.append("SỐ LIỆU MINH HỌA")
    for kind, name in KINDS.items():
        rows = [row for row in found if row.kind == kind]
        if not rows:
            continue
        lines += ["", f"{name} ({len(rows)} hồ sơ)"]
        for row in sorted(rows, key=lambda r: (r.rank is None, r.rank or 0, r.code)):
            place = "  –" if row.rank is None else f"{row.rank:3}"
            final = "    –" if row.final is None else f"{show(row.final):>5}"
            note = eligible_note(
                row.eligible_code, row.registered, row.reported, bases, row.ruling
            )
            flags = ", ".join(FLAGS[flag] for flag in row.flags)
            apart = f"Tổ kết luận {row.concluded_class}" if row.concluded_class else ""
            tail = " · ".join(part for part in (row.class_name, apart, flags, note) if part)
            counted = f"{row.ballots_valid}/{row.ballots_expected}"
            lines.append(f"{place}  {row.code:14} {final}  {counted:>5}  {row.title}  {tail}")
    notes = sorted(
        {CLASS_NOTES[r.class_code] for r in found if r.class_code not in ("", "no_result")}
    )
    return [*lines, *(["", *notes] if notes else [])]


def members(arguments: Namespace) -> Outcome:
    """The panel with keys and ballots."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book:
        found = member_states(book, campaigns.find(book.connection, arguments.year))
    payload = {
        "members": [
            {
                "code": m.code,
                "name": m.name,
                "role": m.role,
                "fingerprint": m.fingerprint,
                "confirmed": m.confirmed,
                "ballots": m.ballots,
            }
            for m in found
        ]
    }
    lines = [
        f"{m.code}  {m.name} ({ROLES[m.role]}): {m.ballots} phiếu; "
        + (
            "chưa có khóa riêng"
            if m.fingerprint is None
            else f"khóa {m.fingerprint}, {'đã' if m.confirmed else 'chưa'} xác nhận"
        )
        for m in found
    ]
    return Outcome(payload, lines or ["Đợt này chưa có Tổ thẩm định."])


def confirm(arguments: Namespace) -> Outcome:
    """Confirms a member's key by its fingerprint."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        member_keys.confirm(book, campaign, arguments.member, arguments.fingerprint)
    return Outcome(
        {"member": arguments.member, "confirmed": True},
        [f"Đã xác nhận khóa của {arguments.member}; phiếu ký bằng khóa này được tính."],
    )


def score(arguments: Namespace) -> Outcome:
    """Keeps marks as a draft, and hands the ballot in with --submit."""
    with Book.open(arguments.book, Home.default()) as book:
        book.require_pen()
        campaign = campaigns.find(book.connection, arguments.year)
        around = campaigns.Surroundings(book.connection, campaign)
        member = campaigns.member(book.connection, campaign, arguments.member)
        submission = ballots.submission(book, campaign.id, arguments.submission)
        rubric = ballots.check_open(book, around, member, submission)
        marks = _read_marks(arguments.marks, rubric)
        if arguments.submit and arguments.pin_file is None and book.office is None:
            raise UsageError("Nộp phiếu cần mã PIN; hãy ghi mã vào một tệp và thêm --pin-file.")
        if arguments.reason:
            ballots.begin_new_version(book, around, member, submission, arguments.reason)
        for code, mark in marks.items():
            ballots.set_mark(book, around, member, submission, code, mark)
        if arguments.comment is not None:
            ballots.set_comment(book, around, member, submission, arguments.comment)
        kept = ballots.draft(book, member.id, submission.id)
        given = dict(kept.marks) if kept else {}
        ballot: bytes | None = None
        changes = Changes()
        if arguments.submit:
            signer = _signer(book, member, arguments)
            ballot, changes = ballots.submit(book, around, member, submission, signer)
    total, complete = totals.total(given), totals.complete(rubric, given)
    payload = {
        "total": dotted(total),
        "complete": complete,
        "submitted": bool(changes),
        "ballot": ballot.hex() if ballot else None,
    }
    said = "đã nộp" if ballot else "đã lưu nháp" + ("" if complete else ", còn thiếu điểm")
    return Outcome(payload, [f"{submission.code}, {member.name}: tổng {show(total)}; {said}."])


def _read_marks(text: str, rubric: Rubric) -> dict[str, int]:
    """``TC1=1,75,TC2=3.5`` with comma or point; all are checked before any is kept."""
    found: dict[str, int] = {}
    at = 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            raise UsageError("Điểm phải ghi như TC1=1,75,TC2=3,5; hãy gõ lại.")
        criterion = rubric.criterion(pair[1])
        if criterion is None:
            raise UnknownCodeError(kind="criterion", code=pair[1])
        found[criterion.code] = read_mark(criterion, rubric.step, pair[2])
        at = pair.end()
    return found


def _signer(book: Book, member: Member, arguments: Namespace) -> Signer | None:
    """The member's key under the PIN (made at the first ballot); None: a paper ballot that
    the office enters."""
    if arguments.pin_file is None:
        return None
    pin = first_line(arguments.pin_file)
    signer, _ = signer_of(book, member.id, pin)
    return signer
