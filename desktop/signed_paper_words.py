"""Signed copies of minutes in sentences: why one is refused, what is attached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from db import errors
from db.signed_papers import SignedPaper, Sort
from desktop.signature_messages import day
from desktop.verify_words import sentence as reason_sentence

Facts = Mapping[str, Any]

SORTS: Final = {Sort.DIGITAL: "ký số", Sort.SCAN: "bản quét ký tay"}


def paper_line(paper: SignedPaper) -> str:
    """As "Bản quét ký tay, số 15-BB/TTĐ, ngày 24/11/2023"."""
    text = SORTS[paper.sort][:1].upper() + SORTS[paper.sort][1:]
    text += f", số {paper.number}" if paper.number else ", chưa có số"
    return text + (f", ngày {day(paper.date)}" if paper.date else "")


def _file(facts: Facts) -> str:
    return f"“{Path(str(facts.get('path'))).name}”"


def _here(facts: Facts) -> str:
    return f"cuộc họp số {facts.get('session')}"


def _other(facts: Facts) -> str:
    return f"cuộc họp số {facts.get('other')} năm {facts.get('year')}"


_REFUSED: Final[Mapping[str, Callable[[Facts], str]]] = {
    "no_code": lambda f: (
        f"Không đọc được mã đối chiếu trên {_file(f)}; "
        "hãy gõ 12 ký tự của mã in ở chân trang rồi đính lại."
    ),
    "several_codes": lambda f: (
        f"{_file(f)} có nhiều mã đối chiếu khác nhau ({', '.join(f['codes'])}); "
        "mỗi biên bản hãy quét thành một tệp riêng."
    ),
    "code_unreadable": lambda f: (
        f"“{f['typed']}” không phải mã đối chiếu; mã có 12 chữ và số, in ở chân mỗi trang."
    ),
    "code_differs": lambda f: (
        f"Mã vừa gõ {f['typed']} khác mã đọc được trên {_file(f)} là {f['proof_code']}; "
        "hãy xem lại tệp."
    ),
    "unknown": lambda f: (
        f"Mã {f['proof_code']} không có trong sổ này, không phải biên bản {_here(f)}; "
        "hãy chọn đúng tệp."
    ),
    "other_book": lambda f: (
        f"{_file(f)} là biên bản của sổ khác nên không đính vào {_here(f)}; hãy chọn đúng tệp."
    ),
    "other": lambda f: (
        f"Kết quả {_here(f)} đã được chốt lại nên không còn khớp tệp này; hãy kiểm tra lại."
    ),
    "other_session": lambda f: (
        f"Mã {f['proof_code']} là của {_other(f)}, không phải {_here(f)}; "
        "hãy mở đúng cuộc họp rồi đính."
    ),
    "withdrawn": lambda f: (
        f"Mã {f['proof_code']} là bản đã thu hồi của {_here(f)}"
        f"{': ' + str(f['why']) if f.get('why') else ''}; hãy ký lại bản đang chốt."
    ),
    "double": lambda f: (
        f"{_here(f).capitalize()} đang có hai bản chốt khác nhau; "
        "hãy mở chốt một bản rồi đính lại."
    ),
    "received": lambda f: (
        f"Mã {f['proof_code']} là kết quả đã nhận của đơn vị {f.get('unit')}, "
        f"không phải biên bản {_here(f)}; hãy chọn đúng tệp."
    ),
    "amended": lambda f: (
        f"Mã {f['proof_code']} là bản đã có biên bản điều chỉnh thay thế; "
        "hãy đính bản đã ký của biên bản điều chỉnh."
    ),
    "unsigned": lambda f: (
        f"{_file(f)} chưa có chữ ký nào; hãy ký rồi đính, hoặc đính bản quét đã ký tay."
    ),
    "altered": lambda f: (
        f"{_file(f)} không đính được. {reason_sentence(f['reason'])} Hãy dùng tệp gốc đã ký."
    ),
    "kind": lambda f: f"{_file(f)} không phải PDF hay ảnh; hãy chọn tệp PDF, JPG hoặc PNG.",
    "date_unreadable": lambda f: (
        f"“{f.get('date')}” không phải ngày; hãy ghi ngày/tháng/năm, ví dụ 05/03/2023."
    ),
    "date_before": lambda f: (
        f"Ngày {day(f['date'])} trước ngày họp {day(f['session_date'])}; "
        "hãy kiểm tra lại ngày văn bản."
    ),
}


def refused(facts: Facts) -> str:
    """Why a file is not attached."""
    return _REFUSED[facts["code"]](facts)


SIGNED_PAPERS: Mapping[type[BaseException], Callable[[Facts], str]] = {
    errors.SignedPaperRefusedError: refused,
}
