"""What the fields of the book are called on screen and on paper. No Qt."""

from __future__ import annotations

from typing import Final

SUBMISSION: Final = {
    "kind": "Đối tượng",
    "code": "Mã hồ sơ",
    "registered_on": "Ngày đăng ký",
    "arrival_no": "Số đến",
    "subject": "Tên tập thể hoặc cá nhân",
    "post": "Chức vụ Đảng, chính quyền",
    "unit": "Đơn vị",
    "field": "Lĩnh vực",
    "title": "Tên mô hình",
    "is_head": "Là người đứng đầu đơn vị",
    "aims_excellent": "Đăng ký hoàn thành xuất sắc nhiệm vụ",
    "content": "Nội dung",
    "basis": "Căn cứ",
    "current_state": "Hiện trạng",
    "novelty": "Tính mới",
    "solution": "Giải pháp",
    "product": "Sản phẩm",
    "scope": "Phạm vi áp dụng",
    "schedule": "Tiến độ",
    "partners": "Đơn vị phối hợp",
    "lead": "Người chủ trì",
    "signer": "Người ký phiếu đăng ký",
    "is_main": "Là mô hình chính của đối tượng",
    "has_report": "Đã có báo cáo kết quả",
    "with_achievement": "Gộp với báo cáo thành tích khen thưởng",
    "reported_on": "Ngày báo cáo",
    "report_signer": "Người ký báo cáo",
    "directing_documents": "Văn bản chỉ đạo (số, ngày, trích yếu)",
    "rollout": "Triển khai, hướng dẫn",
    "result": "Kết quả, có số liệu",
    "evidence_note": "Minh chứng",
    "effect": "Hiệu quả, sức lan tỏa",
    "reviews": "Sơ kết, tổng kết, nhân rộng",
    "obstacles": "Khó khăn, vướng mắc đã tháo gỡ",
    "limits": "Hạn chế",
    "alternative_basis": "Căn cứ thay thế (cá nhân không đăng ký)",
    "superior_opinion": "Ý kiến của cấp trên",
    "self_class": "Tự xếp loại",
    "withdrawn": "Lý do rút hồ sơ",
    "late_reason": "Lý do đăng ký chậm",
    "report_late_reason": "Lý do báo cáo chậm",
    "recheck": "Kết quả rà soát đăng ký",
    "recheck_note": "Ý kiến rà soát gửi đơn vị",
    "preliminary_opinion": "Ý kiến sơ bộ của chuyên viên",
    "novelty_finding": "Kết luận về tính mới",
    "novelty_basis": "Căn cứ của kết luận về tính mới",
    "continues": "Tiếp tục từ mô hình năm trước",
}
RULINGS: Final = {"accepted": "Chấp nhận", "refused": "Không chấp nhận"}
_RATING: Final = {
    "ruling": "Quyết định về điều kiện",
    "ruling_rules": "Quy định được quyết định",
    "ruling_document": "Văn bản quyết định",
    "ruling_date": "Ngày văn bản quyết định",
    "ruling_reason": "Lý do quyết định",
    "reward": "Đề nghị khen thưởng",
    "reward_by": "Cơ quan, đơn vị đề nghị khen thưởng",
}
GROUNDS: Final = {
    "project": "Đề tài, đề án, sáng kiến được công nhận",
    "reward": "Thành tích đột xuất được khen thưởng",
}
_GROUND: Final = {
    "what": "Loại căn cứ thay thế",
    "document": "Văn bản",
    "number": "Số văn bản",
    "date": "Ngày văn bản",
    "level": "Cấp công nhận, khen thưởng",
    "subject": "Đối tượng",
}
CHECKS: Final = {
    "real": "Thực chất",
    "feasible": "Khả thi",
    "new": "Có tính mới",
    "effective": "Có hiệu quả",
    "theme": "Gắn chủ đề năm, nghị quyết",
}
"""The questions of the re-check (R20), as in db.rules.recheck.QUESTIONS."""

