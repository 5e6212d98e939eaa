"""What changed after results were closed, as people read it: on screen, paper, command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from db.amending_causes import OFFICE
from db.amendments import Told
from db.queries.events import FrozenFacts
from db.queries.trace_freezes import FrozenIn
from db.rules.change_lines import Line, lines
from db.rules.differences import differences
from db.rules.points import show
from desktop.amending_values import (
    REASONS,
    agreed,
    attended,
    ballot,
    concluded,
    counts,
    found_new,
    item,
    left_out,
    marks,
    outcome,
    recusal,
    ruled,
    spread,
    votes,
)
from desktop.field_words import FIELDS, field_name
from desktop.words import KINDS, ROLES

Body = Mapping[str, Any]
Facts = Mapping[str, Any]

NOTHING: Final = "không có"
SETTINGS: Final = {
    "recusal_by_unit": "Cùng đơn vị thì không chấm",
    "drop_extremes": "Bỏ phiếu cao nhất, thấp nhất",
    "exclude_kinds": "Không thẩm định một số loại đơn vị",
    "excluded_unit_kinds": "Loại đơn vị không thẩm định",
    "alternatives": "Căn cứ thay thế cho cá nhân không đăng ký",
    "several_models": "Nhiều mô hình của một đối tượng",
    "blind": "Chấm kín",
    "agreed_mark": "Chấm thống nhất một mức điểm",
    "absent_ballot_counts": "Phiếu của người vắng họp",
    "members_sign": "Thành viên ký biên bản",
    "spread_part": "Mức chênh lệch lớn",
    "panel": "Điều chỉnh Tổ thẩm định",
    "rubric_collective": "Điều chỉnh thang điểm tập thể",
    "rubric_individual": "Điều chỉnh thang điểm cá nhân",
}
_SAID: Final = {"summary": "Tóm tắt", "opinions": "Ý kiến", "conclusion": "Kết luận"}
_MODELS: Final = {"highest": "lấy mức cao nhất", "mean": "lấy trung bình", "main": "mô hình chính"}
_POINTS: Final = frozenset({"self_score", "total", "step"})
_CODED: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": KINDS,
    "applies_to": KINDS,
    "role": ROLES,
    "several_models": _MODELS,
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line for people. ``about`` is the submission ("Hồ sơ HS1") or "Cuộc họp";
    ``who`` names people; ``why`` is "" while only the reason of the whole says it."""

    about: str
    what: str
    old: str
    new: str
    who: str
    why: str
    case: str = ""  # id of the submission


def changes(
    old: Body,
    new: Body,
    told: Sequence[Told],
    *,
    person: str = "đ/c {}",
    office: str = "Văn phòng",
) -> list[Change]:
    """The lines of an amendment of ``old`` that says ``new``. ``person`` is how people are
    spoken of, ``office`` who keys in what stands on paper."""
    wording = _Wording(old, new, told, person, office)
    return [wording.change(line) for line in lines(differences(old, new))]


def refused(facts: Facts) -> str:
    """Why there are no amending minutes."""
    meeting = f"cuộc họp số {facts.get('session')}"
    return {
        "open": f"Kết quả {meeting} chưa ký và chưa gửi cấp trên; hãy mở chốt để sửa rồi chốt "
        "lại, chưa cần biên bản bổ sung.",
        "nothing": f"Từ khi ký hoặc gửi đi, kết quả {meeting} không có gì thay đổi nên chưa có "
        "gì để bổ sung.",
    }.get(
        str(facts.get("what")),
        f"{meeting[:1].upper()}{meeting[1:]} đang có hai bản chốt khác nhau; "
        "hãy mở chốt một bản rồi làm lại.",
    )


def standing_words(frozen: FrozenIn | FrozenFacts) -> str:
    """Whether frozen results are in force: "đã được điều chỉnh bởi biên bản bổ sung lần 1"."""
    if frozen.amended_by:
        return f"đã được điều chỉnh bởi biên bản bổ sung lần {frozen.amended_by}"
    if frozen.withdrawn is None:
        return "đang có hiệu lực"
    return f"bản đã thu hồi, lý do mở chốt: {frozen.withdrawn}"


