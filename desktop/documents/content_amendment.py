"""Gathers what amending minutes (biên bản điều chỉnh, bổ sung) say: why, what, and the results
as they are now, in full.

The paper stands beside the minutes that it amends and names them by number, date and code; every
difference is told with old, new, who and why. Long texts stand below the table.
"""

from __future__ import annotations

from typing import Final

from desktop.amending_words import Change
from desktop.documents.blocks import Block, Cell, Column, Level, Line, Paper, Para, Section, Table
from desktop.documents.contents import (
    appendices_part,
    conclusion_part,
    heading_text,
    marks,
    minutes,
    minutes_reference,
    named_paper,
    recipients_part,
    signatures_part,
)
from desktop.documents.facts import Amends, Facts
from desktop.documents.forms import Form, load_form
from desktop.documents.people import subject_line
from desktop.documents.wording import (
    DOTS,
    count,
    date_words,
    ended,
    listed,
    lower_first,
    roman,
    split_lines,
    upper_first,
)

LONG: Final = 160
"""Letters of a text above which it stands below the table instead of in it."""

_COLUMNS: Final = (
    Column("TT", Cell.NUMBER),
    Column("Nội dung", Cell.CODE, least=33),
    Column("Đã ghi", Cell.TEXT),
    Column("Điều chỉnh, bổ sung thành", Cell.TEXT),
    Column("Người thay đổi; lý do", Cell.TEXT),
)


def paper_of(facts: Facts, proof_code: str | None = None) -> Paper:
    """The signing paper of a body: the minutes, or the amending minutes where it amends some."""
    if facts.amends is None:
        return minutes(facts, proof_code)
    return amending(facts, facts.amends, proof_code)


def amending(facts: Facts, amends: Amends, proof_code: str | None = None) -> Paper:
    """The amending minutes; a draft where there is no proof code."""
    form = load_form(facts.form)
    own = f"{named_paper(facts, form, amends.minutes_no, amends.day)}, bổ sung lần {amends.number}"
    parts = (
        ("LÝ DO ĐIỀU CHỈNH, BỔ SUNG", _reason(amends)),
        ("NỘI DUNG ĐIỀU CHỈNH, BỔ SUNG", _changes(facts, amends)),
        ("KẾT QUẢ SAU ĐIỀU CHỈNH, BỔ SUNG", [*_results(facts), *conclusion_part(facts)]),
    )
    body: list[Block] = [Para(text) for text in _opening(facts, form, amends)]
    for place, (title, blocks) in enumerate(parts, start=1):
        body += [Section(form.text.section.format(roman(place)) + title), *blocks]
    subject = (
        f"Điều chỉnh, bổ sung lần {amends.number} kết quả thẩm định mô hình mới, cách làm sáng "
        f"tạo năm {facts.year}"
    )
    return Paper(
        form=form,
        marks=marks(facts, proof_code),
        heading=heading_text(facts, form, amends.minutes_no, amends.day),
        type_name="BIÊN BẢN",
        subject=subject,
        blocks=tuple(body),
        closing=Para(_closing(facts, form)),
        signatures=signatures_part(facts, form),
        recipients=recipients_part(facts, form),
        appendices=appendices_part(facts, form, False, own),
        title=f"Biên bản điều chỉnh, bổ sung lần {amends.number}, cuộc họp số "
        f"{facts.meeting.number} năm {facts.year}",
        author=f"{form.words.panel}, {facts.body}",
    )


def _opening(facts: Facts, form: Form, amends: Amends) -> list[str]:
    """What is amended, by number, date and code, and what amended it before."""
    papers = [paper for paper in amends.papers if paper.number == 0]
    code = f" (mã đối chiếu {papers[0].code})" if papers and papers[0].code else ""
    texts = [
        f"Hôm nay, {date_words(amends.day, facts.year)}, {form.words.panel} của {facts.body} lập "
        f"biên bản điều chỉnh, bổ sung lần {amends.number} đối với "
        f"{minutes_reference(facts, form)}{code}."
    ]
    earlier = [
        f"lần {paper.number} tại {named_paper(facts, form, paper.minutes_no, paper.day)}"
        f" (mã đối chiếu {paper.code})"
        for paper in amends.papers
        if paper.number
    ]
    if earlier:
        texts.append(f"Biên bản nêu trên đã được điều chỉnh, bổ sung {listed(earlier, '; ')}.")
    return texts


def _reason(amends: Amends) -> list[Block]:
    lines = split_lines(amends.reason) or [DOTS * 3]
    return [Para(ended(upper_first(line))) for line in lines]


def _changes(facts: Facts, amends: Amends) -> list[Block]:
    """The table of changes, a group for each submission; long texts below it."""
    found = amends.changes
    subjects = {
        f"Hồ sơ {case.code}": f"{subject_line(case)}; mô hình “{case.title}”"
        for case in facts.cases
    }
    lines: list[Line] = []
    below: list[Block] = []
    told: dict[str, int] = {}  # long reasons, each printed once
    about = ""
    for number, change in enumerate(found, start=1):
        if change.about != about:
            about = change.about
            who = f": {subjects[about]}" if about in subjects else ""
            lines.append(Line((f"{about}{who}",), Level.BAND))
        cells, why = [], _why(amends, change)
        if len(why) > LONG and told.setdefault(why, number) != number:
            why = f"như mục {told[why]}"
        for name, text in (
            ("Đã ghi", change.old), ("Điều chỉnh thành", change.new), ("Lý do", why)
        ):  # fmt: skip
            if len(text) > LONG:
                lead = f"Mục {number}, {lower_first(change.what)}. {name}:"
                below.append(Para(ended(text), lead, proven=True))
                text = "nêu dưới bảng" if name == "Lý do" else "Nêu dưới bảng"
            cells.append(text)
        who = f"{upper_first(change.who)}; {cells[2]}" if change.who else upper_first(cells[2])
        lines.append(Line((str(number), change.what, *cells[:2], who)))
    lead = f"Có {count(len(found))} chỗ thay đổi so với kết quả đã ký, đã gửi:"
    return [Para(lead), Table(_COLUMNS, tuple(lines)), *below]


def _why(amends: Amends, change: Change) -> str:
    """What has no reason of its own has that of the whole."""
    return change.why if change.why and change.why != amends.reason else "như phần I"


def _results(facts: Facts) -> list[Block]:
    return [
        Para(
            f"Kết quả của {count(len(facts.cases))} hồ sơ tại Phụ lục kèm theo Biên bản này thay "
            "cho kết quả đã nêu tại Biên bản được điều chỉnh; các nội dung khác giữ nguyên."
        )
    ]


def _closing(facts: Facts, form: Form) -> str:
    return (
        "Biên bản này là bộ phận của Biên bản được điều chỉnh, được đọc lại cho các thành viên "
        f"cùng nghe, thống nhất thông qua{form.text.ending}"
    )
