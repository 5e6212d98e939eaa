"""Đơn vị: the tree of organisations."""

from __future__ import annotations

from desktop.intake.gathering import Gathering
from desktop.intake.keys import OwnCodes
from desktop.intake.layout import UNITS
from desktop.intake.sheet_rows import SheetRow, SheetRows


def read_units(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``unit``; a parent may stand below its children."""
    codes = OwnCodes("Mã đơn vị", gathering.units)
    found = [(row, codes.take(row)) for row in rows]
    parents: dict[str, str] = {}
    for row, code in found:
        if code is None:
            continue
        parent = row.reference("parent", gathering.units, "đơn vị", UNITS.sheet)
        parents[code] = parent
        values = {
            "name": row.text("name"),
            "parent": parent,
            "kind": row.text("kind"),
            "start": row.date("start"),
            "end": row.date("end"),
        }
        if values["start"] and values["end"] and values["end"] < values["start"]:
            row.refuse("end", "đến ngày lại trước từ ngày; hãy sửa một trong hai")
        if not row.refused:
            gathering.take(row.import_row("unit", (code,), values))
    _refuse_circles([(row, code) for row, code in found if code], parents)


def _refuse_circles(found: list[tuple[SheetRow, str]], parents: dict[str, str]) -> None:
    """A unit above itself would have no place in the tree."""
    for row, code in found:
        above, steps = parents.get(code, ""), 0
        while above and above != code and steps <= len(parents):
            above, steps = parents.get(above, ""), steps + 1
        if above == code:
            row.refuse(
                "parent", f"đơn vị {code} thành cấp trên của chính mình; hãy sửa mã cấp trên"
            )
