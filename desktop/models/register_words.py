"""How a submission reads in the list, column by column."""

from __future__ import annotations

from enum import IntEnum

from db.queries.register_rows import Listed
from desktop.field_words import RECHECK
from desktop.models.words import KINDS, shown_date, shown_points
from desktop.stage_words import report_words, state_words


class Column(IntEnum):
    """What stands where."""

    CODE = 0
    SUBJECT = 1
    POST = 2
    KIND = 3
    UNIT = 4
    TITLE = 5
    FIELD = 6
    REGISTERED = 7
    ARRIVAL = 8
    RECHECK = 9
    REPORTED = 10
    LATENESS = 11
    SELF = 12
    SELF_CLASS = 13
    AIMS = 14
    EVIDENCE = 15
    STATE = 16


HEADINGS = (
    "Mã hồ sơ", "Đối tượng", "Chức vụ", "Loại", "Đơn vị", "Tên mô hình", "Lĩnh vực", "Đăng ký",
    "Số đến", "Rà soát", "Báo cáo", "Tình trạng báo cáo", "Tự chấm", "Tự xếp loại", "HTXSNV",
    "Minh chứng", "Tình trạng",
)  # fmt: skip


def text(listed: Listed, column: int, *, waits: bool) -> str:
    """What a cell reads; ``waits``: something on the submission waits for a person."""
    match column:
        case Column.CODE:
            return listed.code
        case Column.SUBJECT:
            return listed.subject
        case Column.POST:
            return listed.post
        case Column.KIND:
            return KINDS[listed.kind]
        case Column.UNIT:
            return listed.unit_name
        case Column.TITLE:
            return listed.title
        case Column.FIELD:
            return listed.field
        case Column.REGISTERED:
            return shown_date(listed.registered_on)
        case Column.ARRIVAL:
            return listed.arrival_no
        case Column.RECHECK:
            return RECHECK.get(listed.recheck, "")
        case Column.REPORTED:
            return shown_date(listed.reported_on) or ("có" if listed.has_report else "")
        case Column.LATENESS:
            return report_words(listed)
        case Column.SELF:
            return shown_points(listed.self_score)
        case Column.SELF_CLASS:
            return listed.self_class
        case Column.AIMS:
            return "đề nghị" if listed.aims else ""
        case Column.EVIDENCE:
            return str(listed.evidence or "")
    return state_words(listed) + ("; cần xem" if waits else "")
