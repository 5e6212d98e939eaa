"""Words for decisions and deliveries (gói kết quả): why something was refused, what to know."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.closing import Closed
from db.exchange.control_totals import Difference
from db.rules.points import show

Facts = Mapping[str, Any]

SOURCES = {"file": "tệp", "excel": "Excel", "paper": "giấy"}
VERDICTS = {
    "received": "đã nhận",
    "duplicate": "trùng, đã có",
    "older": "bản cũ, đã có bản mới hơn",
    "refused": "không nhận",
}
STATES = {
    "received": "đã nhận",
    "missing": "chưa gửi",
    "refused": "đã gửi nhưng không nhận được",
    "extra": "gửi ngoài danh sách",
}
FLAGS = {
    "undecided": "chưa có quyết định",
    "totals_differ": "số tổng không khớp danh sách",
    "name_differs": "tên đơn vị trong tệp khác",
    "parent_differs": "gửi cho cấp trên khác tên",
    "chosen": "đơn vị do người nhận chọn",
    "illustrative": "số liệu minh họa",
    "clock_ahead": "giờ của máy gửi muộn hơn hiện tại",
    "code_twice": "hồ sơ có trong hai gói",
    "replaced_by_file": "đã có tệp thay cho bản này",
    "totals_only": "chỉ có số tổng",
}

CLOSED = {
    Closed.DELIVERED: "đã gửi cấp trên",
    Closed.SIGNED: "đã có bản ký",
    Closed.RESCORED: "có hồ sơ trả lại đã được chấm lại",
}
"""Why frozen results are opened no more, as said of them."""



def difference_words(one: Difference) -> str:
    """A stated total beside what the list gives."""
    name = {
        "submissions": "tổng số hồ sơ",
        "final_sum": "cộng điểm thẩm định",
        "classes": f"Tổ xếp loại {one.grade}",
        "decided": f"quyết định xếp loại {one.grade}",
    }[one.what]
    stated, listed = (
        (show(one.stated), show(one.listed))
        if one.what == "final_sum"
        else (str(one.stated), str(one.listed))
    )
    return f"{name}: đơn vị ghi {stated}, danh sách có {listed}"


def session_closed(facts: Facts) -> str:
    """Why frozen results are opened no more, and what to do instead."""
    return (
        f"Kết quả cuộc họp số {facts.get('session')} {CLOSED[facts['why']]} nên không mở chốt "
        "được; hãy lập biên bản điều chỉnh, bổ sung."
    )


def decision_refused(facts: Facts) -> str:
    """Why no decision can be recorded."""
    if facts.get("what") == "document":
        return "Quyết định cần có số; hãy ghi số quyết định rồi làm lại."
    if facts.get("what") == "both":
        return (
            f"Hồ sơ {facts.get('code')} vừa xếp loại vừa trả lại để thẩm định lại; hãy chọn một."
        )
    if facts.get("what") == "rescored":
        return (
            f"Hồ sơ {facts.get('code')} đã được trả lại và đã chấm lại, nên vẫn phải ghi là trả "
            "lại để thẩm định lại; kết quả mới quyết định ở cuộc họp sau."
        )
    return (
        f"Cuộc họp số {facts.get('session')} đang có hai bản chốt khác nhau; "
        "hãy mở chốt một bản rồi làm lại."
    )


def decision_date(facts: Facts) -> str:
    """Why a day cannot be the decision's."""
    match facts.get("why"):
        case "before":
            return (
                f"Ngày quyết định {_day(facts['date'])} sớm hơn ngày họp "
                f"{_day(facts['session_date'])}; hãy ghi lại."
            )
        case "year":
            return (
                f"Ngày quyết định {_day(facts['date'])} không thuộc đợt {facts['year']}; "
                "hãy ghi lại."
            )
    return f"“{facts.get('date')}” không phải ngày; hãy ghi như 2023-12-05."


def delivery_refused(facts: Facts) -> str:
    """Why a session cannot be delivered."""
    number = facts.get("session")
    if facts.get("what") == "two_frozen":
        return (
            f"Cuộc họp số {number} đang có hai bản chốt khác nhau nên chưa gửi được; "
            "hãy mở chốt một bản trước."
        )
    if facts.get("what") == "decided_before":
        return (
            f"Quyết định đã ghi của cuộc họp số {number} là cho kết quả trước khi bổ sung; hãy ghi "
            "lại quyết định cho kết quả đã bổ sung, hoặc gửi với dấu “chưa có quyết định”."
        )
    return (
        f"Cuộc họp số {number} chưa có quyết định của Ban Thường vụ; hãy ghi quyết định trước, "
        "hoặc gửi với dấu “chưa có quyết định”."
    )


def foreign_delivery(facts: Facts) -> str:
    """Why a delivery is not taken."""
    name = f"“{Path(str(facts['path'])).name}”" if facts.get("path") is not None else "Tệp"
    return f"{name}: {refusal(str(facts.get('code')), facts)}"


def verdict_reason(verdict: str, code: str, facts: Facts) -> str | None:
    """Why a file was not simply received; None where it was."""
    match verdict:
        case "refused":
            return refusal(code, facts)
        case "duplicate":
            return "Gói này đã có, không ghi thêm."
        case "older":
            return "Đã có bản mới hơn của cùng cuộc họp; bản này lưu lại để đối chiếu."
    return None


