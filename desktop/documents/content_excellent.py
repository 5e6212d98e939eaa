"""Gathers the HTXSNV list as a paper and as a workbook: who qualifies on what basis, who needs a
decision, who does not and why; rewards proposed; the quota of each organisation."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.excellent import ExcellentList, Proposed, State, UnitQuota
from db.queries.office_papers import OfficeFacts
from db.records import SubjectKind
from desktop.documents.blocks import (
    Block,
    Cell,
    Column,
    HeadingText,
    Line,
    Marks,
    Note,
    Para,
    Table,
)
from desktop.documents.content_decision import deciding
from desktop.documents.content_summary_paper import SummaryPaper, signatures
from desktop.documents.content_tables import NO_BALLOT
from desktop.documents.contents import heading_text
from desktop.documents.facts import Facts
from desktop.documents.forms import load_form
from desktop.documents.office_workbook import OfficeColumn, OfficeSheet
from desktop.documents.people import KINDS
from desktop.documents.wording import DOTS, date_words, listed, points, roman
from desktop.excellent_words import FULL, quota_limit, reasons, settings_said
from desktop.rule_words import ground_words

_TITLE = "DANH SÁCH"
_ORDER = (State.QUALIFIES, State.DECIDE, State.WAITS, State.BARRED)
_OF = {True: "hoàn thành tốt nhiệm vụ", False: "trong danh sách"}


def excellent_paper(facts: Facts, office: OfficeFacts, *, draft: bool) -> SummaryPaper:
    """The paper; a draft as long as the session's results are not frozen."""
    found = _list(office)
    form = load_form(facts.form)
    decided = any(row.subject.case.decided for row in found.aiming)
    blocks: list[Block] = []
    groups = [(state, [r for r in found.aiming if r.state is state]) for state in _ORDER]
    for place, (state, rows) in enumerate(((s, r) for s, r in groups if r), start=1):
        counts = ", ".join(
            f"{name.lower()} {number}"
            for kind, name in KINDS.items()
            if (number := sum(row.subject.case.kind == kind for row in rows))
        )
        blocks += [
            Para("", f"{roman(place)}. {FULL[state]} ({counts}):"),
            _table(rows, facts, decided, rewards=state is State.QUALIFIES),
        ]
    blocks += _quota_blocks(found)
    blocks += [Note(line) for line in settings_said(found.aiming, facts.bases)]
    blocks.append(Note(_who_decides(facts, decided)))
    heading = heading_text(facts, form)
    subject = f"Xét hoàn thành xuất sắc nhiệm vụ năm {facts.year}"
    return SummaryPaper(
        form=form,
        marks=Marks(draft, facts.illustrative or office.illustrative, None),
        heading=HeadingText(heading.parent, heading.issuer, "", ""),
        type_name=_TITLE,
        subject=subject,
        reference="(theo kết quả thẩm định mô hình mới, cách làm sáng tạo và căn cứ thay thế)",
        blocks=tuple(blocks),
        place_date=f"{facts.place or DOTS}, {date_words(facts.meeting.day, facts.year)}",
        signatures=signatures(facts),
        title=f"Danh sách {subject[:1].lower()}{subject[1:]}",
        author=f"{form.words.panel}, {facts.body}",
    )


def excellent_sheets(facts: Facts, office: OfficeFacts) -> list[OfficeSheet]:
    """The workbook's tables."""
    found = _list(office)
    subject = f"Xét hoàn thành xuất sắc nhiệm vụ năm {facts.year} - {facts.body}"
    decided = any(row.subject.case.decided for row in found.aiming)
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn("Đối tượng", 8),
        OfficeColumn("Tên tập thể, cá nhân", 20, text=True),
        OfficeColumn("Chức vụ", 13, text=True),
        OfficeColumn("Đơn vị", 16, text=True),
        OfficeColumn("Hồ sơ, mô hình", 26, text=True),
        OfficeColumn("Tổ thẩm định xếp loại", 8),
        OfficeColumn("Quyết định xếp loại", 8),
        OfficeColumn("Điều kiện HTXSNV", 13),
        OfficeColumn("Căn cứ, lý do", 42, text=True),
        OfficeColumn("Văn bản làm căn cứ thay thế", 22, text=True),
        OfficeColumn("Đề nghị khen thưởng", 14, text=True),
        OfficeColumn("Cơ quan, đơn vị đề nghị", 14, text=True),
    )
    rows = [row for state in _ORDER for row in found.aiming if row.state is state]
    sheets = [
        OfficeSheet(
            "HTXSNV",
            (_TITLE, subject),
            columns,
            tuple(_sheet_row(n, row, facts) for n, row in enumerate(rows, start=1)),
            notes=(
                *settings_said(found.aiming, facts.bases),
                _who_decides(facts, decided),
                *_quota_notes(found),
            ),
        )
    ]
    if found.quotas:
        sheets.append(_quota_sheet(found, subject))
    return sheets


def _list(office: OfficeFacts) -> ExcellentList:
    assert office.excellent is not None
    return office.excellent


