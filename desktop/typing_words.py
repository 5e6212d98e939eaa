"""How a paper ballot was typed, in words: for phiếu truy vết."""

from __future__ import annotations

from db.queries.trace_ballots import Typed
from db.rules.points import show


def typed_words(typed: Typed) -> str:
    """As "nhập hai lượt: A, B; TC2: 3,00 và 3,50, lấy 3,50; khớp tổng ghi trên phiếu 8,25"."""
    parts = []
    if typed.second:
        parts.append(f"nhập hai lượt: {typed.first}, {typed.second}")
    parts += [
        f"{code}: {show(first)} và {show(second)}, lấy {show(taken)}"
        for code, first, second, taken in typed.settled
    ]
    if typed.control is not None:
        parts.append(f"khớp tổng ghi trên phiếu {show(typed.control)}")
    return "; ".join(parts)
