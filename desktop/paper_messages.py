"""The sentences for papers that cannot be made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from desktop.documents import errors as papers

Facts = Mapping[str, Any]

_NOBODY_AIMS = (
    "Chưa ai được đề nghị hoàn thành xuất sắc nhiệm vụ; hãy ghi đề nghị ở Kết quả, phần Hoàn "
    "thành xuất sắc."
)
_EMPTY: Final[Mapping[str, str]] = {
    "amendment": (
        "Cuộc họp này chưa có biên bản bổ sung; lập ở Biên bản, phần Chốt để ký, khi kết quả đã "
        "ký, đã gửi mà có chỗ phải sửa."
    ),
    "reminders": "Không có nơi nào cần đôn đốc; các nơi chưa gửi hiện ở Báo cáo, phần Đến hạn.",
    "htxsnv": _NOBODY_AIMS,
    "htxsnv-excel": _NOBODY_AIMS,
}


PAPERS: Final[Mapping[type[BaseException], Callable[[Facts], str]]] = {
    papers.FontMissingError: lambda f: (
        "Máy chưa có phông chữ kiểu Times đủ chữ Việt; hãy cài Times New Roman hoặc "
        "Liberation Serif rồi in lại."
    ),
    papers.FormUnknownError: lambda f: (
        f"Không có thể thức “{f.get('form')}”; hãy chọn lại thể thức trong cài đặt của đợt."
    ),
    papers.PaperUnknownError: lambda f: (
        f"Không có giấy tờ “{f.get('paper')}”; các loại: {', '.join(f['known'])}."
    ),
    papers.PaperEmptyError: lambda f: _EMPTY.get(
        str(f.get("paper")),
        "Chưa có hồ sơ nào để in giấy tờ này; hãy nhập phiếu chấm hoặc chọn cuộc họp khác.",
    ),
    papers.PaperTooLongError: lambda f: (
        "Có dòng chữ dài hơn cả một trang nên không in được; hãy rút ngắn tên mô hình, đơn vị hoặc "
        "chức vụ quá dài rồi in lại."
    ),
    papers.SecretMarkError: lambda f: (
        f"Văn bản mang dấu {f.get('mark')} không được đưa vào chương trình này; "
        "hãy làm theo quy định bảo vệ bí mật nhà nước."
    ),
}