class _Wording:
    def __init__(
        self, old: Body, new: Body, told: Sequence[Told], person: str, office: str
    ) -> None:
        self._bodies, self._person, self._office = (old, new), person, office
        self._names = {m["code"]: m["name"] for body in (old, new) for m in body["panel"]}
        self._cases = [{s["id"]: s for s in body["submissions"]} for body in (old, new)]
        self._causes = {(t.difference.path, t.difference.move): t.cause for t in told}

    def change(self, line: Line) -> Change:
        what, old, new = self._said(line)
        case = {**self._cases[0], **self._cases[1]}.get(line.case)
        about = f"Hồ sơ {case['code']}" if case else "Cuộc họp"
        parts = [(part.path, part.move) for part in line.parts]
        causes = [self._causes[part] for part in parts if part in self._causes]
        who = dict.fromkeys(name for cause in causes for name in cause.who)
        why = dict.fromkeys(REASONS.get(text, text) for cause in causes for text in cause.why)
        return Change(
            about,
            what,
            old or NOTHING,
            new or NOTHING,
            ", ".join(self._office if name == OFFICE else self._called(name) for name in who),
            "; ".join(why),
            line.case,
        )

    def _called(self, code: str) -> str:
        return self._person.format(self._names.get(code, code))

    def _said(self, line: Line) -> tuple[str, str, str]:
        """(what, old, new) of a line."""
        old, new = (cases.get(line.case, {}) for cases in self._cases)
        part = line.parts[0]
        match line.what:
            case "case":
                return "Kết quả của hồ sơ", outcome(part.old), outcome(part.new)
            case "ballot":
                return (
                    f"Phiếu của {self._called(line.key)}",
                    ballot(part.old, part.new),
                    ballot(part.new, part.old),
                )
            case "recusal":
                who = f"{self._called(line.key)} tham gia chấm"
                return who[:1].upper() + who[1:], recusal(part.old), recusal(part.new)
            case "agreed":
                return "Cách chấm", agreed(old), agreed(new)
            case "criteria":
                was, now = old.get("criteria") or {}, new.get("criteria") or {}
                return "Điểm trung bình tiêu chí", marks(was, now), marks(now, was)
            case "result":
                return "Điểm, xếp loại", outcome(old), outcome(new)
            case "spread":
                return "Trung vị, chênh lệch", spread(old), spread(new)
            case "count":
                return "Số phiếu, số thành viên", counts(old), counts(new)
            case "votes":
                return "Biểu quyết", votes(old), votes(new)
            case "said":
                return _SAID[line.key], str(part.old or ""), str(part.new or "")
            case "concluded":
                return "Xếp loại Tổ kết luận", concluded(old), concluded(new)
            case "novelty":
                return "Kết luận về tính mới", found_new(part.old), found_new(part.new)
            case "ruling":
                return "Xem xét điều kiện", ruled(part.old), ruled(part.new)
            case "chair":
                return "Chủ trì phần này", self._name(part.old), self._name(part.new)
        return self._of_the_meeting(line)

    def _of_the_meeting(self, line: Line) -> tuple[str, str, str]:
        part, field = line.parts[0], line.parts[0].path[-1]
        match line.what:
            case "left_out":
                return f"Hồ sơ {line.key} để lại", left_out(part.old), left_out(part.new)
            case "attendance":
                was, now = (self._person_in(body, line.key) for body in self._bodies)
                return f"Điểm danh {self._called(line.key)}", attended(was), attended(now)
            case "member":
                if len(part.path) == 2:
                    who = self._called(line.key)
                    state = ("" if part.old is None else "trong Tổ"), (
                        "" if part.new is None else "trong Tổ"
                    )
                    return f"Thành viên {who}", *state
                name = field_name(f"member.{field.removesuffix('_name')}")
                return f"{name} của {self._called(line.key)}", *self._values(line, field)
            case "setting":
                name = SETTINGS.get(line.key, line.key)
                if all(part.path[1] == "bases" for part in line.parts):
                    name = f"Căn cứ: {name[:1].lower()}{name[1:]}"
                return name, *self._values(line, line.key)
            case "rubric":
                kind, _, name = line.key.partition(":")
                label = field_name(f"rubric.{name}") if name else "Thang điểm"
                return f"{label} ({KINDS.get(kind, kind).lower()})", *self._values(line, name)
            case "fact":
                label = FIELDS["submission"].get(field.removesuffix("_name"), "")
                label = label or {"self_score": "Tự chấm", "self_marks": "Tự chấm"}.get(field, "")
                return label or "Điều kiện thẩm định", *self._values(line, field)
        kind = "session" if line.what == "session" else "campaign"
        return FIELDS[kind].get(field, "Điểm khác"), *self._values(line, field)

    def _person_in(self, body: Body, code: str) -> Body:
        return next((m for m in body["panel"] if m["code"] == code), {})

    def _values(self, line: Line, field: str) -> tuple[str, str]:
        """Old and new of the part that says most: a setting rather than its basis."""
        part = max(line.parts, key=lambda p: p.path[1:2] != ("bases",))
        return self._value(field, part.old), self._value(field, part.new)

    def _value(self, field: str, value: object) -> str:
        if field in ("chair", "secretary"):
            return self._name(value)
        if isinstance(value, bool):
            return "có" if value else "không"
        if isinstance(value, int):
            return show(value) if field in _POINTS else str(value)
        if isinstance(value, Mapping):
            if "applies_to" in value:
                return str(value.get("name", ""))
            return marks(value, {})
        if isinstance(value, list):
            return "; ".join(map(item, value))
        text = "" if value is None else str(value)
        return _CODED.get(field, {}).get(text, text)

    def _name(self, code: object) -> str:
        return self._called(str(code)) if code else ""


def summary(found: Iterable[Change]) -> list[str]:
    """The changes as sentences, for the command line."""
    return [
        f"{each.about}, {each.what[:1].lower()}{each.what[1:]}: {each.old} → {each.new}"
        + (f"; {each.who}" if each.who else "")
        + (f"; lý do: {each.why}" if each.why else "")
        + "."
        for each in found
    ]
