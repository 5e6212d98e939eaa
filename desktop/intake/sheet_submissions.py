"""Đăng ký and Chỉ tiêu: the models and what they promise."""

from __future__ import annotations

from desktop.intake.gathering import Gathering, quoted
from desktop.intake.keys import OwnCodes
from desktop.intake.layout import SUBMISSIONS
from desktop.intake.sheet_people import read_kind, read_unit
from desktop.intake.sheet_rows import SheetRow, SheetRows


def read_submissions(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``submission``; one that is new has to say of which kind its subject is."""
    codes = OwnCodes("Mã hồ sơ", gathering.submissions)
    for row in rows:
        code = codes.take(row)
        if code is None:
            continue
        kind = read_kind(row)
        if kind is not None:
            gathering.kinds[code] = kind
        elif code not in gathering.kinds and not row.refused:
            row.refuse(
                "kind", f"thiếu Đối tượng của hồ sơ {quoted(code)}; hãy ghi Tập thể hoặc Cá nhân"
            )
        values = {
            "kind": kind,
            "subject": row.text("subject"),
            "post": row.text("post"),
            "unit": read_unit(row, gathering),
            "is_head": row.flag("is_head"),
            "title": row.text("title"),
            "field": row.text("field"),
            "content": row.text("content", lines=True),
            "novelty": row.text("novelty", lines=True),
            "product": row.text("product", lines=True),
            "registered_on": row.date_in_year("registered_on"),
            "arrival_no": row.code("arrival_no"),
            "aims_excellent": row.flag("aims_excellent"),
            "late_reason": row.text("late_reason"),
        }
        gathering.registered.in_workbook[code] = bool(values["registered_on"])
        gathering.reported.in_workbook.setdefault(code, False)
        if not row.refused:
            gathering.take(row.import_row("submission", (code,), values))


def submission_of(row: SheetRow, gathering: Gathering) -> str | None:
    """The known submission that a row of another sheet is about."""
    code = row.reference("code", gathering.submissions, "hồ sơ", SUBMISSIONS.sheet)
    if not code and not row.refused:
        row.refuse("code", "thiếu Mã hồ sơ; hãy điền mã hoặc xóa dòng này")
    return code or None


def read_targets(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``target``, numbered within their submission in the order of the sheet."""
    first_rows: dict[tuple[str, str], int] = {}
    positions: dict[str, int] = {}
    for row in rows:
        code, name = submission_of(row, gathering), row.text("name")
        if not name and not row.refused:
            row.refuse("name", "thiếu tên chỉ tiêu; hãy điền hoặc xóa dòng này")
        if code is None or not name:
            continue
        first = first_rows.setdefault((code, name), row.number)
        if first != row.number:
            row.refuse("name", f"chỉ tiêu này của hồ sơ {code} đã có ở dòng {first}; hãy gộp lại")
        positions[code] = positions.get(code, 0) + 1
        values = {
            "measure": row.text("measure"),
            "baseline": row.text("baseline"),
            "promised": row.text("promised"),
            "actual": row.text("actual"),
            "position": positions[code],
        }
        if not row.refused:
            gathering.take(row.import_row("target", (code, name), values))