RECHECK: Final = {"accepted": "Chấp nhận", "revise": "Đề nghị sửa", "refused": "Không chấp nhận"}
NOVELTY: Final = {
    "new": "Có tính mới",
    "developed": "Kế thừa, có phần mới",
    "repeated": "Lặp lại, không có tính mới",
}
_CAMPAIGN: Final = {
    "year": "Năm",
    "body": "Cơ quan thẩm định",
    "unit": "Mã đơn vị của cơ quan",
    "parent": "Cấp trên trực tiếp",
    "place": "Địa danh",
    "form": "Thể thức văn bản",
    "set": "Thiết lập",
    "basis": "Căn cứ của thiết lập",
}
_RUBRIC: Final = {
    "code": "Mã thang điểm",
    "name": "Tên thang điểm",
    "applies_to": "Dùng cho",
    "basis": "Căn cứ",
    "total": "Tổng điểm",
    "step": "Bước điểm",
    "criteria": "Tiêu chí",
    "bands": "Mức xếp loại",
    "confirmed": "Đã xác nhận",
    "bands_basis": "Căn cứ của mức xếp loại",
    "illustrative": "Số liệu minh họa",
}
_UNIT: Final = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "parent": "Mã đơn vị cấp trên",
    "kind": "Loại",
    "start": "Từ ngày",
    "end": "Đến ngày",
    "successor": "Đơn vị tiếp nối",
    "until": "Cấp trên đến trước ngày",
    "delivers": "Gửi kết quả lên",
    "rated_good": "Số cá nhân hoàn thành tốt nhiệm vụ",
    "key": "Khóa của đơn vị",
}
_MEMBER: Final = {
    "code": "Mã thành viên",
    "name": "Họ và tên",
    "role": "Vai trò",
    "unit": "Đơn vị",
    "post": "Chức vụ",
    "team": "Nhóm",
    "key": "Xác nhận khóa",
    "withdrawn": "Thu hồi khóa",
    "answer": "Khóa mới trả lời bản sao",
}
_SUBJECT: Final = {
    "code": "Mã đối tượng",
    "kind": "Đối tượng",
    "name": "Tên đối tượng",
    "post": "Chức vụ",
    "unit": "Đơn vị",
    "authority": "Thẩm quyền",
    "must_register": "Phải đăng ký",
    "aims_excellent": "Đề nghị hoàn thành xuất sắc nhiệm vụ",
    "is_head": "Là người đứng đầu đơn vị",
    **_RATING,
}
_TARGET: Final = {
    "name": "Chỉ tiêu",
    "measure": "Đơn vị tính",
    "baseline": "Hiện trạng",
    "promised": "Đăng ký",
    "actual": "Kết quả",
    "position": "Thứ tự",
}
_SESSION: Final = {
    "number": "Số cuộc họp",
    "minutes_no": "Số biên bản",
    "date": "Ngày họp",
    "start": "Giờ bắt đầu",
    "end": "Giờ kết thúc",
    "place": "Địa điểm",
    "chair": "Chủ trì",
    "secretary": "Người ghi biên bản",
    "guests": "Khách mời",
    "agenda": "Nội dung",
    "decision": "Quyết định thành lập Tổ",
    "conclusion": "Kết luận",
    "recipients": "Nơi nhận",
    "absent": "Vắng mặt",
    "takes": "Đưa ra họp",
}
_HEARING: Final = {
    "summary": "Tóm tắt",
    "opinions": "Ý kiến",
    "votes_for": "Phiếu đồng ý",
    "votes_against": "Phiếu không đồng ý",
    "conclusion": "Kết luận",
    "chair": "Người chủ trì hồ sơ này",
    "concluded": "Tổ kết luận xếp loại",
    "concluded_reason": "Lý do kết luận khác điểm",
}
_ARRIVAL: Final = {
    "number": "Số đến",
    "date": "Ngày đến",
    "unit": "Đơn vị",
    "submission": "Mã hồ sơ",
    "what": "Loại giấy tờ",
    "carrier": "Dạng",
    "missing": "Còn thiếu",
    "return_by": "Hạn bổ sung",
    "completed_on": "Bổ sung ngày",
    "note": "Ghi chú",
}
_DECISION: Final = {
    "document": "Quyết định",
    "date": "Ngày quyết định",
    "note": "Ghi chú",
    "class": "Xếp loại theo quyết định",
    "reason": "Lý do đổi xếp loại",
    "back": "Trả lại để thẩm định lại",
}
_SIGNED_PAPER: Final = {
    "sort": "Cách ký",
    "number": "Số văn bản",
    "date": "Ngày văn bản",
    "name": "Tên tệp",
    "hash": "Dấu của tệp",
    "size": "Cỡ tệp",
    "media": "Loại tệp",
    "replaces": "Thay cho bản",
    "added": "Giờ đính",
}
_DELIVERY: Final = {
    "unit": "Đơn vị gửi",
    "source": "Dạng nhận",
    "seq": "Lần gửi",
    "time": "Giờ lập",
    "proof_code": "Mã đối chiếu",
    "body": "Kết quả gửi lên",
}
FIELDS: Final = {
    "campaign": _CAMPAIGN,
    "rubric": _RUBRIC,
    "unit": _UNIT,
    "member": _MEMBER,
    "subject": _SUBJECT,
    "submission": {
        **SUBMISSION,
        **_RATING,
        "self": "Tự chấm",
        "agreed": "Điểm thống nhất",
        "recused": "Không tham gia chấm",
        "dismissed": "Bác lý do liên quan",
        "assigned": "Phân công chấm",
        "check": "Rà soát đăng ký",
    },
    "target": _TARGET,
    "ground": _GROUND,
    "session": _SESSION,
    "hearing": _HEARING,
    "arrival": _ARRIVAL,
    "void": {"ballot": "Phiếu bị hủy", "reason": "Lý do hủy phiếu"},
    "unfreeze": {"seq": "Lần chốt", "reason": "Lý do mở chốt"},
    "correction": {"seq": "Lần chốt", "reason": "Lý do sửa để bổ sung"},
    "amendment": {"minutes_no": "Số biên bản bổ sung", "date": "Ngày biên bản bổ sung"},
    "decision": _DECISION,
    "rule_change": {
        "what": "Quy định được đổi",
        "old": "Trước khi đổi",
        "new": "Sau khi đổi",
        "reason": "Lý do đổi",
        "basis": "Căn cứ đổi",
        "at": "Lúc đổi",
    },
    "handover": {"seq": "Lần gửi", "time": "Giờ gửi", "decided": "Đã có quyết định"},
    "signed_paper": _SIGNED_PAPER,
    "delivery": _DELIVERY,
    "import_run": {"file": "Tên tệp"},
    "office": {"key": "Khóa cơ quan"},
}
REMOVED: Final = "Xóa khỏi sổ"


def field_name(fld: str) -> str:
    """What a cell of the log is called, without what stands after its colon: "Tên mô hình"
    for ``submission.title``; a cell that this version does not know "trường khác"."""
    kind, _, name = fld.partition(".")
    if name == "~gone":
        return REMOVED
    if name == "campaign":
        return "Đợt thẩm định"
    if name in ("submission", "session") and kind != "arrival":
        return {"submission": "Hồ sơ", "session": "Cuộc họp"}[name]
    return FIELDS.get(kind, {}).get(name.partition(":")[0], "Trường khác")
