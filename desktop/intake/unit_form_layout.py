"""The form for units without the program: one sheet, its labelled cells and its list.

Writing it out and reading it back both go by this, so that they cannot differ. A label is
found wherever somebody's inserted rows have put it; its value stands so many columns right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from db.rules.bands import CLASSES
from desktop.intake.layout import Column, Holds, Layout

SHEET: Final = "Kết quả thẩm định"
TITLE: Final = "KẾT QUẢ THẨM ĐỊNH MÔ HÌNH MỚI, CÁCH LÀM SÁNG TẠO NĂM"


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled cell: the label's column from 0, and how far right its value stands."""

    name: str
    text: str
    column: int
    value: int = 3
    holds: Holds = Holds.TEXT


FIELDS: Final = (
    Label("unit", "Mã đơn vị", 0, holds=Holds.CODE),
    Label("unit_name", "Tên đơn vị", 0),
    Label("year", "Năm thẩm định", 0, holds=Holds.CODE),
    Label("minutes_no", "Số biên bản của Tổ thẩm định", 0, holds=Holds.CODE),
    Label("date", "Ngày họp", 0, holds=Holds.DATE),
    Label("document", "Số quyết định của cấp ủy", 0, holds=Holds.CODE),
    Label("decided_on", "Ngày quyết định", 0, holds=Holds.DATE),
)

COUNTS_TITLE: Final = "Số liệu của cả đợt"
KIND_COLUMNS: Final = (("collective", "Tập thể", 1), ("individual", "Cá nhân", 2))
COUNTS: Final = tuple(
    Label(name, text, 5, 1, Holds.MARK)
    for name, text in (
        ("must_register", "Đối tượng phải đăng ký"),
        ("must_registered", "Trong đó đã đăng ký"),
        ("registered", "Hồ sơ đã đăng ký"),
        ("reported", "Hồ sơ đã có báo cáo"),
        ("appraised", "Hồ sơ đã thẩm định"),
    )
)

TOTALS_TITLE: Final = "Số tổng để đối chiếu"
TOTALS: Final = (
    Label("submissions", "Tổng số hồ sơ", 9, holds=Holds.MARK),
    Label("final_sum", "Cộng điểm thẩm định", 9, holds=Holds.MARK),
    *(Label(grade, f"Tổ xếp loại {grade}", 9, holds=Holds.MARK) for grade in CLASSES),
)

LIST: Final = Layout(
    SHEET,
    "Ghi vào các ô không tô màu; mỗi dòng một hồ sơ.",
    (
        Column("number", "TT", Holds.MARK, 5),
        Column("code", "Mã hồ sơ", Holds.CODE, 12),
        Column("kind", "Đối tượng", Holds.KIND, 12),
        Column("subject", "Tên đối tượng", width=26),
        Column("post", "Chức vụ", width=18),
        Column("title", "Tên mô hình", width=38),
        Column("field", "Lĩnh vực", Holds.FIELD, 20),
        Column("self_score", "Tự chấm điểm", Holds.MARK, 11),
        Column("self_class", "Tự xếp loại", Holds.CLASS, 12),
        Column("final", "Điểm thẩm định", Holds.MARK, 11),
        Column("class_name", "Tổ xếp loại", Holds.CLASS, 12),
        Column("decided_class", "Quyết định xếp loại", Holds.CLASS, 12),
        Column("reason", "Lý do thay đổi", width=22),
        Column("excellent", "HTXSNV", Holds.FLAG, 10),
    ),
    ("code",),
)
