"""Score tables: criteria × members of one submission, or of all of them in one appendix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from desktop.documents.blocks import Block, Cell, Column, Level, Line, Table
from desktop.documents.content_tables import (
    BODY_MEMBERS,
    NO_BALLOT,
    criteria_notes,
    member_cell,
    missing_sign,
    scoring,
    signs_note,
)
from desktop.documents.facts import Case, Facts, Person
from desktop.documents.people import subject_line
from desktop.documents.wording import points


def score_table(facts: Facts, case: Case) -> Table:
    """Criteria × members of one submission, with maxima, means and totals; a line a member where
    a column each would grow too narrow to read."""
    members = scoring(facts, (case,))
    if len(members) > BODY_MEMBERS:
        return _lines_of_members(facts, case, members)
    columns = (Column("Tiêu chí", Cell.TEXT), *_score_columns(members))
    return Table(columns, tuple(_score_lines(facts, case, members, True)))


def _lines_of_members(facts: Facts, case: Case, members: Sequence[Person]) -> Table:
    """Members × criteria, which stand by their codes: the appendix says what they are."""
    rubric = facts.rubric(case.kind)
    codes = [criterion.code for criterion in rubric.criteria] if rubric else []
    ballots = {ballot.member: ballot for ballot in case.ballots}

    def line(title: str, marks: Mapping[str, int], total: str, level: Level = Level.ROW) -> Line:
        return Line((title, *(points(marks.get(code)) for code in codes), total), level)

    most = {c.code: c.max for c in rubric.criteria} if rubric else {}
    lines = [line("Điểm tối đa", most, points(rubric.total) if rubric else "")]
    lines.append(line("Tự chấm", case.self_marks, points(case.self_score)))
    for person in members:
        ballot = ballots.get(person.code)
        if ballot is None:
            sign = missing_sign(case, person)
            lines.append(Line((person.name, *(sign for _ in codes), sign)))
        else:
            lines.append(line(person.name, ballot.marks, points(ballot.total)))
    final = points(case.final) or NO_BALLOT
    lines.append(line("Trung bình", case.criteria, final, Level.TOTAL))
    columns = (
        Column("Thành viên", Cell.TEXT),
        *(Column(code, Cell.FIGURE) for code in codes),
        Column("Tổng điểm", Cell.FIGURE, strong=True),
    )
    return Table(columns, tuple(lines))


def score_tables(facts: Facts) -> Iterator[Block]:
    """One table of all submissions: a band for each, its criteria × members below.

    Criteria stand by their codes alone, explained above the table: names in full would
    double its length.
    """
    if not facts.cases:
        return
    members = scoring(facts, facts.cases)
    lines: list[Line] = []
    for number, case in enumerate(facts.cases, start=1):
        title = f"{number}. {case.code} - {subject_line(case)}: {case.title}"
        if case.class_name:
            title += f" - Xếp loại {case.class_name}"
        lines.append(Line((title,), Level.BAND))
        lines += _score_lines(facts, case, members, False)
    yield from criteria_notes(facts)
    yield from signs_note(facts)
    yield Table((Column("Tiêu chí", Cell.FIGURE), *_score_columns(members)), tuple(lines), True)


def _score_columns(members: Sequence[Person]) -> tuple[Column, ...]:
    return (
        Column("Tối đa", Cell.FIGURE),
        Column("Tự chấm", Cell.FIGURE),
        *(Column(person.name, Cell.MEMBER) for person in members),
        Column("Trung bình" if members else "Điểm thống nhất", Cell.FIGURE, strong=True),
    )


def _score_lines(
    facts: Facts, case: Case, members: Sequence[Person], named: bool
) -> Iterator[Line]:
    rubric = facts.rubric(case.kind)
    ballots = {ballot.member: ballot for ballot in case.ballots}
    for criterion in rubric.criteria if rubric else ():
        marks = (
            points(ballots[p.code].marks.get(criterion.code))
            if p.code in ballots
            else missing_sign(case, p)
            for p in members
        )
        yield Line(
            (
                f"{criterion.code}. {criterion.name}" if named else criterion.code,
                points(criterion.max),
                points(case.self_marks.get(criterion.code)),
                *marks,
                points(case.criteria.get(criterion.code)) or NO_BALLOT,
            )
        )
    total = (
        "Tổng điểm" if named else "Tổng",
        points(rubric.total) if rubric else "",
        points(case.self_score),
        *(member_cell(case, person) for person in members),
        points(case.final) or NO_BALLOT,
    )
    yield Line(total, Level.TOTAL)
