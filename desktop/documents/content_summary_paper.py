"""Gathers the summary table (bảng tổng hợp) as a paper: what the workbook holds in columns, in
as few as a page can bear; members' totals in a table of their own where there are many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from db.queries.office_papers import OfficeFacts
from db.records import Criterion, Role, SubjectKind
from desktop.documents.blocks import (
    Block,
    Cell,
    Column,
    HeadingText,
    Line,
    Marks,
    Note,
    Para,
    SignatureText,
    Table,
)
from desktop.documents.content_decision import DECIDED, decision_notes
from desktop.documents.content_office import models
from desktop.documents.content_rating import held_class, qualification, reward, shares
from desktop.documents.content_summary import notes
from desktop.documents.content_tables import (
    NO_BALLOT,
    by_kind,
    criteria_notes,
    missing_sign,
    signs_note,
)
from desktop.documents.contents import heading_text, marks, reference
from desktop.documents.facts import Case, Facts, Person
from desktop.documents.forms import Form, load_form
from desktop.documents.people import KINDS, left_out_reason, subject_line
from desktop.documents.wording import DOTS, date_words, points

Fits = Callable[[Table], bool]


@dataclass(frozen=True, slots=True)
class SummaryPaper:
    """The whole paper, in order."""

    form: Form
    marks: Marks
    heading: HeadingText
    type_name: str
    subject: str
    reference: str
    blocks: tuple[Block, ...]
    place_date: str
    signatures: tuple[SignatureText, ...]
    title: str
    author: str


def summary_paper(
    facts: Facts,
    fits: Fits,
    proof_code: str | None = None,
    office: OfficeFacts | None = None,
) -> SummaryPaper:
    """The summary of a session; ``fits`` tells whether a table keeps readable columns."""
    form = load_form(facts.form)
    blocks: list[Block] = []
    for kind, cases in by_kind(facts):
        blocks += _kind(facts, kind, cases, fits, office)
    if facts.left_out:
        blocks += [Para("", "Hồ sơ không kết luận tại cuộc họp:"), _left_out(facts)]
    blocks += [*criteria_notes(facts), *signs_note(facts), *decision_notes(facts)]
    if office is not None:
        blocks += [Note(line) for line in shares(facts, office)]
    heading = heading_text(facts, form)
    return SummaryPaper(
        form=form,
        marks=marks(facts, proof_code),
        heading=HeadingText(heading.parent, heading.issuer, "", ""),
        type_name="BẢNG TỔNG HỢP",
        subject=f"Kết quả thẩm định {models(facts)}",
        reference=f"(kèm theo {reference(facts, form)})",
        blocks=tuple(blocks),
        place_date=f"{facts.place or DOTS}, {date_words(facts.meeting.day, facts.year)}",
        signatures=signatures(facts),
        title=f"Bảng tổng hợp kết quả thẩm định, cuộc họp số {facts.meeting.number}",
        author=f"{form.words.panel}, {facts.body}",
    )


def signatures(facts: Facts) -> tuple[SignatureText, ...]:
    """Who made a table of the panel, and who presides."""
    places = (
        (Role.SECRETARY, "NGƯỜI LẬP BẢNG", facts.meeting.secretary),
        (Role.CHAIR, "CHỦ TRÌ", facts.meeting.chair),
    )
    return tuple(
        SignatureText(role, code, title, person.name if (person := facts.person(code)) else "")
        for role, title, code in places
    )


def _kind(
    facts: Facts,
    kind: SubjectKind,
    cases: Sequence[Case],
    fits: Fits,
    office: OfficeFacts | None,
) -> list[Block]:
    rubric = facts.rubric(kind)
    criteria = rubric.criteria if rubric else ()
    members = () if all(case.agreed for case in cases) else facts.panel
    lead = Para("", f"{KINDS[kind]} ({len(cases)} hồ sơ):")
    blocks: list[Block] = [lead]
    whole = _table(facts, cases, members, criteria, office)
    if fits(whole):
        blocks.append(whole)
    else:
        blocks += [
            _table(facts, cases, (), (), office),
            Para("", f"{KINDS[kind]}: tổng điểm của từng thành viên và trung bình tiêu chí:"),
            _points_table(cases, members, criteria),
        ]
    classes = "; ".join(f"{name} {number}" for name, number in facts.classes(kind))
    if classes:
        blocks.append(Note(f"{KINDS[kind]}, Tổ thẩm định xếp loại: {classes}."))
    if facts.decision is not None and classes:
        final = [case.decided_class for case in cases]
        said = "; ".join(f"{name} {final.count(name)}" for name, _ in facts.classes(kind))
        back = sum(bool(case.sent_back) for case in cases)
        said += f"; trả lại để thẩm định lại {back}" if back else ""
        blocks.append(Note(f"{KINDS[kind]}, xếp loại theo quyết định: {said}."))
    return blocks


def _table(
    facts: Facts,
    cases: Sequence[Case],
    members: Sequence[Person],
    criteria: Sequence[Criterion],
    office: OfficeFacts | None,
) -> Table:
    given = any(reward(case, office) for case in cases)
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Mã hồ sơ", Cell.CODE),
        Column("Tập thể, cá nhân; chức vụ, đơn vị", Cell.TEXT),
        Column("Mô hình, cách làm sáng tạo", Cell.TEXT, weight=1.2),
        Column("Tự chấm", Cell.FIGURE),
        Column("Tự xếp loại", Cell.CLASS),
        *(Column(person.name, Cell.MEMBER) for person in members),
        *(Column(f"Trung bình {c.code}", Cell.MEMBER) for c in criteria),
        Column("Phiếu hợp lệ", Cell.MEMBER),
        Column("Điểm kết luận", Cell.MEMBER, strong=True),
        Column("Chênh lệch", Cell.MEMBER),
        Column("Thứ tự", Cell.MEMBER),
        Column("Xếp loại", Cell.CLASS),
        *([DECIDED] if facts.decision else []),
        Column("Đủ điều kiện HTXSNV (căn cứ)", Cell.CLASS),
        Column("Khen thưởng", Cell.TEXT if given else Cell.CLASS, weight=0.5),
        Column("Ghi chú", Cell.TEXT, weight=0.9),
    )
    lines = []
    for number, case in enumerate(cases, start=1):
        qualifies, _ = qualification(facts, case)
        lines.append(
            Line(
                (
                    str(number),
                    case.code,
                    subject_line(case),
                    case.title,
                    points(case.self_score) or NO_BALLOT,
                    case.self_class or NO_BALLOT,
                    *_marks(case, members, criteria),
                    NO_BALLOT if case.agreed else str(case.valid),
                    points(case.final) or NO_BALLOT,
                    points(case.spread) or NO_BALLOT,
                    NO_BALLOT if case.rank is None else str(case.rank),
                    case.class_name or NO_BALLOT,
                    *([case.decided_words or NO_BALLOT] if facts.decision else []),
                    f"{qualifies} ({held_class(facts, case)})" if qualifies else NO_BALLOT,
                    reward(case, office),
                    "; ".join(notes(facts, case, office)),
                )
            )
        )
    return Table(columns, tuple(lines))


def _marks(case: Case, members: Sequence[Person], criteria: Sequence[Criterion]) -> list[str]:
    totals = {ballot.member: ballot.total for ballot in case.ballots}
    return [
        *(points(totals.get(p.code)) or missing_sign(case, p) for p in members),
        *(points(case.criteria.get(c.code)) or NO_BALLOT for c in criteria),
    ]


def _points_table(
    cases: Sequence[Case], members: Sequence[Person], criteria: Sequence[Criterion]
) -> Table:
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Mã hồ sơ", Cell.CODE),
        Column("Tập thể, cá nhân", Cell.TEXT),
        *(Column(person.name, Cell.MEMBER) for person in members),
        *(Column(f"Trung bình {c.code}", Cell.MEMBER) for c in criteria),
        Column("Điểm kết luận", Cell.MEMBER, strong=True),
    )
    lines = tuple(
        Line(
            (
                str(number),
                case.code,
                case.subject,
                *_marks(case, members, criteria),
                points(case.final) or NO_BALLOT,
            )
        )
        for number, case in enumerate(cases, start=1)
    )
    return Table(columns, lines)


def _left_out(facts: Facts) -> Table:
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Mã hồ sơ", Cell.CODE),
        Column("Tập thể, cá nhân", Cell.TEXT),
        Column("Mô hình, cách làm sáng tạo", Cell.TEXT),
        Column("Lý do", Cell.TEXT),
    )
    lines = tuple(
        Line((str(n), left.code, left.subject, left.title, left_out_reason(left)))
        for n, left in enumerate(facts.left_out, start=1)
    )
    return Table(columns, lines)
