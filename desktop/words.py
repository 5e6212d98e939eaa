"""The field's words on screen and in print: codes of the book -> Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

from db.records import Ruling
from db.rules.eligibility import ACCEPTED, REFUSED

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
    "profile": "bộ quy định",
}

CLASS_NOTES = {
    "rubric_unconfirmed": "Thang điểm chưa được xác nhận nên chỉ có tổng điểm và thứ tự, "
    "chưa xếp loại.",
    "rubric_without_bands": "Thang điểm chưa có mức xếp loại nên chỉ có tổng điểm và thứ tự.",
    "no_rubric": "Đợt thẩm định chưa có thang điểm cho loại đối tượng này.",
    "no_result": "Chưa có phiếu chấm hợp lệ.",
    "": "",
}

_NOTES = {
    "R7": "Cá nhân không đăng ký: Tổ thẩm định xem xét căn cứ thay thế",
    "R8": "Không đăng ký hoặc không có báo cáo kết quả: không thẩm định",
    "R9": "Chi bộ, đảng viên ở thôn, tổ dân phố và doanh nghiệp tư nhân: không thẩm định",
}
_LETTERS = {
    "R1": "Công văn 804-CV/HU, mục 2.1",
    "R4": "Công văn 804-CV/HU, mục 2.2",
    "R6": "Công văn 804-CV/HU, mục 1",
    "R7": "Công văn 804-CV/HU, mục 1",
    "R8": "Công văn 804-CV/HU, mục 3",
    "R9": "Công văn 804-CV/HU, mục 2.3",
    "R10": "Công văn 804-CV/HU, mục 2.4",
    "R11": "Công văn 804-CV/HU, mục 4",
    "R13": "Công văn 804-CV/HU, mục 3",
    "R15": "Công văn 848-CV/HU, mục 2",
    "R18": "Công văn 848-CV/HU, mục 4",
    "R3": "Hướng dẫn 09-HD/BTCTU, phần I, mục 2.1",
    "R20": "Công văn 854-CV/HU, mục 2",
    "R23": "Công văn 854-CV/HU, mục 2",
    "R2": "Hướng dẫn 09-HD/BTCTU, phần I, mục 2.1",
    "R5": "Công văn 804-CV/HU, mục 4",
    "R12": "Công văn 804-CV/HU, mục 4",
    "R14": "Công văn 804-CV/HU, mục 5",
    "R16": "Công văn 848-CV/HU, mục 3",
    "R17": "Công văn 848-CV/HU, mục 5",
    "R19": "Công văn 854-CV/HU, mục 1",
    "R21": "Công văn 436-CV/ĐUK, đoạn 1",
    "R22": "Công văn 1240-CV/BTCTU, mục 1",
    "R24": "Công văn 854-CV/HU, phần mở đầu",
}
"""Whence the settings of a campaign without a profile come (domain.md part 3)."""
ELIGIBLE_NOTES = {
    **{code: f"{words} ({_LETTERS[code]})." for code, words in _NOTES.items()},
    "withdrawn": "Hồ sơ đã rút.",
    "refused": "Hồ sơ không được chấp nhận.",
    "": "",
}
_SETTING_OF = {"R7": "alternatives", "R9": "exclude_kinds"}
UNBASED = "theo cài đặt của đợt, chưa ghi căn cứ"


def cite(rule: str, bases: Mapping[str, str]) -> str:
    """The letter and clause that a rule rests on in this campaign; "" for no rule.

    The campaign's own basis goes first. A campaign that follows a chosen letter is never told
    another district's; one without any rests on the letter that the rule was taken from.
    """
    own = bases.get(_SETTING_OF.get(rule, "")) or bases.get(f"rule.{rule}")
    if own or not rule:
        return own or ""
    return UNBASED if bases.get("profile") else _LETTERS.get(rule, "")


def ruling_words(ruling: Ruling) -> str:
    """As "Đã chấp nhận theo Quyết định số 5, ngày 01/12/2023; lý do: …"."""
    what = "Đã chấp nhận" if ruling.outcome == ACCEPTED else "Không được chấp nhận"
    dated = f", ngày {'/'.join(reversed(ruling.date.split('-')))}" if ruling.date else ""
    why = ruling.reason.rstrip(". ")
    return f"{what} theo {ruling.document}{dated}; lý do: {why}."


def barred_note(code: str, bases: Mapping[str, str]) -> str:
    """Why a submission is not scored, where no more is known than the rule."""
    if code in _NOTES:
        return f"{_NOTES[code]} ({cite(code, bases)})."
    return ELIGIBLE_NOTES.get(code, "")


def eligible_note(
    code: str,
    registered: bool,
    reported: bool,
    bases: Mapping[str, str] | None = None,
    ruling: Ruling | None = None,
) -> str:
    """Why a submission is not appraised, or needs a decision; "" where nothing bars it.

    ``bases`` are the campaign's (``Settings.bases``): the clause is that of its letter.
    ``ruling`` is what the office decided on it.
    """
    if code == REFUSED and ruling is not None:
        return ruling_words(ruling)
    if code not in _NOTES:
        return ELIGIBLE_NOTES.get(code, "")
    if code == "R7" and ruling is not None:
        words = "Cá nhân không đăng ký, xét theo căn cứ thay thế"
        return f"{words} ({cite(code, bases or {})}). {ruling_words(ruling)}"
    words = _NOTES[code]
    if code == "R8":
        missing = [
            words
            for there, words in (
                (registered, "không đăng ký"),
                (reported, "không có báo cáo kết quả"),
            )
            if not there
        ]
        words = f"{' và '.join(missing).capitalize()}: không thẩm định"
    return f"{words} ({cite(code, bases or {})})."


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
        case "refused":
            return "không được chấp nhận"
    return "không thẩm định"


UNLOCK = "muốn sửa hãy vào Biên bản, phần Chốt để ký, rồi mở chốt hoặc sửa để bổ sung"
"""The way to what frozen results keep as it is."""

FLAGS = {
    "spread": "chênh lệch lớn",
    "borderline": "sát ngưỡng",
    "concluded": "kết luận khác điểm",
    "ballot_conflict": "hai phiếu của một người",
    "unconfirmed": "khóa chưa xác nhận",
    "waiting": "cần xem",
    "again": "thẩm định lại",
    "decided_before": "quyết định trước bổ sung",
}

LEFT_OUT = {
    "quorum": "không đủ số thành viên dự họp (cần ít nhất hai phần ba)",
    "no_ballot": "chưa có phiếu chấm hợp lệ",
    "barred": "không thuộc diện thẩm định",
}


def concluded_words(computed: str, reason: str) -> str:
    """Beside a class that the panel concluded: what the marks come to, and why it is another."""
    return f"Theo điểm: {computed}. Tổ kết luận khác, lý do: {reason or 'chưa ghi'}."
