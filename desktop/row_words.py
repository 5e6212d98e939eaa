"""What the rows of the log are called, by kind; ``{of}`` is what a row hangs on. No Qt."""

from __future__ import annotations

from typing import Final

ROWS: Final = {
    "campaign": "đợt thẩm định {code}",
    "rubric": "thang điểm “{name}”",
    "rule_change": "đổi cách chấm sau khi đã bắt đầu chấm",
    "unit": "đơn vị {name} ({code})",
    "member": "thành viên {name} ({code})",
    "subject": "đối tượng {name} ({code})",
    "submission": "hồ sơ {code}",
    "target": "chỉ tiêu “{name}”, {of}",
    "ground": "văn bản làm căn cứ “{name}”, {of}",
    "session": "cuộc họp số {code}",
    "hearing": "phần họp về {of}",
    "arrival": "sổ tiếp nhận, số đến {code}",
    "void": "hủy {of}",
    "ballot": "phiếu của {name}, hồ sơ {code}",
    "unfreeze": "mở chốt {of}",
    "correction": "sửa để bổ sung {of}",
    "amendment": "biên bản bổ sung của {of}",
    "decision": "quyết định về {of}",
    "handover": "gửi kết quả {of}",
    "signed_paper": "bản đã ký “{name}”, {of}",
    "delivery": "gói kết quả của đơn vị {code}",
    "import_run": "nhập bảng “{name}”",
    "office": "khóa của cơ quan",
}
