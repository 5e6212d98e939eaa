"""The tables of marks in the minutes: summary, results by criterion, marks by member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from db.records import Criterion, SubjectKind
from desktop.documents.blocks import Block, Cell, Column, Level, Line, Note, Table
from desktop.documents.facts import Case, Facts, Person
from desktop.documents.people import KINDS, subject_line
from desktop.documents.wording import points, roman, round_points

BODY_MEMBERS: Final = 9
"""So many members' totals fit beside the names on a portrait page."""

RECUSED, ABSENT, NOT_ASSIGNED, NO_BALLOT = "LQ", "V", "K", "–"


def _class_title(facts: Facts) -> str:
    return "Xếp loại" if any(case.class_name for case in facts.cases) else "Thứ tự"


def _class_cell(facts: Facts, case: Case) -> str:
    if case.class_name:
        return case.class_name
    if _class_title(facts) == "Thứ tự" and case.rank is not None:
        return str(case.rank)
    return NO_BALLOT


def member_cell(case: Case, person: Person) -> str:
    """A member's total, or why there is none."""
    ballot = next((b for b in case.ballots if b.member == person.code), None)
    if ballot is not None:
        return points(ballot.total)
    return missing_sign(case, person)


def missing_sign(case: Case, person: Person) -> str:
    """Why a member has no marks for a submission, as one sign."""
    if any(recused.member == person.code for recused in case.recused):
        return RECUSED
    if person.code in case.absent:
        return ABSENT
    expected = case.missing is None or person.code in case.missing or case.agreed
    return NO_BALLOT if expected else NOT_ASSIGNED


def all_agreed(facts: Facts) -> bool:
    """Whether no ballots were used at all (chấm thống nhất)."""
    return all(case.agreed for case in facts.cases)


def by_kind(facts: Facts) -> Iterator[tuple[SubjectKind, tuple[Case, ...]]]:
    """The kinds of subjects that have submissions here, collectives first."""
    for kind in SubjectKind:
        cases = facts.of_kind(kind)
        if cases:
            yield kind, cases


def summary_table(facts: Facts) -> list[Block]:
    """One line a submission: members' totals, final score, class; the minutes' own table."""
    members = scoring(facts, facts.cases)
    if len(members) > BODY_MEMBERS:
        members = ()
    ballots = not all_agreed(facts)
    votes = any(case.votes_for is not None for case in facts.cases)
    columns = [
        Column("TT", Cell.NUMBER),
        Column("Tập thể, cá nhân; mô hình, cách làm sáng tạo", Cell.TEXT),
        *([Column("Phiếu", Cell.FIGURE)] if ballots else []),
        *(Column(person.name, Cell.MEMBER) for person in members),
        Column("Điểm kết luận", Cell.FIGURE, strong=True),
        *([Column("Tán thành/ không", Cell.FIGURE)] if votes else []),
        Column(_class_title(facts), Cell.CLASS),
    ]
    lines: list[Line] = []
    number = 0
    for place, (kind, cases) in enumerate(by_kind(facts), start=1):
        lines.append(Line((f"{roman(place)}. {KINDS[kind]}",), Level.BAND))
        for case in cases:
            number += 1
            counts = f"{case.issued}/{case.collected}/{case.valid}"
            cells = [
                str(number),
                f"{subject_line(case)}: {case.title} ({case.code})",
                *([NO_BALLOT if case.agreed else counts] if ballots else []),
                *(member_cell(case, person) for person in members),
                points(case.final) or NO_BALLOT,
            ]
            if votes:
                cells.append(_votes(case))
            cells.append(_class_cell(facts, case))
            lines.append(Line(tuple(cells)))
    return [Table(tuple(columns), tuple(lines))]


def _votes(case: Case) -> str:
    if case.votes_for is None and case.votes_against is None:
        return NO_BALLOT
    return f"{case.votes_for or 0}/{case.votes_against or 0}"


