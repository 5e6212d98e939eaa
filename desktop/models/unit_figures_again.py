"""What was keyed in for a unit before, as it would be typed again: to mend one figure."""

from __future__ import annotations

from db.exchange.delivery_body import DeliveryBody, Line
from db.exchange.held import PAPER, held
from db.records import SubjectKind
from db.rules.bands import CLASSES
from db.rules.points import show
from desktop.models.unit_figures import COUNTS, UnitFigures
from desktop.models.words import KINDS, shown_date
from desktop.session import Session


def figures_again(session: Session, unit: str) -> UnitFigures | None:
    """The newest entry from paper of a unit, None where there is none."""
    if session.campaign is None:
        return None
    found = [
        one
        for one in held(session.book.connection, session.campaign.id)
        if one.unit == unit and one.source == PAPER
    ]
    return _typed(max(found, key=lambda one: one.order).body) if found else None


def _typed(body: DeliveryBody) -> UnitFigures:
    decision, totals = body.decision, body.totals
    figures = UnitFigures(
        head={
            "minutes_no": body.minutes_no,
            "date": shown_date(body.date),
            "document": decision.document if decision is not None else "",
            "decided_on": shown_date(decision.date) if decision is not None else "",
        },
        lines=[_line(line) for line in body.lines],
    )
    if totals is not None:
        figures.totals = {"submissions": str(totals.submissions)}
        if totals.final_sum is not None:
            figures.totals["final_sum"] = show(totals.final_sum)
        for what, counted in (("panel", totals.classes), ("decided", totals.decided)):
            said = {f"{what}:{name}": str(counted[name]) for name in CLASSES if name in counted}
            figures.totals |= said
    for kind, counts in body.counts.items():
        for name, _ in COUNTS:
            value = getattr(counts, name)
            if value is not None:
                figures.counts[name, kind] = str(value)
    return figures


def _line(line: Line) -> dict[str, str]:
    return {
        "code": line.code,
        "kind": KINDS[SubjectKind(line.kind)],
        "subject": line.subject,
        "title": line.title,
        "field": line.field,
        "final": "" if line.final is None else show(line.final),
        "class_name": line.class_name or "",
        "decided_class": line.decided_class or "",
        "reason": line.reason,
        "excellent": "x" if line.excellent else "",
    }
