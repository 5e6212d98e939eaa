"""The eight sheets of the import workbook and their columns (design part 5).

Reading and the template both go by this, so that they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final


class Holds(Enum):
    """What a column holds; the template formats it so."""

    TEXT = "text"
    LONG_TEXT = "long text"
    CODE = "code"
    DATE = "date"
    TIME = "time"
    FLAG = "flag"
    KIND = "kind"
    ROLE = "role"
    FIELD = "field"
    CLASS = "class"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``name`` of the value in ImportRow, heading as written."""

    name: str
    heading: str
    holds: Holds = Holds.TEXT
    width: int = 16


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet. ``keys`` are the names without which a row says nothing.

    ``criteria_at`` is the place of the criterion columns among ``columns``.
    """

    sheet: str
    purpose: str
    columns: tuple[Column, ...]
    keys: tuple[str, ...]
    criteria_at: int | None = None


_SUBMISSION: Final = Column("code", "Mã hồ sơ", Holds.CODE, 14)
_UNIT: Final = Column("unit", "Mã đơn vị", Holds.CODE, 12)

UNITS: Final = Layout(
    "Đơn vị",
    "Các tổ chức, mỗi dòng một đơn vị; đơn vị cấp trên cũng phải có mã.",
    (
        Column("code", "Mã đơn vị", Holds.CODE, 12),
        Column("name", "Tên đơn vị", width=40),
        Column("parent", "Mã đơn vị cấp trên", Holds.CODE, 18),
        Column("kind", "Loại", width=26),
        Column("start", "Từ ngày", Holds.DATE, 12),
        Column("end", "Đến ngày", Holds.DATE, 12),
    ),
    ("code",),
)
MEMBERS: Final = Layout(
    "Tổ thẩm định",
    "Thành viên Tổ thẩm định; vai trò: Tổ trưởng, Tổ phó, Thư ký, Thành viên.",
    (
        Column("code", "Mã thành viên", Holds.CODE, 14),
        Column("name", "Họ và tên", width=28),
        Column("role", "Vai trò", Holds.ROLE, 14),
        _UNIT,
        Column("post", "Chức vụ", width=24),
    ),
    ("code",),
)
SUBJECTS: Final = Layout(
    "Đối tượng",
    "Tập thể, cá nhân phải hoặc có thể đăng ký, kể cả nơi chưa gửi hồ sơ.",
    (
        Column("code", "Mã đối tượng", Holds.CODE, 14),
        Column("kind", "Đối tượng", Holds.KIND, 12),
        Column("name", "Tên đối tượng", width=36),
        Column("post", "Chức vụ", width=24),
        _UNIT,
        Column("authority", "Thẩm quyền", width=24),
        Column("must_register", "Phải đăng ký", Holds.FLAG, 14),
        Column("aims_excellent", "Đề nghị HTXSNV", Holds.FLAG, 16),
    ),
    ("code",),
)
SUBMISSIONS: Final = Layout(
    "Đăng ký",
    "Mỗi dòng một mô hình; để trống Ngày đăng ký nghĩa là chưa đăng ký.",
    (
        _SUBMISSION,
        Column("kind", "Đối tượng", Holds.KIND, 12),
        Column("subject", "Tên đối tượng", width=28),
        Column("post", "Chức vụ", width=18),
        _UNIT,
        Column("is_head", "Người đứng đầu", Holds.FLAG, 16),
        Column("title", "Tên mô hình", width=34),
        Column("field", "Lĩnh vực", Holds.FIELD, 26),
        Column("content", "Nội dung", Holds.LONG_TEXT, 30),
        Column("novelty", "Tính mới", Holds.LONG_TEXT, 30),
        Column("product", "Sản phẩm", Holds.LONG_TEXT, 24),
        Column("registered_on", "Ngày đăng ký", Holds.DATE, 14),
        Column("arrival_no", "Số đến", Holds.CODE, 10),
        Column("aims_excellent", "Đăng ký HTXSNV", Holds.FLAG, 16),
        Column("late_reason", "Lý do đăng ký chậm", width=26),
    ),
    ("code",),
)
TARGETS: Final = Layout(
    "Chỉ tiêu",
    "Chỉ tiêu đăng ký của từng hồ sơ và kết quả đạt được.",
    (
        _SUBMISSION,
        Column("name", "Chỉ tiêu", width=40),
        Column("measure", "Đơn vị tính", width=14),
        Column("baseline", "Hiện trạng", width=14),
        Column("promised", "Đăng ký", width=14),
        Column("actual", "Kết quả", width=14),
    ),
    ("code", "name"),
)
REPORTS: Final = Layout(
    "Báo cáo",
    "Mỗi dòng một báo cáo kết quả; hồ sơ không có dòng nào là chưa báo cáo.",
    (
        _SUBMISSION,
        Column("reported_on", "Ngày báo cáo", Holds.DATE, 14),
        Column("result", "Kết quả", Holds.LONG_TEXT, 44),
        Column("self_class", "Tự xếp loại", Holds.CLASS, 14),
        Column("alternative_basis", "Căn cứ thay thế", width=30),
        Column("with_achievement", "Kèm báo cáo thành tích", Holds.FLAG, 24),
        Column("report_late_reason", "Lý do báo cáo chậm", width=26),
    ),
    ("code",),
    criteria_at=3,
)
BALLOTS: Final = Layout(
    "Phiếu chấm",
    "Mỗi dòng một phiếu của một thành viên; ghi LQ ở cột điểm đầu nếu không chấm vì liên quan.",
    (
        _SUBMISSION,
        Column("member", "Mã thành viên", Holds.CODE, 16),
        Column("comment", "Nhận xét", Holds.LONG_TEXT, 44),
    ),
    ("code", "member"),
    criteria_at=2,
)
SESSIONS: Final = Layout(
    "Cuộc họp",
    "Mỗi dòng một cuộc họp; Vắng: mã thành viên, lý do trong ngoặc, ví dụ TV03 (ốm), TV05 (họp).",
    (
        Column("number", "Số cuộc họp", Holds.CODE, 14),
        Column("minutes_no", "Số biên bản", Holds.CODE, 16),
        Column("date", "Ngày", Holds.DATE, 12),
        Column("start", "Giờ bắt đầu", Holds.TIME, 13),
        Column("end", "Giờ kết thúc", Holds.TIME, 13),
        Column("place", "Địa điểm", width=26),
        Column("chair", "Chủ trì", Holds.CODE, 10),
        Column("secretary", "Thư ký", Holds.CODE, 10),
        Column("absent", "Vắng", width=28),
        Column("decision", "Quyết định thành lập", width=30),
        Column("conclusion", "Kết luận", Holds.LONG_TEXT, 40),
    ),
    ("number",),
)

LAYOUTS: Final = (
    *(UNITS, MEMBERS, SUBJECTS, SUBMISSIONS),
    *(TARGETS, REPORTS, BALLOTS, SESSIONS),
)
"""All sheets, in the order in which they are read: what is named later stands earlier."""

GUIDE: Final = "Hướng dẫn"
"""The template's own sheet of explanations, passed over when reading."""
