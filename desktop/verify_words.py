"""What a verification found, in sentences: one verdict, then every reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from db.rules.points import show
from desktop.faults import AMENDMENT
from desktop.signature_messages import day
from desktop.words import KINDS

if TYPE_CHECKING:
    from db.record_check import Fault
    from desktop.documents.signature_check import Reason, SignatureVerdict
    from desktop.documents.verifying import Verdict

Facts = Mapping[str, Any]
_MOST_CODES: Final = 5  # named in a sentence


def verdict_line(verdict: Verdict) -> str:
    """The verdict in one line. Where nothing but trust is missing it says so: the file is whole,
    and the CA's certificate may simply not be imported yet."""
    signed = [each for each in verdict.signatures if each.signer is not None]
    if verdict.valid:
        unchecked = any(reason.code in ("unchecked", "stale") for reason in verdict.remarks)
        tail = "; chưa kiểm tra được việc thu hồi chứng thư" if unchecked else ""
        return f"HỢP LỆ: {len(signed)} chữ ký, kết quả khớp các phiếu đã ký{tail}."
    more = len(verdict.reasons) - 1
    first = sentence(verdict.reasons[0])
    only_trust = all(reason.code == "untrusted" for reason in verdict.reasons)
    word = "CHƯA TIN CẬY" if only_trust else "KHÔNG HỢP LỆ"
    return f"{word}: {first}" + (f" (và {more} lý do khác)" if more else "")


def sentences(reasons: Iterable[Reason]) -> list[str]:
    """Each reason once, in order."""
    return list(dict.fromkeys(map(sentence, reasons)))


def signature_note(signature: SignatureVerdict) -> str:
    """What there is to say of one signature: what stands against it, else the remarks."""
    if signature.signer is None:
        return "Chưa ký."
    found = sentences((*signature.problems, *signature.remarks))
    if signature.trusted and signature.authority:
        found.append(f"Chứng thư do {signature.authority} cấp.")
    return " ".join(found)


def sentence(reason: Reason) -> str:
    """One reason or remark."""
    return _SENTENCES[reason.code](reason.facts)


def _who(facts: Facts) -> str:
    name, field = facts.get("signer"), facts.get("field")
    return f"Chữ ký của {name} (ô {field})" if name else f"Chữ ký ở ô {field}"


def _certificate(facts: Facts) -> str:
    return f"Chứng thư của {facts.get('signer')}"


def _record(facts: Facts) -> str:
    fault: Fault = facts["fault"]
    return _FAULTS[fault.code](fault.facts)


def _pages(facts: Facts) -> str:
    codes = facts["submissions"]
    named = ", ".join(codes[:_MOST_CODES]) + (" …" if len(codes) > _MOST_CODES else "")
    return (
        f"Số liệu in trên trang của {len(codes)} hồ sơ ({named}) khác kết quả kèm theo tệp: "
        "trang đã bị sửa trước khi ký."
    )


def _printed(facts: Facts) -> str:
    printed, counted = facts["printed"], facts.get("counted")
    if counted is None:
        return f"Mã đối chiếu in trên giấy {printed} không có kết quả kèm theo để so."
    return f"Mã đối chiếu in trên giấy {printed} khác mã của kết quả kèm theo {counted}."


def _typed(facts: Facts) -> str:
    if facts.get("counted") is None:
        return f"Không có kết quả kèm theo để so với mã {facts['typed']}."
    return f"Mã đối chiếu {facts['typed']} khác mã của tệp này {facts['counted']}."


def _meeting(facts: Facts) -> str:
    return f"cuộc họp số {facts['session']} năm {facts['year']}"


def _number(facts: Facts) -> str:
    return f", biên bản bổ sung lần {facts['number']}" if facts.get("number") else ""


