"""Gathers the result notices (thông báo kết quả), one for each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from db.queries.office_papers import OfficeFacts, Signer
from desktop.documents.authority import signer_text
from desktop.documents.blocks import Block, Letter, Letters, Para, Table
from desktop.documents.content_decision import changed_lines, deciding, decision_line
from desktop.documents.content_office import (
    body_heading,
    minutes_line,
    models,
    result_columns,
    result_line,
)
from desktop.documents.contents import marks
from desktop.documents.facts import Case, Facts, LeftOut
from desktop.documents.forms import Form, load_form
from desktop.documents.people import left_out_reason
from desktop.documents.wording import DOTS, as_list, ended

Unit = tuple[str, Sequence[Case], Sequence[LeftOut]]


def notices(
    facts: Facts, office: OfficeFacts | None = None, proof_code: str | None = None
) -> Letters:
    """A notice for each unit that the session dealt with, in the order of submissions."""
    form = load_form(facts.form)
    letters = tuple(_notice(facts, form, office, unit) for unit in _units(facts))
    title = f"Thông báo kết quả thẩm định, cuộc họp số {facts.meeting.number}"
    return Letters(form, marks(facts, proof_code), letters, title, facts.body)


def _units(facts: Facts) -> Iterator[Unit]:
    names = [case.unit_name or case.subject for case in facts.cases]
    names += [left.unit_name or left.subject for left in facts.left_out]
    for name in dict.fromkeys(names):
        cases = [case for case in facts.cases if (case.unit_name or case.subject) == name]
        left = [row for row in facts.left_out if (row.unit_name or row.subject) == name]
        yield name, cases, left


def _notice(facts: Facts, form: Form, office: OfficeFacts | None, unit: Unit) -> Letter:
    name, cases, left = unit
    blocks: list[Block] = [Para(_opening(facts, form))]
    if cases:
        lines = [result_line(facts, n, case) for n, case in enumerate(cases, start=1)]
        blocks.append(Table(result_columns(facts), tuple(lines)))
        blocks += _decision(facts, cases)
    if left:
        blocks.append(Para("", "Hồ sơ không kết luận tại cuộc họp:"))
        blocks += [
            Para(f"- {row.code} ({row.subject}), {row.title}: {left_out_reason(row)}.")
            for row in left
        ]
    blocks.append(
        Para(f"{facts.body} thông báo để {name or DOTS} biết, thực hiện{form.text.ending}")
    )
    return Letter(
        heading=body_heading(facts, form, "TB"),
        type_name="THÔNG BÁO",
        subject=f"Kết quả thẩm định {models(facts)}",
        addressed=(f"{form.words.addressed}:", name or DOTS),
        blocks=tuple(blocks),
        signer=signer_text(form, office.signer if office else Signer()),
        recipients=as_list(
            ["Như trên", f"{form.words.panel}", f"Lưu {facts.body}"],
            form.recipients.separator,
            form.recipients.last,
        ),
    )


def _opening(facts: Facts, form: Form) -> str:
    rests = minutes_line(facts, form)
    if facts.decision is not None:
        rests += f" và {decision_line(facts.decision)}"
    return (
        f"Căn cứ {rests}, {facts.body} thông báo kết quả thẩm định {models(facts)} như sau:"
    )


def _decision(facts: Facts, cases: Sequence[Case]) -> list[Block]:
    if facts.decision is None:
        return [
            Para(
                f"Kết quả trên do Tổ thẩm định kết luận, {deciding(facts)} chưa quyết định."
            )
        ]
    mine = replace(facts, cases=tuple(cases))
    return [Para(f"- {ended(line)}") for line in changed_lines(mine)]
