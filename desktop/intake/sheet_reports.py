"""Báo cáo: the result reports with the subjects' own scores."""

from __future__ import annotations

from typing import Final

from db.records import SubjectKind
from desktop.intake.gathering import Gathering
from desktop.intake.sheet_rows import SheetRow, SheetRows
from desktop.intake.sheet_submissions import submission_of

_CLASSES: Final = {"tot": "Tốt", "kha": "Khá", "dat": "Đạt", "khong dat": "Không đạt"}
_KIND_NAMES: Final = {SubjectKind.COLLECTIVE: "tập thể", SubjectKind.INDIVIDUAL: "cá nhân"}


def read_reports(rows: SheetRows, gathering: Gathering) -> None:
    """Rows of ``submission`` with what the report adds; a row means that there is a report."""
    first_rows: dict[str, int] = {}
    for row in rows:
        code = submission_of(row, gathering)
        if code is None:
            continue
        first = first_rows.setdefault(code, row.number)
        if first != row.number:
            row.refuse("code", f"hồ sơ {code} đã có báo cáo ở dòng {first}; chỉ giữ một dòng")
        values: dict[str, object] = {
            "reported_on": row.date_in_year("reported_on"),
            "result": row.text("result", lines=True),
            **_self_marks(row, code, gathering),
            "self_class": row.choice(
                "self_class", _CLASSES, "loại", "Tốt, Khá, Đạt hoặc Không đạt"
            ),
            "alternative_basis": row.text("alternative_basis", lines=True),
            "with_achievement": row.flag("with_achievement"),
            "report_late_reason": row.text("report_late_reason"),
        }
        said = any(value not in (None, "", False) for value in values.values())
        if not said and not row.refused:
            gathering.warn(
                f"{row.cell('code')}: dòng báo cáo của hồ sơ {code} chỉ có mã; vẫn tính là "
                "đã báo cáo, nếu chưa thì hãy xóa dòng này."
            )
        gathering.reported.in_workbook[code] = True
        if not row.refused:
            gathering.take(row.import_row("submission", (code,), {"has_report": True, **values}))


def _self_marks(row: SheetRow, code: str, gathering: Gathering) -> dict[str, object]:
    """``self:TC1`` … in hundredths, for the criteria that the report scores."""
    marks: dict[str, object] = {}
    rubric = gathering.rubric(code)
    for criterion_code in row.sheet.headings.criteria:
        value, style = row.raw(criterion_code)
        if value is None:
            continue
        if rubric is None:
            if code in gathering.kinds:
                row.refuse(criterion_code, missing_rubric(code, gathering))
            return {}
        criterion = rubric.criterion(criterion_code)
        if criterion is None:
            row.refuse(criterion_code, foreign_criterion(code, criterion_code, gathering))
        else:
            marks[f"self:{criterion_code}"] = row.mark(rubric, criterion, value, style)
    return marks


RUBRIC_MISSING = "hãy nạp thang điểm trước"
"""How a refusal ends where the workbook is right and the campaign lacks something."""


def missing_rubric(code: str, gathering: Gathering) -> str:
    """Why marks of this submission cannot be taken: there is nothing to hold them against."""
    kind = _KIND_NAMES[gathering.kinds[code]]
    return f"đợt này chưa có thang điểm cho {kind} nên chưa nhận điểm; {RUBRIC_MISSING}"


def foreign_criterion(code: str, criterion: str, gathering: Gathering) -> str:
    """A mark in a column that belongs to the other kind's rubric."""
    kind = _KIND_NAMES[gathering.kinds[code]]
    return f"thang điểm cho {kind} không có {criterion}; hãy xóa điểm ở ô này"
