"""The rules of the year: explain; what ``status`` says of deadlines and targets."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import Any

from db import campaigns
from db.book import Book
from db.errors import UnknownCodeError
from db.home import Home
from db.queries.cases import Subject, subjects
from db.queries.due import Due
from db.rules import deadlines, grounds
from db.rules.case import Case, conclude
from db.rules.deadlines import Deadline
from db.rules.points import show
from db.rules.vietnamese import fold
from db.year_rules import read
from desktop.commands.outcome import Outcome
from desktop.rule_words import (
    DEADLINES,
    LEVELS,
    VERDICTS,
    clause_of,
    day,
    quoted,
    setting_of,
    target_name,
    text_of,
)
from desktop.words import KINDS


def today() -> str:
    """Today, ISO text."""
    return date.today().isoformat()


def explain(arguments: Namespace) -> Outcome:
    """Every rule applied to one submission, or to one row of the roster, with its clause."""
    with Book.open(arguments.book, Home.default(), readonly=True) as book, book.reading():
        campaign = campaigns.find(book.connection, arguments.year)
        rules = read(book.connection, campaign)
        subject, case = _find(subjects(book, campaign), arguments.code)
    steps = grounds.steps(case, campaign.settings, rules, campaign.body, today())
    verdict = conclude(steps)
    bases = campaign.settings.bases
    payload = {
        "code": arguments.code,
        "subject": subject.name,
        "kind": str(case.kind),
        "unit": subject.unit,
        "profile": rules.profile or None,
        "letter": rules.letter or None,
        "eligible": case.verdict.eligible if case.verdict is not None else verdict,
        "class": case.class_name,
        "excellent": verdict,
        "rules": [
            {
                "rule": step.rule,
                "outcome": str(step.outcome),
                "clause": clause_of(step, bases) or None,
                "text": text_of(step),
                "setting": setting_of(step, bases) or None,
            }
            for step in steps
        ],
    }
    head = f"{arguments.code}, {KINDS[case.kind].lower()} {subject.name}"
    signs = {"pass": "+", "fail": "–", "ask": "?", "note": " "}
    lines = [
        f"{head}: {VERDICTS[verdict].lower()} hoàn thành xuất sắc nhiệm vụ."
        if verdict is not None
        else f"{head}: cần quyết định về hoàn thành xuất sắc nhiệm vụ.",
        *(f"{signs[step.outcome]} {quoted(step, bases)}" for step in steps),
    ]
    return Outcome(payload, lines)


def _find(found: list[Subject], code: str) -> tuple[Subject, Case]:
    """A submission's code goes before a roster's. Raises UnknownCodeError."""
    for subject in found:
        for case in subject.cases:
            if case.submission is not None and case.submission.code == code:
                return subject, case
    for subject in found:
        if subject.listed is not None and fold(subject.listed.code) == fold(code):
            return subject, subject.case
    raise UnknownCodeError(kind="submission", code=code)


def due_payload(found: Due) -> dict[str, Any]:
    """The three lists of ``status --json``; percentages as text with two decimals."""
    return {
        "deadlines": [
            {
                "kind": each.name,
                "level": each.level,
                "last_day": deadlines.last_day(each).isoformat(),
                "basis": each.basis,
                "late": count,
            }
            for each, count in found.deadlines
        ],
        "targets": [
            {
                "kind": target.kind,
                "of": target.of,
                "least": target.least,
                "numerator": share.numerator,
                "denominator": share.denominator,
                "percent": None if share.percent is None else show(share.percent).replace(",", "."),
                "met": share.met,
                "basis": target.basis,
            }
            for target, share in found.targets
        ],
        "late": [
            {
                "unit": one.unit,
                "code": one.code or None,
                "subject": one.subject,
                "kind": one.kind,
                "what": one.what,
                "last_day": one.due,
                "days": one.days,
                "came": one.came,
                "reason": one.reason or None,
            }
            for one in found.late
        ],
    }


def _late_words(found: Due, each: Deadline, count: int) -> str:
    if each.name == deadlines.AGGREGATE or found.rules.deadline(each.name) != each:
        return "sổ này không tính chậm"
    return f"{count} hồ sơ chưa chốt đúng hạn" if each.name == deadlines.PANEL else f"chậm: {count}"


def due_lines(found: Due) -> list[str]:
    """The same for people."""
    lines = [
        f"Hạn {DEADLINES[each.name]} ({LEVELS[each.level]}): hết ngày "
        f"{day(deadlines.last_day(each).isoformat())}; {_late_words(found, each, count)}."
        + (f" ({each.basis})" if each.basis else "")
        for each, count in found.deadlines
    ]
    for target, share in found.targets:
        name, above, below = target_name(target)
        if share.percent is None:
            lines.append(f"{name}: chưa có {below} nên chưa tính được; cần {target.least} %.")
            continue
        state = "đạt" if share.met else "chưa đạt"
        lines.append(
            f"{name}: {share.numerator} {above} trên {share.denominator} {below}, "
            f"{show(share.percent)} %; cần {target.least} %: {state}."
        )
    for one in found.chase:
        what = "đăng ký" if one.what == deadlines.REGISTRATION else "báo cáo"
        lines.append(
            f"Cần đôn đốc: {one.subject} ({one.unit}) chưa {what}, quá hạn {one.days} ngày."
        )
    return lines
