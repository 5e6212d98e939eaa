"""Words of the import: what would come in and what came in, in one sentence. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from db.rules.points import show
from desktop.models.words import shown_date
from desktop.words import KINDS, ROLES

if TYPE_CHECKING:
    from db.importing import ImportReport

TABLES = {
    "unit": "đơn vị",
    "member": "thành viên",
    "subject": "đối tượng",
    "submission": "hồ sơ",
    "target": "chỉ tiêu",
    "session": "cuộc họp",
    "ballot": "phiếu chấm",
}
KEPT_WHY = {
    "own_ballot": "thành viên đã tự nộp phiếu",
    "frozen": "kết quả đã chốt để ký",
    "both_changed": "trong sổ và trong bảng đều đã sửa",
}
_DATES = ("start", "end", "registered_on", "reported_on", "date")
_FLAGS = (
    *("is_head", "aims_excellent", "must_register", "with_achievement", "has_report"),
    "recused",
)


def number(count: int) -> str:
    """``12345`` -> ``12.345``."""
    return f"{count:,}".replace(",", ".")


def counted(counts: Mapping[str, int]) -> str:
    """``31 đơn vị, 48 hồ sơ``: "" where there is nothing."""
    return ", ".join(
        f"{number(counts[table])} {words}" for table, words in TABLES.items() if counts.get(table)
    )


def is_new(report: ImportReport) -> bool:
    """Whether the workbook brings anything that the book does not have."""
    return any(report.added.values()) or any(report.changed.values())


def outlook(report: ImportReport) -> str:
    """What an import would do."""
    parts = []
    if any(report.added.values()):
        parts.append(f"Sẽ thêm {counted(report.added)}")
    if any(report.changed.values()):
        word = "sửa" if parts else "Sẽ sửa"
        parts.append(f"{word} {counted(report.changed)}")
    if not parts:
        return _nothing_new(report)
    if any(report.unchanged.values()):
        parts.append(f"giữ nguyên {counted(report.unchanged)}")
    return "; ".join(parts) + "."


def outcome(report: ImportReport) -> str:
    """What an import did."""
    parts = []
    if any(report.added.values()):
        parts.append(f"thêm {counted(report.added)}")
    if any(report.changed.values()):
        parts.append(f"sửa {counted(report.changed)}")
    if not parts:
        return _nothing_new(report)
    kept = f" Giữ bản trong sổ ở {number(len(report.kept))} ô." if report.kept else ""
    return f"Đã nhập: {'; '.join(parts)}.{kept}"


def count_lines(report: ImportReport) -> list[tuple[str, ...]]:
    """What comes in, table by table, under a line of headings."""
    sides = (report.added, report.changed, report.unchanged)
    lines = [
        (
            words[:1].upper() + words[1:],
            *(number(side[table]) if side.get(table) else "" for side in sides),
        )
        for table, words in TABLES.items()
        if any(side.get(table) for side in sides)
    ]
    return [("", "Thêm", "Sửa", "Giữ nguyên"), *lines] if lines else []


def result_name(report: ImportReport) -> str:
    """What the button promises: ``Nhập 48 hồ sơ, 223 phiếu``."""
    both = {table: report.added.get(table, 0) + report.changed.get(table, 0) for table in TABLES}
    main = {table: both[table] for table in ("submission", "ballot") if both[table]}
    return "Nhập " + counted(main or both).replace("phiếu chấm", "phiếu")


def _nothing_new(report: ImportReport) -> str:
    there = counted(report.unchanged)
    kept = f" {number(len(report.kept))} ô khác với sổ: giữ bản trong sổ." if report.kept else ""
    if not there:
        return f"Không có gì mới trong bảng này.{kept}"
    return f"Không có gì mới: {there} trong bảng đã có trong sổ.{kept}"


def shown_value(name: str, value: object) -> str:
    """A cell's value as people write it; ``name`` is its field's."""
    match value:
        case None | "":
            return "(trống)"
        case dict():
            return ", ".join(f"{code} {show(mark)}" for code, mark in value.items())
        case int() if name.startswith("self:"):
            return show(value)
        case int() if name in _FLAGS:
            return "x" if value else "(trống)"
        case str() if name in _DATES:
            return shown_date(value)
        case str() if name == "kind":
            return KINDS.get(value, value)
        case str() if name == "role":
            return ROLES.get(value, value)
    return str(value)
