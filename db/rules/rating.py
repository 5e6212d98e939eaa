"""HTXSNV: by the own class (R6), or by what stands in for a registration (R7, R18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from db.records import Settings, SubjectKind
from db.rules.case import Case, Ground, Organisation, Outcome, Step
from db.rules.eligibility import R7, R8, REFUSED
from db.rules.vietnamese import fold

GOOD: Final = ("Tốt", "Khá")
"""Classes that open the way to HTXSNV and reward (R6, S3 §1)."""

PROJECT, REWARD, OTHER = "project", "reward", "other"
KINDS: Final = (PROJECT, REWARD)
"""What a document recognises: a project, scheme or initiative; an exceptional achievement."""

ALTERNATIVES: Final = "alternatives"
_PROJECT_WORDS: Final = ("sang kien", "de tai", "de an", "giai phap")
_REWARD_WORDS: Final = ("khen", "huan chuong", "thanh tich", "danh hieu")


def rating(case: Case, settings: Settings) -> Iterator[Step]:
    """The steps that ask for HTXSNV."""
    verdict, submission = case.verdict, case.submission
    if verdict is not None and verdict.eligible is False:
        ruling = case.ruling
        if verdict.code != REFUSED or ruling is None or R7 not in ruling.rules:
            yield Step("R6", Outcome.FAIL, "not_appraised")
            return
    if case.mixed:
        yield Step("R6", Outcome.ASK, "class_mixed")
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
        back = case.sent_back
        if back is None:
            yield Step("R6", Outcome.ASK, "no_class")
        else:
            facts = dict(zip(("by_document", "back_on", "why"), back, strict=True))
            yield Step("R6", Outcome.ASK, "sent_back", facts)


def never_filed(case: Case, settings: Settings) -> Step:
    """R8 for somebody of the roster without any submission."""
    facts: dict[str, object] = {"must": bool(case.listed and case.listed.must_register)}
    if case.kind == SubjectKind.INDIVIDUAL and not settings.alternatives:  # else R7 says it
        facts["setting"] = (ALTERNATIVES, settings.alternatives)
    return Step(R8, Outcome.FAIL, "never_filed", facts)


def _instead(case: Case) -> Iterator[Step]:
    """R7's three alternatives; one that holds is enough, and those that do not are named."""
    submission = case.submission
    head = case.head
    if head is None and submission is not None:
        head = submission.is_head
    found = [_document(case, ground) for ground in case.grounds]
    if head or head is None:
        found.insert(0, _head(case, known=bool(head)))
    said = submission.alternative_basis.strip() if submission is not None else ""
    if said and not case.grounds:  # what was typed as a document says it better
        code = f"document_{kind_of_document(said)}"
        found.append(Step(R7, Outcome.ASK, code, {"document": said}))
    if found:
        setting = {"setting": (ALTERNATIVES, True)}
        found[0] = replace(found[0], facts={**found[0].facts, **setting})
    outcomes = {step.outcome for step in found}
    if Outcome.PASS in outcomes or Outcome.ASK in outcomes:
        best = Outcome.PASS if Outcome.PASS in outcomes else Outcome.ASK
        for step in found:
            weaker = step.outcome != best
            yield Step(R7, Outcome.NOTE, step.code, step.facts) if weaker else step
        return
    yield from found
    if submission is None:
        yield never_filed(case, Settings())


def _document(case: Case, ground: Ground) -> Step:
    """A document holds when all of it is typed and it is of the campaign's year (S3 §1)."""
    missing = tuple(
        name for name in ("document", "number", "date", "level") if not getattr(ground, name)
    )
    facts = {"ground": ground, "missing_of": missing, "year": case.year}
    if missing:
        return Step(R7, Outcome.ASK, "ground_short", facts)
    if case.year and not ground.date.startswith(f"{case.year}-"):
        return Step(R7, Outcome.ASK, "ground_year", facts)
    return Step(R7, Outcome.PASS, f"ground_{ground.what if ground.what in KINDS else OTHER}", facts)


def _head(case: Case, *, known: bool) -> Step:
    """The head rests on the organisation's Tốt or Khá, and follows it when it changes."""
    appraised = [each for each in case.organisation if each.appraised]
    names = "; ".join(each.name for each in appraised or case.organisation)
    classes = [each.class_name for each in appraised]
    facts = {
        "organisation": names,
        "class": ", ".join(dict.fromkeys(c for c in classes if c)),
        "changed": tuple(each for each in case.organisation if _changed(each)),
    }
    given = [name in GOOD for name in classes if name is not None]
    if given and all(given) and len(given) == len(classes):
        if known:
            return Step(R7, Outcome.PASS, "head_rests", facts)
        return Step(R7, Outcome.ASK, "if_head", facts)
    if given and not any(given) and len(given) == len(classes):
        return Step(R7, Outcome.FAIL, "head_low", facts)
    if not known:
        return Step(R7, Outcome.FAIL, "head_unproved", facts)
    if case.organisation and not appraised:
        return Step(R7, Outcome.FAIL, "head_barred", facts)
    return Step(R7, Outcome.ASK, "head_mixed" if given else "head_waits", facts)


def _changed(each: Organisation) -> bool:
    """Whether the committee decided another class than the panel's."""
    return each.panel_class is not None and each.class_name != each.panel_class


def kind_of_document(text: str) -> str:
    """What an alternative basis is by its own words: project, reward, or other."""
    folded = fold(text)
    if any(word in folded for word in _PROJECT_WORDS):
        return PROJECT
    return REWARD if any(word in folded for word in _REWARD_WORDS) else OTHER


def _class(case: Case) -> dict[str, object]:
    again = {"again": True} if case.sent_back is not None else {}
    return {
        "class": case.class_name, "decided": case.decided, "panel": case.panel_class, **again
    }  # fmt: skip
