"""What is wrong, in words: obstacles to freezing, faults of a rubric, findings of ``check``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.rules.points import show
from desktop.words import KINDS

Facts = Mapping[str, Any]

AMENDMENT = {
    "reason": "không ghi lý do",
    "chain": "không phải bản nó nêu",
    "number": "sai số lần bổ sung",
    "code": "sai mã đối chiếu của bản được bổ sung",
    "differences": "các chỗ thay đổi ghi không đúng",
    "cause": "có chỗ thay đổi không ghi lý do",
    "unreadable": "không đọc được",
}
"""What is wrong with amending minutes (db.amendment_check)."""


def obstacle(code: str, facts: Facts) -> str:
    """One obstacle to freezing, with what to do."""
    match code:
        case "rubric_missing":
            kind = KINDS.get(str(facts["kind"]), "").lower()
            return f"Chưa có thang điểm cho {kind}; hãy nạp thang điểm trước."
        case "rubric_unconfirmed":
            return (
                f"Thang điểm “{facts['rubric']}” chưa được xác nhận; hãy điền mức xếp loại "
                "kèm căn cứ rồi xác nhận."
            )
        case "conflict":
            which = f" của hồ sơ {facts['code']}" if facts["code"] else ""
            return f"Còn chỗ sửa khác nhau chưa giải quyết{which}; hãy chọn bản giữ lại."
        case "ballot_conflict":
            return (
                f"{facts['member']} có hai phiếu cho hồ sơ {facts['code']}; "
                "hãy giải quyết trước khi chốt."
            )
        case "key_unconfirmed":
            return (
                f"Khóa của {facts['member']} chưa được xác nhận (hồ sơ {facts['code']}); "
                "hãy xác nhận bằng dấu vân tay khóa."
            )
        case "ballot_stale":
            return (
                f"Phiếu của {facts['member']} cho hồ sơ {facts['code']} chấm theo tiêu chí khác "
                "thang điểm hiện tại; hãy chấm lại hoặc hủy phiếu."
            )
        case "frozen_elsewhere":
            return (
                f"Hồ sơ {facts['code']} đã chốt ở cuộc họp số {facts['session']}; "
                "hãy bỏ khỏi cuộc họp này hoặc mở chốt cuộc họp kia."
            )
        case "conclusion_reason":
            return (
                f"Tổ kết luận xếp loại hồ sơ {facts['code']} khác với mức theo điểm; "
                "hãy ghi lý do ở phần họp của hồ sơ."
            )
        case "no_chair":
            return (
                f"Hồ sơ {facts['code']} chưa có ai chủ trì vì tổ trưởng, tổ phó đều không tham gia "
                "hoặc vắng mặt; hãy chọn người chủ trì thay ở phần họp của hồ sơ."
            )
        case "panel_open":
            return (
                f"Tổ thẩm định đang được sửa mà chưa xong (lý do: {facts['reason'].rstrip('.')}); "
                "hãy vào “Cài đặt”, “Tổ thẩm định”, bấm “Xong, ghi vào biên bản”."
            )
    return "Cuộc họp chưa có hồ sơ nào có kết quả; hãy nhập phiếu chấm trước."


def rubric_problem(code: str, facts: Facts) -> str:
    """One fault of a rubric."""
    match code:
        case "no_criteria":
            return "chưa có tiêu chí nào"
        case "criterion_without_code":
            return f"tiêu chí thứ {facts['position']} chưa có mã"
        case "criterion_twice":
            return f"tiêu chí {facts['criterion']} có hai lần"
        case "criterion_unworded":
            return f"tiêu chí {facts['criterion']} chưa có nội dung"
        case "max_not_positive":
            return f"điểm tối đa của {facts['criterion']} phải lớn hơn 0"
        case "total_not_positive":
            return "tổng điểm phải lớn hơn 0"
        case "maxima_differ":
            return (
                f"các điểm tối đa cộng lại là {show(facts['sum'])}, "
                f"khác tổng điểm {show(facts['total'])}"
            )
        case "step_unknown":
            return f"bước điểm {show(facts['step'])} không dùng được (0,1; 0,25; 0,5 hoặc 1)"
        case "band_unknown":
            return f"mức “{facts['band']}” không phải Tốt, Khá, Đạt hay Không đạt"
        case "band_twice":
            return f"mức “{facts['band']}” có hai lần"
        case "band_outside":
            return f"mức “{facts['band']}” bắt đầu từ {show(facts['start'])}, ngoài thang điểm"
        case "confirmed_without_bands":
            return "đã ghi xác nhận nhưng chưa có mức xếp loại"
        case "confirmed_without_basis":
            return "đã ghi xác nhận nhưng chưa ghi căn cứ của mức xếp loại"
    return "các mức xếp loại còn hở, chồng nhau hoặc sai thứ tự"


def trouble(code: str, facts: Facts) -> str:
    """One finding of ``check``."""
    count = facts.get("count", 0)
    return {
        "damaged": f"Tệp bị hỏng ({facts.get('detail', '')}); hãy dùng bản sao lưu.",
        "change_altered": f"{count} thay đổi bị sửa ngoài chương trình.",
        "clock_ahead": f"{count} thay đổi ghi giờ muộn hơn hiện tại quá một ngày; "
        "hãy xem lại đồng hồ của máy đã ghi.",
        "operation_unsigned": f"{count} lần ghi không có chữ ký đúng.",
        "ballot_altered": f"{count} phiếu chấm không đúng chữ ký.",
        "list_altered": "Danh sách phiếu đã nộp của một thành viên không đúng chữ ký.",
        "ballot_omitted": f"Thiếu {count} phiếu so với danh sách thành viên đã ký.",
        "snapshot_altered": "Kết quả đã chốt không đúng chữ ký của cơ quan.",
        "amendment": "Một biên bản bổ sung không khớp bản đã chốt mà nó điều chỉnh "
        f"({AMENDMENT.get(str(facts.get('what')), 'không đọc được')}).",
        "picture_differs": f"Bảng {facts.get('table', '')} không khớp nhật ký; "
        "chương trình sẽ dựng lại.",
    }[code]
