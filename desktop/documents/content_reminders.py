"""Gathers the official letter (công văn) that chases those who have not filed.

No day is named that nobody has set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from db.queries.office_papers import BOTH, REGISTRATION, REPORT, OfficeFacts, Owing
from db.records import SubjectKind
from desktop.documents.authority import signer_text
from desktop.documents.blocks import (
    Appendix,
    Block,
    Cell,
    Column,
    Letter,
    Letters,
    Line,
    Marks,
    Para,
    Table,
)
from desktop.documents.content_office import bases, body_heading, models
from desktop.documents.facts import Facts
from desktop.documents.forms import Form, load_form
from desktop.documents.wording import DOTS, as_list, count, date_figures, listed

_FEW_UNITS: Final = 8
_FEW_ROWS: Final = 6

WHAT: Final = {
    REGISTRATION: "phiếu đăng ký",
    REPORT: "báo cáo kết quả",
    BOTH: "phiếu đăng ký và báo cáo kết quả",
}


def reminders(facts: Facts, office: OfficeFacts) -> Letters:
    """One letter to all units that have not filed, with a list of what is missing."""
    form = load_form(facts.form)
    title = f"Công văn đôn đốc gửi hồ sơ năm {facts.year}"
    marks = Marks(draft=False, illustrative=office.illustrative, proof_code=None)
    letters = (_letter(facts, form, office),) if office.owing else ()
    return Letters(form, marks, letters, title, facts.body)


def _letter(facts: Facts, form: Form, office: OfficeFacts) -> Letter:
    owing = office.owing
    units = list(dict.fromkeys(each.unit_name or DOTS for each in owing))
    few = len(units) <= _FEW_UNITS
    to_whom = units if few else ["Các đơn vị có tên trong danh sách kèm theo"]
    in_body = len(owing) <= _FEW_ROWS
    table = _table(owing)
    blocks: list[Block] = [Para(text) for text in _opening(facts, form, owing, in_body)]
    if in_body:
        blocks.append(table)
    if days := _days(office):
        blocks.append(Para(f"Thời hạn gửi: {days}."))
    blocks.append(
        Para(
            f"Đề nghị các đơn vị chỉ đạo, đôn đốc tập thể, cá nhân hoàn thiện và gửi về "
            f"{facts.body} để kịp tổng hợp, thẩm định. Tập thể, cá nhân không đăng ký hoặc không "
            "gửi báo cáo kết quả thì không thẩm định, không bình xét hoàn thành xuất sắc nhiệm "
            "vụ theo quy định."
        )
    )
    blocks.append(Para(f"Đề nghị các đơn vị quan tâm, thực hiện{form.text.ending}"))
    appendix = Appendix(
        "DANH SÁCH",
        f"Tập thể, cá nhân chưa gửi hồ sơ {models(facts)}",
        "(kèm theo Công văn)",
        (table,),
    )
    return Letter(
        heading=body_heading(facts, form, "", f"V/v đôn đốc gửi hồ sơ {models(facts)}"),
        type_name="",
        subject="",
        addressed=(f"{form.words.addressed}:", *to_whom),
        blocks=tuple(blocks),
        signer=signer_text(form, office.signer),
        recipients=as_list(
            ["Như trên", f"{form.words.panel}", f"Lưu {facts.body}"],
            form.recipients.separator,
            form.recipients.last,
        ),
        appendices=() if in_body else (appendix,),
    )


def _days(office: OfficeFacts) -> str:
    """As "báo cáo kết quả trước ngày 15/11/2023"; only what the campaign has set."""
    owed = {each.what for each in office.owing}
    said = []
    for deadline in office.due:
        if {deadline.name, BOTH} & owed and deadline.name in WHAT:
            day = date_figures(date.fromisoformat(deadline.date))
            until = "chậm nhất ngày" if deadline.inclusive else "trước ngày"
            basis = f" ({deadline.basis})" if deadline.basis else ""
            said.append(f"{WHAT[deadline.name]} {until} {day}{basis}")
    return "; ".join(said)


def _opening(facts: Facts, form: Form, owing: Sequence[Owing], in_body: bool) -> list[str]:
    said = listed(
        (
            f"{count(number)} {'tập thể' if kind is SubjectKind.COLLECTIVE else 'cá nhân'}"
            if (number := sum(each.kind is kind for each in owing))
            else ""
            for kind in SubjectKind
        ),
        " và ",
    )
    where = "dưới đây" if in_body else "theo danh sách kèm theo"
    letter = facts.bases.get("profile", "")  # the year's own letter goes before the rubric's
    rests = "; ".join(dict.fromkeys([*([letter] if letter else []), *bases(facts)]))
    start = f"Thực hiện {rests}, qua theo dõi" if rests else "Qua theo dõi"
    return [
        f"{start} việc đăng ký, báo cáo kết quả {models(facts)}, đến nay còn {said} chưa gửi "
        f"hồ sơ, {where}{':' if in_body else '.'}"
    ]


def _table(owing: Sequence[Owing]) -> Table:
    columns = (
        Column("TT", Cell.NUMBER),
        Column("Tập thể, cá nhân; đơn vị", Cell.TEXT),
        Column("Mô hình, cách làm sáng tạo", Cell.TEXT),
        Column("Chưa gửi", Cell.TEXT, weight=0.7),
    )
    lines = tuple(
        Line((str(number), _who(each), _which(each), _what(each)))
        for number, each in enumerate(owing, start=1)
    )
    return Table(columns, lines)


def _who(each: Owing) -> str:
    unit = each.unit_name if each.unit_name != each.subject else ""
    return listed((each.subject, each.post, unit)) or DOTS


def _what(each: Owing) -> str:
    return WHAT[each.what] + (f", quá hạn {each.days} ngày" if each.days else "")


def _which(each: Owing) -> str:
    return f"{each.title} ({each.code})" if each.code else "chưa có hồ sơ"
