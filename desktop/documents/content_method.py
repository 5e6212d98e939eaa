"""The part "Nội dung và cách chấm điểm" of the minutes: agenda, rubrics, rules, their bases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from db.records import Rubric
from desktop.documents.blocks import Block, Para
from desktop.documents.content_rule_changes import LEAD, rule_changes
from desktop.documents.content_tables import all_agreed
from desktop.documents.facts import Facts
from desktop.documents.forms import Form
from desktop.documents.people import KINDS
from desktop.documents.wording import count, ended, round_points, split_lines

_BASES: Final = {
    "panel": "Điều chỉnh Tổ thẩm định sau khi đã bắt đầu chấm",
    "rubric_collective": "Điều chỉnh bộ tiêu chí đối với tập thể sau khi đã bắt đầu chấm",
    "rubric_individual": "Điều chỉnh bộ tiêu chí đối với cá nhân sau khi đã bắt đầu chấm",
    "drop_extremes": "Bỏ phiếu cao nhất, thấp nhất",
    "recusal_by_unit": "Không chấm hồ sơ của đơn vị mình",
    "absent_ballot_counts": "Phiếu gửi trước của thành viên vắng mặt",
    "agreed_mark": "Chấm thống nhất một mức điểm",
    "spread_part": "Mức chênh lệch lớn",
    "reason_edges": "Lý do của điểm 0 và điểm tối đa",
    "reason_gap": "Lý do của điểm lệch nhiều so với tự chấm",
    "several_models": "Tập thể, cá nhân có nhiều mô hình",
    "exclude_kinds": "Loại đơn vị không thẩm định",
    "excluded_unit_kinds": "Danh mục loại đơn vị không thẩm định",
    "blind": "Chấm kín",
}
"""Settings whose bases stand in the minutes, the changes first."""

_MODELS: Final = {
    "highest": "kết quả cao nhất",
    "mean": "điểm trung bình của các mô hình",
    "main": "kết quả của mô hình chính",
}


def method(facts: Facts, form: Form) -> list[Block]:
    """All blocks of the part."""
    agenda = split_lines(facts.meeting.agenda) or [
        f"{form.words.panel} xem xét, thảo luận, chấm điểm {count(len(facts.cases))} hồ sơ mô "
        f"hình mới, cách làm sáng tạo năm {facts.year}"
    ]
    blocks: list[Block] = [Para(ended(agenda[0]), "1. Chương trình:")]
    blocks += [Para(ended(line)) for line in agenda[1:]]
    used = [rubric for rubric in facts.rubrics if facts.of_kind(rubric.applies_to)]
    for place, rubric in enumerate(used):
        blocks.append(Para(_rubric(rubric), "2. Bộ tiêu chí:" if not place else ""))
    number = 3 if used else 2
    blocks.append(Para(_rule(facts), f"{number}. Cách tính điểm:"))
    reasons = list(_reasons(facts))
    if reasons:
        blocks.append(Para("", f"{number + 1}. Căn cứ, lý do của quy định và điều chỉnh:"))
        blocks += [Para(f"- {ended(line)}") for line in reasons]
        number += 1
    changed = list(rule_changes(facts, form))
    if changed:
        blocks.append(Para("", f"{number + 1}. {LEAD}"))
        blocks += [Para(f"- {line}") for line in changed]
    return blocks


def _reasons(facts: Facts) -> Iterator[str]:
    """What rules rest on, and why rubric, panel or a rule changed after scoring had begun."""
    for name, words in _BASES.items():
        if basis := facts.bases.get(name):
            yield f"{words}: {basis}"


def _rubric(rubric: Rubric) -> str:
    text = f"{KINDS[rubric.applies_to]} chấm theo bộ tiêu chí “{rubric.name}”"
    if rubric.basis:
        text += f", căn cứ {rubric.basis}"
    text += f"; tổng điểm {round_points(rubric.total)}. "
    if not (rubric.confirmed and rubric.bands):
        return text + (
            "Mức xếp loại của bộ tiêu chí này chưa được xác nhận nên Biên bản chỉ ghi điểm và "
            "thứ tự, chưa xếp loại."
        )
    basis = f" ({rubric.bands_basis})" if rubric.bands_basis else ""
    return f"{text}Mức xếp loại{basis}: {'; '.join(_bands(rubric))}."


def _bands(rubric: Rubric) -> list[str]:
    """As "Tốt từ 8 điểm trở lên", "Khá từ 6,5 đến dưới 8 điểm", "Không đạt dưới 5 điểm"."""
    bands = []
    below = ""
    for band in rubric.bands:
        start = f" từ {round_points(band.start)}" if band.start else ""
        upper = f"{' đến' if start else ''} dưới {below} điểm" if below else " điểm trở lên"
        bands.append(band.name + start + (upper if start or below else ""))
        below = round_points(band.start)
    return bands


def _rule(facts: Facts) -> str:
    if facts.cases and all_agreed(facts):
        return "các hồ sơ được chấm thống nhất một mức điểm, không chấm bằng phiếu."
    text = (
        "điểm của hồ sơ là trung bình cộng tổng điểm của các phiếu hợp lệ, làm tròn đến hai "
        "chữ số thập phân; thành viên có liên quan không tham gia chấm hồ sơ đó."
    )
    if facts.drop_extremes:
        text += (
            " Hồ sơ có từ 05 phiếu hợp lệ trở lên thì bỏ một phiếu có tổng điểm cao nhất và "
            "một phiếu có tổng điểm thấp nhất."
        )
    if any(case.absent for case in facts.cases):
        counted = "được tính" if facts.absent_ballot_counts else "không được tính"
        text += f" Phiếu gửi trước của thành viên vắng mặt {counted}."
    if several := _several(facts):
        text += f" {several}"
    return text


def _several(facts: Facts) -> str:
    """Where somebody has several models here: which of them is the result."""
    subjects = Counter((case.kind, case.unit_name, case.subject) for case in facts.cases)
    if max(subjects.values(), default=0) < 2:
        return ""
    which = _MODELS.get(facts.several_models, _MODELS["highest"])
    return f"Tập thể, cá nhân có nhiều mô hình thì lấy {which}."
