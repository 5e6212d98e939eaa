"""The part "Kết quả thẩm định" of the minutes: what was scored, said, re-scored, left out."""

from __future__ import annotations

from itertools import groupby

from desktop.documents.blocks import Block, Para
from desktop.documents.content_decision import decision_line
from desktop.documents.content_scores import score_table
from desktop.documents.content_tables import (
    all_agreed,
    concluded_apart,
    signs_note,
    summary_table,
)
from desktop.documents.facts import Case, Decision, Facts, Former, Rescored
from desktop.documents.forms import Form
from desktop.documents.people import (
    KINDS,
    ROLES,
    called,
    left_out_reason,
    novelty_words,
    recusals,
    subject_line,
)
from desktop.documents.wording import (
    count,
    ended,
    listed,
    lower_first,
    points,
    split_lines,
    upper_first,
)
from desktop.words import ruling_words


def results(facts: Facts, form: Form, few: bool) -> list[Block]:
    """All blocks of the part; with ``few`` submissions each has its score table here."""
    blocks: list[Block] = [Para(_overview(facts, few), "1. Tổng hợp:")]
    if facts.cases and not few:
        counts = "Phiếu: số phiếu phát ra/thu về/hợp lệ" if not all_agreed(facts) else ""
        blocks += [*summary_table(facts), *signs_note(facts, first=counts)]
    details = _each_in_full(facts, form) if few else _each_with_remarks(facts, form)
    number = 2
    if details:
        title = "Kết quả từng hồ sơ:" if few else "Diễn biến, ý kiến đối với từng hồ sơ:"
        blocks += [Para("", f"{number}. {title}"), *details]
        number += 1
    again = [
        Para(_again(case, past), proven=True) for case in facts.cases for past in case.former
    ]
    if again:
        blocks += [Para("", f"{number}. Thẩm định lại theo quyết định:"), *again]
        number += 1
    rescored = _rescored(facts, form)
    if rescored:
        blocks += [Para("", f"{number}. Chấm lại sau thảo luận:"), *rescored]
        number += 1
    left = left_out(facts)
    if left:
        blocks += [Para("", f"{number}. Hồ sơ không kết luận tại cuộc họp:"), *left]
    return blocks


def _overview(facts: Facts, few: bool) -> str:
    if not facts.cases:
        return "cuộc họp chưa có hồ sơ nào đủ điều kiện để kết luận."
    kinds = listed(
        f"{count(len(facts.of_kind(kind)))} {name.lower()}"
        for kind, name in KINDS.items()
        if facts.of_kind(kind)
    )
    text = f"đã thẩm định {count(len(facts.cases))} hồ sơ ({kinds})"
    by_ballot = [case for case in facts.cases if not case.agreed]
    if by_ballot:
        text += (
            f"; phiếu chấm điểm phát ra {count(sum(c.issued for c in by_ballot))}, thu về "
            f"{count(sum(c.collected for c in by_ballot))}, hợp lệ "
            f"{count(sum(c.valid for c in by_ballot))}"
        )
    if few:
        return f"{text}. Kết quả tổng hợp theo tiêu chí tại Phụ lục kèm theo Biên bản này."
    if all_agreed(facts):
        return (
            f"{text}. Kết quả như bảng dưới đây; điểm theo tiêu chí tại Phụ lục kèm theo Biên "
            "bản này."
        )
    return (
        f"{text}. Kết quả như bảng dưới đây; điểm trung bình theo tiêu chí tại Phụ lục I, điểm "
        "chấm của từng thành viên tại Phụ lục II kèm theo Biên bản này."
    )


def _each_in_full(facts: Facts, form: Form) -> list[Block]:
    blocks: list[Block] = []
    for place, case in enumerate(facts.cases, start=1):
        title = f"2.{place}. Hồ sơ {case.code}:"
        blocks.append(Para(_introduced(case), title))
        blocks += [Para(text) for text in _said(facts, form, case)]
        blocks.append(Para(_counted(facts, case)))
        blocks += [score_table(facts, case), *signs_note(facts, (case,))]
        blocks.append(Para(_outcome(case), proven=True))
        blocks += _decided(case)
    return blocks


def _each_with_remarks(facts: Facts, form: Form) -> list[Block]:
    blocks: list[Block] = []
    for case in facts.cases:
        texts = _said(facts, form, case)
        if case.agreed and not all_agreed(facts):
            texts.append("Tổ thẩm định chấm thống nhất một mức điểm, không chấm bằng phiếu.")
        decided = _decided(case)
        if not texts and not decided:
            continue
        lead = f"Hồ sơ {case.code} ({case.subject}):"
        if texts:
            blocks.append(Para(texts[0], lead))
            blocks += [Para(text) for text in texts[1:]]
            blocks += decided
        else:
            blocks += [Para(decided[0].text, lead), *decided[1:]]
    return blocks


def _introduced(case: Case) -> str:
    text = f"{KINDS[case.kind].lower()} {subject_line(case)}; mô hình “{case.title}”"
    if case.field:
        text += f"; lĩnh vực: {case.field}"
    if case.self_score is not None:
        text += f"; tự chấm {points(case.self_score)} điểm"
    if case.self_class:
        text += f"; tự xếp loại {case.self_class}"
    return ended(text)


