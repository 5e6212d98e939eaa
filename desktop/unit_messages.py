"""Why units cannot stand as somebody typed it, and what to do, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any


def unit_tree(facts: Mapping[str, Any]) -> str:
    """Of a UnitTreeError."""
    code = facts.get("code")
    match facts.get("what"):
        case "unknown":
            return f"Không có đơn vị mã {code}; hãy ghi đơn vị đó trước."
        case "ring":
            return (
                f"Đơn vị {code} không thể đứng dưới hay tiếp nối chính nó qua "
                f"{facts.get('other')}; hãy chọn đơn vị khác."
            )
        case "before":
            day = date.fromisoformat(str(facts.get("day")))
            return (
                f"Đơn vị {code} có từ, hoặc chuyển lần trước vào, ngày {day:%d/%m/%Y}; "
                "hãy ghi ngày sau đó."
            )
    return "Hãy ghi ngày dạng ngày/tháng/năm, như 01/07/2025."
