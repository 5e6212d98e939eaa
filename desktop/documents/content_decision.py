"""What papers say once the standing committee has decided (domain.md part 4): the panel's class
stays as it was frozen, the decided one stands beside it with the decision's number and date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.documents.blocks import Block, Cell, Column, Line, Note, Para, Table
from desktop.documents.facts import Case, Decision, Facts
from desktop.documents.people import subject_line
from desktop.documents.wording import date_figures, ended, points

DECIDED: Final = Column("Quyết định xếp loại", Cell.CLASS, strong=True, least=17)
"""The column beside the panel's own in every table of results."""

NONE: Final = "–"
_COMMITTEES: Final = ("tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy", "đảng ủy")


def deciding(facts: Facts) -> str:
    """Who decides (R14): the standing committee of a Party committee, else the body itself."""
    plain = facts.body.lower().replace("uỷ", "ủy")
    return f"Ban Thường vụ {facts.body}" if plain.startswith(_COMMITTEES) else facts.body


def decision_line(decision: Decision) -> str:
    """As "Quyết định số 5-QĐ/HU, ngày 05/12/2023"; a document that names itself stays so."""
    document = decision.document
    if document[:1].isdigit():
        document = f"Quyết định số {document}"
    if decision.day is not None and "ngày" not in document.lower():
        document = f"{document}, ngày {date_figures(decision.day)}"
    if decision.amended_by:
        document += f" (trước khi điều chỉnh, bổ sung lần {decision.amended_by})"
    return document


def changed_lines(facts: Facts) -> Iterator[str]:
    """Each class that the decision changed, each submission that it sent back, with reasons."""
    for case in facts.cases:
        if case.sent_back:
            yield (
                f"Hồ sơ {case.code} ({case.subject}): Tổ thẩm định xếp loại "
                f"{case.class_name or NONE}, trả lại để thẩm định lại; lý do: {case.sent_back}"
            )
        if case.decided_reason:
            yield (
                f"Hồ sơ {case.code} ({case.subject}): Tổ thẩm định xếp loại "
                f"{case.class_name or NONE}, quyết định xếp loại {case.decided_class}; "
                f"lý do: {case.decided_reason}"
            )


def decision_notes(facts: Facts) -> Iterator[Note]:
    """Below a table with both classes: on what the decided ones rest, and what was changed.

    Nothing while nothing is decided.
    """
    if facts.decision is None:
        return
    yield Note(
        f"Cột “{DECIDED.title}” ghi theo {decision_line(facts.decision)} của {deciding(facts)}; "
        "cột “Xếp loại” là kết luận của Tổ thẩm định, giữ nguyên như khi chốt."
    )
    for line in changed_lines(facts):
        yield Note(ended(line))


def decided_table(facts: Facts) -> list[Block]:
    """Both classes side by side in a table of its own: the tables of the minutes stay as they
    were frozen. Nothing while nothing is decided."""
    if facts.decision is None or not facts.cases:
        return []
    reasons = any(case.decided_reason or case.sent_back for case in facts.cases)
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Mã hồ sơ", Cell.CODE),
        Column("Tập thể, cá nhân; mô hình, cách làm sáng tạo", Cell.TEXT),
        Column("Tổ thẩm định xếp loại", Cell.CLASS, least=17),
        DECIDED,
        *([Column("Lý do quyết định khác", Cell.TEXT, weight=0.6)] if reasons else []),
    )
    lines = [
        Line(
            (
                str(number),
                case.code,
                f"{subject_line(case)}: {case.title}",
                case.class_name or NONE,
                case.decided_words or NONE,
                *([case.decided_reason or case.sent_back] if reasons else []),
            )
        )
        for number, case in enumerate(facts.cases, start=1)
    ]
    lead = f"Xếp loại theo {decision_line(facts.decision)} của {deciding(facts)}:"
    return [Para("", lead), Table(columns, tuple(lines))]


def both_classes(facts: Facts, case: Case) -> str:
    """As "Tổ thẩm định xếp loại Khá (7,25 điểm); xếp loại Đạt theo Quyết định số …; lý do: …";
    "" while nothing is decided."""
    if facts.decision is None:
        return ""
    why = f"; lý do: {case.decided_reason}" if case.decided_reason else ""
    score = f" ({points(case.final)} điểm)" if case.final is not None else ""
    if case.sent_back:
        return (
            f"Tổ thẩm định xếp loại {case.class_name or NONE}{score}; trả lại để thẩm định lại "
            f"theo {decision_line(facts.decision)}; lý do: {case.sent_back}"
        )
    return (
        f"Tổ thẩm định xếp loại {case.class_name or NONE}{score}; xếp loại "
        f"{case.decided_class or NONE} theo {decision_line(facts.decision)}{why}"
    )