def _said(facts: Facts, form: Form, case: Case) -> list[str]:
    """Summary, opinions, recusals and who presided instead, in that order."""
    texts = [*_labelled("Tóm tắt", case.summary), *_labelled("Ý kiến", case.opinions)]
    if case.ruling is not None:
        texts.append(f"Điều kiện thẩm định: {lower_first(ruling_words(case.ruling))}")
    if case.novelty:
        texts.append(ended(f"Về tính mới: {novelty_words(case)}"))
    names = recusals(facts, form, case)
    if names:
        texts.append(f"Không tham gia chấm: {ended(names)}")
    if case.missing and not case.agreed:
        absent = listed((called(form, facts.person(code)) for code in case.missing), " và ")
        texts.append(f"Có mặt nhưng không có phiếu hợp lệ: {ended(absent)}")
    chair = facts.meeting.chair
    if case.chair and chair and case.chair != chair:
        deputy = facts.person(case.chair)
        role = f", {ROLES[deputy.role]}," if deputy else ","
        texts.append(
            f"{upper_first(called(form, facts.person(chair)))} không chủ trì phần thẩm định hồ "
            f"sơ này; {called(form, deputy)}{role} chủ trì thay."
        )
    elif chair and not case.chair:  # a draft: nothing is frozen so
        texts.append("Người chủ trì thay phần thẩm định hồ sơ này: …")
    if case.eligible_code == "R7":
        texts.append("Cá nhân không đăng ký, được xem xét theo căn cứ thay thế.")
    if case.wide:
        texts.append(f"Điểm các thành viên chênh lệch lớn ở tiêu chí: {listed(case.wide)}.")
    if not case.quorum:
        texts.append(
            f"Số thành viên được quyền chấm có mặt {count(case.present)}/{count(case.entitled)}, "
            "chưa đủ hai phần ba."
        )
    return texts


def _labelled(label: str, text: str) -> list[str]:
    lines = split_lines(text)
    if not lines:
        return []
    return [f"{label}: {ended(lines[0])}", *(ended(line) for line in lines[1:])]


def _counted(facts: Facts, case: Case) -> str:
    if case.agreed:
        return "Tổ thẩm định chấm thống nhất một mức điểm, không chấm bằng phiếu."
    return (
        f"Phiếu chấm điểm phát ra {count(case.issued)}, thu về {count(case.collected)}, hợp lệ "
        f"{count(case.valid)}. Điểm chấm cụ thể:"
    )


def _outcome(case: Case) -> str:
    if case.final is None:
        return "Chưa có điểm kết luận."
    text = f"Điểm kết luận: {points(case.final)} điểm"
    if case.class_name:
        text += f"; xếp loại: {case.class_name}"
    elif case.rank is not None:
        text += f"; thứ tự: {case.rank}; chưa xếp loại"
    if case.votes_for is not None or case.votes_against is not None:
        text += (
            f"; biểu quyết: {count(case.votes_for or 0)} tán thành, "
            f"{count(case.votes_against or 0)} không tán thành"
        )
    return ended(text)


def _decided(case: Case) -> list[Para]:
    texts = [concluded_apart(case)] if case.computed_class else []
    return [Para(text) for text in (*texts, *_labelled("Kết luận", case.conclusion))]


def _again(case: Case, past: Former) -> str:
    return (
        f"- Hồ sơ {case.code} được thẩm định lại theo "
        f"{decision_line(Decision(past.document, past.day))}; "
        f"lý do: {past.reason or '…'}. Kết quả tại cuộc họp số {past.session}: "
        f"{points(past.final) or '…'} điểm, {past.class_name or 'chưa xếp loại'}; phiếu chấm "
        "lần trước được lưu hồ sơ."
    )


def _rescored(facts: Facts, form: Form) -> list[Block]:
    return [
        Para(_rescore(facts, form, case, change), proven=True)
        for case in facts.cases
        for change in case.rescored
    ]


def _rescore(facts: Facts, form: Form, case: Case, change: Rescored) -> str:
    who = upper_first(called(form, facts.person(change.member)))
    return (
        f"- {who} chấm lại hồ sơ {case.code}: từ {points(change.old_total) or '…'} điểm thành "
        f"{points(change.new_total) or '…'} điểm; lý do: {change.reason or '…'}; phiếu chấm lần "
        "trước được lưu hồ sơ."
    )


def left_out(facts: Facts) -> list[Block]:
    """What the session did not conclude on, a line a reason."""
    reasons = {left.code: left_out_reason(left) for left in facts.left_out}
    rows = sorted(facts.left_out, key=lambda left: list(reasons.values()).index(reasons[left.code]))
    blocks: list[Block] = []
    for reason, group in groupby(rows, key=lambda left: reasons[left.code]):
        members = list(group)
        named = "; ".join(f"{left.code} ({left.subject})" for left in members)
        blocks.append(Para(f"- {upper_first(reason)} ({count(len(members))} hồ sơ): {named}."))
    return blocks
