"""The rules that one submission is held to, as sentences for the window. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape

from PySide6.QtGui import QColor

from db.queries.cases import subjects
from db.rules import grounds
from db.rules.grounds import Outcome
from db.year_rules import read
from desktop.rule_words import VERDICTS, quoted
from desktop.session import Session

_INKS = {Outcome.FAIL: "bad", Outcome.ASK: "warn", Outcome.PASS: "text", Outcome.NOTE: "muted"}


@dataclass(frozen=True, slots=True)
class Explained:
    """``verdict`` on HTXSNV in words; ``lines`` are outcomes with quotable sentences."""

    verdict: str
    lines: tuple[tuple[Outcome, str], ...]


def explained(session: Session, submission: bytes) -> Explained | None:
    """All rules of one submission, None where it is gone."""
    campaign = session.campaign
    if campaign is None:
        return None
    rules = read(session.book.connection, campaign)
    for subject in subjects(session.book, campaign):
        for case in subject.cases:
            if case.submission is not None and case.submission.id == submission:
                today = date.today().isoformat()
                steps = grounds.steps(case, campaign.settings, rules, campaign.body, today)
                bases = campaign.settings.bases
                lines = tuple((step.outcome, quoted(step, bases)) for step in steps)
                return Explained(VERDICTS[grounds.conclude(steps)], lines)
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
    head = f"Hoàn thành xuất sắc nhiệm vụ: {found.verdict.lower()}"
    return f"<p style='margin:6px 0 4px 0'><b>{escape(head)}</b></p>{lines}"
