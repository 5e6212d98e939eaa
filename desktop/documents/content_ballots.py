"""Gathers what scoring ballots (phiếu chấm điểm) say: pre-filled blanks and filled ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from db.rules.bands import class_of
from desktop.documents.blocks import Cell, Column, HeadingText, Level, Line, Marks, Table
from desktop.documents.content_decision import both_classes
from desktop.documents.content_tables import ABSENT, NO_BALLOT, NOT_ASSIGNED, missing_sign
from desktop.documents.contents import heading_text, marks
from desktop.documents.facts import Case, Facts, Person, Scored
from desktop.documents.forms import Form, load_form
from desktop.documents.people import KINDS, ROLES, recusal_reason, subject_line
from desktop.documents.wording import DOTS, date_figures, listed, points, upper_first

_SIGNS: Final = {
    ABSENT: "vắng mặt",
    NOT_ASSIGNED: "không được phân công chấm",
    NO_BALLOT: "không có phiếu",
}

Pair = tuple[str, str]
"""Codes of a member and of a submission."""


@dataclass(frozen=True, slots=True)
class BallotText:
    """One ballot; ``remarks`` None leaves lines for strengths and limits."""

    code: str
    session: str
    fields: tuple[tuple[str, str], ...]
    table: Table
    classes: tuple[str, ...]  # to tick; () where the class is known or cannot be given
    proposed: str
    remarks: tuple[str, ...] | None
    interest: str  # "" asks the member
    place_date: str
    name: str
    outcome: str  # both classes after a decision, "" before and on blanks


@dataclass(frozen=True, slots=True)
class BallotPack:
    """All ballots of a session with their cover list."""

    form: Form
    marks: Marks
    heading: HeadingText
    subject: str
    cover_title: str
    cover_note: str
    cover: Table
    ballots: tuple[BallotText, ...]
    title: str
    author: str


def ballot_pack(
    facts: Facts, proof_code: str | None = None, pairs: Iterable[Pair] | None = None
) -> BallotPack:
    """The ballots in the order of submission, then panel.

    By default every ballot handed in and, while nothing is frozen, a pre-filled blank for
    each that is still expected. Recused members and agreed marks have none.
    """
    form = load_form(facts.form)
    wanted = set(pairs) if pairs is not None else None
    ballots = []
    for case, person, ballot in _all(facts):
        asked = wanted is not None and (person.code, case.code) in wanted
        blank = proof_code is None and missing_sign(case, person) == NO_BALLOT
        expected = ballot is not None or blank
        if asked or (wanted is None and expected):
            ballots.append(_text(facts, form, case, person, ballot))
    subject = f"Thẩm định mô hình mới, cách làm sáng tạo năm {facts.year}"
    heading = heading_text(facts, form)
    return BallotPack(
        form=form,
        marks=marks(facts, proof_code),
        heading=HeadingText(heading.parent, heading.issuer, "", ""),
        subject=subject,
        cover_title="DANH MỤC PHIẾU CHẤM ĐIỂM",
        cover_note=f"{_session(facts)}; tổng số {len(ballots)} phiếu.",
        cover=_cover(facts, ballots),
        ballots=tuple(ballots),
        title=f"Phiếu chấm điểm, cuộc họp số {facts.meeting.number} năm {facts.year}",
        author=f"{form.words.panel}, {facts.body}",
    )


def _all(facts: Facts) -> Iterator[tuple[Case, Person, Scored | None]]:
    """Every submission and member that may have a ballot."""
    for case in facts.cases:
        if case.agreed:
            continue
        recused = {row.member for row in case.recused}
        ballots = {ballot.member: ballot for ballot in case.ballots}
        for person in facts.panel:
            if person.code not in recused:
                yield case, person, ballots.get(person.code)


def _code(case: Case, person: Person) -> str:
    return f"{case.code}/{person.code}"


def _session(facts: Facts) -> str:
    day = f", ngày {date_figures(facts.meeting.day)}" if facts.meeting.day else ""
    return f"Cuộc họp số {facts.meeting.number}{day}"


def _text(
    facts: Facts, form: Form, case: Case, person: Person, ballot: Scored | None
) -> BallotText:
    rubric = facts.rubric(case.kind)
    bands = rubric.bands if rubric and rubric.confirmed else ()
    own_class = class_of(rubric, ballot.total) if rubric and ballot else None
    return BallotText(
        code=_code(case, person),
        session=_session(facts),
        fields=_fields(facts, form, case, person, ballot),
        table=_table(facts, case, ballot),
        classes=() if ballot else tuple(band.name for band in bands),
        proposed=own_class or DOTS,
        remarks=None if ballot is None else tuple(ballot.comment.split("\n")) or ("",),
        interest="" if ballot is None else "không ghi nhận",
        place_date=f"{facts.place or DOTS}, ngày {DOTS} tháng {DOTS} năm {facts.year}",
        name=person.name,
        outcome="" if ballot is None else both_classes(facts, case),
    )


def _fields(
    facts: Facts, form: Form, case: Case, person: Person, ballot: Scored | None
) -> tuple[tuple[str, str], ...]:
    who = listed((person.name, person.post, person.unit_name))
    said = listed(
        (
            f"{points(case.self_score)} điểm" if case.self_score is not None else "",
            f"tự xếp loại {case.self_class}" if case.self_class else "",
        )
    )
    fields = [
        ("Người chấm:", f"{who}; {ROLES[person.role]}"),
        ("Mã hồ sơ:", case.code),
        (f"{KINDS[case.kind]}:", subject_line(case)),
        ("Mô hình:", case.title),
        ("Tự chấm:", said or DOTS),
    ]
    if ballot is not None:
        source = "phiếu giấy, thư ký nhập" if ballot.paper else "phiếu điện tử, thành viên ký số"
        fields.append(("Hình thức:", source))
    hour = form.words.clock.format(hour=DOTS, minute=DOTS)
    fields.append(("Thời gian chấm:", f"từ {hour} đến {hour}"))
    return tuple(fields)


def _table(facts: Facts, case: Case, ballot: Scored | None) -> Table:
    rubric = facts.rubric(case.kind)
    marks_given = ballot.marks if ballot else {}
    reasons = ballot.reasons if ballot else {}
    by_hand = () if ballot and not reasons else (Column("Lý do", Cell.TEXT),)
    empty = tuple("" for _ in by_hand)
    columns = (
        Column("Tiêu chí", Cell.TEXT, weight=1.5),
        Column("Tối đa", Cell.FIGURE),
        Column("Tự chấm", Cell.FIGURE),
        Column("Điểm chấm", Cell.FIGURE, strong=True, least=18),
        *by_hand,
    )
    lines = [
        Line(
            (
                f"{c.code}. {c.name}{' (điểm thưởng)' if c.bonus else ''}",
                points(c.max),
                points(case.self_marks.get(c.code)),
                points(marks_given.get(c.code)),
                *(reasons.get(c.code, "") for _ in by_hand),
            )
        )
        for c in (rubric.criteria if rubric else ())
    ]
    total = points(ballot.total) if ballot else ""
    most = points(rubric.total) if rubric else ""
    own = points(case.self_score)
    lines.append(Line(("Tổng điểm", most, own, total, *empty), Level.TOTAL))
    return Table(columns, tuple(lines))


def _cover(facts: Facts, ballots: list[BallotText]) -> Table:
    codes = {ballot.code for ballot in ballots}
    blank = {ballot.code for ballot in ballots if ballot.remarks is None}
    lines = []
    for number, case in enumerate(facts.cases, start=1):
        mine = [code for p in facts.panel if (code := _code(case, p)) in codes]
        empty = sum(code in blank for code in mine)
        notes = "; ".join(_without(facts, case, codes))
        if empty:
            notes = listed((f"{empty} phiếu trắng chờ chấm", notes), "; ")
        if case.agreed:
            notes = "Chấm thống nhất, không dùng phiếu"
        text = f"{case.code} - {subject_line(case)}: {case.title}"
        lines.append(Line((str(number), text, str(len(mine)), notes)))
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Hồ sơ", Cell.TEXT, weight=1.3),
        Column("Số phiếu", Cell.FIGURE),
        Column("Không có phiếu, lý do", Cell.TEXT),
    )
    return Table(columns, tuple(lines))


def _without(facts: Facts, case: Case, codes: set[str]) -> Iterator[str]:
    """Members without a ballot in this pack, and why."""
    reasons = {row.member: recusal_reason(row) for row in case.recused}
    for person in facts.panel:
        if _code(case, person) in codes:
            continue
        reason = reasons.get(person.code)
        if reason is None:
            reason = _SIGNS[missing_sign(case, person)]
        yield f"{upper_first(person.name)}: {reason}"