def _who_decides(facts: Facts, decided: bool) -> str:
    if decided:
        return (
            "Xếp loại của Tổ thẩm định và xếp loại theo quyết định được ghi riêng; điều kiện xét "
            "theo xếp loại được quyết định."
        )
    return f"Tổ thẩm định đề nghị; {deciding(facts)} quyết định."


def _table(rows: Sequence[Proposed], facts: Facts, decided: bool, *, rewards: bool) -> Table:
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Tập thể, cá nhân; chức vụ, đơn vị", Cell.TEXT, weight=0.8),
        Column("Tổ thẩm định xếp loại", Cell.CLASS, least=20),
        *([Column("Quyết định xếp loại", Cell.CLASS, strong=True, least=20)] if decided else []),
        Column("Căn cứ, lý do", Cell.TEXT, weight=1.6),
        *([Column("Đề nghị khen thưởng", Cell.TEXT, weight=0.7)] if rewards else []),
    )
    lines = []
    for number, row in enumerate(rows, start=1):
        subject, case = row.subject, row.subject.case
        given = f"{subject.reward} ({subject.reward_by} đề nghị)" if subject.reward else NO_BALLOT
        lines.append(
            Line(
                (
                    str(number),
                    _who(row),
                    case.panel_class or NO_BALLOT,
                    *([_decided(row) or NO_BALLOT] if decided else []),
                    reasons(row, facts.bases),
                    *([given] if rewards else []),
                )
            )
        )
    return Table(columns, tuple(lines))


def _who(row: Proposed) -> str:
    subject = row.subject
    if subject.case.kind is SubjectKind.COLLECTIVE:
        return subject.name
    return listed((subject.name, subject.post, row.unit_name))


def _decided(row: Proposed) -> str:
    case = row.subject.case
    return (case.class_name or "") if case.decided else ""


def _quota_blocks(found: ExcellentList) -> list[Block]:
    """The units with somebody who qualifies, each with its numerator and denominator."""
    shown = [quota for quota in found.quotas if quota.proposed]
    if not shown:
        return []
    columns = (
        Column("Tổ chức, đơn vị", Cell.TEXT),
        Column("Cá nhân đủ điều kiện", Cell.FIGURE, least=24),
        Column("Trên số cá nhân", Cell.FIGURE, least=24),
        Column("Mẫu số là cá nhân", Cell.TEXT, weight=0.7),
        Column("Tỷ lệ (%)", Cell.FIGURE, least=18),
        Column("Nhận xét", Cell.TEXT, weight=0.5),
    )
    lines = tuple(
        Line(
            (
                quota.name,
                str(quota.proposed),
                str(quota.of),
                _OF[quota.rated],
                points(quota.share.percent) or NO_BALLOT,
                _remark(quota),
            )
        )
        for quota in shown
    )
    return [
        Para("", f"Tỷ lệ của từng tổ chức, {quota_limit(found)}:"),
        Table(columns, lines),
        *(Note(line) for line in _quota_notes(found)),
    ]


def _remark(quota: UnitQuota) -> str:
    return "vượt tỷ lệ" if quota.over else "trong tỷ lệ"


def _quota_notes(found: ExcellentList) -> list[str]:
    if not any(quota.proposed and not quota.rated for quota in found.quotas):
        return []
    return [
        "Đơn vị chưa có số cá nhân hoàn thành tốt nhiệm vụ thì tạm tính trên số cá nhân trong "
        "danh sách."
    ]


def _quota_sheet(found: ExcellentList, subject: str) -> OfficeSheet:
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn("Mã đơn vị", 10),
        OfficeColumn("Tổ chức, đơn vị", 34, text=True),
        OfficeColumn("Cá nhân đủ điều kiện", 12),
        OfficeColumn("Trên số cá nhân", 12),
        OfficeColumn("Mẫu số là cá nhân", 24, text=True),
        OfficeColumn("Tỷ lệ (%)", 10, hundredths=True),
        OfficeColumn("Tối đa (%)", 10),
        OfficeColumn("Nhận xét", 14, text=True),
    )
    rows = tuple(
        (
            number,
            quota.unit,
            quota.name,
            quota.proposed,
            quota.of,
            _OF[quota.rated],
            quota.share.percent,
            quota.most,
            _remark(quota),
        )
        for number, quota in enumerate(found.quotas, start=1)
    )
    limit = quota_limit(found)
    return OfficeSheet(
        "Tỷ lệ",
        ("TỶ LỆ ĐỀ NGHỊ HOÀN THÀNH XUẤT SẮC NHIỆM VỤ", subject),
        columns,
        rows,
        notes=(f"{limit[:1].upper()}{limit[1:]}.", *_quota_notes(found)),
    )


def _sheet_row(number: int, row: Proposed, facts: Facts) -> tuple[str | int | None, ...]:
    subject, case = row.subject, row.subject.case
    models = [c.submission for c in subject.cases if c.submission is not None]
    return (
        number,
        KINDS[case.kind],
        subject.name,
        subject.post,
        row.unit_name,
        "\n".join(listed((model.code, model.title)) for model in models),
        case.panel_class,
        _decided(row) or None,
        FULL[row.state],
        reasons(row, facts.bases),
        "\n".join(ground_words(ground) for ground in case.grounds),
        subject.reward,
        subject.reward_by,
    )

