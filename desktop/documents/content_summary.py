"""Gathers the summary table (bảng tổng hợp): one table a kind, since rubrics may differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from db.queries.office_papers import OfficeFacts
from db.records import Criterion, SubjectKind
from db.rules.bands import CLASSES
from desktop.documents.blocks import HeadingText, Marks
from desktop.documents.content_decision import DECIDED, decision_notes
from desktop.documents.content_rating import alternative, qualification, reward, shares
from desktop.documents.content_tables import (
    ABSENT,
    NO_BALLOT,
    NOT_ASSIGNED,
    RECUSED,
    by_kind,
    missing_sign,
)
from desktop.documents.contents import heading_text, marks, reference
from desktop.documents.facts import Case, Facts, Person
from desktop.documents.forms import load_form
from desktop.documents.people import KINDS, left_out_reason, recusal_reason
from desktop.documents.wording import DOTS, date_words, listed, round_points


class Kind(StrEnum):
    """What a column of the workbook holds."""

    NUMBER = "number"
    TEXT = "text"
    WORD = "word"  # short text, centred
    POINTS = "points"  # hundredths
    FINAL = "final"  # hundredths, bold
    MEMBER = "member"  # hundredths under a vertical name
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; ``width`` in characters."""

    title: str
    kind: Kind
    width: float


Value = str | int | None
"""Points are hundredths; a text in a column of points says why there are none."""


@dataclass(frozen=True, slots=True)
class SummarySheet:
    """One sheet: title lines, table, what stands below it."""

    name: str
    title: tuple[str, str]
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    totals: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The workbook's contents."""

    heading: HeadingText
    right: tuple[str, ...]
    marks: Marks
    reference: str
    sheets: tuple[SummarySheet, ...]
    place_date: str
    signers: tuple[tuple[str, str], ...]  # title, name: left, right
    title: str
    author: str


def summary(
    facts: Facts, proof_code: str | None = None, office: OfficeFacts | None = None
) -> Summary:
    """The summary table of a session; ``office`` adds the shares of R19 and R21."""
    form = load_form(facts.form)
    sheets = [_sheet(facts, kind, cases, office) for kind, cases in by_kind(facts)]
    if sheets and office is not None:
        first = sheets[0]
        sheets[0] = replace(first, notes=(*first.notes, *shares(facts, office)))
    if facts.left_out or not sheets:
        sheets.append(_left_out(facts))
    heading = heading_text(facts, form)
    return Summary(
        heading=heading,
        right=tuple(line.text for line in form.heading.right),
        marks=marks(facts, proof_code),
        reference=reference(facts, form),
        sheets=tuple(sheets),
        place_date=f"{facts.place or DOTS}, {date_words(facts.meeting.day, facts.year)}",
        signers=_signers(facts),
        title=f"Bảng tổng hợp kết quả thẩm định, cuộc họp số {facts.meeting.number}",
        author=f"{form.words.panel}, {facts.body}",
    )


def _signers(facts: Facts) -> tuple[tuple[str, str], ...]:
    places = (("NGƯỜI LẬP BẢNG", facts.meeting.secretary), ("CHỦ TRÌ", facts.meeting.chair))
    people = ((title, facts.person(code)) for title, code in places)
    return tuple((title, person.name if person else "") for title, person in people)


def _title(facts: Facts, what: str) -> tuple[str, str]:
    below = f"mô hình mới, cách làm sáng tạo năm {facts.year} - {what}"
    return "BẢNG TỔNG HỢP KẾT QUẢ THẨM ĐỊNH", below


def _sheet(
    facts: Facts, kind: SubjectKind, cases: Sequence[Case], office: OfficeFacts | None
) -> SummarySheet:
    rubric = facts.rubric(kind)
    criteria = rubric.criteria if rubric else ()
    members = () if all(case.agreed for case in cases) else facts.panel
    units = _units_shown(cases)
    totals = [("Tổng số hồ sơ", len(cases)), *facts.classes(kind), *_decided_totals(facts, cases)]
    below = [f"{c.code} (tối đa {round_points(c.max)}): {c.name}" for c in criteria]
    below += [note.text for note in decision_notes(replace(facts, cases=tuple(cases)))]
    if rubric and not rubric.confirmed:
        below.append("Bộ tiêu chí chưa được xác nhận mức xếp loại nên chưa xếp loại.")
    below.append(
        f"{RECUSED}: không chấm do có liên quan; {ABSENT}: vắng mặt; {NOT_ASSIGNED}: không được "
        f"phân công chấm; {NO_BALLOT}: không có phiếu hợp lệ."
    )
    return SummarySheet(
        name=KINDS[kind],
        title=_title(facts, KINDS[kind].lower()),
        columns=tuple(_columns(facts, kind, units, members, criteria)),
        rows=tuple(
            _row(facts, n, case, units, members, criteria, office)
            for n, case in enumerate(cases, 1)
        ),
        totals=tuple(totals),
        notes=tuple(below),
    )


def _decided_totals(facts: Facts, cases: Sequence[Case]) -> Iterator[tuple[str, int]]:
    """How many got each decided class, beside the panel's; nothing before the decision."""
    if facts.decision is not None:
        for name in CLASSES:
            yield f"{name} (quyết định)", sum(case.decided_class == name for case in cases)
        back = sum(bool(case.sent_back) for case in cases)
        if back:
            yield "Trả lại để thẩm định lại", back


