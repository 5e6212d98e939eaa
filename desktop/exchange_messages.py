"""The sentences for what goes wrong in exchange (giao nhận): files, keys, merges, deliveries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from db import errors

Facts = Mapping[str, Any]

_ALTERED = {
    "change": "nội dung ghi nhận không khớp mã của nó",
    "operation": "chữ ký của lần ghi không khớp",
    "ballot": "phiếu chấm không khớp chữ ký",
    "list": "danh sách phiếu đã nộp không khớp chữ ký",
    "snapshot": "bản chốt không khớp chữ ký của cơ quan",
    "office": "khóa cơ quan khác với sổ này",
}


def _file(facts: Facts) -> str:
    path = facts.get("path")
    return f"“{Path(str(path)).name}”" if path is not None else "tệp"


def _size(facts: Facts) -> str:
    limit = int(facts.get("limit") or 0)
    return f"{limit // 1024**3} GB" if limit >= 1024**3 else f"{limit // 1024**2} MB"


EXCHANGE: dict[type[BaseException], Callable[[Facts], str]] = {
    errors.FileTooLargeError: lambda f: (
        f"{_file(f)} lớn hơn mức cho phép {_size(f)}; hãy ghi bản không kèm minh chứng."
    ),
    errors.UnfinishedFileError: lambda f: (
        f"{_file(f)} được sao chép khi đang ghi dở; hãy mở sổ trên máy cũ, đóng lại rồi "
        "sao chép lần nữa."
    ),
    errors.StrangeJournalError: lambda f: (
        f"Tệp -journal nằm cạnh {_file(f)} trỏ tới tệp khác trên máy, không phải do chương trình "
        "ghi; đừng mở thư mục này, hãy xin lại sổ từ người gửi."
    ),
    errors.PassphraseNeededError: lambda f: (
        f"{_file(f)} có đặt cụm mật khẩu; hãy hỏi người gửi rồi nhập cụm mật khẩu."
    ),
    errors.AlteredFileError: lambda f: (
        f"{_file(f)} đã bị sửa ngoài chương trình ({_ALTERED.get(str(f.get('what')), 'lỗi')}); "
        "không nhận tệp này, hãy xin lại bản khác."
    ),
    errors.OtherBodyError: lambda f: (
        f"{_file(f)} là sổ của cơ quan khác nên không ghép được; "
        "hãy xin tệp gói kết quả (.giaonop)."
    ),
    errors.BallotNotPaperError: lambda f: (
        f"Phiếu này do đồng chí {f.get('member')} tự ký nên không chuyển cho người khác được; "
        "nếu sai hãy hủy phiếu kèm lý do."
    ),
    errors.BallotThereError: lambda f: (
        f"Đồng chí {f.get('member')} đã có phiếu cho hồ sơ {f.get('submission')}; "
        "hãy hủy phiếu đó trước rồi chuyển lại."
    ),
    errors.NotRepairableError: lambda f: (
        f"Không đọc được gì của một sổ trong {_file(f)}; hãy dùng bản sao lưu gần nhất."
    ),
    errors.CancelledError: lambda f: "Đã dừng theo yêu cầu; chưa ghi gì vào sổ.",
}
