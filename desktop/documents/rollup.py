"""The roll-up of what the units delivered, as a workbook for the level above to work on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from db.queries.rollup import Classes, Rollup, Target, UnitRoll
from db.queries.rollup_years import Years
from db.records import Campaign
from desktop.delivery_words import FLAGS, SOURCES
from desktop.documents.office_workbook import OfficeColumn, OfficeSheet, write_office_workbook
from desktop.documents.rollup_years import CLASS_COLUMNS, class_cells, year_sheets
from desktop.documents.secrecy import refuse_secret
from desktop.rollup_words import met_words, odd_lines, target_basis, target_words
from desktop.words import KINDS

_READING: Final = (
    "“Đạt” hiểu theo cách đặt ở Cài đặt của đợt: từ loại nào trở lên, tính trên số nào."
)


def write_rollup(
    found: Rollup, campaign: Campaign, path: Path, years: Years | None = None
) -> Path:
    """Writes the workbook, with the years before where there are any.

    Raises SecretMarkError, PaperFileError.
    """
    refuse_secret({"units": [unit.name for unit in found.units]})
    return write_office_workbook(
        path,
        rollup_sheets(found, campaign, years),
        title=f"Tổng hợp kết quả các đơn vị năm {campaign.year}",
        author=campaign.body,
        mark="SỐ LIỆU MINH HỌA" if found.illustrative else "",
    )


def over_line(found: Rollup) -> str:
    """On whose figures the roll-up rests."""
    return (
        f"Theo số liệu của {len(found.units)} đơn vị đã gửi, {found.desk.expected} đơn vị phải gửi"
    )


def rollup_sheets(
    found: Rollup, campaign: Campaign, years: Years | None = None
) -> list[OfficeSheet]:
    """Every table of the roll-up, as the workbook and the PDF lay them out."""
    said = over_line(found)
    over = f"{campaign.body} - năm {campaign.year} - {said[:1].lower()}{said[1:]}"
    return [
        _units(found, over),
        _kinds(found, over),
        _fields(found, over),
        _targets(found, over),
        *(year_sheets(years, campaign.body) if years is not None else []),
    ]


def _units(found: Rollup, over: str) -> OfficeSheet:
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn("Mã đơn vị", 9),
        OfficeColumn("Tên đơn vị", 28, text=True),
        OfficeColumn("Nguồn", 7),
        OfficeColumn("Đã đăng ký", 8),
        OfficeColumn("Đã báo cáo", 8),
        OfficeColumn("Có kết quả", 8),
        *CLASS_COLUMNS,
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
    notes = [FLAGS[flag] for flag in unit.flags if flag != "illustrative"]
    if unit.classes.sent_back:
        notes.append(f"{unit.classes.sent_back} hồ sơ thẩm định lại")
    return (
        place,
        unit.code,
        unit.name,
        ", ".join(SOURCES[source] for source in unit.sources),
        unit.counts.registered,
        unit.counts.reported,
        *class_cells(unit.classes),
        unit.classes.excellent,
        "\n".join(unit.proof_codes),
        "; ".join(notes),
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
        *CLASS_COLUMNS,
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
        OfficeColumn("Căn cứ", 26, text=True),
    )
    rows = tuple(_target(place, one) for place, one in enumerate(found.targets, start=1))
    return OfficeSheet(
        "Chỉ tiêu", ("TỶ LỆ THỰC HIỆN CHỈ TIÊU", over), columns, rows,
        notes=(_READING, *odd_lines(found)), frozen=2,
    )  # fmt: skip


def _target(place: int, target: Target) -> tuple[str | int | None, ...]:
    name, above, below = target_words(target)
    share = target.share
    return (
        place,
        name,
        above,
        share.numerator,
        below,
        share.denominator,
        None if target.odd else share.percent,
        share.least,
        met_words(target),
        target.units,
        target_basis(target),
    )