def refusal(code: str, facts: Facts) -> str:
    """The reason in one sentence, without the file's name."""
    whose = f"{facts.get('body') or 'Đơn vị gửi'}"
    match code:
        case "missing_file":
            return "Không tìm thấy tệp; hãy kiểm tra lại tên và thư mục."
        case "cannot_read":
            return "Không đọc được tệp; hãy kiểm tra USB rồi chép lại."
        case "not_a_delivery":
            return "Không phải gói kết quả; hãy xin đơn vị tệp có đuôi .giaonop."
        case "book":
            return "Đây là sổ, không phải gói kết quả; hãy xin đơn vị tệp có đuôi .giaonop."
        case "damaged" | "incomplete" | "unreadable":
            return "Tệp bị hỏng; hãy xin đơn vị gửi lại."
        case "too_large":
            return "Tệp lớn quá mức của một gói kết quả; hãy xin đơn vị gửi lại."
        case "unfinished":
            return "Tệp được chép khi đang ghi dở; hãy xin đơn vị gửi lại."
        case "newer_format":
            return "Tệp do phiên bản mới hơn tạo ra; hãy cập nhật chương trình rồi nhận lại."
        case "passphrase":
            return "Tệp có đặt cụm mật khẩu; hãy hỏi đơn vị gửi rồi nhận lại kèm cụm mật khẩu."
        case "wrong_passphrase":
            return "Cụm mật khẩu không mở được tệp; hãy hỏi lại đơn vị gửi."
        case "no_record":
            return (
                "Tệp PDF này không kèm kết quả đã chốt (bản thảo hoặc bản quét); hãy xin đơn vị "
                "tệp có đuôi .giaonop."
            )
        case "altered":
            return _ALTERED.get(str(facts.get("what")), _ALTERED["delivery"])
        case "proof_code":
            return "Mã đối chiếu không khớp bản chốt kèm theo; hãy xin đơn vị gửi lại."
        case "list_differs":
            return "Danh sách kết quả không khớp bản chốt đã ký; hãy hỏi lại đơn vị gửi."
        case "own":
            return "Đây là gói kết quả của chính cơ quan này, gửi cấp trên chứ không nhận ở đây."
        case "no_campaign":
            return f"Gói kết quả của năm {facts.get('year')}, sổ này không có đợt năm đó."
        case "unit_unknown":
            return _unknown_unit(whose, facts)
        case "other_body":
            return (
                f"{whose} (mã {facts.get('unit')}) gửi cho “{facts.get('parent') or 'không ghi'}”, "
                "không phải cho cơ quan này; hãy trả lại."
            )
        case "other_key":
            return (
                f"{whose}: khóa cơ quan {facts.get('fingerprint')} khác khóa đã nhận lần đầu "
                f"{facts.get('known')}; hãy gọi đơn vị đối chiếu rồi mới nhận khóa mới."
            )
        case "two_keys":
            return (
                f"{whose}: lần này có hai khóa cơ quan khác nhau cho cùng một đơn vị; hãy gọi đơn "
                f"vị đối chiếu dấu vân tay {facts.get('fingerprint')} rồi nhận lại."
            )
        case "key_of_other":
            return (
                f"Khóa cơ quan {facts.get('fingerprint')} đã là của đơn vị {facts.get('owner')}; "
                "hãy hỏi lại xem tệp này của ai."
            )
        case "form":
            return str(facts.get("sentence"))
    return "Tệp không nhận được; hãy xin đơn vị gửi lại."


_ALTERED = {
    "delivery": "Nội dung đã bị sửa sau khi ký; không nhận, hãy xin đơn vị gửi lại.",
    "snapshot": "Bản chốt kèm theo không khớp chữ ký; không nhận, hãy xin đơn vị gửi lại.",
    "operation": "Chuỗi khóa cơ quan không khớp chữ ký; không nhận, hãy xin đơn vị gửi lại.",
    "change": "Chuỗi khóa cơ quan bị sửa; không nhận, hãy xin đơn vị gửi lại.",
    "minutes": "Biên bản hoặc kết quả kèm theo đã bị sửa; không nhận, hãy xin đơn vị gửi lại.",
}


def _unknown_unit(whose: str, facts: Facts) -> str:
    code = facts.get("unit")
    said = f"{whose} (mã {code})" if code else f"{whose} (không ghi mã)"
    offered = list(facts.get("candidates") or ())
    if offered:
        names = "; ".join(f"{code} {name}" for code, name in offered)
        return f"{said} không có mã đó trong sổ này; có thể là: {names}. Hãy chọn đơn vị."
    return f"{said} không có trong danh sách đơn vị của đợt {facts.get('year')}."


def key_in(facts: Facts) -> str:
    """Why results cannot be keyed in."""
    match facts.get("what"):
        case "no_lines":
            return "Chưa có hồ sơ nào và chưa có số tổng; hãy ghi ít nhất một trong hai."
        case "twice":
            return f"Hồ sơ {facts.get('code')} có hai dòng; hãy bỏ bớt một dòng."
        case "too_long":
            return f"Hồ sơ {facts.get('code')} có ô dài quá mức; hãy rút gọn."
        case "decided_without":
            return "Đã ghi xếp loại quyết định nhưng chưa ghi số quyết định; hãy ghi thêm."
        case "reason":
            return f"Hồ sơ {facts.get('code')} đổi xếp loại nhưng chưa ghi lý do; hãy ghi thêm."
    return "Số liệu nhập chưa đúng; hãy xem lại."


def _day(iso: object) -> str:
    year, _, rest = str(iso).partition("-")
    month, _, day = rest.partition("-")
    return f"{day}/{month}/{year}"
