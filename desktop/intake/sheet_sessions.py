"""Cuộc họp: the panel's meetings."""

from __future__ import annotations

import re
from typing import Final

from desktop.intake.gathering import Gathering, quoted
from desktop.intake.headings import plain
from desktop.intake.layout import MEMBERS
from desktop.intake.sheet_rows import SheetRow, SheetRows

_NUMBER: Final = re.compile(r"(?:lần |cuộc họp )?(?:thứ |số )?0*([1-9][0-9]{0,3})", re.IGNORECASE)
# "TV03 (đi công tác, có phép)" up to the next comma, semicolon or line.
_ABSENT: Final = re.compile(r"\s*([^,;\n()]+?)\s*(?:\(([^()]*)\))?\s*(?:[,;\n]+|$)")
_NOBODY: Final = frozenset(("khong", "khong co", "khong ai", "0", ""))


def read_sessions(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``session``."""
    first_rows: dict[int, int] = {}
    for row in rows:
        number = _number(row)
        if number is None:
            continue
        first = first_rows.setdefault(number, row.number)
        if first != row.number:
            row.refuse("number", f"cuộc họp số {number} đã có ở dòng {first}; chỉ giữ một dòng")
        values = {
            "number": number,
            "minutes_no": row.code("minutes_no"),
            "date": row.date_in_year("date"),
            "start": row.time("start"),
            "end": row.time("end"),
            "place": row.text("place"),
            "chair": row.reference("chair", gathering.members, "thành viên", MEMBERS.sheet),
            "secretary": row.reference("secretary", gathering.members, "thành viên", MEMBERS.sheet),
            "absent": _absent(row, gathering),
            "decision": row.text("decision", lines=True),
            "conclusion": row.text("conclusion", lines=True),
        }
        if not row.refused:
            gathering.take(row.import_row("session", (str(number),), values))


def _number(row: SheetRow) -> int | None:
    text = row.code("number")
    found = _NUMBER.fullmatch(text)
    if found:
        return int(found[1])
    if text:
        row.refuse("number", f"{quoted(text)} không phải số cuộc họp; hãy ghi 1, 2, 3…")
    elif not row.refused:
        row.refuse("number", "thiếu Số cuộc họp; hãy ghi 1, 2, 3… hoặc xóa dòng này")
    return None


def _absent(row: SheetRow, gathering: Gathering) -> dict[str, str] | None:
    """Member -> reason, "" where none is given; None where the cell is empty or refused."""
    text = row.text("absent", lines=True)
    if not text:
        return None
    if plain(text) in _NOBODY:
        return {}
    absent: dict[str, str] = {}
    at = 0
    while at < len(text):
        found = _ABSENT.match(text, at)
        if found is None:
            row.refuse("absent", "không đọc được; hãy ghi như TV03 (đi công tác), TV05 (ốm)")
            return None
        at = found.end()
        code = gathering.members.resolve(found[1])
        if code is None:
            row.refuse(
                "absent",
                f"không có thành viên {quoted(found[1])}; hãy sửa mã hoặc thêm vào trang "
                f"{MEMBERS.sheet}",
            )
            return None
        absent[code] = absent.get(code) or " ".join((found[2] or "").split())
    return absent
