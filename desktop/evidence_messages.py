"""Sentences for evidence (minh chứng): what cannot be attached, is not here, or is broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from db import errors

Facts = Mapping[str, Any]


def _file(facts: Facts) -> str:
    path = facts.get("path")
    return f"“{Path(str(path)).name}”" if path is not None else "minh chứng"


def _named(facts: Facts) -> str:
    return f"Minh chứng “{facts['name']}”" if facts.get("name") else "Minh chứng này"


def _kind(facts: Facts) -> str:
    match facts.get("detail"):
        case "empty":
            return f"Tệp {_file(facts)} trống; hãy chọn lại tệp."
        case "name":
            return (
                f"Tên tệp {_file(facts)} không đúng với nội dung bên trong; "
                "hãy lưu lại đúng loại PDF, ảnh, Word hoặc Excel rồi đính kèm."
            )
        case "macros":
            return (
                f"Tệp {_file(facts)} có mã lệnh bên trong (macro); "
                "hãy lưu lại dạng .docx, .xlsx thường hoặc PDF rồi đính kèm."
            )
        case "scripts":
            return (
                f"Tệp {_file(facts)} có mã lệnh chạy bên trong; hãy in lại ra PDF hoặc quét lại "
                "rồi đính kèm."
            )
    return (
        f"Tệp {_file(facts)} không dùng làm minh chứng được; "
        "hãy chọn tệp PDF, ảnh (PNG, JPG), Word (.docx) hoặc Excel (.xlsx)."
    )


EVIDENCE: Mapping[type[BaseException], Callable[[Facts], str]] = {
    errors.EvidenceKindError: _kind,
    errors.EvidenceTooLargeError: lambda f: (
        f"Tệp {_file(f)} lớn hơn {f['limit'] >> 20} MB; "
        "hãy quét lại ở độ phân giải thấp hơn hoặc tách thành nhiều tệp."
    ),
    errors.EvidenceChangingError: lambda f: (
        f"Tệp {_file(f)} đang được ghi dở; hãy đóng chương trình đang mở tệp rồi đính kèm lại."
    ),
    errors.EvidenceSecretError: lambda f: (
        f"Tệp {_file(f)} mang dấu {f.get('mark')} nên không được đưa vào chương trình này; "
        "hãy làm theo quy định bảo vệ bí mật nhà nước."
    ),
    errors.EvidenceMissingError: lambda f: (
        f"{_named(f)} chưa có tệp trên máy này; hãy nhận tệp minh chứng từ USB của thư ký."
    ),
    errors.EvidenceDamagedError: lambda f: (
        f"{_named(f)} bị hỏng khi lưu hoặc sao chép; hãy đính kèm lại từ tệp gốc."
    ),
    errors.NotEvidenceFileError: lambda f: (
        f"{_file(f)} không phải tệp minh chứng của chương trình; hãy chọn tệp có đuôi .minhchung."
    ),
    errors.DamagedEvidenceFileError: lambda f: (
        f"Tệp minh chứng {_file(f)} bị hỏng; sổ vẫn nguyên. "
        "Hãy sao chép lại tệp này từ USB hoặc từ máy khác."
    ),
    errors.NewerEvidenceFileError: lambda f: (
        f"Tệp minh chứng {_file(f)} do phiên bản mới hơn tạo ra; "
        "hãy cập nhật chương trình rồi làm lại."
    ),
}
