"""Every rule that one submission, or one person of the roster, is held to; each with its
outcome and what it says in facts. The program proposes, the panel and the committee decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.records import Settings, SubjectKind
from db.rules import deadlines, rulings
from db.rules.case import Case, Outcome, Step
from db.rules.eligibility import R8, R9, REFUSED, WITHDRAWN
from db.rules.rating import ALTERNATIVES, PROJECT, kind_of_document, never_filed, rating
from db.rules.vietnamese import fold
from db.rules.year import YearRules

EXCLUDE: Final = "exclude_kinds"
_LEVEL_WORDS: Final = ("chi bo", "cap uy", "dang uy", "huyen uy", "thanh uy", "tinh uy",
                       "ban thuong vu")  # fmt: skip


def steps(case: Case, settings: Settings, rules: YearRules, body: str, today: str) -> list[Step]:
    """The rules in the order in which an officer goes through them.

    ``body`` is the appraising body's name, ``today`` ISO text: what has not come is late by
    it. The last steps ask for HTXSNV (R6, or R7 in its place). What the office decided on
    open ones stands in them as decided.
    """
    found = [
        *_authority(case, body),
        *_subject(case, settings),
        *_days(case, rules, today),
        *_content(case),
        *_registration(case, settings),
        *rating(case, settings),
    ]
    decided = rulings.settled(found, case.ruling)
    refused = case.verdict is not None and case.verdict.code == REFUSED
    if refused and not any("ruling" in step.facts for step in decided):  # not open any more
        decided.append(Step("", Outcome.FAIL, "refused", {"ruling": case.ruling}))
    return decided


def _authority(case: Case, body: str) -> Iterator[Step]:
    said = case.listed.authority.strip() if case.listed else ""
    if not said:
        return
    own, theirs = fold(body), fold(said).removeprefix("ban thuong vu ").strip()
    facts = {"authority": said, "body": body}
    if own and theirs and (own.startswith(theirs) or theirs.startswith(own)):
        yield Step("R10", Outcome.PASS, "own_level", facts)
    elif any(fold(said).startswith(word) for word in _LEVEL_WORDS):
        yield Step("R10", Outcome.FAIL, "other_level", facts)
    else:
        yield Step("R10", Outcome.ASK, "unknown_level", facts)


def _subject(case: Case, settings: Settings) -> Iterator[Step]:
    verdict = case.verdict
    if verdict is not None and verdict.code == R9:
        facts = {**verdict.facts, "setting": (EXCLUDE, True)}
        yield Step(R9, Outcome.FAIL, "left_out", facts)
    elif case.unit_kind and not settings.exclude_kinds:
        listed = {fold(kind) for kind in settings.excluded_unit_kinds}
        if fold(case.unit_kind) in listed:
            facts = {"kind": case.unit_kind, "setting": (EXCLUDE, False)}
            yield Step(R9, Outcome.NOTE, "kind_allowed", facts)
    if verdict is not None and verdict.code == WITHDRAWN:
        yield Step("", Outcome.FAIL, "withdrawn")
    if case.rubric:
        yield Step("R4", Outcome.PASS, "rubric", {"rubric": case.rubric, "kind": str(case.kind)})
    else:
        yield Step("R4", Outcome.ASK, "no_rubric", {"kind": str(case.kind)})


def _days(case: Case, rules: YearRules, today: str) -> Iterator[Step]:
    submission = case.submission
    registered = submission.registered_on if submission is not None else None
    reported = submission.reported_on if submission is not None else None
    has_report = submission is not None and submission.has_report
    for kind, came, there, reason, rule in (
        (deadlines.REGISTRATION, registered, bool(registered), case.late_reason, "R16/R19/R21"),
        (deadlines.REPORT, reported, has_report, case.report_late_reason, "R12/R16"),
    ):
        due = rules.deadline(kind)
        if due is None or (there and not came):  # a report without a day is not called late
            continue
        days = deadlines.late(came, today, due)
        facts = {"what": kind, "days": days, "due": deadlines.last_day(due).isoformat(),
                 "reason": reason.strip(), "basis": due.basis, "came": came or ""}  # fmt: skip
        if not days:
            yield Step(rule, Outcome.PASS if there else Outcome.NOTE,
                       "in_time" if there else "not_due", facts)  # fmt: skip
        elif not there:
            yield Step(rule, Outcome.NOTE, "overdue", facts)
        elif reason.strip():
            yield Step(rule, Outcome.NOTE, "late_with_reason", facts)
        else:
            yield Step(rule, Outcome.ASK, "late", facts)


def _content(case: Case) -> Iterator[Step]:
    submission = case.submission
    if case.aims and (submission is None or not submission.registered_on):
        yield Step("R15", Outcome.NOTE, "aims")
    if submission is None:
        return
    if submission.title:
        facts = {"title": submission.title, "field": submission.field}
        yield Step("R1", Outcome.PASS, "in_scope", facts)
    else:
        yield Step("R1", Outcome.NOTE, "no_title")
    if kind_of_document(submission.alternative_basis) == PROJECT or any(
        ground.what == PROJECT for ground in case.grounds
    ):
        yield Step("R18", Outcome.NOTE, "parallel")
    yield Step("R23", Outcome.NOTE, "year_end")
    if case.recheck == "refused":
        yield Step("R20", Outcome.ASK, "recheck_refused")
    elif case.recheck in ("accepted", "revise"):
        outcome = Outcome.PASS if case.recheck == "accepted" else Outcome.NOTE
        yield Step("R20", outcome, f"recheck_{case.recheck}")
    if case.novelty_finding:
        facts = {"finding": case.novelty_finding, "finding_basis": case.novelty_basis}
        yield Step("R20", Outcome.NOTE, f"novelty_{case.novelty_finding}", facts)
    for hint in case.hints:
        yield Step("R3" if hint == "no_figures" else "R24", Outcome.NOTE, f"hint_{hint}")
    if submission.has_report:
        scored = bool(submission.self_marks or submission.self_class)
        yield Step("R11", Outcome.PASS if scored else Outcome.NOTE,
                   "self_scored" if scored else "self_missing")  # fmt: skip
    if case.with_achievement:
        yield Step("R13", Outcome.PASS, "with_achievement")


def _registration(case: Case, settings: Settings) -> Iterator[Step]:
    verdict, submission = case.verdict, case.submission
    if submission is None:
        if verdict is not None:
            return  # left out (R9)
        if case.kind == SubjectKind.INDIVIDUAL and settings.alternatives:
            return  # R7 below may still help
        yield never_filed(case, settings)
    elif verdict is not None and verdict.code == R8:
        facts = dict(verdict.facts)
        if case.kind == SubjectKind.INDIVIDUAL and not submission.registered_on:
            facts["setting"] = (ALTERNATIVES, settings.alternatives)
        yield Step(R8, Outcome.FAIL, "missing", facts)
    elif verdict is not None and verdict.eligible and submission.registered_on:
        yield Step(R8, Outcome.PASS, "complete")