def signs_note(facts: Facts, cases: Sequence[Case] | None = None, first: str = "") -> list[Block]:
    """What LQ, V and – mean, as far as they stand in the tables of these submissions."""
    cases = facts.cases if cases is None else cases
    signs = {
        missing_sign(case, person)
        for case in cases
        if not case.agreed
        for person in facts.panel
        if all(b.member != person.code for b in case.ballots)
    }
    meanings = (
        (RECUSED, "không tham gia chấm do có liên quan"),
        (ABSENT, "vắng mặt"),
        (NOT_ASSIGNED, "không được phân công chấm"),
        (NO_BALLOT, "không có phiếu hợp lệ"),
    )
    said = [f"{sign}: {meaning}" for sign, meaning in meanings if sign in signs]
    if first:
        said.insert(0, first)
    return [Note(f"Ghi chú: {'; '.join(said)}.")] if said else []


def results_table(facts: Facts) -> list[Block]:
    """Means by criterion, final, median, spread, rank and class, one table a kind. verify looks
    for these very rows (page_check): what was decided later stands in a table of its own."""
    blocks: list[Block] = []
    for kind, cases in by_kind(facts):
        rubric = facts.rubric(kind)
        criteria = rubric.criteria if rubric else ()
        classed = any(case.class_name for case in cases)
        counted = not all(case.agreed for case in cases)
        columns = (
            Column("TT", Cell.NUMBER),
            Column("Mã hồ sơ", Cell.CODE),
            Column(f"{KINDS[kind]}; mô hình, cách làm sáng tạo", Cell.TEXT),
            Column("Tự chấm", Cell.FIGURE),
            *([Column("Số phiếu hợp lệ", Cell.FIGURE)] if counted else []),
            *(Column(c.code, Cell.FIGURE) for c in criteria),
            Column("Điểm kết luận", Cell.FIGURE, strong=True),
            *(Column(title, Cell.FIGURE) for title in ("Trung vị", "Chênh lệch") if counted),
            Column("Thứ tự", Cell.FIGURE),
            *([Column("Xếp loại", Cell.CLASS)] if classed else []),
        )
        lines = [Line((f"{KINDS[kind]} ({len(cases)} hồ sơ)",), Level.BAND)]
        for number, case in enumerate(cases, start=1):
            cells = (
                str(number),
                case.code,
                f"{subject_line(case)}: {case.title}",
                points(case.self_score) or NO_BALLOT,
                *([NO_BALLOT if case.agreed else str(case.valid)] if counted else []),
                *(points(case.criteria.get(c.code)) or NO_BALLOT for c in criteria),
                points(case.final) or NO_BALLOT,
                *(points(v) or NO_BALLOT for v in (case.median, case.spread) if counted),
                NO_BALLOT if case.rank is None else str(case.rank),
                *([case.class_name or NO_BALLOT] if classed else []),
            )
            lines.append(Line(cells))
        blocks.append(Table(columns, tuple(lines)))
    blocks += concluded_notes(facts)
    return blocks


def concluded_apart(case: Case) -> str:
    """That the panel concluded another class than the marks come to, and why."""
    return (
        f"Theo điểm, hồ sơ ở mức {case.computed_class}; Tổ thẩm định kết luận xếp loại "
        f"{case.class_name}, lý do: {case.concluded_reason.rstrip(' .;') or '…'}."
    )


def concluded_notes(facts: Facts) -> list[Block]:
    """The classes that the panel concluded against the marks, a note each."""
    return [
        Note(f"{case.code}: {concluded_apart(case)}")
        for case in facts.cases
        if case.computed_class
    ]


def criteria_notes(facts: Facts) -> list[Block]:
    """What the criteria's codes stand for, one note a rubric unless they agree."""
    kinds: dict[str, list[str]] = {}
    for kind, _ in by_kind(facts):
        rubric = facts.rubric(kind)
        if rubric and rubric.criteria:
            named = "; ".join(_named(c) for c in rubric.criteria)
            kinds.setdefault(named, []).append(KINDS[kind].lower())
    return [Note(f"Tiêu chí đối với {', '.join(who)}: {named}.") for named, who in kinds.items()]


def _named(criterion: Criterion) -> str:
    bonus = "điểm thưởng, " if criterion.bonus else ""
    name = criterion.name.rstrip(" .;")
    return f"{criterion.code} ({bonus}tối đa {round_points(criterion.max)}): {name}"


def scoring(facts: Facts, cases: Sequence[Case]) -> tuple[Person, ...]:
    """The members who get a column: nobody where all marks were agreed."""
    return () if all(case.agreed for case in cases) else facts.panel
