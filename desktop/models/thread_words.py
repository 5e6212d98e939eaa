"""The thread of a submission in words, as simple HTML for the panel beside the results."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from db.queries.thread import Milestone, Stage
from desktop.field_words import RECHECK
from desktop.history_words import moment
from desktop.models.words import shown_date


def thread_html(milestones: Sequence[Milestone], muted: str, line: str) -> str:
    """"Diễn tiến", one row a milestone; ``muted`` and ``line`` are colours."""
    rows = "".join(
        f"<tr><td style='padding:2px 10px 2px 0; color:{muted}; white-space:nowrap'>"
        f"{escape(when(each))}</td><td style='padding:2px 0'>{escape(words(each))}</td></tr>"
        for each in milestones
    )
    if not rows:
        return ""
    return (
        f"<table width='100%' cellspacing='0' style='margin-top:10px'><tr>"
        f"<td style='border-bottom:1px solid {line}; padding-bottom:2px'><b>Diễn tiến</b></td>"
        f"</tr></table><table cellspacing='0' style='margin-bottom:8px'>{rows}</table>"
    )


def when(each: Milestone) -> str:
    """The date on the paper, else the day that the laptop noted."""
    return shown_date(each.date) or (moment(each.time).split(" ")[0] if each.time else "chưa ghi")


def words(each: Milestone) -> str:
    """What happened, in one sentence without its end."""
    facts, who = each.facts, ", ".join(each.who)
    session = f"Cuộc họp số {facts.get('session', '')}"
    by = f" (đ/c {who} ghi)" if who else " (văn phòng ghi)" if "office" in facts else ""
    match each.stage:
        case Stage.REGISTERED:
            return f"Đăng ký{by}"
        case Stage.RECHECKED:
            return f"Rà soát: {RECHECK.get(facts['value'], facts['value']).lower()}{by}"
        case Stage.REPORTED:
            return f"Báo cáo kết quả{by}"
        case Stage.SCORED:
            return f"{facts['count']} phiếu chấm: {who}"
        case Stage.SENT_BACK:
            return f"{facts['document']}: trả lại để thẩm định lại; lý do: {facts['reason']}"
        case Stage.MET:
            return session + (f", đ/c {who} chủ trì" if who else "")
        case Stage.FROZEN:
            back = f"; đã mở chốt, lý do: {facts['withdrawn']}" if "withdrawn" in facts else ""
            return f"Văn phòng chốt để ký, lần {facts['seq']}{back}"
        case Stage.SIGNED:
            sort = "Bản ký số" if facts["sort"] == "digital" else "Bản quét ký tay"
            return f"{sort}" + (f", số {facts['number']}" if facts["number"] else "")
        case Stage.DECIDED:
            why = f", khác kết luận của Tổ; lý do: {facts['reason']}" if "reason" in facts else ""
            name = f": xếp loại {facts['class']}" if facts["class"] else ""
            return f"Quyết định {facts['document']}{name}{why}"
        case Stage.DELIVERED:
            return "Gửi kết quả lên cấp trên"
        case Stage.WITHDRAWN:
            return f"Rút hồ sơ, lý do: {facts['value']}{by}"
