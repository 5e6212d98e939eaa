"""Reads the facts out of a session's body.

Reading is lenient: a key that a draft does not have yet gives "", None or nothing, and keys
that this version does not know are passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from datetime import date
from typing import Any, Final

from db.amendments import read_told
from db.records import Band, Criterion, Role, Rubric, Ruling, SubjectKind
from db.rules.differences import applied, turned
from desktop.amending_words import Change, changes
from desktop.documents.facts import (
    Amends,
    Body,
    Case,
    Decision,
    Facts,
    Former,
    LeftOut,
    Meeting,
    Paper,
    Person,
    Recused,
    Rescored,
    RuleChanged,
    Scored,
)
from desktop.documents.forms import load_form
from desktop.documents.wording import in_series


def read_facts(body: Body, readable: Callable[[str], str] = str) -> Facts:
    """The facts of ``body``; every text passes through ``readable`` first."""
    data = _cleaned(body, readable)
    campaign = data.get("campaign") or {}
    settings = data.get("settings") or {}
    counts = data.get("counts") or {}
    return Facts(
        year=int(campaign.get("year") or 0),
        body=_text(campaign, "body"),
        parent=_text(campaign, "parent"),
        place=_text(campaign, "place"),
        form=_text(campaign, "form") or "hd36_2018",
        illustrative=bool(data.get("illustrative")),
        meeting=_meeting(data.get("session") or {}),
        panel=tuple(_person(row) for row in _rows(data, "panel")),
        rubrics=tuple(_rubric(row) for row in _rows(data, "rubrics")),
        drop_extremes=bool(settings.get("drop_extremes")),
        members_sign=bool(settings.get("members_sign")),
        cases=tuple(_case(row) for row in _rows(data, "submissions")),
        left_out=tuple(_left_out(row) for row in _rows(data, "left_out")),
        counts={kind: dict(counts.get(kind.value) or {}) for kind in SubjectKind},
        decision=_decision(data.get("decision")),
        amends=_amends(body, readable),
        bases={name: " ".join(str(said).split()) for name, said in _bases(settings).items()},
        absent_ballot_counts=bool(settings.get("absent_ballot_counts", True)),
        several_models=_text(settings, "several_models") or "highest",
        rule_changes=tuple(read_change(row) for row in _rows(data, "rule_changes")),
    )


def _cleaned(value: Any, readable: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(item, readable) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(item, readable) for item in value]
    return value


def _text(row: Body, key: str) -> str:
    return str(row.get(key) or "").strip()


def _line(row: Body, key: str) -> str:
    """A text that stands in one line of a table or heading."""
    return " ".join(_text(row, key).split())


def _rows(row: Body, key: str) -> Sequence[Body]:
    return row.get(key) or ()


def _meeting(row: Body) -> Meeting:
    day, series = row.get("date"), _line(row, "series")
    return Meeting(
        number=int(row.get("number") or 0),
        day=date.fromisoformat(day) if day else None,
        guests=_text(row, "guests"),
        agenda=_text(row, "agenda"),
        conclusion=_text(row, "conclusion"),
        recipients=_text(row, "recipients"),
        series=series,
        minutes_no=in_series(_line(row, "minutes_no"), series),
        **{
            key: _line(row, key)
            for key in ("start", "end", "place", "chair", "secretary", "decision")
        },
    )


def _bases(settings: Body) -> Body:
    found = settings.get("bases")
    return found if isinstance(found, Mapping) else {}


def _decision(row: Body | None) -> Decision | None:
    if not row:
        return None
    day = row.get("date")
    later = row.get("amended_by") or 0
    return Decision(_line(row, "document"), date.fromisoformat(day) if day else None, later)


def _amends(body: Body, readable: Callable[[str], str]) -> Amends | None:
    """Out of the body as it was frozen: what changed is found by the codes in it."""
    said = body.get("amends")
    if not said:
        return None
    form = load_form(str((body.get("campaign") or {}).get("form") or "hd36_2018"))
    series = _line(body.get("session") or {}, "series")
    told = read_told(said)
    new = {key: value for key, value in body.items() if key not in ("amends", "decision")}
    old = applied(new, turned([each.difference for each in told]))
    return Amends(
        number=int(said.get("number") or 0),
        minutes_no=readable(in_series(_line(said, "minutes_no"), series)),
        day=_day(said.get("date")),
        reason=readable(_text(said, "reason")),
        changes=tuple(
            Change(*(readable(text) for text in astuple(each)))
            for each in changes(old, new, told, person=form.words.person + " {}")
        ),
        papers=tuple(
            Paper(
                int(row.get("number") or 0),
                readable(in_series(_line(row, "minutes_no"), series)),
                _day(row.get("date")),
                _line(row, "code"),
            )
            for row in _rows(said, "papers")
        ),
    )


def _day(iso: object) -> date | None:
    return date.fromisoformat(str(iso)) if iso else None


def _person(row: Body) -> Person:
    return Person(
        code=_line(row, "code"),
        name=_line(row, "name"),
        role=Role(row.get("role") or Role.MEMBER),
        post=_line(row, "post"),
        unit_name=_line(row, "unit_name"),
        present=bool(row.get("present", True)),
        absence=_line(row, "absence"),
    )


def _rubric(row: Body) -> Rubric:
    return Rubric(
        id=_line(row, "id"),
        name=_line(row, "name"),
        applies_to=SubjectKind(row["applies_to"]),
        basis=_line(row, "basis"),
        total=row.get("total") or 0,
        step=row.get("step") or 0,
        criteria=tuple(
            Criterion(_line(c, "code"), _line(c, "name"), c["max"], bool(c.get("bonus")))
            for c in _rows(row, "criteria")
        ),
        bands=tuple(Band(_line(b, "class"), b["from"]) for b in _rows(row, "bands")),
        confirmed=bool(row.get("confirmed")),
        bands_basis=_line(row, "bands_basis"),
        illustrative=bool(row.get("illustrative")),
    )


_CASE_LINES: Final = (
    *("code", "title", "subject", "post", "unit_name", "field"),
    *("self_class", "eligible_code", "chair"),
)


def _case(row: Body) -> Case:
    return Case(
        kind=SubjectKind(row["kind"]),
        self_score=row.get("self_score"),
        self_marks=row.get("self_marks") or {},
        recused=tuple(
            Recused(_line(r, "member"), _line(r, "origin"), _line(r, "reason"))
            for r in _rows(row, "recused")
        ),
        absent=tuple(str(code) for code in row.get("absent") or ()),
        missing=None if row.get("missing") is None else tuple(map(str, row["missing"])),
        entitled=row.get("entitled") or 0,
        present=row.get("present") or 0,
        quorum=bool(row.get("quorum")),
        issued=row.get("issued") or 0,
        collected=row.get("collected") or 0,
        valid=row.get("valid") or 0,
        agreed=bool(row.get("agreed")),
        ballots=tuple(_scored(b) for b in _rows(row, "ballots")),
        criteria=row.get("criteria") or {},
        final=row.get("final"),
        median=row.get("median"),
        spread=row.get("spread"),
        wide=tuple(row.get("wide") or ()),
        class_name=_line(row, "class"),
        rank=row.get("rank"),
        votes_for=row.get("votes_for"),
        votes_against=row.get("votes_against"),
        summary=_text(row, "summary"),
        opinions=_text(row, "opinions"),
        conclusion=_text(row, "conclusion"),
        rescored=tuple(
            Rescored(_line(r, "member"), r.get("old_total"), r.get("new_total"), _line(r, "reason"))
            for r in _rows(row, "rescored")
        ),
        computed_class=_line(row, "computed_class"),
        concluded_reason=_line(row, "concluded_reason"),
        decided_class=_line(row, "decided_class"),
        decided_reason=_line(row, "decided_reason"),
        ruling=_ruling(row),
        novelty=_line(row.get("novelty") or {}, "finding"),
        novelty_basis=_line(row.get("novelty") or {}, "basis"),
        sent_back=_line(row, "sent_back"),
        round=row.get("round") or 1,
        former=tuple(_former(past) for past in _rows(row, "former")),
        **{key: _line(row, key) for key in _CASE_LINES},
    )


def _ruling(row: Body) -> Ruling | None:
    said = row.get("ruling")
    if not said:
        return None
    named = tuple(str(rule) for rule in said.get("rules") or ())
    document, reason = _line(said, "document"), _line(said, "reason")
    return Ruling(_line(said, "outcome"), named, document, _line(said, "date"), reason)


def _former(row: Body) -> Former:
    return Former(
        session=row.get("session") or 0,
        final=row.get("final"),
        class_name=_line(row, "class_name"),
        document=_line(row, "document"),
        day=date.fromisoformat(day) if (day := row.get("date")) else None,
        reason=_line(row, "reason"),
    )


def _scored(row: Body) -> Scored:
    return Scored(
        member=_line(row, "member"),
        marks=row.get("marks") or {},
        total=row.get("total"),
        comment=_text(row, "comment"),
        paper=bool(row.get("paper")),
        reasons={code: _line(row["mark_reasons"], code) for code in row.get("mark_reasons") or ()},
    )


def read_change(row: Body) -> RuleChanged:
    """A rule that changed after scoring had begun."""
    return RuleChanged(
        what=_line(row, "what"),
        old=row.get("old"),
        new=row.get("new"),
        reason=_line(row, "reason"),
        basis=_line(row, "basis"),
        day=date.fromisoformat(day) if (day := row.get("date")) else None,
        ballots=tuple(_rows(row, "ballots")),
        results=tuple(_rows(row, "results")),
    )


def _left_out(row: Body) -> LeftOut:
    reason = _line(row, "code_reason")
    return LeftOut(
        code=_line(row, "code"),
        title=_line(row, "title"),
        subject=_line(row, "subject"),
        unit_name=_line(row, "unit_name"),
        reason=reason,
        clause=_line(row, "clause"),
        ruling=_ruling(row),
    )
