"""What the rules of a year look at, a subject with what is on record of it, and how each rule
turned out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from db.records import Ruling, SubjectKind, Submission
from db.rules.eligibility import Verdict


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
    """A row of the sheet Đối tượng: who must or may register, filed or not. ``is_head`` None
    where nobody said."""

    code: str
    kind: SubjectKind
    name: str
    post: str
    unit: str
    authority: str
    must_register: bool
    aims_excellent: bool
    id: bytes = b""
    is_head: bool | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """A document that stands in for a registration (R7): ``what`` is project or reward; its
    title, number, ISO day and the level that recognised or rewarded; "" where not typed."""

    id: bytes
    what: str
    document: str
    number: str
    date: str
    level: str


@dataclass(frozen=True, slots=True)
class Organisation:
    """A collective of a head's unit, with the class that holds, and the panel's own;
    ``appraised`` False where it will get none (R8, R9)."""

    name: str
    class_name: str | None
    panel_class: str | None = None
    appraised: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at. ``class_name`` is the decided class, else the panel's, of the
    subject, ``panel_class`` the panel's alone; ``mixed`` where the committee's decisions on
    its models leave no single class. ``organisation`` are the collectives of the unit;
    ``rubric`` the name of the rubric for this kind, "" without one; ``head`` None where nobody
    said. ``year`` is the campaign's. ``sent_back``: by which document, of which ISO day
    and why the submission is appraised anew."""

    kind: SubjectKind
    name: str
    submission: Submission | None = None
    verdict: Verdict | None = None
    listed: Listed | None = None
    class_name: str | None = None
    decided: bool = False
    panel_class: str | None = None
    mixed: bool = False
    organisation: tuple[Organisation, ...] = ()
    rubric: str = ""
    late_reason: str = ""
    report_late_reason: str = ""
    with_achievement: bool = False
    aims: bool = False
    recheck: str = ""
    hints: tuple[str, ...] = ()
    head: bool | None = None
    grounds: tuple[Ground, ...] = ()
    ruling: Ruling | None = None
    novelty_finding: str = ""
    novelty_basis: str = ""
    year: int = 0
    unit_kind: str = ""
    sent_back: tuple[str, str, str] | None = None


def conclude(steps: Iterable[Step]) -> bool | None:
    """False where a rule bars, None where one needs a decision, else True."""
    found = {step.outcome for step in steps}
    if Outcome.FAIL in found:
        return False
    return None if Outcome.ASK in found else True
