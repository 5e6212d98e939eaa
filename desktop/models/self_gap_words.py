"""The gap between own and panel's scores, in sentences. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.self_gap import TOTAL, Compared, Gap, Mark
from db.records import SubjectKind
from db.rules.points import show

_WHO = {
    SubjectKind.COLLECTIVE: "Các tập thể",
    SubjectKind.INDIVIDUAL: "Các cá nhân",
    None: "Các đối tượng",
}


def shown_gap(points: int) -> str:
    """``50`` -> ``+0,50``, ``-25`` -> ``−0,25``, ``0`` -> ``0,00``."""
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{show(abs(points))}"


def lost_points(found: Compared, marks: Sequence[Mark], kind: SubjectKind | None) -> str:
    """Where points are lost against the own score, in two or three sentences; "" for nothing."""
    lines = found.by_criterion(marks)
    whole = [line for line in lines if line.key == TOTAL]
    single = [line for line in lines if line.key != TOTAL]
    if not single:
        return ""
    parts = [_whole(_WHO[kind], line) for line in whole[:1]]
    worst = max(single, key=lambda line: line.gap)
    if worst.gap > 0:
        parts.append(
            f"Mất điểm nhiều nhất ở {worst.key} ({_in_sentence(worst.name)}): tự chấm "
            f"{show(worst.own)}, Tổ thẩm định chấm {show(worst.panel)}, kém {show(worst.gap)} điểm."
        )
    years = found.by_year(marks)
    if len(years) > 1:
        now, before = years[0], years[1]
        parts.append(
            f"Chênh lệch chung năm {now.key}: {shown_gap(now.gap)} điểm; năm {before.key}: "
            f"{shown_gap(before.gap)} điểm."
        )
    return " ".join(parts)


def _whole(who: str, line: Gap) -> str:
    said = (
        f"{who} tự chấm trung bình {show(line.own)} điểm, Tổ thẩm định chấm {show(line.panel)} "
        f"điểm ({line.count} hồ sơ)"
    )
    if not line.gap:
        return f"{said}: bằng nhau."
    side = "cao hơn" if line.gap > 0 else "thấp hơn"
    return f"{said}: tự chấm {side} {show(abs(line.gap))} điểm."


def _in_sentence(name: str) -> str:
    return name[:1].lower() + name[1:]
