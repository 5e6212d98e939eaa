"""May a submission be appraised at all (R7, R8, R9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from db.records import Settings, SubjectKind, Submission, Unit
from db.rules.vietnamese import fold

R7: Final = "R7"
R8: Final = "R8"
R9: Final = "R9"
WITHDRAWN: Final = "withdrawn"
REFUSED: Final = "refused"
ACCEPTED: Final = "accepted"
"""Outcomes of a ruling; a refused submission is barred under the first as its code."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """True (appraised), False (barred) or None (needs a decision), and why.

    ``code`` names the rule of domain.md §3, or "withdrawn", or "refused" (by a ruling of the
    office), or is "" when nothing bars;
    ``clause`` cites the letter ("S3 §2.3") and is "" where none does. ``facts``:
    R9 ``unit`` (code), ``kind``; R8 ``missing`` (tuple of "registration", "report");
    R7 ``paths`` (tuple of "head", "alternative_basis", "document"), ``alternative_basis``,
    ``report``. With a ruling R7 is True; ``facts`` then are as before.
    """

    eligible: bool | None
    code: str = ""
    clause: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


APPRAISED: Final = Verdict(True)


def eligible(submission: Submission, unit: Unit | None, settings: Settings) -> Verdict:
    """Whether ``submission`` may be appraised, with the clause that decides.

    In this order:

    1. R9, S3 §2.3: the unit's own kind is one that the campaign leaves out, and its
       people with it (``settings.exclude_kinds``; case, diacritics and spacing of the kind
       do not matter; the kinds of units above or below do not count);
    2. withdrawn;
    3. refused by a ruling of the office (whichever rule had left it open);
    4. not registered: an individual who heads the unit or states an alternative basis
       needs a decision (R7, S3 §1), with or without a report, where the campaign reads it
       so (``settings.alternatives``), and is appraised where the office accepted that;
       everybody else is barred (R8, S3 §3);
    5. registered, but no report: barred (R8, S3 §3).

    ``unit`` is the submission's unit, None where unknown: then R9 cannot bar it.
    """
    if unit is not None and settings.exclude_kinds:
        kind = fold(unit.kind)
        if kind and kind in _folded(settings.excluded_unit_kinds):
            return Verdict(False, R9, "S3 §2.3", {"unit": unit.code, "kind": unit.kind})
    if submission.withdrawn:
        return Verdict(False, WITHDRAWN)
    ruling = submission.ruling
    if ruling is not None and ruling.outcome == REFUSED:
        return Verdict(False, REFUSED)
    missing: tuple[str, ...] = ()
    if not submission.registered_on:
        paths = _instead(submission) if settings.alternatives else ()
        if paths:
            facts: dict[str, object] = {
                "paths": paths,
                "alternative_basis": submission.alternative_basis.strip(),
                "report": submission.has_report,
            }
            accepted = ruling is not None and ruling.outcome == ACCEPTED and R7 in ruling.rules
            return Verdict(True if accepted else None, R7, "S3 §1", facts)
        missing = ("registration",)
    if not submission.has_report:
        missing = (*missing, "report")
    if missing:
        return Verdict(False, R8, "S3 §3", {"missing": missing})
    return APPRAISED


def _instead(submission: Submission) -> tuple[str, ...]:
    """What an individual who did not register may rest on (R7); () for collectives."""
    if submission.kind != SubjectKind.INDIVIDUAL:
        return ()
    paths = []
    if submission.is_head:
        paths.append("head")
    if submission.alternative_basis.strip():
        paths.append("alternative_basis")
    if submission.documented:
        paths.append("document")
    return tuple(paths)


@lru_cache(maxsize=16)
def _folded(kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(kind) for kind in kinds)
