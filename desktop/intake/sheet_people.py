"""Tổ thẩm định and Đối tượng: who scores, and who is to be scored."""

from __future__ import annotations

from typing import Final

from db.records import Role, SubjectKind
from desktop.intake.gathering import Codes, Gathering
from desktop.intake.keys import OwnCodes
from desktop.intake.layout import UNITS
from desktop.intake.sheet_rows import SheetRow, SheetRows

_ROLES: Final = {
    "to truong": Role.CHAIR,
    "truong to": Role.CHAIR,
    "to pho": Role.VICE_CHAIR,
    "pho to truong": Role.VICE_CHAIR,
    "thu ky": Role.SECRETARY,
    "thu ki": Role.SECRETARY,
    "to vien thu ky": Role.SECRETARY,
    "thanh vien thu ky": Role.SECRETARY,
    "thanh vien": Role.MEMBER,
    "to vien": Role.MEMBER,
}
_KINDS: Final = {"tap the": SubjectKind.COLLECTIVE, "ca nhan": SubjectKind.INDIVIDUAL}


def read_kind(row: SheetRow) -> SubjectKind | None:
    """The column Đối tượng: Tập thể or Cá nhân."""
    return row.choice("kind", _KINDS, "loại đối tượng", "Tập thể hoặc Cá nhân")


def read_unit(row: SheetRow, gathering: Gathering) -> str:
    """The column Mã đơn vị."""
    return row.reference("unit", gathering.units, "đơn vị", UNITS.sheet)


def read_members(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``member``."""
    codes = OwnCodes("Mã thành viên", gathering.members)
    for row in rows:
        code = codes.take(row)
        if code is None:
            continue
        how = "Tổ trưởng, Tổ phó, Thư ký hoặc Thành viên"
        values = {
            "name": row.text("name"),
            "role": row.choice("role", _ROLES, "vai trò", how),
            "unit": read_unit(row, gathering),
            "post": row.text("post"),
        }
        if not row.refused:
            gathering.take(row.import_row("member", (code,), values))


def read_subjects(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``subject``."""
    codes = OwnCodes("Mã đối tượng", Codes(()))
    for row in rows:
        code = codes.take(row)
        if code is None:
            continue
        values = {
            "kind": read_kind(row),
            "name": row.text("name"),
            "post": row.text("post"),
            "unit": read_unit(row, gathering),
            "authority": row.text("authority"),
            "must_register": row.flag("must_register"),
            "aims_excellent": row.flag("aims_excellent"),
        }
        if not row.refused:
            gathering.take(row.import_row("subject", (code,), values))
