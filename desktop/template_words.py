"""What the cells of an upper level's own workbook may hold, in words. No Qt."""

from __future__ import annotations

from typing import Final

from db.rules.bands import CLASSES

LINE: Final = {
    "number": "Số thứ tự",
    "code": "Mã hồ sơ",
    "kind": "Tập thể hay cá nhân",
    "subject": "Tên tập thể, cá nhân",
    "post": "Chức vụ",
    "unit": "Đơn vị",
    "title": "Tên mô hình",
    "field": "Lĩnh vực",
    "self_score": "Điểm tự chấm",
    "self_class": "Tự xếp loại",
    "ballots": "Số phiếu hợp lệ",
    "final": "Điểm kết luận",
    "rank": "Thứ tự",
    "class": "Tổ thẩm định xếp loại",
    "decided_class": "Quyết định xếp loại",
    "excellent": "Đủ điều kiện HTXSNV",
    "reason": "Lý do quyết định khác",
}
"""Of the first line of the list; the lines below it follow."""

ONCE: Final = {
    "year": "Năm",
    "body": "Cơ quan thẩm định",
    "parent": "Cấp trên trực tiếp",
    "minutes_no": "Số biên bản",
    "date": "Ngày họp",
    "decision": "Quyết định",
    "total": "Tổng số hồ sơ",
    **{f"count:{name}": f"Số hồ sơ loại {name}" for name in CLASSES},
}
"""Of one cell alone."""

FIELDS: Final = {**LINE, **ONCE}