def _columns(
    facts: Facts,
    kind: SubjectKind,
    units: bool,
    members: Sequence[Person],
    criteria: Sequence[Criterion],
) -> Iterator[SheetColumn]:
    yield SheetColumn("TT", Kind.NUMBER, 4.5)
    yield SheetColumn("Mã hồ sơ", Kind.WORD, 13)
    yield SheetColumn(KINDS[kind], Kind.TEXT, 20)
    if kind is SubjectKind.INDIVIDUAL:
        yield SheetColumn("Chức vụ", Kind.TEXT, 11)
    if units:
        yield SheetColumn("Đơn vị", Kind.TEXT, 18)
    yield SheetColumn("Mô hình, cách làm sáng tạo", Kind.TEXT, 32)
    yield SheetColumn("Tự chấm", Kind.POINTS, 6.5)
    yield SheetColumn("Tự xếp loại", Kind.WORD, 7)
    for person in members:
        yield SheetColumn(person.name, Kind.MEMBER, 6)
    yield SheetColumn("Phiếu hợp lệ", Kind.COUNT, 7)
    for criterion in criteria:
        yield SheetColumn(f"TB {criterion.code}", Kind.POINTS, 6)
    yield SheetColumn("Điểm kết luận", Kind.FINAL, 7)
    yield SheetColumn("Trung vị", Kind.POINTS, 7)
    yield SheetColumn("Chênh lệch", Kind.POINTS, 7.5)
    yield SheetColumn("Thứ tự", Kind.COUNT, 5)
    yield SheetColumn("Xếp loại", Kind.WORD, 7)
    if facts.decision is not None:
        yield SheetColumn(DECIDED.title, Kind.WORD, 9)
    yield SheetColumn("Đủ điều kiện xét HTXSNV", Kind.WORD, 10)
    yield SheetColumn("Căn cứ", Kind.TEXT, 16)
    yield SheetColumn("Khen thưởng", Kind.TEXT, 12)
    yield SheetColumn("Ghi chú", Kind.TEXT, 24)


def _units_shown(cases: Sequence[Case]) -> bool:
    """Collectives are mostly units themselves; then a column of units says nothing."""
    return any(case.unit_name not in ("", case.subject) for case in cases)


def _row(
    facts: Facts,
    number: int,
    case: Case,
    units: bool,
    members: Sequence[Person],
    criteria: Sequence[Criterion],
    office: OfficeFacts | None,
) -> tuple[Value, ...]:
    qualifies, basis = qualification(facts, case, office)
    return (
        number,
        case.code,
        case.subject,
        *([case.post] if case.kind is SubjectKind.INDIVIDUAL else []),
        *([case.unit_name] if units else []),
        case.title,
        case.self_score,
        case.self_class,
        *(_mark(case, person) for person in members),
        None if case.agreed else case.valid,
        *(case.criteria.get(criterion.code) for criterion in criteria),
        case.final,
        case.median,
        case.spread,
        case.rank,
        case.class_name,
        *([case.decided_words] if facts.decision is not None else []),
        qualifies,
        basis,
        reward(case, office),
        "; ".join(notes(facts, case, office)),
    )


def _mark(case: Case, person: Person) -> Value:
    for ballot in case.ballots:
        if ballot.member == person.code:
            return ballot.total
    return missing_sign(case, person)


def notes(facts: Facts, case: Case, office: OfficeFacts | None = None) -> Iterator[str]:
    """What stands in the last column: whatever is out of the ordinary."""
    if case.decided_reason:
        yield f"Quyết định đổi xếp loại: {case.decided_reason}"
    if case.computed_class:
        yield f"Theo điểm: {case.computed_class}; Tổ kết luận khác: {case.concluded_reason}"
    if case.sent_back:
        yield f"Trả lại để thẩm định lại: {case.sent_back}"
    if case.round > 1:
        yield f"Thẩm định lại, vòng {case.round}"
    if case.agreed:
        yield "Chấm thống nhất"
    for row in case.recused:
        person = facts.person(row.member)
        yield f"{person.name if person else row.member} không chấm: {recusal_reason(row)}"
    if case.wide:
        yield f"Chênh lệch lớn: {listed(case.wide)}"
    for change in case.rescored:
        person = facts.person(change.member)
        yield f"{person.name if person else change.member} chấm lại: {change.reason}"
    if case.eligible_code == "R7":
        yield f"Cá nhân không đăng ký, xét theo {alternative(case, office)}"
    if not case.quorum:
        yield "Chưa đủ hai phần ba thành viên được quyền chấm có mặt"


def _left_out(facts: Facts) -> SummarySheet:
    columns = (
        SheetColumn("TT", Kind.NUMBER, 5),
        SheetColumn("Mã hồ sơ", Kind.WORD, 14),
        SheetColumn("Tập thể, cá nhân", Kind.TEXT, 28),
        SheetColumn("Đơn vị", Kind.TEXT, 28),
        SheetColumn("Mô hình, cách làm sáng tạo", Kind.TEXT, 50),
        SheetColumn("Lý do", Kind.TEXT, 50),
    )
    rows = (
        (n, left.code, left.subject, left.unit_name, left.title, left_out_reason(left))
        for n, left in enumerate(facts.left_out, start=1)
    )
    return SummarySheet(
        name="Không kết luận",
        title=_title(facts, "hồ sơ không kết luận tại cuộc họp"),
        columns=columns,
        rows=tuple(rows),
        totals=(("Tổng số hồ sơ", len(facts.left_out)),),
        notes=(),
    )
