"""Sentences for what is missing when something is written down for HTXSNV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from db import errors

_MISSING: Final = {
    "rules": "Không có chỗ nào đang chờ quyết định; hãy xem lại lý do ở khung bên.",
    "document": "Chưa ghi văn bản; hãy ghi tên hoặc số văn bản.",
    "reason": "Chưa ghi lý do; hãy ghi ngắn gọn lý do quyết định.",
    "date": "Ngày chưa đúng; hãy gõ như 24/11/2023.",
    "what": "Chưa chọn loại văn bản; hãy chọn đề tài, sáng kiến hay khen thưởng.",
    "reward": "Chưa ghi hình thức khen thưởng; hãy ghi hình thức được đề nghị.",
    "reward_by": "Chưa ghi ai đề nghị khen thưởng; hãy ghi cơ quan, đơn vị đề nghị.",
    "count": "Số lượng chưa đúng; hãy gõ số nguyên, ví dụ 25.",
}

RATING: Mapping[type[BaseException], Callable[[Mapping[str, Any]], str]] = {
    errors.RatingRefusedError: lambda facts: _MISSING[str(facts["what"])],
}