_SENTENCES: Final[Mapping[str, Callable[[Facts], str]]] = {
    "broken": lambda f: f"{_who(f)} không còn đúng: nội dung đã bị sửa sau khi ký.",
    "blemished": lambda f: f"{_who(f)} bị sửa: phần chữ ký trong tệp không còn nguyên vẹn.",
    "unreadable": lambda f: f"{_who(f)} không đọc được: tệp bị hỏng hoặc bị sửa.",
    "coverage": lambda f: f"{_who(f)} không bao trùm nội dung lúc ký.",
    "changed": lambda f: f"Sau {_who(f)[:1].lower()}{_who(f)[1:]} nội dung đã bị sửa.",
    "after_lock": lambda f: f"{_who(f)} đã khóa tệp mà sau đó còn có chữ ký khác.",
    "untrusted": lambda f: (
        f"{_certificate(f)} không do tổ chức được tin cậy cấp; "
        "hãy nhập chứng thư của tổ chức cấp rồi kiểm tra lại."
    ),
    "expired": lambda f: f"{_certificate(f)} đã hết hạn ngày {day(f['day'])}, trước khi ký.",
    "early": lambda f: f"{_certificate(f)} có hiệu lực từ ngày {day(f['day'])}, sau khi ký.",
    "future": lambda f: f"{_who(f)} ghi ngày giờ trong tương lai.",
    "revoked": lambda f: f"{_certificate(f)} đã bị thu hồi ngày {day(f['day'])}.",
    "unchecked": lambda f: "Chưa kiểm tra thu hồi: chưa nhập danh sách thu hồi của nơi cấp.",
    "stale": lambda f: (
        f"Chưa kiểm tra được thu hồi: danh sách thu hồi ngày {day(f['day'])} đã cũ."
    ),
    "cleared": lambda f: f"Không bị thu hồi, theo danh sách ngày {day(f['day'])}.",
    "other_name": lambda f: f"Ô này của {f['expected']}, chứng thư mang tên khác.",
    "damaged": lambda f: "Tệp bị hỏng hoặc bị sửa nên không đọc được.",
    "unsigned": lambda f: "Tệp chưa có chữ ký số nào.",
    "added_after": lambda f: "Sau chữ ký cuối cùng tệp còn bị thêm nội dung.",
    "drawn": lambda f: f"Ô {f['field']} chưa ký nhưng có hình vẽ như đã ký.",
    "no_record": lambda f: (
        "Tệp không kèm kết quả và các phiếu chấm; đây không phải biên bản do chương trình xuất."
    ),
    "record_unreadable": lambda f: "Kết quả kèm theo tệp bị hỏng nên không đọc được.",
    "record": _record,
    "page_results": _pages,
    "page_rules": lambda f: (
        "Phần “Thay đổi trong quá trình chấm” in trên trang khác kết quả kèm theo tệp: trang đã bị "
        "sửa trước khi ký."
    ),
    "page_covered": lambda f: (
        f"Trang {f['page']} có phần chèn hoặc che lên bảng kết quả, không phải bảng đã chốt."
    ),
    "page_unread": lambda f: (
        "Không đọc được các trang để so với kết quả kèm theo; hãy dùng bản mới hơn của chương "
        "trình hoặc xin lại tệp."
    ),
    "printed_code": _printed,
    "no_printed_code": lambda f: "Trên giấy không có mã đối chiếu.",
    "code": _typed,
    "book_agrees": lambda f: f"Khớp bản chốt trong sổ, {_meeting(f)}{_number(f)}.",
    "book_amended": lambda f: (
        f"Khớp bản chốt trong sổ, {_meeting(f)}{_number(f)}; đã được điều chỉnh bởi biên bản bổ "
        f"sung lần {f['amended_by']}, lý do: {f['reason'] or 'không ghi'}."
    ),
    "book_received": lambda f: f"Khớp gói kết quả đã nhận của {f['unit']} năm {f['year']}.",
    "book_withdrawn": lambda f: (
        f"Đây là bản đã thu hồi của {_meeting(f)}, lý do mở chốt: {f['reason'] or 'không ghi'}."
    ),
    "book_double": lambda f: (
        f"Trong sổ có hai bản chốt của {_meeting(f)}; hãy mở chốt một bản rồi kiểm tra lại."
    ),
    "book_other": lambda f: "Biên bản này thuộc sổ khác.",
    "book_unknown": lambda f: "Trong sổ không có bản chốt nào khớp với biên bản này.",
}


def _ballot(facts: Facts) -> str:
    where = f" đối với hồ sơ {facts['submission']}" if facts.get("submission") else ""
    return f"Phiếu của {facts.get('member') or 'một người không rõ'}{where}"


_FIGURES: Final = {
    "valid": "số phiếu hợp lệ",
    "criteria": "điểm trung bình theo tiêu chí",
    "final": "điểm kết luận",
    "median": "điểm trung vị",
    "spread": "chênh lệch",
    "class": "xếp loại",
}


def _figure(facts: Facts) -> str:
    what, stated, counted = facts["what"], facts["stated"], facts["counted"]
    text = f"Hồ sơ {facts['submission']}: {_FIGURES[what]} không khớp các phiếu kèm theo"
    if what in ("final", "median", "spread") and None not in (stated, counted):
        return f"{text} (ghi {show(stated)}, tính lại {show(counted)})."
    if what in ("class", "valid"):
        return f"{text} (ghi {stated or 'không'}, tính lại {counted or 'không'})."
    return f"{text}."


_FAULTS: Final[Mapping[str, Callable[[Facts], str]]] = {
    "snapshot_unreadable": lambda f: "Kết quả đã chốt kèm theo tệp không đọc được.",
    "snapshot_altered": lambda f: "Kết quả đã chốt bị sửa: không còn đúng chữ ký của cơ quan.",
    "office_unknown": lambda f: "Kết quả đã chốt không mang chữ ký của cơ quan lập sổ.",
    "ballot_altered": lambda f: f"{_ballot(f)} bị sửa: không còn đúng với bản đã ký.",
    "ballot_missing": lambda f: f"{_ballot(f)} bị bỏ ra khỏi tệp.",
    "ballot_extra": lambda f: f"{_ballot(f)} được thêm vào, không có trong kết quả đã chốt.",
    "ballot_key": lambda f: f"{_ballot(f)} không do khóa của người đó ký.",
    "ballot_differs": lambda f: f"{_ballot(f)} khác điểm ghi trong kết quả đã chốt.",
    "figure": _figure,
    "amended_missing": lambda f: "Tệp thiếu bản đã chốt mà biên bản này điều chỉnh, bổ sung.",
    "amended_altered": lambda f: (
        "Bản đã chốt mà biên bản này điều chỉnh, bổ sung không đúng chữ ký của cơ quan."
    ),
    "amendment": lambda f: (
        "Biên bản này không khớp bản đã chốt mà nó điều chỉnh, bổ sung: "
        f"{AMENDMENT.get(f['what'], 'không đọc được')}."
    ),
    "counts": lambda f: f"Số liệu tổng hợp ({KINDS[f['kind']].lower()}) không khớp từng hồ sơ.",
}
