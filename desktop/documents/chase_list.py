"""The chase list (danh sách đôn đốc): units that sent nothing, and what others must mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from reportlab.platypus import Flowable, KeepTogether, Spacer

from db.queries.desk import MISSING, REFUSED, Desk, DeskUnit
from db.records import Campaign, Role
from desktop.delivery_words import difference_words, refusal
from desktop.documents.blocks import (
    Cell,
    Column,
    HeadingText,
    Level,
    Line,
    Marks,
    SignatureText,
    Table,
)
from desktop.documents.files import write_whole
from desktop.documents.fonts import typeface
from desktop.documents.forms import load_form
from desktop.documents.grid_build import build_grid, fitting_style
from desktop.documents.headings import BelowTitle, Heading
from desktop.documents.layout import Properties, area, build, styles
from desktop.documents.office_workbook import OfficeColumn, OfficeSheet, write_office_workbook
from desktop.documents.running_text import centred, text
from desktop.documents.secrecy import refuse_secret
from desktop.documents.signatures import Signatures
from desktop.documents.wording import DOTS, count, date_words, ended, read_date

_TYPE: Final = "DANH SÁCH"
_SIZE: Final = 12.0
_BANDS: Final = {
    "missing": "Chưa gửi kết quả",
    "mend": "Đã gửi, còn phải bổ sung hoặc làm rõ",
}
_STATES: Final = {"missing": "chưa gửi", "mend": "cần bổ sung, làm rõ"}


@dataclass(frozen=True, slots=True)
class Chased:
    """One line: which unit, and what is wanted of it."""

    band: str  # missing | mend
    code: str
    name: str
    what: str


def chased(desk: Desk) -> list[Chased]:
    """Whom to chase and for what, those who sent nothing first."""
    found = [Chased("missing", u.code, u.name, _missing(u)) for u in desk.missing]
    for unit in desk.units:
        wanted = [] if unit.state in (MISSING, REFUSED) else _mend(unit)
        if wanted:
            found.append(Chased("mend", unit.code, unit.name, "; ".join(wanted)))
    return found


def _missing(unit: DeskUnit) -> str:
    refused = [one for one in unit.files if one.verdict == "refused"]
    if not refused:
        return "chưa gửi"
    told = (f"tệp {one.name}: {refusal(one.code, one.facts).rstrip('.')}" for one in refused)
    return "; ".join(told)


def _mend(unit: DeskUnit) -> list[str]:
    wanted = []
    for one in unit.deliveries:
        if not one.counts:
            continue
        which = f" cuộc họp số {one.number}" if one.number else ""
        if "undecided" in one.flags:
            wanted.append(f"chưa có quyết định về kết quả{which}")
        if "totals_only" in one.flags:
            wanted.append("chỉ có số tổng, gửi thêm danh sách hồ sơ")
        wanted += [f"{difference_words(d)}, đề nghị làm rõ" for d in one.differences]
    return wanted


def write_chase_list(
    desk: Desk, campaign: Campaign, path: Path, day: str, *, illustrative: bool = False
) -> Path:
    """Writes the list as PDF; ``day`` is the day it was made up, ISO.

    Raises SecretMarkError, FormUnknownError, FontMissingError, PaperFileError.
    """
    rows = chased(desk)
    refuse_secret({"rows": [row.name for row in rows], "body": campaign.body})
    form, face = load_form(campaign.form), typeface()
    style, room = styles(form, face), area(form)
    missing: set[str] = set()

    def readable(words: str) -> str:
        return face.readable(words, missing)

    subject = f"đơn vị cần đôn đốc gửi kết quả thẩm định năm {campaign.year}"
    place_date = f"{readable(campaign.place) or DOTS}, {date_words(read_date(day), campaign.year)}"
    heading = HeadingText(
        readable(campaign.parent).upper(), readable(campaign.body).upper(), "", place_date
    )
    table = _table(rows, readable)
    story: list[Flowable] = [
        Heading(form, face, heading, room.width),
        Spacer(0, 20),
        centred(style.type_name, _TYPE, room.width),
        centred(style.subject, subject, room.width),
        BelowTitle(form, face, subject, room.width),
        text(style.text, _opening(desk)),
        Spacer(0, 8),
    ]
    if rows:
        story.append(
            build_grid(
                table, fitting_style(table, face, _SIZE, room.height, room.width), room.width
            )
        )
    signing = [
        (0, SignatureText(Role.SECRETARY, "", "NGƯỜI LẬP", "")),
        (1, SignatureText(Role.CHAIR, "", "PHỤ TRÁCH", "")),
    ]
    story += [
        Spacer(0, 14),
        KeepTogether([Signatures(form, face, [tuple(signing)], room.width, {})]),
    ]
    marks = Marks(draft=False, illustrative=illustrative, proof_code=None)
    title = f"Danh sách đôn đốc năm {campaign.year}"
    data, _ = build(form, face, marks, Properties(title, campaign.body, subject), story)
    write_whole(path, data)
    return path


def _opening(desk: Desk) -> str:
    missing = len(desk.missing)
    received = desk.expected - missing
    if not missing:
        return ended(f"Cả {count(desk.expected)} đơn vị phải gửi đều đã gửi kết quả")
    return ended(
        f"Có {count(received)} trong {count(desk.expected)} đơn vị đã gửi kết quả; "
        f"còn {count(missing)} đơn vị chưa gửi"
    )


def _table(rows: list[Chased], readable: Callable[[str], str]) -> Table:
    lines: list[Line] = []
    band = ""
    for number, row in enumerate(rows, start=1):
        if row.band != band:
            band = row.band
            lines.append(Line((_BANDS[band],), Level.BAND))
        said = (str(number), row.code, row.name, row.what)
        lines.append(Line(tuple(readable(cell) for cell in said)))
    return Table(
        (
            Column("TT", Cell.NUMBER),
            Column("Mã", Cell.CODE),
            Column("Tên đơn vị", Cell.TEXT),
            Column("Còn thiếu", Cell.TEXT, weight=1.3),
        ),
        tuple(lines),
    )


def write_chase_workbook(
    desk: Desk, campaign: Campaign, path: Path, *, illustrative: bool = False
) -> Path:
    """Writes the same list as a workbook. Raises SecretMarkError, PaperFileError."""
    rows = chased(desk)
    refuse_secret({"rows": [row.name for row in rows]})
    sheet = OfficeSheet(
        "Đôn đốc",
        (
            f"ĐƠN VỊ CẦN ĐÔN ĐỐC GỬI KẾT QUẢ THẨM ĐỊNH NĂM {campaign.year}",
            f"{campaign.body}: {_opening(desk)}",
        ),
        (
            OfficeColumn("TT", 5),
            OfficeColumn("Mã đơn vị", 12),
            OfficeColumn("Tên đơn vị", 40, text=True),
            OfficeColumn("Tình trạng", 22, text=True),
            OfficeColumn("Còn thiếu", 60, text=True),
        ),
        tuple(
            (place, row.code, row.name, _STATES[row.band], row.what)
            for place, row in enumerate(rows, start=1)
        ),
    )
    return write_office_workbook(
        path,
        [sheet],
        title=f"Danh sách đôn đốc năm {campaign.year}",
        author=campaign.body,
        mark="SỐ LIỆU MINH HỌA" if illustrative else "",
    )
