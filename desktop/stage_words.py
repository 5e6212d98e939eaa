"""Where a submission stands and how its report came, in two or three words. No Qt."""

from __future__ import annotations

from typing import Final

from db.queries.register_rows import Listed
from db.queries.stages import Stage
from desktop.words import barred_words

STAGES: Final = {
    Stage.UNREGISTERED: "chưa đăng ký",
    Stage.REGISTERED: "đã đăng ký",
    Stage.ACCEPTED: "đăng ký được chấp nhận",
    Stage.REVISE: "đăng ký cần sửa",
    Stage.REFUSED: "đăng ký không chấp nhận",
    Stage.REPORTED: "đã báo cáo",
    Stage.SCORED: "đang chấm",
    Stage.CONCLUDED: "đã kết luận",
    Stage.FROZEN: "đã chốt để ký",
    Stage.DECIDED: "đã có quyết định",
    Stage.WITHDRAWN: "đã rút",
}


def state_words(listed: Listed) -> str:
    """Where a submission stands, or why it is not appraised."""
    if listed.stage == Stage.WITHDRAWN:
        return STAGES[Stage.WITHDRAWN]
    if listed.eligible_code == "R7":
        return "chờ xem xét"
    if listed.eligible is False:
        barred = barred_words(
            listed.eligible_code, listed.registered_on is not None, listed.has_report
        )
        checked = listed.stage in (Stage.ACCEPTED, Stage.REVISE, Stage.REFUSED)
        return f"{STAGES[listed.stage]}, {barred}" if checked else barred
    return STAGES[listed.stage]


def report_words(listed: Listed) -> str:
    """Whether the report came, and by how many days late."""
    if listed.has_report:
        if not listed.reported_on:
            return "đã báo cáo, chưa ghi ngày"
        return f"chậm {listed.late} ngày" if listed.late else "đã báo cáo"
    if not listed.owes:
        return "không phải báo cáo" if listed.stage != Stage.WITHDRAWN else "đã rút"
    return f"chưa, quá hạn {listed.late} ngày" if listed.late else "chưa báo cáo"
