"""The sentences for signing, verifying, tokens and trusted authorities."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from desktop.documents import errors as papers
from desktop.documents import signing_errors as errors

Facts = Mapping[str, Any]


def _file(facts: Facts) -> str:
    return f"“{Path(str(facts.get('path'))).name}”"


def _whose(facts: Facts) -> str:
    return f" của {facts['signer']}" if facts.get("signer") else ""


def day(text: object) -> str:
    """An ISO day as it is read."""
    return f"{date.fromisoformat(str(text)):%d/%m/%Y}" if text else ""


def _not_pdf(facts: Facts) -> str:
    if facts.get("detail") == "size":
        return f"Tệp {_file(facts)} quá lớn để kiểm tra; hãy chọn đúng tệp biên bản."
    return f"Tệp {_file(facts)} không phải PDF; hãy chọn tệp biên bản đã xuất từ chương trình."


def _unknown_field(facts: Facts) -> str:
    fields = facts.get("fields")
    if not fields:
        return "Tệp này không có ô ký; hãy chốt để ký rồi xuất lại biên bản."
    return f"Không có ô ký “{facts.get('field')}”; các ô ký: {', '.join(fields)}."


def _certificate(facts: Facts) -> str:
    whose = f"Chứng thư{_whose(facts)}"
    match facts.get("code"):
        case "expired":
            return f"{whose} đã hết hạn ngày {day(facts['day'])}; hãy gia hạn rồi ký lại."
        case "early":
            return (
                f"{whose} có hiệu lực từ ngày {day(facts['day'])}; "
                "hãy kiểm tra ngày giờ của máy rồi ký lại."
            )
        case "authority":
            return f"{whose} là của tổ chức cấp chứng thư, không dùng để ký; hãy chọn khóa khác."
        case "weak":
            return f"{whose} dùng khóa quá ngắn, không còn an toàn; hãy xin cấp chứng thư mới."
    return f"{whose} không được cấp để ký văn bản; hãy chọn khóa khác."


def _key_file(facts: Facts) -> str:
    match facts.get("code"):
        case "missing":
            return f"Không đọc được tệp khóa {_file(facts)}; hãy kiểm tra lại tên và thư mục."
        case "passphrase":
            return f"Mật khẩu của tệp khóa {_file(facts)} không đúng; hãy gõ lại."
        case "empty":
            return f"Tệp {_file(facts)} không có khóa kèm chứng thư; hãy chọn tệp khóa khác."
    return f"Tệp khóa {_file(facts)} bị hỏng hoặc không phải .p12, .pfx; hãy chọn tệp khác."


def _token(facts: Facts) -> str:
    match facts.get("code"):
        case "module":
            return (
                f"Không nạp được thư viện ký số {_file(facts)}; "
                "hãy cài phần mềm của hãng và chọn đúng thư viện."
            )
        case "absent":
            return "Chưa thấy thiết bị ký số; hãy cắm thiết bị rồi ký lại."
        case "several":
            return "Đang cắm nhiều thiết bị ký số; hãy chỉ để lại một thiết bị rồi ký lại."
        case "removed":
            return (
                "Thiết bị ký số bị rút ra khi đang ký, tệp vẫn nguyên; hãy cắm lại rồi ký lại."
            )
        case "empty":
            return "Thiết bị ký số không có khóa kèm chứng thư; hãy dùng thiết bị khác."
    return "Thiết bị ký số báo lỗi, tệp vẫn nguyên; hãy rút ra, cắm lại rồi ký lại."


def _pin(facts: Facts) -> str:
    match facts.get("code"):
        case "low":
            return (
                "Mã PIN của thiết bị không đúng; số lần thử còn lại không nhiều, hãy gõ cẩn thận."
            )
        case "last":
            return (
                "Mã PIN của thiết bị không đúng, chỉ còn một lần thử; "
                "hãy hỏi lại mã rồi mới gõ, sai nữa thiết bị sẽ bị khóa."
            )
        case "locked":
            return "Thiết bị ký số đã bị khóa vì sai mã PIN nhiều lần; hãy nhờ nơi cấp mở khóa."
    return "Mã PIN của thiết bị không đúng; hãy gõ lại."


def _trust(facts: Facts) -> str:
    if facts.get("code") == "person":
        return (
            f"Tệp {_file(facts)} có chứng thư của người ký, không phải của tổ chức cấp; "
            "hãy nhập chứng thư của tổ chức cấp."
        )
    return (
        f"Tệp {_file(facts)} không phải chứng thư hay danh sách thu hồi; "
        "hãy chọn tệp .cer, .pem, .p7b hoặc .crl."
    )


SIGNING: Mapping[type[BaseException], Callable[[Facts], str]] = {
    errors.NotPdfError: _not_pdf,
    errors.DamagedPdfError: lambda f: (
        f"Tệp {_file(f)} bị hỏng hoặc có mật khẩu nên không ký được; hãy xuất lại biên bản."
    ),
    errors.SignFieldUnknownError: _unknown_field,
    errors.SignFieldTakenError: lambda f: (
        f"Ô “{f.get('field')}” đã có chữ ký{_whose(f)}; hãy chọn ô khác."
    ),
    errors.SignLockedError: lambda f: (
        f"Tệp đã khóa sau chữ ký{_whose(f)} nên không ký thêm được; hãy dùng bản chưa khóa."
    ),
    errors.CertificateError: _certificate,
    errors.KeyFileError: _key_file,
    errors.TokenError: _token,
    errors.TokenPinError: _pin,
    errors.SignImageError: lambda f: (
        f"Ảnh chữ ký {_file(f)} không dùng được; hãy chọn ảnh PNG hoặc JPG có nét chữ rõ."
    ),
    errors.TrustFileError: _trust,
    errors.TrustUnknownError: lambda f: (
        f"Không có mục “{f.get('id')}” trong danh sách tin cậy; gõ “thamdinh trust” để xem."
    ),
    papers.ScanUnreadableError: lambda f: (
        f"Tệp {_file(f)} không phải ảnh hay PDF đọc được; hãy quét lại rồi chọn tệp mới."
    ),
    papers.SignedPaperError: lambda f: (
        f"Tệp {_file(f)} trong thư mục này đã có chữ ký số nên không ghi đè; "
        "hãy chọn thư mục khác."
    ),
}
