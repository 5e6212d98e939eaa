"""The fields of the two papers of a submission, with their names on the screen. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from db.rules.bands import CLASSES

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


REGISTRATION: Final = (
    FormField("kind", "Đối tượng", Holds.CHOICE),
    FormField("code", "Mã hồ sơ", Holds.CODE),
    FormField("registered_on", "Ngày đăng ký", Holds.DATE, hint="05/03/2023"),
    FormField("arrival_no", "Số đến", Holds.LINE),
    FormField("subject", "Tên tập thể hoặc cá nhân", Holds.LINE),
    FormField("post", "Chức vụ Đảng, chính quyền", Holds.LINE),
    FormField("unit", "Đơn vị", Holds.UNIT, hint="gõ mã hoặc tên, không cần dấu"),
    FormField("field", "Lĩnh vực", Holds.CHOICE),
    FormField("title", "Tên mô hình", Holds.LINE, wide=True),
    FormField("is_head", "Là người đứng đầu đơn vị", Holds.FLAG),
    FormField("aims_excellent", "Đăng ký hoàn thành xuất sắc nhiệm vụ", Holds.FLAG),
    FormField("content", "Nội dung"),
    FormField("basis", "Căn cứ"),
    FormField("current_state", "Hiện trạng"),
    FormField("novelty", "Tính mới"),
    FormField("solution", "Giải pháp"),
    FormField("product", "Sản phẩm"),
    FormField("scope", "Phạm vi áp dụng", Holds.LINE),
    FormField("schedule", "Tiến độ", Holds.LINE),
    FormField("partners", "Đơn vị phối hợp", Holds.LINE),
    FormField("lead", "Người chủ trì", Holds.LINE),
    FormField("signer", "Người ký phiếu đăng ký", Holds.LINE),
    FormField("is_main", "Là mô hình chính của đối tượng", Holds.FLAG),
)
REPORT: Final = (
    FormField("has_report", "Đã có báo cáo kết quả", Holds.FLAG),
    FormField("with_achievement", "Gộp với báo cáo thành tích khen thưởng", Holds.FLAG),
    FormField("reported_on", "Ngày báo cáo", Holds.DATE, hint="10/11/2023"),
    FormField("report_signer", "Người ký báo cáo", Holds.LINE),
    FormField("directing_documents", "Văn bản chỉ đạo (số, ngày, trích yếu)"),
    FormField("rollout", "Triển khai, hướng dẫn"),
    FormField("result", "Kết quả, có số liệu"),
    FormField("evidence_note", "Minh chứng"),
    FormField("effect", "Hiệu quả, sức lan tỏa"),
    FormField("reviews", "Sơ kết, tổng kết, nhân rộng"),
    FormField("obstacles", "Khó khăn, vướng mắc đã tháo gỡ"),
    FormField("limits", "Hạn chế"),
    FormField("alternative_basis", "Căn cứ thay thế (cá nhân không đăng ký)"),
    FormField("superior_opinion", "Ý kiến của cấp trên"),
)
SELF_CLASS: Final = FormField("self_class", "Tự xếp loại", Holds.CHOICE)
CHOICES: Final = {
    "kind": KIND_CHOICES,
    "field": FIELD_CHOICES,
    "self_class": CLASS_CHOICES,
}
