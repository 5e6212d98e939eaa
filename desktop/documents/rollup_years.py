"""The roll-up year beside year as tables: every year in a line, every unit by year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from db.queries.rollup import Classes, Target
from db.queries.rollup_years import Figures, Years
from db.rules.bands import CLASSES
from desktop.documents.office_workbook import OfficeColumn, OfficeSheet
from desktop.documents.wording import points
from desktop.rollup_words import loose_lines, target_words

PANEL: Final = "Tổ thẩm định xếp loại"
DECIDED: Final = "Xếp loại theo quyết định"
CLASS_COLUMNS: Final = tuple(
    OfficeColumn(name, 7, group) for group in (PANEL, DECIDED) for name in CLASSES
)
_MAPPED: Final = (
    "Đơn vị đã kết thúc, hợp nhất hoặc chuyển cấp trên thì số liệu năm trước được tính vào đơn vị "
    "hiện nay theo quan hệ có ngày ghi ở Cài đặt, Đơn vị."
)


def class_cells(classes: Classes) -> tuple[int | None, ...]:
    """Submissions, the panel's classes, the decided ones: empty where nothing is decided."""
    said: tuple[int | None, ...] = classes.row()
    if not classes.decided.total():  # nothing decided yet is not "none of any class"
        said = (*said[: -len(CLASSES)], *(None for _ in CLASSES))
    return said


def year_sheets(found: Years, over: str) -> list[OfficeSheet]:
    """The two tables; none where there is no year before to compare with."""
    if len(found.years) < 2 and not found.loose:
        return []
    return [_years(found, over), _units(found, over)]


def _years(found: Years, over: str) -> OfficeSheet:
    shares = found.years[0].targets if found.years else ()
    columns = (
        OfficeColumn("Năm", 8),
        OfficeColumn("Đơn vị đã gửi/phải gửi", 12),
        OfficeColumn("Hồ sơ đã đăng ký", 9),
        OfficeColumn("Hồ sơ có kết quả", 9),
        *CLASS_COLUMNS,
        *(OfficeColumn(target_words(target)[0], 16) for target in shares),
    )
    rows = tuple(
        (
            str(line.year),
            f"{line.sent}/{line.expected}",
            line.figures.registered,
            *class_cells(line.figures.classes),
            *(_share(target) for target in line.targets),
        )
        for line in found.years
    )
    notes = (
        "Tỷ lệ: tử số/mẫu số (phần trăm). "
        + "; ".join(
            f"{name}: {above[:1].lower()}{above[1:]} trên {below[:1].lower()}{below[1:]}"
            for name, above, below in map(target_words, shares)
        )
        + ".",
        *_readings(found),
    )
    return OfficeSheet(
        "Theo năm", ("TỔNG HỢP KẾT QUẢ QUA CÁC NĂM", over), columns, rows, notes=notes, frozen=1
    )


def _readings(found: Years) -> Iterator[str]:
    """Where years do not read "đạt" alike, that is said: their shares are not of one kind."""
    read = {(target.good, target.over) for line in found.years for target in line.targets}
    if len(read) > 1:
        yield "Các năm đặt cách hiểu “đạt” khác nhau; tỷ lệ mỗi năm tính theo cách của năm đó."


def _share(target: Target) -> str:
    share = target.share
    if target.odd:
        return f"{share.numerator}/{share.denominator} (chưa khớp)"
    if share.percent is None:
        return "–"
    return f"{share.numerator}/{share.denominator} ({points(share.percent)}%)"


def _units(found: Years, over: str) -> OfficeSheet:
    columns = (
        OfficeColumn("TT", 5),
        OfficeColumn("Mã đơn vị", 9),
        OfficeColumn("Tên đơn vị hiện nay", 30, text=True),
        OfficeColumn("Năm", 8),
        OfficeColumn("Hồ sơ đã đăng ký", 9),
        OfficeColumn("Hồ sơ có kết quả", 9),
        *CLASS_COLUMNS,
    )
    rows: list[tuple[str | int | None, ...]] = []
    for place, unit in enumerate(found.units, start=1):
        head: tuple[str | int | None, ...] = (place, unit.code, unit.name)
        for line in found.years:
            figures = unit.by_year.get(line.year)
            said = (None,) * 10 if figures is None else _cells(figures)
            rows.append((*head, str(line.year), *said))
            head = (None, None, None)
    rows += [
        (None, None, "Chưa xếp được vào đơn vị hiện nay", str(year), *_cells(loose.figures))
        for year, loose in found.loose.items()
    ]
    return OfficeSheet(
        "Đơn vị theo năm",
        ("KẾT QUẢ CỦA TỪNG ĐƠN VỊ QUA CÁC NĂM", over),
        columns,
        tuple(rows),
        notes=(_MAPPED, *loose_lines(found)),
        frozen=4,
    )


def _cells(figures: Figures) -> tuple[int | None, ...]:
    return (figures.registered, *class_cells(figures.classes))
