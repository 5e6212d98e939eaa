"""The fields of the two papers of a submission, with their names on the screen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from db.rules.bands import CLASSES
from desktop.field_words import RECHECK, SUBMISSION
from desktop.models.words import DAY_HINT

FIELDS: Final = (  # R3
    "Kinh tế",
    "Văn hóa - xã hội",
    "Quốc phòng - an ninh",
    "Xây dựng Đảng, hệ thống chính trị",
    "Cải cách hành chính, chuyển đổi số",
    "Phương pháp, lề lối làm việc",
)
FIELD_CHOICES: Final = (("", "(chưa chọn)"), *((field, field) for field in FIELDS))
CLASS_CHOICES: Final = (("", "(chưa ghi)"), *((name, name) for name in CLASSES))
KIND_CHOICES: Final = (("collective", "Tập thể"), ("individual", "Cá nhân"))


class Holds(Enum):
    """How a field is typed."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    UNIT = "unit"
    CODE = "code"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of db.kinds; ``wide`` ones take a whole line."""

    name: str
    label: str
    holds: Holds = Holds.TEXT
    wide: bool = False
    hint: str = ""


_WHY_FIRST: Final = "ghi lý do trước khi gõ ngày"

REGISTRATION: Final = (
    FormField("kind", SUBMISSION["kind"], Holds.CHOICE),
    FormField("code", SUBMISSION["code"], Holds.CODE),
    FormField("registered_on", SUBMISSION["registered_on"], Holds.DATE, hint=DAY_HINT),
    FormField("arrival_no", SUBMISSION["arrival_no"], Holds.LINE),
    FormField("subject", SUBMISSION["subject"], Holds.LINE),
    FormField("post", SUBMISSION["post"], Holds.LINE),
    FormField("unit", SUBMISSION["unit"], Holds.UNIT, hint="gõ mã hoặc tên, không cần dấu"),
    FormField("field", SUBMISSION["field"], Holds.CHOICE),
    FormField("title", SUBMISSION["title"], Holds.LINE, wide=True),
    FormField("is_head", SUBMISSION["is_head"], Holds.FLAG),
    FormField("aims_excellent", SUBMISSION["aims_excellent"], Holds.FLAG),
    FormField("content", SUBMISSION["content"]),
    FormField("basis", SUBMISSION["basis"]),
    FormField("current_state", SUBMISSION["current_state"]),
    FormField("novelty", SUBMISSION["novelty"]),
    FormField("solution", SUBMISSION["solution"]),
    FormField("product", SUBMISSION["product"]),
    FormField("scope", SUBMISSION["scope"], Holds.LINE),
    FormField("schedule", SUBMISSION["schedule"], Holds.LINE),
    FormField("partners", SUBMISSION["partners"], Holds.LINE),
    FormField("lead", SUBMISSION["lead"], Holds.LINE),
    FormField("signer", SUBMISSION["signer"], Holds.LINE),
    FormField("is_main", SUBMISSION["is_main"], Holds.FLAG, wide=True),
)
REPORT: Final = (
    FormField("has_report", SUBMISSION["has_report"], Holds.FLAG),
    FormField("with_achievement", SUBMISSION["with_achievement"], Holds.FLAG),
    FormField("reported_on", SUBMISSION["reported_on"], Holds.DATE, hint=DAY_HINT),
    FormField("report_signer", SUBMISSION["report_signer"], Holds.LINE),
    FormField("directing_documents", SUBMISSION["directing_documents"]),
    FormField("rollout", SUBMISSION["rollout"]),
    FormField("result", SUBMISSION["result"]),
    FormField("evidence_note", SUBMISSION["evidence_note"]),
    FormField("effect", SUBMISSION["effect"]),
    FormField("reviews", SUBMISSION["reviews"]),
    FormField("obstacles", SUBMISSION["obstacles"]),
    FormField("limits", SUBMISSION["limits"]),
    FormField("alternative_basis", SUBMISSION["alternative_basis"]),
    FormField("superior_opinion", SUBMISSION["superior_opinion"]),
)
REVIEW: Final = (  # what the organisation board adds: R20, why something came late, its brief
    FormField("recheck", SUBMISSION["recheck"], Holds.CHOICE),
    FormField("recheck_note", SUBMISSION["recheck_note"], Holds.LINE),
    FormField("late_reason", SUBMISSION["late_reason"], Holds.LINE, hint=_WHY_FIRST),
    FormField(
        "report_late_reason", SUBMISSION["report_late_reason"], Holds.LINE, hint=_WHY_FIRST
    ),
    FormField("preliminary_opinion", SUBMISSION["preliminary_opinion"], wide=True),
)
SELF_CLASS: Final = FormField("self_class", SUBMISSION["self_class"], Holds.CHOICE)
RECHECK_CHOICES: Final = (("", "(chưa rà soát)"), *RECHECK.items())
CHOICES: Final = {
    "recheck": RECHECK_CHOICES,
    "kind": KIND_CHOICES,
    "field": FIELD_CHOICES,
    "self_class": CLASS_CHOICES,
}
