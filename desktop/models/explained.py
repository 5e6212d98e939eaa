"""The rules that one subject is held to, as sentences for the window. No widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from PySide6.QtGui import QColor

from db.queries.cases import Subject, subjects, unit_of
from db.rules import grounds, rulings
from db.rules.case import Case, Outcome, Step, conclude
from db.year_rules import read
from desktop.rule_words import VERDICTS, WAITS, quoted
from desktop.session import Session

_INKS = {Outcome.FAIL: "bad", Outcome.ASK: "warn", Outcome.PASS: "text", Outcome.NOTE: "muted"}
_OF_RESULTS = frozenset({"R6", "R7"})


@dataclass(frozen=True, slots=True)
class Explained:
    """``verdict`` in words on what ``about`` names; ``lines`` are outcomes with quotable
    sentences."""

    about: str
    verdict: str
    lines: tuple[tuple[Outcome, str], ...]


def explained(session: Session, submission: bytes) -> Explained | None:
    """All rules of one submission, None where it is gone."""
    return _find(session, submission, lambda subject, case: _is(case, submission))


def explained_person(session: Session, listed: bytes) -> Explained | None:
    """The same of a row of the roster, filed or not."""
    return _find(
        session,
        listed,
        lambda subject, case: (
            subject.listed is not None and subject.listed.id == listed and case is subject.case
        ),
    )


def explained_steps(
    session: Session, steps: Sequence[Step], *, results: bool = True
) -> Explained:
    """Steps as sentences. Without ``results`` nothing that comes of marks is told: then the
    verdict is on the appraisal alone."""
    assert session.campaign is not None
    shown = [step for step in steps if results or step.rule not in _OF_RESULTS]
    verdict = conclude(shown)
    waits = verdict is None and rulings.waits(shown)
    bases = session.campaign.settings.bases
    return Explained(
        "Hoàn thành xuất sắc nhiệm vụ" if results else "Điều kiện thẩm định",
        WAITS if waits else VERDICTS[verdict],
        tuple((step.outcome, quoted(step, bases)) for step in shown),
    )


def _is(case: Case, submission: bytes) -> bool:
    return case.submission is not None and case.submission.id == submission


def _find(
    session: Session, ident: bytes, wanted: Callable[[Subject, Case], bool]
) -> Explained | None:
    """The rest of the unit is looked at too: its head rests on what the others of it reach."""
    campaign, unit = session.campaign, unit_of(session.book, ident)
    if campaign is None or unit is None:
        return None
    rules = read(session.book.connection, campaign)
    today = date.today().isoformat()
    for subject in subjects(session.book, campaign, unit):
        for case in subject.cases:
            if wanted(subject, case):
                steps = grounds.steps(case, campaign.settings, rules, campaign.body, today)
                return explained_steps(session, steps, results=session.sees_results)
    return None


def explained_html(found: Explained | None, colour: Callable[[str], QColor]) -> str:
    """The sentences as a block, those that bar or ask first; "" where there is nothing."""
    if found is None:
        return ""
    order = (Outcome.FAIL, Outcome.ASK, Outcome.PASS, Outcome.NOTE)
    lines = "".join(
        f"<p style='margin:0 0 4px 0; color:{colour(_INKS[outcome]).name()}'>{escape(text)}</p>"
        for wanted in order
        for outcome, text in found.lines
        if outcome == wanted
    )
    head = f"{found.about}: {found.verdict.lower()}"
    return f"<p style='margin:6px 0 4px 0'><b>{escape(head)}</b></p>{lines}"
