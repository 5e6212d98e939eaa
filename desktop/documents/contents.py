"""Gathers everything that the minutes say, as blocks, from a session's facts.

The body of the minutes stays readable however many submissions there are: up to FEW of
them each stands with its own score table; more share one summary table, and the score
tables follow in an appendix.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from db.records import Role
from desktop.documents.blocks import Appendix, Block, HeadingText, Marks, Paper, Para, Section
from desktop.documents.blocks import SignatureText as Signature
from desktop.documents.content_decision import decided_table
from desktop.documents.content_method import method
from desktop.documents.content_results import results
from desktop.documents.content_scores import score_tables
from desktop.documents.content_tables import all_agreed, criteria_notes, results_table
from desktop.documents.facts import Facts
from desktop.documents.forms import Form, load_form
from desktop.documents.people import KINDS, ROLES, called, described
from desktop.documents.wording import (
    DOTS,
    as_list,
    clock_words,
    count,
    date_figures,
    date_words,
    ended,
    number_is_open,
    number_series,
    paper_number,
    roman,
    split_lines,
    upper_first,
)

FEW: Final = 5
"""Up to so many submissions stand in the body of the minutes with their score tables."""

KIND: Final = "BB"


def minutes(facts: Facts, proof_code: str | None = None) -> Paper:
    """The minutes of a session; a draft where there is no proof code."""
    form = load_form(facts.form)
    few = len(facts.cases) <= FEW
    body: list[Block] = [Para(_opening(facts, form))]
    parts = (
        ("THÀNH PHẦN", _attendance(facts, form)),
        ("NỘI DUNG VÀ CÁCH CHẤM ĐIỂM", method(facts, form)),
        ("KẾT QUẢ THẨM ĐỊNH", results(facts, form, few)),
        ("KẾT LUẬN", conclusion_part(facts)),
    )
    for place, (title, blocks) in enumerate(parts, start=1):
        body += [Section(form.text.section.format(roman(place)) + title), *blocks]
    subject = f"Họp thẩm định mô hình mới, cách làm sáng tạo năm {facts.year}"
    heading = heading_text(facts, form)
    return Paper(
        form=form,
        marks=marks(facts, proof_code),
        heading=heading,
        type_name="BIÊN BẢN",
        subject=subject,
        blocks=tuple(body),
        closing=Para(_closing(facts, form)),
        signatures=signatures_part(facts, form),
        recipients=recipients_part(facts, form),
        appendices=appendices_part(facts, form, few, minutes_reference(facts, form)),
        title=f"Biên bản {subject[:1].lower()}{subject[1:]}, cuộc họp số {facts.meeting.number}",
        author=f"{form.words.panel}, {facts.body}",
    )


def marks(facts: Facts, proof_code: str | None) -> Marks:
    """The margins' marks: only freezing takes DỰ THẢO away."""
    return Marks(proof_code is None, facts.illustrative, proof_code)


def heading_text(
    facts: Facts, form: Form, typed: str | None = None, day: date | None = None
) -> HeadingText:
    """Issuer, number, place and date of the minutes, or of a paper beside them whose number and
    date are given.

    The panel issues under the appraising body; where the number belongs to a series of the
    body's own, the body does, under its parent.
    """
    if typed is None:
        typed, day = facts.meeting.minutes_no, facts.meeting.day
    issuer = (facts.body, form.words.panel)
    if number_series(form, typed) != form.words.series and facts.parent:
        issuer = (facts.parent, facts.body)
    place_date = f"{facts.place or DOTS}, {date_words(day, facts.year)}"
    return HeadingText(
        parent=issuer[0].upper(),
        issuer=issuer[1].upper(),
        number=paper_number(form, typed, KIND),
        place_date=place_date if form.heading.place_date_on_minutes else "",
    )


def _opening(facts: Facts, form: Form) -> str:
    meeting = facts.meeting
    decision = meeting.decision or f"Quyết định số {DOTS}, ngày {DOTS}"
    return (
        f"Thực hiện {decision} về việc thành lập {form.words.panel}; hôm nay, vào hồi "
        f"{clock_words(form, meeting.start)}, {date_words(meeting.day, facts.year)}, tại "
        f"{meeting.place or DOTS}, {form.words.panel} của {facts.body} họp thẩm định kết quả "
        f"thực hiện mô hình mới, cách làm sáng tạo năm {facts.year}."
    )


def _attendance(facts: Facts, form: Form) -> list[Block]:
    meeting = facts.meeting
    here = [person for person in facts.panel if person.present]
    away = [person for person in facts.panel if not person.present]
    blocks: list[Block] = [
        Para(ended(_chair(facts, form)), "1. Chủ trì:"),
        Para(ended(described(form, facts.person(meeting.secretary))), "2. Người ghi biên bản:"),
        Para(
            f"tổng số {count(len(facts.panel))}; có mặt {count(len(here))}; "
            f"vắng {count(len(away))}.",
            f"3. Thành viên {form.words.panel}:",
        ),
    ]
    present = as_list([upper_first(described(form, p)) for p in here], ".", ".")
    blocks += [Para(f"- {line}") for line in present]
    for person in away:
        reason = f"lý do: {person.absence}" if person.absence else "chưa rõ lý do"
        blocks.append(Para(f"- Vắng: {described(form, person)}; {ended(reason)}"))
    guests = split_lines(meeting.guests) or ["không có"]
    blocks.append(Para(ended("; ".join(line.rstrip(" ;.") for line in guests)), "4. Khách mời:"))
    blocks.append(Para(_quorum(facts, len(here))))
    return blocks


