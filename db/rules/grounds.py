"""Every rule that one submission, or one person of the roster, is held to; each with its
outcome and what it says in facts. The program proposes, the panel and the committee decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from db.records import Settings, SubjectKind, Submission
from db.rules import deadlines
from db.rules.eligibility import R7, R8, R9, WITHDRAWN, Verdict
from db.rules.vietnamese import fold
from db.rules.year import YearRules

GOOD: Final = ("Tốt", "Khá")
"""Classes that open the way to HTXSNV and reward (R6, S3 §1)."""

PROJECT, REWARD, OTHER = "project", "reward", "other"
_PROJECT_WORDS: Final = ("sang kien", "de tai", "de an", "giai phap")
_REWARD_WORDS: Final = ("khen", "huan chuong", "thanh tich", "danh hieu")
_LEVEL_WORDS: Final = ("chi bo", "cap uy", "dang uy", "huyen uy", "thanh uy", "tinh uy",
                       "ban thuong vu")  # fmt: skip


class Outcome(StrEnum):
    """``NOTE`` says something that neither opens nor bars."""

    PASS = "pass"
    FAIL = "fail"
    ASK = "ask"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Step:
    """One rule of domain.md §3 as it turned out; ``code`` names the sentence."""

    rule: str
    outcome: Outcome
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the sheet Đối tượng: who must or may register, filed or not."""

    code: str
    kind: SubjectKind
    name: str
    post: str
    unit: str
    authority: str
    must_register: bool
    aims_excellent: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at. ``class_name`` is the decided class, else the panel's, of the
    subject; ``organisation`` the classes of the unit's collectives, None where one has none
    yet; ``rubric`` the name of the rubric for this kind, "" without one."""

    kind: SubjectKind
    name: str
    submission: Submission | None = None
    verdict: Verdict | None = None
    listed: Listed | None = None
    class_name: str | None = None
    decided: bool = False
    organisation: tuple[tuple[str, str | None], ...] = ()
    rubric: str = ""
    late_reason: str = ""
    report_late_reason: str = ""
    with_achievement: bool = False
    aims: bool = False
    recheck: str = ""
    hints: tuple[str, ...] = ()


def conclude(steps: list[Step]) -> bool | None:
    """False where a rule bars, None where one needs a decision, else True."""
    found = {step.outcome for step in steps}
    if Outcome.FAIL in found:
        return False
    return None if Outcome.ASK in found else True


def steps(case: Case, settings: Settings, rules: YearRules, body: str, today: str) -> list[Step]:
    """The rules in the order in which an officer goes through them.

    ``body`` is the appraising body's name, ``today`` ISO text: what has not come is late by
    it. The last steps ask for HTXSNV (R6, or R7 in its place).
    """
    return [
        *_authority(case, body),
        *_subject(case),
        *_days(case, rules, today),
        *_content(case),
        *_registration(case, settings),
        *_rating(case, settings),
    ]


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


def _subject(case: Case) -> Iterator[Step]:
    verdict = case.verdict
    if verdict is not None and verdict.code == R9:
        yield Step(R9, Outcome.FAIL, "left_out", verdict.facts)
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
    if kind_of_document(submission.alternative_basis) == PROJECT:
        yield Step("R18", Outcome.NOTE, "parallel")
    yield Step("R23", Outcome.NOTE, "year_end")
    if case.recheck == "refused":
        yield Step("R20", Outcome.ASK, "recheck_refused")
    elif case.recheck in ("accepted", "revise"):
        outcome = Outcome.PASS if case.recheck == "accepted" else Outcome.NOTE
        yield Step("R20", outcome, f"recheck_{case.recheck}")
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
        yield Step(R8, Outcome.FAIL, "never_filed", {"must": _must(case)})
    elif verdict is not None and verdict.code == R8:
        yield Step(R8, Outcome.FAIL, "missing", verdict.facts)
    elif verdict is not None and verdict.eligible:
        yield Step(R8, Outcome.PASS, "complete")


def _rating(case: Case, settings: Settings) -> Iterator[Step]:
    """HTXSNV: by the own class (R6), or by what stands in for a registration (R7)."""
    verdict, submission = case.verdict, case.submission
    if verdict is not None and verdict.eligible is False:
        yield Step("R6", Outcome.FAIL, "not_appraised")
        return
    if case.class_name in GOOD:
        yield Step("R6", Outcome.PASS, "class_good", _class(case))
        return
    unregistered = submission is None or not submission.registered_on
    if unregistered and case.kind == SubjectKind.INDIVIDUAL and settings.alternatives:
        yield from _instead(case)
        return
    if case.class_name is not None:
        yield Step("R6", Outcome.FAIL, "class_low", _class(case))
    elif submission is not None:
        yield Step("R6", Outcome.ASK, "no_class")


def _instead(case: Case) -> Iterator[Step]:
    """R7's three alternatives; one that holds is enough, and those that do not are named."""
    submission = case.submission
    found: list[Step] = []
    head = submission.is_head if submission is not None else None
    if head or submission is None:
        found.append(_head(case, known=bool(head)))
    document = submission.alternative_basis.strip() if submission is not None else ""
    if document:
        facts = {"document": document}
        found.append(Step(R7, Outcome.ASK, f"document_{kind_of_document(document)}", facts))
    outcomes = {step.outcome for step in found}
    if Outcome.PASS in outcomes or Outcome.ASK in outcomes:
        best = Outcome.PASS if Outcome.PASS in outcomes else Outcome.ASK
        for step in found:
            weaker = step.outcome != best
            yield Step(R7, Outcome.NOTE, step.code, step.facts) if weaker else step
        return
    yield from found
    if submission is None:
        yield Step(R8, Outcome.FAIL, "never_filed", {"must": _must(case)})


def _head(case: Case, *, known: bool) -> Step:
    """The head rests on the organisation's Tốt or Khá, and follows it when it changes."""
    names = "; ".join(name for name, _ in case.organisation)
    classes = [name for _, name in case.organisation]
    facts = {"organisation": names, "class": ", ".join(dict.fromkeys(c for c in classes if c))}
    given = [name in GOOD for name in classes if name is not None]
    if given and all(given) and len(given) == len(classes):
        if known:
            return Step(R7, Outcome.PASS, "head_rests", facts)
        return Step(R7, Outcome.ASK, "if_head", facts)
    if given and not any(given) and len(given) == len(classes):
        return Step(R7, Outcome.FAIL, "head_low", facts)
    if not known:
        return Step(R7, Outcome.FAIL, "head_unproved", facts)
    return Step(R7, Outcome.ASK, "head_mixed" if given else "head_waits", facts)


def kind_of_document(text: str) -> str:
    """What an alternative basis is by its own words: project, reward, or other."""
    folded = fold(text)
    if any(word in folded for word in _PROJECT_WORDS):
        return PROJECT
    return REWARD if any(word in folded for word in _REWARD_WORDS) else OTHER


def _class(case: Case) -> dict[str, object]:
    return {"class": case.class_name, "decided": case.decided}


def _must(case: Case) -> bool:
    return bool(case.listed and case.listed.must_register)
