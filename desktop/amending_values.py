"""Values of a session's body as people read them, before and after a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from db.rules.points import show
from desktop.field_words import NOVELTY
from desktop.words import LEFT_OUT

Body = Mapping[str, Any]

REASONS: Final = {
    "same_unit": "công tác tại đơn vị có hồ sơ",
    "same_name_and_unit": "là người có hồ sơ được thẩm định",
    "same_name_and_post": "là người có hồ sơ được thẩm định",
    "LQ": "tự khai có liên quan",
}


def item(item: object) -> str:
    """A criterion or a band of a rubric, or a plain word of a list."""
    if not isinstance(item, Mapping):
        return str(item)
    name = ". ".join(str(item[key]) for key in ("code", "name", "class") if item.get(key))
    return f"{name}: {show(item.get('max', item.get('from', 0)))}"


def marks(marks: Mapping[str, int], other: Mapping[str, int]) -> str:
    """Those that are not the same as in ``other``; all where none is."""
    changed = [code for code in marks if marks[code] != other.get(code)] or list(marks)
    return "; ".join(f"{code} {show(marks[code])}" for code in changed)


def ballot(one: Body | None, other: Body | None) -> str:
    """What of a ballot is another: marks with the total, else the comment."""
    if one is None:
        return "không có phiếu"
    if other is not None and one["marks"] == other["marks"]:
        comment = str(one.get("comment") or "")
        if comment != str(other.get("comment") or ""):
            return f"nhận xét: {comment or 'không ghi'}"
        kind = "phiếu giấy" if one.get("paper") else "phiếu thành viên tự ký"
        return f"{kind}, {show(one['total'])} điểm"
    given = marks(one["marks"], other["marks"]) + "; " if other is not None else ""
    return f"{given}tổng {show(one['total'])}"


def outcome(case: Body | None) -> str:
    """Final score and class of a submission."""
    if not case or case.get("final") is None:
        return "không kết luận"
    return f"{show(case['final'])} điểm, {case.get('class') or 'chưa xếp loại'}"


def recusal(row: Body | None) -> str:
    """Whether somebody scores."""
    if row is None:
        return "có chấm"
    return f"không chấm: {REASONS.get(row['reason'], row['reason'])}"


def agreed(case: Body) -> str:
    """How a submission was scored."""
    return "một mức điểm thống nhất" if case.get("agreed") else "bằng phiếu"


def spread(case: Body) -> str:
    """What lies around the mean."""
    said = [
        f"{name} {show(case[key])}"
        for key, name in (("median", "trung vị"), ("spread", "chênh lệch"))
        if case.get(key) is not None
    ]
    if case.get("wide"):
        said.append(f"chênh lệch lớn ở {', '.join(case['wide'])}")
    return "; ".join(said)


def counts(case: Body) -> str:
    """Ballots and members."""
    return (
        f"phát ra {case['issued']}, thu về {case['collected']}, hợp lệ {case['valid']}; "
        f"có mặt {case['present']}/{case['entitled']}"
    )


def votes(case: Body) -> str:
    """What was voted, "" while nobody did."""
    if case.get("votes_for") is None and case.get("votes_against") is None:
        return ""
    return (
        f"{case.get('votes_for') or 0} tán thành, "
        f"{case.get('votes_against') or 0} không tán thành"
    )


def left_out(row: Body | None) -> str:
    """Why a submission was left out."""
    return "" if row is None else LEFT_OUT.get(row["code_reason"], str(row["code_reason"]))


def attended(person: Body) -> str:
    """Whether somebody was there."""
    if not person or person.get("present", True):
        return "có mặt"
    return f"vắng: {person['absence']}" if person.get("absence") else "vắng"


def concluded(case: Body) -> str:
    """The panel's own class where it is not what the marks come to, with its reason."""
    if "computed_class" not in case:
        return "theo điểm"
    return f"{case['class']}, lý do: {case.get('concluded_reason') or 'không ghi'}"


def found_new(row: Body | None) -> str:
    """What the panel found of a model's novelty."""
    if row is None:
        return ""
    found = NOVELTY.get(str(row["finding"]), str(row["finding"]))
    return f"{found}: {row['basis']}" if row.get("basis") else found


def ruled(row: Body | None) -> str:
    """What the office decided where the rules leave it open."""
    if row is None:
        return ""
    outcome = {"accepted": "chấp nhận", "refused": "không chấp nhận"}.get(str(row["outcome"]), "")
    return f"{outcome}, {row['document']}: {row['reason']}"
