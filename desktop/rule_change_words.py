"""A change of the rules after scoring has begun, in words: what, from, to. No Qt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from desktop.words import ROLES

_SETTINGS: Final = {
    "drop_extremes": "bỏ phiếu cao nhất và thấp nhất",
    "recusal_by_unit": "thành viên không chấm hồ sơ của đơn vị mình",
    "absent_ballot_counts": "tính phiếu gửi trước của thành viên vắng mặt",
    "agreed_mark": "chấm thống nhất một mức điểm",
    "spread_part": "mức chênh lệch lớn (phần trăm điểm tối đa)",
    "several_models": "điểm của đối tượng có nhiều mô hình",
    "exclude_kinds": "không thẩm định một số loại đơn vị",
    "excluded_unit_kinds": "các loại đơn vị không thẩm định",
    "alternatives": "xét căn cứ thay thế của cá nhân không đăng ký",
    "blind": "chấm kín",
    "members_sign": "các thành viên cùng ký biên bản",
    "reason_edges": "hỏi lý do khi cho điểm 0 hoặc điểm tối đa",
    "reason_gap": "hỏi lý do khi điểm lệch nhiều so với tự chấm (phần trăm điểm tối đa)",
}
_MODELS: Final = {
    "highest": "lấy điểm cao nhất",
    "mean": "lấy điểm trung bình",
    "main": "lấy điểm mô hình chính",
}
_KINDS: Final = {"rubric_collective": "tập thể", "rubric_individual": "cá nhân"}
_STATES: Final = {
    "counted": "được tính",
    "extreme": "bỏ vì cao nhất hoặc thấp nhất",
    "recused": "không tính vì thành viên có liên quan",
    "outside": "không tính vì thành viên không chấm hồ sơ này",
    "ahead": "không tính vì thành viên vắng mặt",
    "agreed": "không tính vì đã có điểm thống nhất",
    "off_step": "được tính, có điểm lẻ so với bước điểm",
}
_MEMBER: Final = {
    "name": "họ và tên", "role": "vai trò", "unit": "đơn vị", "post": "chức vụ", "code": "mã",
}  # fmt: skip


def state_words(state: str) -> str:
    """Whether a ballot counts, and why not."""
    return _STATES.get(state, "không rõ")


def rule_words(fld: str, stored: str) -> str:
    """A cell of ``rule_change`` as the log stores it, in words; "" for those that are words."""
    name = fld.partition(".")[2]
    if name == "what":
        if stored in _KINDS:
            return f"bộ tiêu chí đối với {_KINDS[stored]}"
        return "Tổ thẩm định" if stored == "panel" else _SETTINGS.get(stored, "quy định khác")
    if name not in ("old", "new"):
        return ""
    try:
        value = json.loads(stored)
    except (ValueError, RecursionError):
        return "(không đọc được)"
    if isinstance(value, Mapping):
        return f"bước điểm {_points(value.get('step'))}; mức xếp loại {_bands(value)}"
    if isinstance(value, list) and all(isinstance(each, Mapping) for each in value) and value:
        return "; ".join(_person(each) for each in value)
    return _value(value)


def change_words(what: str, old: Any, new: Any) -> str:
    """As "đổi “bỏ phiếu cao nhất và thấp nhất”: không → có"; values as
    ``db.rule_changes.RuleChange`` has them."""
    if what in _KINDS and isinstance(old, Mapping) and isinstance(new, Mapping):
        return f"đổi bộ tiêu chí đối với {_KINDS[what]}: {_rubric(old, new)}"
    if what == "panel" and isinstance(old, Sequence) and isinstance(new, Sequence):
        return f"đổi Tổ thẩm định: {_panel(old, new)}"
    name = _SETTINGS.get(what, "một quy định khác")
    return f"đổi “{name}”: {_value(old)} → {_value(new)}"


def reason_missing(facts: Mapping[str, Any]) -> str:
    """Of a RuleReasonError: what to do so that the rule can change."""
    what = str(facts["what"])
    if what == "panel":
        way = "Tổ thẩm định”, bấm “Sửa Tổ thẩm định…"
    elif what in _KINDS:
        way = "Thang điểm”, bấm “Sửa thang điểm…"
    else:
        return "Đã có phiếu; hãy ghi lý do, căn cứ rồi đổi cách chấm."
    return f"Đã có phiếu; hãy vào “Cài đặt”, “{way}” để ghi lý do, căn cứ rồi đổi."


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "không có"
    return _MODELS.get(str(value), str(value))


def _rubric(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    parts = []
    if old.get("step") != new.get("step"):
        parts.append(f"bước điểm {_points(old.get('step'))} → {_points(new.get('step'))}")
    if old.get("bands") != new.get("bands"):
        parts.append(f"mức xếp loại {_bands(old)} → {_bands(new)}")
    if old.get("name") != new.get("name"):
        parts.append(f"tên “{old.get('name')}” → “{new.get('name')}”")
    if old.get("criteria") != new.get("criteria"):
        parts.append("tên hoặc điểm tối đa của tiêu chí")
    return "; ".join(parts) or "nội dung khác"


def _bands(rule: Mapping[str, Any]) -> str:
    said = [f"{b['class']} từ {_points(b['from'])}" for b in rule.get("bands") or ()]
    return ", ".join(said) or "chưa có"


def _points(value: Any) -> str:
    number = int(value or 0)
    return f"{number // 100},{number % 100:02}"


def _panel(old: Sequence[Mapping[str, str]], new: Sequence[Mapping[str, str]]) -> str:
    before = {each["id"]: each for each in old}
    after = {each["id"]: each for each in new}
    parts = [f"thêm {_person(after[i])}" for i in after if i not in before]
    parts += [f"thôi tham gia: {_person(before[i])}" for i in before if i not in after]
    for ident in before:
        if ident in after and before[ident] != after[ident]:
            one, other = before[ident], after[ident]
            moved = [
                f"{word} {_field(name, one)} → {_field(name, other)}"
                for name, word in _MEMBER.items()
                if one.get(name) != other.get(name)
            ]
            parts.append(f"đồng chí {one['name']}: {', '.join(moved)}")
    return "; ".join(parts) or "không có thay đổi"


def _person(said: Mapping[str, str]) -> str:
    return f"đồng chí {said['name']} ({_field('role', said)})"


def _field(name: str, said: Mapping[str, str]) -> str:
    value = said.get(name) or ""
    if name == "role":
        value = {str(role): word for role, word in ROLES.items()}.get(value, value).lower()
    return value or "(trống)"