def _chair(facts: Facts, form: Form) -> str:
    """Who presides, and instead of whom where that is not the panel's chair."""
    chair = facts.person(facts.meeting.chair)
    head = next((person for person in facts.panel if person.role is Role.CHAIR), None)
    text = described(form, chair)
    if chair is None or head is None or head.code == chair.code:
        return text
    why = "" if head.present else f" vắng{f' ({head.absence})' if head.absence else ''}"
    return f"{text}, chủ trì thay {called(form, head)}, {ROLES[head.role]}{why}"


def _quorum(facts: Facts, here: int) -> str:
    short = [case for case in facts.cases if not case.quorum]
    start = f"Cuộc họp có {count(here)}/{count(len(facts.panel))} thành viên dự. "
    if not facts.cases:
        return start.strip()
    if not short:
        return (
            f"{start}Đối với từng hồ sơ nêu tại Biên bản này, số thành viên được quyền chấm có "
            "mặt đều từ hai phần ba trở lên, đủ điều kiện thẩm định."
        )
    named = "; ".join(f"{c.code} ({count(c.present)}/{count(c.entitled)})" for c in short)
    return (
        f"{start}Số thành viên được quyền chấm có mặt chưa đủ hai phần ba đối với hồ sơ: "
        f"{named}; các hồ sơ khác đủ điều kiện thẩm định."
    )


def conclusion_part(facts: Facts) -> list[Block]:
    """How many got which class, and what the chair concluded."""
    blocks: list[Block] = []
    number = 2 if facts.cases else 1
    lead = "1. Kết quả chung:"
    for kind, name in KINDS.items():
        cases = facts.of_kind(kind)
        if not cases:
            continue
        classes = facts.classes(kind)
        text = f"{name} {count(len(cases))} hồ sơ"
        if classes:
            text += ", trong đó: " + "; ".join(f"{k} {count(n)}" for k, n in classes)
        else:
            text += ", chưa xếp loại"
        blocks.append(Para(f"{text}.", lead))
        lead = ""
    lines = split_lines(facts.meeting.conclusion) or [DOTS * 3]
    blocks.append(Para(ended(lines[0]), f"{number}. Kết luận của chủ trì:"))
    blocks += [Para(ended(line)) for line in lines[1:]]
    return blocks


def _closing(facts: Facts, form: Form) -> str:
    return (
        "Biên bản này được đọc lại cho các thành viên dự họp cùng nghe, thống nhất thông qua; "
        f"cuộc họp kết thúc vào hồi {clock_words(form, facts.meeting.end)} cùng ngày"
        f"{form.text.ending}"
    )


def signatures_part(facts: Facts, form: Form) -> tuple[Signature, ...]:
    """Who signs, in signing order: secretary, members, chair."""
    meeting = facts.meeting
    places = [(Role.SECRETARY, meeting.secretary, form.signature.left)]
    if facts.members_sign:
        others = (p for p in facts.panel if p.present)
        places += [
            (Role.MEMBER, person.code, form.signature.member)
            for person in others
            if person.code not in (meeting.chair, meeting.secretary)
        ]
    places.append((Role.CHAIR, meeting.chair, form.signature.right))
    signatures = []
    for role, code, title in places:
        person = facts.person(code)
        signatures.append(Signature(role, code, title, person.name if person else ""))
    return tuple(signatures)


def recipients_part(facts: Facts, form: Form) -> tuple[str, ...]:
    """Nơi nhận."""
    typed = facts.meeting.recipients.replace(";", "\n")
    lines = split_lines(typed) or [
        f"{facts.body} (báo cáo)",
        f"Các thành viên {form.words.panel}",
        f"Lưu hồ sơ {form.words.panel}",
    ]
    return as_list(lines, form.recipients.separator, form.recipients.last)


def appendices_part(
    facts: Facts, form: Form, few: bool, attached_to: str
) -> tuple[Appendix, ...]:
    """The results by criterion; with more than FEW submissions also the members' marks."""
    attached = f"(kèm theo {attached_to})"
    tables = results_table(facts)
    if not tables:
        return ()
    models = f"mô hình mới, cách làm sáng tạo năm {facts.year}"
    first = (
        f"Kết quả thẩm định {models}, theo tiêu chí",
        (*tables, *criteria_notes(facts), *decided_table(facts)),
    )
    second = (
        f"Điểm chấm của từng thành viên {form.words.panel} đối với {models}",
        tuple(score_tables(facts)),
    )
    parts = [first] if few or all_agreed(facts) else [first, second]
    return tuple(
        Appendix(
            f"PHỤ LỤC {roman(place)}" if len(parts) > 1 else "PHỤ LỤC",
            title,
            attached,
            blocks,
        )
        for place, (title, blocks) in enumerate(parts, start=1)
    )


def reference(facts: Facts, form: Form) -> str:
    """How attachments name their minutes, with what amended them since: "Biên bản số
    03-BB/TTĐ, ngày 24/11/2023 của … (đã điều chỉnh, bổ sung lần 1)"."""
    later = facts.amends
    said = f" (đã điều chỉnh, bổ sung lần {later.number})" if later is not None else ""
    return minutes_reference(facts, form) + said


def minutes_reference(facts: Facts, form: Form) -> str:
    """As "Biên bản số 03-BB/TTĐ, ngày 24/11/2023 của …"."""
    return named_paper(facts, form, facts.meeting.minutes_no, facts.meeting.day)


def named_paper(facts: Facts, form: Form, typed: str, day: date | None) -> str:
    """The minutes of that number and day, as other papers name them."""
    number = DOTS
    if not number_is_open(typed):
        number = paper_number(form, typed, KIND).removeprefix("Số").lstrip(": ")
    dated = date_figures(day) if day else DOTS
    return f"Biên bản số {number}, ngày {dated} của {form.words.panel}, {facts.body}"
