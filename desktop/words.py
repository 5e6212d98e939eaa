"""The field's words on screen and in print: codes of the book -> Vietnamese."""

from __future__ import annotations

ROLES = {
    "chair": "Tổ trưởng",
    "vice_chair": "Tổ phó",
    "secretary": "Thư ký",
    "member": "Thành viên",
}
KINDS = {"collective": "Tập thể", "individual": "Cá nhân"}
THINGS = {
    "campaign": "đợt thẩm định năm",
    "unit": "đơn vị",
    "member": "thành viên",
    "submission": "hồ sơ",
    "session": "cuộc họp số",
    "criterion": "tiêu chí",
    "ballot": "phiếu",
    "class": "mức xếp loại",
    "matter": "chỗ cần xem",
    "change": "giá trị để lấy",
}

CLASS_NOTES = {
    "rubric_unconfirmed": "Thang điểm chưa được xác nhận nên chỉ có tổng điểm và thứ tự, "
    "chưa xếp loại.",
    "rubric_without_bands": "Thang điểm chưa có mức xếp loại nên chỉ có tổng điểm và thứ tự.",
    "no_rubric": "Đợt thẩm định chưa có thang điểm cho loại đối tượng này.",
    "no_result": "Chưa có phiếu chấm hợp lệ.",
    "": "",
}

ELIGIBLE_NOTES = {
    "R7": "Cá nhân không đăng ký: Tổ thẩm định xem xét căn cứ thay thế "
    "(Công văn 804-CV/HU, mục 1).",
    "R8": "Không đăng ký hoặc không có báo cáo kết quả: không thẩm định "
    "(Công văn 804-CV/HU, mục 3).",
    "R9": "Chi bộ, đảng viên ở thôn, tổ dân phố và doanh nghiệp tư nhân: không thẩm định "
    "(Công văn 804-CV/HU, mục 2.3).",
    "withdrawn": "Hồ sơ đã rút.",
    "": "",
}


def eligible_note(code: str, registered: bool, reported: bool) -> str:
    """Why a submission is not appraised, or needs a decision; "" where nothing bars it."""
    if code != "R8":
        return ELIGIBLE_NOTES[code]
    missing = [
        words
        for there, words in ((registered, "không đăng ký"), (reported, "không có báo cáo kết quả"))
        if not there
    ]
    why = " và ".join(missing).capitalize()
    return f"{why}: không thẩm định (Công văn 804-CV/HU, mục 3)."


def barred_words(code: str, registered: bool, reported: bool) -> str:
    """The same in a few words, for a column."""
    match code:
        case "R8" if not registered:
            return "chưa đăng ký" if reported else "chưa đăng ký, chưa báo cáo"
        case "R8":
            return "chưa báo cáo"
        case "R9":
            return "ngoài diện thẩm định"
        case "withdrawn":
            return "đã rút"
    return "không thẩm định"


FLAGS = {
    "spread": "chênh lệch lớn",
    "borderline": "sát ngưỡng",
    "ballot_conflict": "hai phiếu của một người",
    "unconfirmed": "khóa chưa xác nhận",
    "waiting": "cần xem",
}

LEFT_OUT = {
    "quorum": "không đủ số thành viên dự họp (cần ít nhất hai phần ba)",
    "no_ballot": "chưa có phiếu chấm hợp lệ",
    "barred": "không thuộc diện thẩm định",
}
