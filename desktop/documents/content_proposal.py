"""Gathers what the proposal (tờ trình) to the standing committee says."""

from __future__ import annotations

from collections.abc import Iterator

from db.queries.office_papers import OfficeFacts
from desktop.documents.authority import panel_signer
from desktop.documents.blocks import Appendix, Block, Letter, Letters, Para, Section
from desktop.documents.content_decision import changed_lines, deciding, decision_line
from desktop.documents.content_office import (
    bases,
    counts_table,
    minutes_line,
    models,
    panel_heading,
    results_in_bands,
)
from desktop.documents.content_rating import QUALIFYING, held_class
from desktop.documents.content_results import left_out
from desktop.documents.contents import marks
from desktop.documents.facts import Case, Facts
from desktop.documents.forms import Form, load_form
from desktop.documents.wording import as_list, count, date_figures, ended, roman


def proposal(
    facts: Facts, office: OfficeFacts | None = None, proof_code: str | None = None
) -> Letters:
    """The proposal on a session's results."""
    form = load_form(facts.form)
    to_whom = deciding(facts)
    parts: list[tuple[str, list[Block]]] = [
        ("QUÁ TRÌNH THẨM ĐỊNH", _process(facts, office, form)),
        ("KẾT QUẢ THẨM ĐỊNH", _results(facts)),
        ("ĐỀ NGHỊ", _wanted(facts, form)),
    ]
    blocks: list[Block] = [Para(line) for line in _opening(facts, form, to_whom)]
    for place, (title, part) in enumerate(parts, start=1):
        blocks += [Section(form.text.section.format(roman(place)) + title), *part]
    blocks.append(
        Para(f"{form.words.panel} kính trình {to_whom} xem xét, quyết định{form.text.ending}")
    )
    letter = Letter(
        heading=panel_heading(facts, form, "TTr"),
        type_name="TỜ TRÌNH",
        subject=f"Về kết quả thẩm định {models(facts)}",
        addressed=(f"{form.words.proposed_to}:", to_whom),
        blocks=tuple(blocks),
        signer=panel_signer(facts, form),
        recipients=as_list(
            [
                "Như trên",
                f"Các thành viên {form.words.panel}",
                f"Lưu hồ sơ {form.words.panel}",
            ],
            form.recipients.separator,
            form.recipients.last,
        ),
        appendices=_list(facts),
    )
    title = f"Tờ trình kết quả thẩm định, cuộc họp số {facts.meeting.number}"
    author = f"{form.words.panel}, {facts.body}"
    return Letters(form, marks(facts, proof_code), (letter,), title, author)


def _opening(facts: Facts, form: Form, to_whom: str) -> Iterator[str]:
    for basis in bases(facts):
        yield f"Căn cứ {basis.rstrip(' .;')};"
    if facts.meeting.decision:
        decision = facts.meeting.decision.rstrip(" .;")
        yield f"Căn cứ {decision} về việc thành lập {form.words.panel};"
    yield f"Căn cứ {minutes_line(facts, form)},"
    yield (
        f"{form.words.panel} kính trình {to_whom} kết quả thẩm định {models(facts)} như sau:"
    )


def _process(facts: Facts, office: OfficeFacts | None, form: Form) -> list[Block]:
    texts = []
    if office is not None:
        received = office.received
        texts.append(
            f"Tiếp nhận {count(received.submissions)} hồ sơ, trong đó có đăng ký "
            f"{count(received.registered)}, có báo cáo kết quả {count(received.reported)}."
        )
        rest = received.submissions - len(facts.cases) - len(facts.left_out)
        if rest > 0:
            texts.append(f"{count(rest)} hồ sơ không đưa ra cuộc họp này.")
    here = sum(person.present for person in facts.panel)
    day = f" ngày {date_figures(facts.meeting.day)}" if facts.meeting.day else ""
    texts.append(
        f"{form.words.panel} họp{day}, có mặt {count(here)}/{count(len(facts.panel))} thành "
        f"viên; thẩm định, kết luận {count(len(facts.cases))} hồ sơ."
    )
    blocks: list[Block] = [Para(text) for text in texts]
    left = left_out(facts)
    if left:
        number = count(len(facts.left_out))
        blocks += [Para("", f"Chưa kết luận hoặc không thẩm định {number} hồ sơ:"), *left]
    return blocks


def _results(facts: Facts) -> list[Block]:
    blocks: list[Block] = []
    table = counts_table(facts)
    if table is None:
        blocks.append(Para("Các hồ sơ có điểm và thứ tự, chưa xếp loại."))
    else:
        blocks += [Para("Kết quả xếp loại:"), table]
    against = [case for case in facts.cases if case.votes_against]
    if against:
        blocks.append(Para("", "Ý kiến không tán thành:"))
        blocks += [Para(f"- {_votes(case)}") for case in against]
    else:
        blocks.append(Para("Biên bản không ghi nhận ý kiến không tán thành."))
    blocks.append(Para("Điểm và xếp loại từng hồ sơ tại danh sách kèm theo."))
    if facts.decision is not None:
        said = f"{decision_line(facts.decision)} đã quyết định kết quả; xếp loại theo quyết định"
        blocks.append(Para(f"{said} ghi tại danh sách kèm theo."))
        blocks += [Para(f"- {ended(line)}") for line in changed_lines(facts)]
    return blocks


def _votes(case: Case) -> str:
    return (
        f"Hồ sơ {case.code} ({case.subject}): {count(case.votes_for or 0)} tán thành, "
        f"{count(case.votes_against or 0)} không tán thành."
    )


def _wanted(facts: Facts, form: Form) -> list[Block]:
    classed = [case for case in facts.cases if case.class_name]
    if not classed:
        return [Para("Xem xét điểm và thứ tự các hồ sơ theo danh sách kèm theo.")]
    good = [case for case in classed if held_class(facts, case) in QUALIFYING]
    return [
        Para(f"Công nhận kết quả xếp loại {count(len(classed))} hồ sơ theo danh sách.", "1."),
        Para(
            f"Xem xét xếp loại hoàn thành xuất sắc nhiệm vụ đối với tập thể, cá nhân có kết quả "
            f"Tốt, Khá ({count(len(good))} hồ sơ) theo quy định.",
            "2.",
        ),
        Para(
            "Xem xét khen thưởng tập thể, cá nhân có kết quả Tốt, Khá theo quy định.",
            "3.",
        ),
        Para(_attached(form), "Gửi kèm:"),
    ]


def _attached(form: Form) -> str:
    return f"Biên bản họp {form.words.panel}, bảng tổng hợp kết quả thẩm định, danh sách."


def _list(facts: Facts) -> tuple[Appendix, ...]:
    if not facts.cases:
        return ()
    return (
        Appendix(
            "DANH SÁCH",
            f"Kết quả thẩm định {models(facts)}",
            "(kèm theo Tờ trình)",
            (results_in_bands(facts),),
        ),
    )
