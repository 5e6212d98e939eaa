"""The roll-up of what the units delivered, as a workbook for the level above to work on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from db.queries.rollup import Classes, Rollup, Target, UnitRoll
from db.records import Campaign
from db.rules.bands import CLASSES
from desktop.delivery_words import FLAGS, SOURCES, TARGETS
from desktop.documents.office_workbook import OfficeColumn, OfficeSheet, write_office_workbook
from desktop.documents.secrecy import refuse_secret
from desktop.words import KINDS

_PANEL: Final = "Tổ thẩm định xếp loại"
_DECIDED: Final = "Xếp loại theo quyết định"
_CLASSES: Final = tuple(
    OfficeColumn(name, 7, group) for group in (_PANEL, _DECIDED) for name in CLASSES
)
_BASES: Final = (
    "R19: 100% tổ chức cơ sở đảng, tập thể lãnh đạo đăng ký (Công văn 854-CV/HU). "
    "R21: 90% đăng ký, ít nhất 25% có sản phẩm xếp loại Đạt trở lên (Công văn 436-CV/ĐUK); "
    "“đạt” hiểu là xếp loại Đạt trở lên, tính trên số hồ sơ đã đăng ký."
)


def write_rollup(found: Rollup, campaign: Campaign, path: Path) -> Path:
    """Writes the workbook. Raises SecretMarkError, PaperFileError."""
    refuse_secret({"units": [unit.name for unit in found.units]})
    over = (
        f"{campaign.body} - năm {campaign.year} - "
        f"theo số liệu của {len(found.units)} đơn vị đã gửi, {found.desk.expected} đơn vị phải gửi"
    )
    sheets = [
        _units(found, over),
        _kinds(found, over),
        _fields(found, over),
        _targets(found, over),
    ]
    return write_office_workbook(
        path,
        sheets,
        title=f"Tổng hợp kết quả các đơn vị năm {campaign.year}",
        author=campaign.body,
        mark="SỐ LIỆU MINH HỌA" if found.illustrative else "",
    )


def _units(found: Rollup, over: str) -> OfficeSheet:
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn("Mã đơn vị", 9),
        OfficeColumn("Tên đơn vị", 28, text=True),
        OfficeColumn("Nguồn", 7),
        OfficeColumn("Đã đăng ký", 8),
        OfficeColumn("Đã báo cáo", 8),
        OfficeColumn("Có kết quả", 8),
        *_CLASSES,
        OfficeColumn("Đăng ký HTXSNV", 10),
        OfficeColumn("Mã đối chiếu", 17),
        OfficeColumn("Lưu ý", 22, text=True),
    )
    rows = tuple(_unit(place, unit) for place, unit in enumerate(found.units, start=1))
    total = (
        None,
        None,
        "Cộng",
        None,
        _sum(unit.counts.registered for unit in found.units),
        _sum(unit.counts.reported for unit in found.units),
        *found.total.row(),
        found.total.excellent,
        None,
        None,
    )
    return OfficeSheet(
        "Theo đơn vị", ("TỔNG HỢP KẾT QUẢ THEO ĐƠN VỊ", over), columns, rows, total, _notes(found)
    )


def _unit(place: int, unit: UnitRoll) -> tuple[str | int | None, ...]:
    said: tuple[int | None, ...] = unit.classes.row()
    if not unit.classes.decided.total():  # nothing decided yet is not "none of any class"
        said = (*said[: -len(CLASSES)], *(None for _ in CLASSES))
    return (
        place,
        unit.code,
        unit.name,
        ", ".join(SOURCES[source] for source in unit.sources),
        unit.counts.registered,
        unit.counts.reported,
        *said,
        unit.classes.excellent,
        "\n".join(unit.proof_codes),
        "; ".join(FLAGS[flag] for flag in unit.flags if flag != "illustrative"),
    )


def _sum(values: Iterable[int | None]) -> int:
    return sum(value or 0 for value in values)


def _notes(found: Rollup) -> tuple[str, ...]:
    missing = "; ".join(f"{unit.code} {unit.name}" for unit in found.desk.missing)
    return (
        "Xếp loại của Tổ thẩm định và xếp loại theo quyết định được ghi riêng; đơn vị chưa có "
        "quyết định thì cột quyết định để trống.",
        f"Đơn vị chưa gửi: {missing}." if missing else "Tất cả đơn vị phải gửi đều đã gửi.",
    )


def _counted(
    name: str, heading: str, title: str, over: str, rows: list[tuple[str, Classes]], total: Classes
) -> OfficeSheet:
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn(heading, 38, text=True),
        OfficeColumn("Số hồ sơ", 10),
        *_CLASSES,
    )
    lines: list[tuple[str | int | None, ...]] = [
        (place, said, *one.row()) for place, (said, one) in enumerate(rows, start=1)
    ]
    return OfficeSheet(
        name, (title, over), columns, tuple(lines), (None, "Cộng", *total.row()), frozen=2
    )


def _kinds(found: Rollup, over: str) -> OfficeSheet:
    rows = [
        (KINDS.get(kind, "Không có danh sách, chỉ có số tổng"), classes)
        for kind, classes in found.kinds.items()
    ]
    return _counted(
        "Theo đối tượng", "Đối tượng", "TỔNG HỢP KẾT QUẢ THEO ĐỐI TƯỢNG", over, rows, found.total
    )


def _fields(found: Rollup, over: str) -> OfficeSheet:
    rows = [(name or "Chưa ghi lĩnh vực", classes) for name, classes in found.fields]
    listed = Classes()
    for _, one in found.fields:
        listed.submissions += one.submissions
        listed.panel.update(one.panel)
        listed.decided.update(one.decided)
    return _counted(
        "Theo lĩnh vực", "Lĩnh vực", "TỔNG HỢP KẾT QUẢ THEO LĨNH VỰC", over, rows, listed
    )


def _targets(found: Rollup, over: str) -> OfficeSheet:
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn("Chỉ tiêu", 34, text=True),
        OfficeColumn("Tử số là", 30, text=True),
        OfficeColumn("Tử số", 9),
        OfficeColumn("Mẫu số là", 30, text=True),
        OfficeColumn("Mẫu số", 9),
        OfficeColumn("Tỷ lệ (%)", 10, hundredths=True),
        OfficeColumn("Yêu cầu (%)", 10),
        OfficeColumn("Đánh giá", 14),
        OfficeColumn("Số đơn vị có số liệu", 11),
    )
    rows = tuple(_target(place, one) for place, one in enumerate(found.targets, start=1))
    return OfficeSheet(
        "Chỉ tiêu", ("TỶ LỆ THỰC HIỆN CHỈ TIÊU", over), columns, rows, notes=(_BASES,), frozen=2
    )


def _target(place: int, target: Target) -> tuple[str | int | None, ...]:
    name, above, below = TARGETS[target.code]
    share = target.share
    verdict = {True: "đạt", False: "chưa đạt", None: "chưa có số liệu"}[share.met]
    return (
        place,
        name,
        above,
        share.numerator,
        below,
        share.denominator,
        share.percent,
        share.least,
        verdict,
        target.units,
    )
